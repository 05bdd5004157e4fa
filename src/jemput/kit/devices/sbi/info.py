"""What the devices of one port say of themselves under their own signature (MOSIPDINFO)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from jemput.kernel.errors import Problem
from jemput.kit.devices.sbi import transport
from jemput.kit.devices.sbi.wire import InfoAnswer, SignedInfo, read_answer
from jemput.packet.errors import UntrustedDevice
from jemput.packet.jws import verify_jws

INFO_SECONDS = 3.0


@dataclass(frozen=True)
class Told:
    """A device's signed word on itself, and whether its signature can be trusted."""

    device_id: str
    firmware: str
    status: str
    trust: str
    """trusted, consistent or refused, as in the table of devices."""


def ask_info(port: int, *, trusted: tuple[bytes, ...] | None, at: datetime) -> list[Told]:
    """Every device of a port that describes itself; those that cannot are left out without a word."""
    body = {"type": "Biometric Device"}
    try:
        raw = transport.ask(port, "MOSIPDINFO", "/info", body, timeout_seconds=INFO_SECONDS)
        answers = read_answer(list[InfoAnswer], raw)
    except Problem:
        return []
    return [told for answer in answers if (told := _told(answer, trusted, at)) is not None]


def _told(answer: InfoAnswer, trusted: tuple[bytes, ...] | None, at: datetime) -> Told | None:
    try:
        payload = verify_jws(answer.deviceInfo, trusted=trusted, at=at)
        trust = "consistent" if trusted is None else "trusted"
    except UntrustedDevice:
        # Whose device it is can still be read; captures of it are refused all the same.
        return _named(answer, "refused")
    except Problem:
        return None
    return _read(payload, trust)


def _named(answer: InfoAnswer, trust: str) -> Told | None:
    try:
        return _read(unverified_payload(answer.deviceInfo), trust)
    except Problem:
        return None


def _read(payload: bytes, trust: str) -> Told:
    info = read_answer(SignedInfo, payload)
    return Told(info.deviceId, info.firmware, info.deviceStatus, trust)


def unverified_payload(token: str) -> bytes:
    """The middle of a JWS, unproven: for showing which device it is that is refused."""
    pieces = token.split(".")
    if len(pieces) != 3:
        return b"{}"
    try:
        return base64.urlsafe_b64decode(pieces[1] + "=" * (-len(pieces[1]) % 4))
    except (binascii.Error, ValueError):
        return b"{}"
