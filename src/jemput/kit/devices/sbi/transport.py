"""HTTP to a device service on this machine: custom verbs, short timeouts, bounded answers."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from jemput.kit.devices.errors import DeviceSilent, DeviceUnclear

HOST = "127.0.0.1"
"""The address and not the name: the standard asks for it, and names can be made to point elsewhere."""

MAX_ANSWER_BYTES = 64 * 2**20
KNOCK_SECONDS = 0.25


def ask(port: int, verb: str, path: str, body: dict[str, Any], *, timeout_seconds: float) -> bytes:
    """Send one request and return the answer's bytes; raises DeviceSilent or DeviceUnclear."""
    timeout = httpx.Timeout(timeout_seconds, connect=KNOCK_SECONDS * 4)
    try:
        with (
            httpx.Client(trust_env=False, timeout=timeout) as client,
            client.stream(verb, f"http://{HOST}:{port}{path}", json=body) as answer,
        ):
            return _bounded(answer)
    except httpx.HTTPError as error:
        raise DeviceSilent(port=port) from error


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


def _bounded(answer: httpx.Response) -> bytes:
    if answer.status_code >= 400:
        raise DeviceUnclear(reason=f"HTTP {answer.status_code}")
    raw = bytearray()
    for chunk in answer.iter_bytes():
        raw += chunk
        if len(raw) > MAX_ANSWER_BYTES:
            raise DeviceUnclear(reason="size")
    return bytes(raw)
