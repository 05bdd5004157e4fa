"""One RCAPTURE from request to signed answer: who is there, which spots, which fault, chained and signed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jemput.kernel.body import Eye, Finger
from jemput.packet.jws import sign_jws
from jemput.simulator.devices import Device
from jemput.simulator.faults import Fault, FaultKind
from jemput.simulator.keys import Keyring
from jemput.simulator.orders import Request
from jemput.simulator.records import iso_record
from jemput.simulator.sampling import take
from jemput.simulator.subjects import Subject
from jemput.simulator.words import SPEC_VERSION, Fail, Spot, error, subtype

FIRST_HASH = hashlib.sha256(b"").hexdigest().upper()


@dataclass(frozen=True)
class Session:
    """All that one capture needs to know."""

    device: Device
    keys: Keyring
    request: Request
    subject: Subject
    attempt: int
    fault: Fault | None
    at: datetime

    def has(self, *kinds: FaultKind) -> bool:
        """Whether one of these faults is to happen."""
        return self.fault is not None and self.fault.kind in kinds


def capture_spots(session: Session, bio: Mapping[str, Any], spots: tuple[Spot, ...]) -> list[dict[str, Any]]:
    """One element of the answer per spot that is there, each hash built on the one before it."""
    answers = []
    previous = str(bio.get("previousHash") or FIRST_HASH)
    for spot in spots:
        answer, previous = _one(session, bio, spot, previous)
        answers.append(answer)
    return answers


def failed(fail: Fail) -> dict[str, Any]:
    """The element of an answer that only says what went wrong."""
    return {"specVersion": SPEC_VERSION, "data": "", "hash": "", "error": error(fail)}


def chained(previous: str, record: bytes) -> str:
    """Upper-case hex of SHA-256 over the previous hash's bytes and the SHA-256 of the record."""
    try:
        before = bytes.fromhex(previous)
    except ValueError:
        before = b""
    return hashlib.sha256(before + hashlib.sha256(record).digest()).hexdigest().upper()


def _one(session: Session, bio: Mapping[str, Any], spot: Spot, previous: str) -> tuple[dict[str, Any], str]:
    laid = _other(spot) if session.has(FaultKind.WRONG_FINGER) else spot
    poor = session.has(FaultKind.LOW_QUALITY)
    sample = take(session.subject, laid, session.attempt, poor=poor)
    record = iso_record(sample, spot, session.at)
    payload = _payload(session, bio, spot, record, sample.quality)
    digest = chained(previous, record)
    told = digest if not session.has(FaultKind.BAD_HASH) else chained(digest, record)
    data = _signed(session, payload)
    return {"specVersion": SPEC_VERSION, "data": data, "hash": told, "error": error()}, digest


def _payload(
    session: Session, bio: Mapping[str, Any], spot: Spot, record: bytes, quality: int
) -> dict[str, Any]:
    device, request = session.device, session.request
    named = _other(spot) if session.has(FaultKind.WRONG_LABEL) else spot
    transaction = "other-transaction" if session.has(FaultKind.OTHER_TRANSACTION) else request.transaction_id
    digital_id = json.dumps(device.digital_id(session.at)).encode()
    return {
        "digitalId": sign_jws(digital_id, key=session.keys.device),
        "deviceCode": device.device_id,
        "deviceServiceVersion": SPEC_VERSION,
        "bioType": device.kind.bio_type,
        "bioSubType": subtype(named),
        "purpose": request.purpose,
        "env": request.environment,
        "bioValue": base64.urlsafe_b64encode(record).rstrip(b"=").decode("ascii"),
        "transactionId": transaction,
        "timestamp": session.at.isoformat(timespec="milliseconds"),
        "requestedScore": str(bio.get("requestedScore", "")),
        "qualityScore": str(quality),
    }


def _signed(session: Session, payload: dict[str, Any]) -> str:
    key = session.keys.device
    if session.has(FaultKind.UNTRUSTED):
        key = session.keys.stranger
    elif session.has(FaultKind.EXPIRED):
        key = session.keys.expired
    token = sign_jws(json.dumps(payload).encode(), key=key)
    if session.has(FaultKind.BAD_SIGNATURE):
        # The quality raised after signing: what a tampering middleman would do.
        head, _, tail = token.split(".")
        forged = json.dumps(payload | {"qualityScore": "100", "timestamp": "forged"}).encode()
        token = f"{head}.{base64.urlsafe_b64encode(forged).rstrip(b'=').decode('ascii')}.{tail}"
    return token


def _other(spot: Spot) -> Spot:
    """The same digit of the other hand, the other eye; a face has no other."""
    if isinstance(spot, Eye):
        return Eye.LEFT if spot is Eye.RIGHT else Eye.RIGHT
    return None if spot is None else Finger((spot + 4) % 10 + 1)
