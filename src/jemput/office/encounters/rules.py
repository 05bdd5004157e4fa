"""Pure decisions about encounters: how long one took, what waits where, which packets are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jemput.kernel.body import Modality, Outcome
from jemput.kernel.statuses import RE_RECORD, NationalStatus
from jemput.node.exchange.rules import Stretch, stretches

MOST_MINUTES = 15
"""S3-2: less than fifteen minutes a person."""


def minutes_taken(started_at: datetime, ended_at: datetime) -> float:
    """Minutes of one encounter, as the kit measured its start and end."""
    return (ended_at - started_at).total_seconds() / 60


def is_slow(started_at: datetime, ended_at: datetime) -> bool:
    """Whether it took fifteen minutes or more (S3-2 promises less)."""
    return minutes_taken(started_at, ended_at) >= MOST_MINUTES


class Leg(StrEnum):
    """The part of a packet's way on which it is now."""

    AT_OFFICE = "at_office"
    TO_CENTER = "to_center"
    AT_CENTER = "at_center"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Way:
    """The moments of a packet's way; None for what has not happened yet."""

    sealed_at: datetime
    received_at: datetime
    forwarded_at: datetime | None = None
    received_center_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def leg(self) -> Leg:
        """Where the packet is now."""
        if self.answered_at:
            return Leg.ANSWERED
        if self.received_center_at:
            return Leg.AT_CENTER
        return Leg.TO_CENTER if self.forwarded_at else Leg.AT_OFFICE

    @property
    def since(self) -> datetime:
        """When the present leg began."""
        return self.answered_at or self.received_center_at or self.forwarded_at or self.received_at


PATIENCE = {
    Leg.AT_OFFICE: timedelta(hours=1),
    Leg.TO_CENTER: timedelta(hours=24),
    # SENT_FOR_ENROLLMENT is known to take up to 20 days.
    Leg.AT_CENTER: timedelta(days=20),
}
"""How long a packet may stay on each leg before somebody should look."""

TRAVEL_PATIENCE = timedelta(hours=48)
"""How long after sealing a packet may reach the office."""


def is_late(way: Way, *, at: datetime) -> bool:
    """Whether a packet has been on its present leg longer than that leg's patience."""
    patience = PATIENCE.get(way.leg)
    return patience is not None and at - way.since > patience


def came_late(way: Way) -> bool:
    """Whether a packet took more than 48 hours from the kit to the office."""
    return way.received_at - way.sealed_at > TRAVEL_PATIENCE


@dataclass(frozen=True)
class Chain:
    """One kit's chain as the office knows it, in stretches: arrived, still with the kit, and neither."""

    arrived: tuple[Stretch, ...]
    in_van: tuple[Stretch, ...]
    missing: tuple[Stretch, ...]

    @property
    def complete_up_to(self) -> int:
        """The last number before which nothing is missing; 0 where even the first is."""
        return self.arrived[0][1] if self.arrived and self.arrived[0][0] == 1 else 0


def chain_of(received: Iterable[int], *, sealed_up_to: int = 0, in_van: Iterable[Stretch] = ()) -> Chain:
    """Place every number up to the highest known: what came, what the kit says it still has, what neither.

    `sealed_up_to` and `in_van` are the kit's own last words, which may be older than what arrived since.
    """
    have = set(received)
    told = {number for first, last in in_van for number in range(first, last + 1)} - have
    highest = max([sealed_up_to, *have, *told], default=0)
    lost = [number for number in range(1, highest + 1) if number not in have and number not in told]
    return Chain(stretches(have), stretches(told), stretches(lost))


@dataclass(frozen=True)
class Tally:
    """Outcomes of one encounter, counted."""

    captured: int
    exceptions: int
    failed: int


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Count outcomes by kind."""
    found = list(outcomes)
    return Tally(found.count(Outcome.CAPTURED), found.count(Outcome.EXCEPTION), found.count(Outcome.FAILED))


def sample_label(modality: Modality, position: int, language: str = "id") -> str:
    """A sample's name as an officer says it: telunjuk kanan, mata kiri, wajah."""
    words = _LABELS[modality].get(position) or _LABELS[modality][0]
    return words[1] if language.startswith("en") else words[0]


_LABELS: dict[Modality, dict[int, tuple[str, str]]] = {
    Modality.FINGER: {
        0: ("jari", "finger"),
        1: ("ibu jari kanan", "right thumb"),
        2: ("telunjuk kanan", "right index"),
        3: ("jari tengah kanan", "right middle"),
        4: ("jari manis kanan", "right ring"),
        5: ("kelingking kanan", "right little"),
        6: ("ibu jari kiri", "left thumb"),
        7: ("telunjuk kiri", "left index"),
        8: ("jari tengah kiri", "left middle"),
        9: ("jari manis kiri", "left ring"),
        10: ("kelingking kiri", "left little"),
    },
    Modality.IRIS: {0: ("mata", "eye"), 1: ("mata kanan", "right eye"), 2: ("mata kiri", "left eye")},
    Modality.FACE: {0: ("wajah", "face")},
    Modality.SIGNATURE: {0: ("tanda tangan", "signature")},
}


def must_re_record(history: Iterable[NationalStatus]) -> bool:
    """Whether the last word of a dated history asks for a new recording."""
    words = list(history)
    return bool(words) and words[-1] in RE_RECORD
