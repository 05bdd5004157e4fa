"""The chain's one question, answered purely: in which single state is this name?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jemput.kernel.statuses import RE_RECORD, NationalStatus
from jemput.office.coverage.states import LINK_OF, CardStep, ChainState, Link


class Linkage(StrEnum):
    """How sure we are whose name it is."""

    LINKED = "linked"
    NEEDS_CLERK = "needs_clerk"
    NOT_FOUND = "not_found"


class Schedule(StrEnum):
    """What trips know of a name."""

    NONE = "none"
    SCHEDULED = "scheduled"
    NO_SHOW = "no_show"


class Custody(StrEnum):
    """How far the newest packet of a person has come."""

    NONE = "none"
    AT_OFFICE = "at_office"
    FORWARDED = "forwarded"


@dataclass(frozen=True)
class NameFacts:
    """All that decides where one name stands; every field comes from one room left of this one.

    `finding` is the village's last answer and `finding_accepted` whether the office accepted it. `national`
    is the center's last word on the newest packet, or on the NIK where no packet of ours exists.
    """

    linkage: Linkage = Linkage.LINKED
    finding: str | None = None
    finding_accepted: bool = False
    schedule: Schedule = Schedule.NONE
    custody: Custody = Custody.NONE
    national: NationalStatus | None = None
    may_be_printed: bool = True
    card: CardStep | None = None


_OF_CARD = {step: ChainState(step.value) for step in CardStep}
_OF_FINDING = {
    "dead": ChainState.CLOSED_DEAD,
    "moved": ChainState.CLOSED_MOVED,
    "unknown": ChainState.CLOSED_UNKNOWN,
    "already_recorded": ChainState.CLOSED_ALREADY_RECORDED,
}
_OF_STATUS = {
    NationalStatus.ADJUDICATE_RECORD: ChainState.ADJUDICATION,
    NationalStatus.REQUEST_VALIDATION: ChainState.ADJUDICATION,
    NationalStatus.DUPLICATE_RECORD: ChainState.DUPLICATE,
    NationalStatus.PRINT_READY_RECORD: ChainState.PRINT_READY,
    # The center's word that a card is on its way does not put one into this office's books:
    # until our own cards room knows of it, the person still waits for a card of ours.
    NationalStatus.SENT_FOR_CARD_PRINTING: ChainState.PRINT_READY,
    NationalStatus.CARD_PRINTED: ChainState.PRINT_READY,
    NationalStatus.CARD_SHIPPED: ChainState.PRINT_READY,
    NationalStatus.CARD_ISSUED: ChainState.CLOSED_ALREADY_RECORDED,
} | dict.fromkeys(RE_RECORD, ChainState.RE_RECORD)


def state_of(facts: NameFacts) -> ChainState:
    """The one state of a name: the furthest link that any room vouches for.

    A card beats a status, a status beats a packet, a packet beats a finding, a finding beats a schedule: what
    has physically happened outranks what somebody said or planned. Somebody captured without a packet of ours
    was recorded elsewhere, before the list was drawn up. Total: every combination has an answer.
    """
    if facts.card is not None:
        return _OF_CARD[facts.card]
    if facts.national not in (None, NationalStatus.UNREGISTERED):
        state = _at_center(facts.national, may_be_printed=facts.may_be_printed)
        elsewhere = state is ChainState.IN_PROCESS_AT_CENTER and facts.custody is Custody.NONE
        return ChainState.CLOSED_ALREADY_RECORDED if elsewhere else state
    if facts.custody is not Custody.NONE:
        at_office = facts.custody is Custody.AT_OFFICE
        return ChainState.RECEIVED_AT_OFFICE if at_office else ChainState.SENT_TO_CENTER
    return _before_recording(facts)


def _at_center(status: NationalStatus, *, may_be_printed: bool) -> ChainState:
    state = _OF_STATUS.get(status, ChainState.IN_PROCESS_AT_CENTER)
    if state is ChainState.PRINT_READY and not may_be_printed:
        return ChainState.WAITING_BIRTHDAY
    return state


def _before_recording(facts: NameFacts) -> ChainState:
    if facts.finding in _OF_FINDING:
        return _OF_FINDING[facts.finding] if facts.finding_accepted else ChainState.FINDING_PROPOSED
    if facts.schedule is Schedule.SCHEDULED:
        return ChainState.SCHEDULED
    if facts.schedule is Schedule.NO_SHOW:
        return ChainState.NO_SHOW
    present = facts.finding == "present"
    if present and not facts.finding_accepted:
        return ChainState.FINDING_PROPOSED
    if facts.linkage is Linkage.NEEDS_CLERK:
        return ChainState.NEEDS_CLERK
    if facts.linkage is Linkage.NOT_FOUND and not present:
        return ChainState.NOT_FOUND
    return ChainState.UNSCHEDULED if present else ChainState.WAITING_VILLAGE


def count_links(states: Iterable[ChainState] | Mapping[ChainState, int]) -> dict[Link, int]:
    """How many names have come at least as far as each link; LISTED counts them all."""
    counts = Counter(states)
    return {
        link: sum(n for state, n in counts.items() if LINK_OF[ChainState(state)] >= link) for link in Link
    }
