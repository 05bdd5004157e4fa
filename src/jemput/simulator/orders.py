"""What a capture request asks for, checked against the standard and the device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jemput.simulator.words import SUB_DEVICES, TRANSACTION, Fail, Kind, Spot, subtype

LONGEST_SECONDS = 120.0


class Refused(Exception):
    """The device refuses with one of the standard's numbers."""

    def __init__(self, fail: Fail) -> None:
        self.fail = fail
        super().__init__(fail.name)


@dataclass(frozen=True)
class Request:
    """The common part of an RCAPTURE body."""

    transaction_id: str
    environment: str
    purpose: str
    timeout_seconds: float
    bios: tuple[Mapping[str, Any], ...]


def read_request(body: object) -> Request:
    """Read an RCAPTURE body; raises Refused (112 for a bad transaction id, 109 for nothing asked)."""
    fields = body if isinstance(body, dict) else {}
    transaction = str(fields.get("transactionId", ""))
    if not TRANSACTION.fullmatch(transaction):
        raise Refused(Fail.BAD_TRANSACTION)
    bios = fields.get("bio")
    if not isinstance(bios, list) or not bios or not all(isinstance(bio, dict) for bio in bios):
        raise Refused(Fail.COUNT)
    return Request(
        transaction_id=transaction,
        environment=str(fields.get("env", "")),
        purpose=str(fields.get("purpose", "")),
        timeout_seconds=min(LONGEST_SECONDS, max(0.1, _number(fields.get("timeout"), 10_000.0) / 1000.0)),
        bios=tuple(bios),
    )


def spots_asked(bio: Mapping[str, Any], kind: Kind) -> tuple[Spot, ...]:
    """The spots one `bio` element asks of a device; raises Refused 109 where the device cannot take them.

    A sub-device takes its whole slap less the exceptions; `bioSubType` narrows that down, and `count` must
    not ask for more than is left.
    """
    sub = str(bio.get("deviceSubId", "0"))
    parts = SUB_DEVICES[kind]
    places = (
        parts.get(sub, ())
        if sub != "0" or kind is Kind.FACE
        else tuple(dict.fromkeys(spot for part in parts.values() for spot in part))
    )
    named, excepted = _names(bio.get("bioSubType")), _names(bio.get("exception"))
    asked = tuple(
        spot for spot in places if subtype(spot) not in excepted and (not named or subtype(spot) in named)
    )
    unknown = named - {subtype(spot) for spot in places} - {"", "UNKNOWN"}
    if not asked or unknown or _number(bio.get("count"), len(asked)) > len(asked):
        raise Refused(Fail.COUNT)
    return asked


def _names(value: object) -> set[str]:
    return {str(name) for name in value} if isinstance(value, list) else set()


def _number(value: object, usual: float) -> float:
    try:
        return float(str(value)) if value not in (None, "") else usual
    except ValueError:
        return usual
