"""What a node tells the one above it beside packets, as typed reports: the field's news, the chain's state.

A program that has something to say calls `actions.reporting.report`; the one above it says in its `config`
who hears which kind (`actions.hearing.hear_with`). Reports arrive once, signed, in the order of their
numbers, before any packet, over the network or on a stick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from jemput.packet.facts import Line, NikText
from jemput.packet.records import Id, Moment, Record, Word

MAX_AT_ONCE = 500

Count = Annotated[int, Field(ge=0, le=1_000_000)]
Note = Annotated[str, Field(max_length=300)]


class Report(Record):
    """Base of all; `topic` is its name on the wire. The newest of one subject counts: say it whole."""

    topic: ClassVar[str]


@dataclass(frozen=True)
class ObstacleReport(Report):
    """Something that holds the work up at a stop; told again, with its end, once it is over."""

    topic: ClassVar[str] = "obstacle"

    obstacle_id: Id
    trip_id: Id
    stop_id: Id
    kind: Word
    note: Note
    started_at: Moment
    ended_at: Moment | None
    by: Line


@dataclass(frozen=True)
class OfficerReport(Report):
    """The village officer of a stop: came, did not come, or signed that the work was done there."""

    topic: ClassVar[str] = "village_officer"

    trip_id: Id
    stop_id: Id
    state: Literal["arrived", "absent", "confirmed"]
    name: Note
    reason: Note
    at: Moment
    by: Line


@dataclass(frozen=True)
class AttendanceReport(Report):
    """What became of one person at a stop; a walk-in has no list name."""

    topic: ClassVar[str] = "attendance"

    trip_id: Id
    stop_id: Id
    person_id: Id
    list_name_id: Id | None
    nik: NikText
    state: Literal["waiting", "recorded", "no_show", "turned_away"]
    is_walk_in: bool
    packet_id: Id | None
    note: Note
    at: Moment
    by: Line


@dataclass(frozen=True)
class StopReport(Report):
    """A stop as it really went; `finished_at` None while the work goes on."""

    topic: ClassVar[str] = "stop"

    trip_id: Id
    stop_id: Id
    arrived_at: Moment
    finished_at: Moment | None
    expected: Count
    recorded: Count
    no_shows: Count
    turned_away: Count
    walk_ins: Count
    note: Note
    by: Line


@dataclass(frozen=True)
class ReferenceWanted(Report):
    """An office asks the center for the enrolled fingers of one packet, sealed to the kit it introduces."""

    topic: ClassVar[str] = "reference_wanted"

    packet_id: Id
    introduction: Annotated[str, Field(min_length=1, max_length=4096)]


@dataclass(frozen=True)
class CardReport(Report):
    """What became of a card that travelled with this kit: in a hand by some proof, or on its way back."""

    topic: ClassVar[str] = "card"

    card_id: Word
    consignment: Line
    outcome: Literal["handed_over", "returns"]
    receiver: Note
    proof: Literal["", "finger", "document", "relative"]
    reason: Literal["", "not_met", "moved", "dead", "wrong"]
    note: Note
    at: Moment
    by: Line


@dataclass(frozen=True)
class PhotoWanted(Report):
    """An office asks the center for the photo of one packet for one print by the kit it introduces."""

    topic: ClassVar[str] = "photo_wanted"

    order_id: Id
    packet_id: Id
    introduction: Annotated[str, Field(min_length=1, max_length=4096)]


@dataclass(frozen=True)
class PrintedReport(Report):
    """What became of a print order: "unknown" until somebody has looked at what came out."""

    topic: ClassVar[str] = "printed"

    order_id: Id
    outcome: Literal["printed", "spoiled", "unknown", "not_printed"]
    reason: Note
    at: Moment
    by: Line


REPORTS: dict[str, type[Report]] = {
    kind.topic: kind
    for kind in (
        ObstacleReport,
        OfficerReport,
        AttendanceReport,
        StopReport,
        ReferenceWanted,
        CardReport,
        PhotoWanted,
        PrintedReport,
    )
}
"""Every report by its topic."""


@dataclass(frozen=True)
class Stretch(Record):
    """Places `first` to `last` of a kit's chain."""

    first: Annotated[int, Field(ge=1)]
    last: Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class ChainStatement(Record):
    """How far a kit has sealed and which packets are still with it: the one above knows what must come."""

    sealed_up_to: Annotated[int, Field(ge=0)]
    last_manifest_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    here: Annotated[tuple[Stretch, ...], Field(max_length=200)]
    bytes_here: Annotated[int, Field(ge=0)]
    oldest_sealed_at: Moment | None
    software: Annotated[str, Field(max_length=64)]


@dataclass(frozen=True)
class Entry(Record):
    """One report with its number, which orders it, and its id, which makes repeats harmless."""

    number: Annotated[int, Field(ge=1)]
    report_id: Id
    topic: Word
    subject: Annotated[str, Field(max_length=200)]
    at: Moment
    payload: dict[str, Any]


@dataclass(frozen=True)
class Batch(Record):
    """All that a node tells at once; an empty one carries the statement alone."""

    version: Literal[1]
    told_at: Moment
    entries: Annotated[tuple[Entry, ...], Field(max_length=MAX_AT_ONCE)]
    chain: ChainStatement | None
