"""Where one name of the list can stand in the chain, and how far along each standing is."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from types import MappingProxyType


class Link(IntEnum):
    """The seven links that the home page counts; a name at one link has passed all before it."""

    LISTED = 0
    SCHEDULED = 1
    RECORDED = 2
    SENT = 3
    PRINT_READY = 4
    PRINTED = 5
    HANDED_OVER = 6


class ChainState(StrEnum):
    """The one state of one name."""

    NEEDS_CLERK = "needs_clerk"
    NOT_FOUND = "not_found"
    WAITING_VILLAGE = "waiting_village"
    FINDING_PROPOSED = "finding_proposed"
    CLOSED_DEAD = "closed_dead"
    CLOSED_MOVED = "closed_moved"
    CLOSED_UNKNOWN = "closed_unknown"
    CLOSED_ALREADY_RECORDED = "closed_already_recorded"
    UNSCHEDULED = "unscheduled"
    NO_SHOW = "no_show"
    SCHEDULED = "scheduled"
    RECEIVED_AT_OFFICE = "received_at_office"
    SENT_TO_CENTER = "sent_to_center"
    IN_PROCESS_AT_CENTER = "in_process_at_center"
    ADJUDICATION = "adjudication"
    RE_RECORD = "re_record"
    DUPLICATE = "duplicate"
    WAITING_BIRTHDAY = "waiting_birthday"
    PRINT_READY = "print_ready"
    PRINTED = "printed"
    CONSIGNED = "consigned"
    DELIVERED_TO_VILLAGE = "delivered_to_village"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"


class CardStep(StrEnum):
    """The furthest that one person's card has come, as the rooms of cards and delivery know it."""

    PRINTED = "printed"
    CONSIGNED = "consigned"
    DELIVERED_TO_VILLAGE = "delivered_to_village"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"


CLOSED = frozenset(
    {
        ChainState.CLOSED_DEAD,
        ChainState.CLOSED_MOVED,
        ChainState.CLOSED_UNKNOWN,
        ChainState.CLOSED_ALREADY_RECORDED,
    }
)
"""States in which nobody needs to be met any more, each with its reason."""

_AT_LINK = {
    Link.SCHEDULED: {ChainState.SCHEDULED},
    Link.RECORDED: {ChainState.RECEIVED_AT_OFFICE},
    Link.SENT: {
        ChainState.SENT_TO_CENTER,
        ChainState.IN_PROCESS_AT_CENTER,
        ChainState.ADJUDICATION,
        ChainState.RE_RECORD,
        ChainState.DUPLICATE,
    },
    Link.PRINT_READY: {ChainState.PRINT_READY, ChainState.WAITING_BIRTHDAY},
    Link.PRINTED: {
        ChainState.PRINTED,
        ChainState.CONSIGNED,
        ChainState.DELIVERED_TO_VILLAGE,
        ChainState.RETURNED,
    },
    Link.HANDED_OVER: {ChainState.HANDED_OVER},
}

LINK_OF = MappingProxyType(
    dict.fromkeys(ChainState, Link.LISTED)
    | {state: link for link, states in _AT_LINK.items() for state in states}
)
"""How far along each state is."""

UNRECORDED = frozenset(
    state for state in ChainState if LINK_OF[state] < Link.RECORDED and state not in CLOSED
) | {ChainState.RE_RECORD}
"""States of a person who still has to be recorded, for the first time or again."""

NEEDS_A_PERSON = frozenset(
    {
        ChainState.NEEDS_CLERK,
        ChainState.NOT_FOUND,
        ChainState.WAITING_VILLAGE,
        ChainState.FINDING_PROPOSED,
        ChainState.UNSCHEDULED,
        ChainState.NO_SHOW,
        ChainState.ADJUDICATION,
        ChainState.RE_RECORD,
        ChainState.DUPLICATE,
        ChainState.RETURNED,
    }
)
"""States that only somebody's work moves on: the queue by cause."""
