"""Which event leads from which state to which: trips, plans, kits and the people of a stop."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

Table = Mapping[tuple[str, str], str]
"""(state, event) → state; what is not in the table cannot happen."""


class TripState(StrEnum):
    """Where a trip stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


class TripEvent(StrEnum):
    """What can happen to a trip."""

    APPROVE = "approve"
    ANNOUNCE = "announce"
    START = "start"
    FINISH = "finish"
    CANCEL = "cancel"


TRIP: Table = {
    (TripState.DRAFT, TripEvent.APPROVE): TripState.APPROVED,
    (TripState.DRAFT, TripEvent.CANCEL): TripState.CANCELLED,
    (TripState.APPROVED, TripEvent.ANNOUNCE): TripState.ANNOUNCED,
    (TripState.APPROVED, TripEvent.CANCEL): TripState.CANCELLED,
    # Announcing again sends the kit what has changed since.
    (TripState.ANNOUNCED, TripEvent.ANNOUNCE): TripState.ANNOUNCED,
    (TripState.ANNOUNCED, TripEvent.START): TripState.UNDER_WAY,
    (TripState.ANNOUNCED, TripEvent.FINISH): TripState.DONE,
    (TripState.ANNOUNCED, TripEvent.CANCEL): TripState.CANCELLED,
    (TripState.UNDER_WAY, TripEvent.ANNOUNCE): TripState.UNDER_WAY,
    (TripState.UNDER_WAY, TripEvent.FINISH): TripState.DONE,
}

ACTIVE_TRIPS = frozenset({TripState.DRAFT, TripState.APPROVED, TripState.ANNOUNCED, TripState.UNDER_WAY})
"""States of a trip whose people count as scheduled."""


class PlanState(StrEnum):
    """Where a plan stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    APPROVED = "approved"
    FAILED = "failed"
    DISCARDED = "discarded"


class PlanEvent(StrEnum):
    """What can happen to a plan."""

    BEGIN = "begin"
    SOLVED = "solved"
    FAIL = "fail"
    APPROVE = "approve"
    DISCARD = "discard"


PLAN: Table = {
    (PlanState.QUEUED, PlanEvent.BEGIN): PlanState.RUNNING,
    # A worker killed in the middle begins again.
    (PlanState.RUNNING, PlanEvent.BEGIN): PlanState.RUNNING,
    (PlanState.RUNNING, PlanEvent.SOLVED): PlanState.DRAFT,
    (PlanState.RUNNING, PlanEvent.FAIL): PlanState.FAILED,
    (PlanState.QUEUED, PlanEvent.FAIL): PlanState.FAILED,
    (PlanState.DRAFT, PlanEvent.APPROVE): PlanState.APPROVED,
    (PlanState.DRAFT, PlanEvent.DISCARD): PlanState.DISCARDED,
    (PlanState.FAILED, PlanEvent.DISCARD): PlanState.DISCARDED,
}


class KitState(StrEnum):
    """Whether a kit can be counted on."""

    READY = "ready"
    BROKEN = "broken"
    RETIRED = "retired"


class KitEvent(StrEnum):
    """What can happen to a kit."""

    BREAK = "break"
    REPAIR = "repair"
    RETIRE = "retire"


KIT: Table = {
    (KitState.READY, KitEvent.BREAK): KitState.BROKEN,
    (KitState.BROKEN, KitEvent.REPAIR): KitState.READY,
    (KitState.READY, KitEvent.RETIRE): KitState.RETIRED,
    (KitState.BROKEN, KitEvent.RETIRE): KitState.RETIRED,
}


class Turnout(StrEnum):
    """What became of one person expected at a stop."""

    EXPECTED = "expected"
    CAPTURED = "captured"
    """The kit says so; the packet is still on its way."""
    RECORDED = "recorded"
    NO_SHOW = "no_show"
    TURNED_AWAY = "turned_away"
    LEFT_OVER = "left_over"
    """The work at the stop ended before it was this person's turn."""


class TurnoutEvent(StrEnum):
    """What can happen to one person expected at a stop."""

    RECORD = "record"
    CAPTURE = "capture"
    MISS = "miss"
    TURN_AWAY = "turn_away"
    LEAVE = "leave"
    EXPECT = "expect"
    LOSE = "lose"


_NOT_HERE = {
    TurnoutEvent.MISS: Turnout.NO_SHOW,
    TurnoutEvent.TURN_AWAY: Turnout.TURNED_AWAY,
    TurnoutEvent.LEAVE: Turnout.LEFT_OVER,
}

TURNOUT: Table = {
    # A packet in our hands settles it, whatever was said before, and also after the trip was closed.
    **{(state, TurnoutEvent.RECORD): Turnout.RECORDED for state in Turnout},
    **{(Turnout.RECORDED, event): Turnout.RECORDED for event in TurnoutEvent},
    # What the kit has captured nothing takes back but its packet, or the loss of the kit.
    **{(Turnout.CAPTURED, event): Turnout.CAPTURED for event in TurnoutEvent if event != TurnoutEvent.RECORD},
    **{(state, TurnoutEvent.LOSE): state for state in Turnout},
    (Turnout.CAPTURED, TurnoutEvent.LOSE): Turnout.LEFT_OVER,
    **{(state, TurnoutEvent.CAPTURE): Turnout.CAPTURED for state in Turnout if state != Turnout.RECORDED},
    **{(Turnout.EXPECTED, event): state for event, state in _NOT_HERE.items()},
    # Whoever was not recorded keeps the first reason until expected once more; only "turned away" says more.
    **{(state, event): state for state in _NOT_HERE.values() for event in _NOT_HERE},
    **{(state, TurnoutEvent.TURN_AWAY): Turnout.TURNED_AWAY for state in _NOT_HERE.values()},
    **{(state, TurnoutEvent.EXPECT): Turnout.EXPECTED for state in (Turnout.EXPECTED, *_NOT_HERE.values())},
}


DUE_AGAIN = frozenset({Turnout.NO_SHOW, Turnout.TURNED_AWAY, Turnout.LEFT_OVER})
"""Whom the next planning finds again."""


def allows(table: Table, state: str, event: str) -> bool:
    """Whether `event` may happen in `state`: for buttons."""
    return (state, event) in table
