"""HTTP to a device service on this machine: custom verbs, short timeouts, bounded answers."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from jemput.kit.devices.errors import DeviceSilent, DeviceUnclear

HOST = "127.0.0.1"
"""The address and not the name: the standard asks for it, and names can be made to point elsewhere."""

MAX_ANSWER_BYTES = 64 * 2**20
KNOCK_SECONDS = 0.25


MAX_FRAME_BYTES = 2 * 2**20
"""A preview picture larger than this is no preview."""


def ask(port: int, verb: str, path: str, body: dict[str, Any], *, timeout_seconds: float) -> bytes:
    """Send one request and return the answer's bytes; raises DeviceSilent or DeviceUnclear.

    The time limit is for the whole answer: a service that drips a byte a second is silent, too.
    """
    until = time.monotonic() + timeout_seconds
    timeout = httpx.Timeout(timeout_seconds, connect=KNOCK_SECONDS * 4)
    try:
        with (
            httpx.Client(trust_env=False, timeout=timeout) as client,
            client.stream(verb, f"http://{HOST}:{port}{path}", json=body) as answer,
        ):
            return _bounded(answer, port, until)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise DeviceSilent(port=port) from error


def stream(port: int, body: dict[str, Any], *, timeout_seconds: float) -> Iterator[bytes]:
    """The pictures of a device's motion-JPEG stream, each checked to begin and end as JPEG does.

    Ends when the device ends it, after the time limit, and at the first picture that is too large. Raises
    DeviceSilent, and DeviceUnclear for a device that answers something else than pictures.
    """
    until = time.monotonic() + timeout_seconds
    timeout = httpx.Timeout(STALL_SECONDS, connect=KNOCK_SECONDS * 4)
    try:
        with (
            httpx.Client(trust_env=False, timeout=timeout) as client,
            client.stream("STREAM", f"http://{HOST}:{port}/stream", json=body) as answer,
        ):
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code >= 400 or not kind.startswith("multipart/x-mixed-replace"):
                raise DeviceUnclear(reason="STREAM")
            yield from _frames(answer.iter_bytes(), until)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise DeviceSilent(port=port) from error


STALL_SECONDS = 5.0


def _frames(chunks: Iterable[bytes], until: float) -> Iterator[bytes]:
    """Whole pictures by JPEG's own marks, so that no boundary has to be believed."""
    held = b""
    for chunk in chunks:
        held += chunk
        while (end := held.find(_END)) >= 0:
            begin = held.find(_BEGIN, 0, end)
            frame, held = held[max(begin, 0) : end + 2], held[end + 2 :]
            if begin >= 0:
                yield frame
        if len(held) > MAX_FRAME_BYTES or time.monotonic() > until:
            return


_BEGIN, _END = b"\xff\xd8\xff", b"\xff\xd9"


def open_ports(ports: Iterable[int]) -> list[int]:
    """The ports on which something listens; all are knocked on at once."""
    wanted = list(ports)
    with ThreadPoolExecutor(max_workers=32) as pool:
        heard = list(pool.map(_listens, wanted))
    return [port for port, there in zip(wanted, heard, strict=True) if there]


def _listens(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=KNOCK_SECONDS):
            return True
    except OSError:
        return False


def _bounded(answer: httpx.Response, port: int, until: float) -> bytes:
    if answer.status_code >= 400:
        raise DeviceUnclear(reason=f"HTTP {answer.status_code}")
    raw = bytearray()
    for chunk in answer.iter_bytes():
        raw += chunk
        if len(raw) > MAX_ANSWER_BYTES:
            raise DeviceUnclear(reason="size")
        if time.monotonic() > until:
            raise DeviceSilent(port=port)
    return bytes(raw)
