"""One RCAPTURE: ask, verify every signature and hash, and hand over what was really asked for."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from jemput.kernel.body import Modality
from jemput.kit.devices.errors import DeviceUnclear, OtherCapture, WrongCount
from jemput.kit.devices.samples import Spot
from jemput.kit.devices.sbi import transport
from jemput.kit.devices.sbi.chain import FIRST, next_hash
from jemput.kit.devices.sbi.errors import problem_for
from jemput.kit.devices.sbi.wire import (
    PURPOSE,
    SPEC_VERSION,
    SUBTYPES,
    TYPES,
    BiometricAnswer,
    CaptureAnswer,
    SignedCapture,
    read_answer,
    spot_of,
    sub_device,
)
from jemput.packet.jws import verify_jws

CAPTURE_SECONDS = 10
_GRACE_SECONDS = 5
"""How much longer than the device's own time limit we listen."""


@dataclass(frozen=True)
class Order:
    """What a device shall take: the spots on the glass, and those of the same hand that are not there."""

    modality: Modality
    wanted: frozenset[Spot]
    excepted: frozenset[Spot]
    requested_quality: int
    transaction_id: str
    previous_hash: str = FIRST


@dataclass(frozen=True)
class Taken:
    """One verified sample: the ISO record, the device's own quality score, and the hash to chain on."""

    spot: Spot
    record: bytes
    device_quality: int
    hash: str


@dataclass(frozen=True)
class Where:
    """The device that shall capture; `trusted` are PEM certificates, None accepts any that signs."""

    port: int
    device_id: str
    environment: str
    trusted: tuple[bytes, ...] | None


def capture(order: Order, *, where: Where, at: datetime) -> list[Taken]:
    """Run one RCAPTURE and return exactly the wanted spots.

    Raises the numbered problem of the device's own error, WrongCount for a finger too few, OtherCapture
    for an answer to another question, and what `verify_jws` raises for a device not trusted.
    """
    raw = transport.ask(
        where.port,
        "RCAPTURE",
        "/capture",
        request(order, where=where, at=at),
        timeout_seconds=CAPTURE_SECONDS + _GRACE_SECONDS,
    )
    taken: list[Taken] = []
    previous = order.previous_hash
    for answer in read_answer(CaptureAnswer, raw).biometrics:
        one = _verified(answer, order, where, previous, at)
        previous = one.hash
        taken.append(one)
    _require_exactly(order.wanted, taken)
    return taken


def request(order: Order, *, where: Where, at: datetime) -> dict[str, object]:
    """The RCAPTURE body; the exceptions tell the device which fingers not to wait for."""
    wanted = sorted(order.wanted)
    bio = {
        "type": TYPES[order.modality],
        "count": str(len(wanted)),
        "bioSubType": [SUBTYPES[one] for one in wanted if SUBTYPES[one]],
        "exception": [SUBTYPES[one] for one in sorted(order.excepted)],
        "requestedScore": str(order.requested_quality),
        "deviceId": where.device_id,
        "deviceSubId": sub_device(order.wanted | order.excepted),
        "previousHash": order.previous_hash,
    }
    return {
        "env": where.environment,
        "purpose": PURPOSE,
        "specVersion": SPEC_VERSION,
        "timeout": str(CAPTURE_SECONDS * 1000),
        "captureTime": at.isoformat(timespec="milliseconds"),
        "transactionId": order.transaction_id,
        "bio": [bio],
        "customOpts": [],
    }


def _verified(answer: BiometricAnswer, order: Order, where: Where, previous: str, at: datetime) -> Taken:
    if answer.error.errorCode not in {"", "0"}:
        raise problem_for(answer.error.errorCode, answer.error.errorInfo)
    payload = verify_jws(answer.data, trusted=where.trusted, at=at)
    signed = read_answer(SignedCapture, payload)
    spot = spot_of(signed.bioType, signed.bioSubType)
    if signed.transactionId != order.transaction_id:
        raise OtherCapture(reason="transactionId")
    if spot is None or spot not in order.wanted:
        raise OtherCapture(reason=f"bioSubType {signed.bioSubType[:40]}")
    record = _record(signed.bioValue)
    expected = next_hash(previous, record)
    if answer.hash.upper() != expected:
        raise OtherCapture(reason="hash")
    return Taken(spot, record, max(0, min(100, round(signed.qualityScore))), expected)


def _record(text: str) -> bytes:
    try:
        record = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise DeviceUnclear(reason="bioValue") from error
    if not record:
        raise DeviceUnclear(reason="bioValue")
    return record


def _require_exactly(wanted: frozenset[Spot], taken: list[Taken]) -> None:
    spots = [one.spot for one in taken]
    missing = sorted(wanted - set(spots))
    if missing or len(spots) != len(set(spots)):
        raise WrongCount(
            found=len(set(spots)),
            wanted=len(wanted),
            missing_id=", ".join(one.words.id for one in missing) or "-",
            missing_en=", ".join(one.words.en for one in missing) or "-",
        )
