"""Which devices are plugged in: every port knocked on at once, then asked who lives there."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from jemput.kernel.errors import Problem
from jemput.kit.devices.sbi import transport
from jemput.kit.devices.sbi.wire import DeviceAnswer, DigitalId, FoundDevice, read_answer

DISCOVERY_SECONDS = 2.0


def discover(ports: Iterable[int]) -> list[FoundDevice]:
    """Every device that answers on one of the ports, by port; those that talk nonsense are left out."""
    listening = transport.open_ports(ports)
    with ThreadPoolExecutor(max_workers=8) as pool:
        return [device for found in pool.map(_devices_at, listening) for device in found]


def _devices_at(port: int) -> list[FoundDevice]:
    body = {"type": "Biometric Device"}
    try:
        raw = transport.ask(port, "MOSIPDISC", "/device", body, timeout_seconds=DISCOVERY_SECONDS)
        answers = read_answer(list[DeviceAnswer], raw)
        return [FoundDevice(port, answer, _digital_id(answer.digitalId)) for answer in answers]
    except Problem:
        return []  # something else listens on this port; that is no failure of ours


def _digital_id(text: str) -> DigitalId:
    """Discovery gives it unsigned (base64url JSON), some makers signed (the middle of a JWS)."""
    pieces = text.split(".")
    body = pieces[1] if len(pieces) == 3 else text
    if body.lstrip().startswith("{"):
        return read_answer(DigitalId, body)
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        raw = b"{}"
    return read_answer(DigitalId, raw or b"{}")
