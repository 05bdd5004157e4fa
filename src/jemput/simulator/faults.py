"""Scripted faults: what the device will do wrong, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

from jemput.simulator.errors import BadOrder
from jemput.simulator.words import Fail, Kind


class FaultKind(StrEnum):
    """What can go wrong with one capture."""

    TIMEOUT = "timeout"
    UNPLUG = "unplug"
    BAD_SIGNATURE = "bad_signature"
    BAD_HASH = "bad_hash"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    LOW_QUALITY = "low_quality"
    WRONG_FINGER = "wrong_finger"
    WRONG_LABEL = "wrong_label"
    OTHER_TRANSACTION = "other_transaction"
    ERROR = "error"


@dataclass(frozen=True)
class Fault:
    """One fault: of which device (None: any), how many captures in a row, and its details.

    `seconds`: how long a timeout is silent (None: half a second longer than the request allows), or how
    long a device stays unplugged (None: until it is plugged in again). `number`: for `error`.
    """

    kind: FaultKind
    device: Kind | None = None
    times: int = 1
    seconds: float | None = None
    number: Fail = Fail.NOTHING_FOUND


def read_fault(order: object) -> Fault:
    """A fault from JSON: a word, or an object with `kind` and more; raises BadOrder."""
    fields = {"kind": order} if isinstance(order, str) else order
    if not isinstance(fields, dict):
        raise BadOrder(field="fault", reason="not an object")
    try:
        seconds = fields.get("seconds")
        return Fault(
            kind=FaultKind(str(fields.get("kind"))),
            device=Kind(fields["device"]) if fields.get("device") else None,
            times=max(1, int(fields.get("times", 1))),
            seconds=None if seconds is None else max(0.0, float(seconds)),
            number=Fail(int(fields.get("number", Fail.NOTHING_FOUND))),
        )
    except (TypeError, ValueError) as error:
        raise BadOrder(field="fault", reason=str(error)) from error


class FaultQueue:
    """Faults yet to happen, in order; each capture of a device uses up one turn of the first that fits."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = Lock()

    def add(self, faults: Iterable[Fault]) -> None:
        """Put faults behind those that wait."""
        with self._lock:
            self._waiting.extend(faults)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._waiting.clear()

    def take(self, kind: Kind) -> Fault | None:
        """The fault for this capture of a device of `kind`, if any."""
        with self._lock:
            for i, fault in enumerate(self._waiting):
                if fault.device in (None, kind):
                    if fault.times > 1:
                        self._waiting[i] = replace(fault, times=fault.times - 1)
                    else:
                        del self._waiting[i]
                    return fault
        return None

    def waiting(self) -> tuple[Fault, ...]:
        """What is still to happen."""
        with self._lock:
            return tuple(self._waiting)
