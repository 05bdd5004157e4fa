"""Every name is in exactly one state, whatever has happened to it, and the sums are the list's size."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.statuses import RE_RECORD, NationalStatus
from jemput.office.coverage.rules import (
    Custody,
    Linkage,
    NameFacts,
    Schedule,
    count_links,
    state_of,
)
from jemput.office.coverage.states import CLOSED, LINK_OF, UNRECORDED, CardStep, ChainState, Link

FINDINGS = ("present", "moved", "dead", "unknown", "already_recorded")

EVENTS = st.one_of(
    st.sampled_from(list(Linkage)).map(lambda value: {"linkage": value}),
    st.tuples(st.sampled_from(FINDINGS), st.booleans()).map(
        lambda pair: {"finding": pair[0], "finding_accepted": pair[1]}
    ),
    st.sampled_from(list(Schedule)).map(lambda value: {"schedule": value}),
    st.sampled_from(list(Custody)).map(lambda value: {"custody": value}),
    st.sampled_from(list(NationalStatus)).map(lambda value: {"national": value}),
    st.sampled_from(list(CardStep)).map(lambda value: {"card": value}),
    st.booleans().map(lambda value: {"may_be_printed": value}),
)
HISTORIES = st.lists(EVENTS, max_size=12)


def after_all(history: list[dict[str, object]]) -> NameFacts:
    facts = NameFacts()
    for change in history:
        facts = replace(facts, **change)  # type: ignore[arg-type]
    return facts


@given(st.lists(HISTORIES, max_size=30))
def test_every_name_is_in_exactly_one_state_and_sums_equal_the_list(
    histories: list[list[dict[str, object]]],
) -> None:
    states = [state_of(after_all(history)) for history in histories]
    assert all(isinstance(state, ChainState) for state in states)
    assert sum(Counter(states).values()) == len(histories)
    assert count_links(states)[Link.LISTED] == len(histories)


@given(st.lists(HISTORIES, max_size=30))
def test_each_link_holds_no_more_than_the_one_before(histories: list[list[dict[str, object]]]) -> None:
    counts = list(count_links(state_of(after_all(history)) for history in histories).values())
    assert counts == sorted(counts, reverse=True)


@given(HISTORIES)
def test_a_card_in_the_books_outranks_everything(history: list[dict[str, object]]) -> None:
    facts = replace(after_all(history), card=CardStep.HANDED_OVER)
    assert state_of(facts) is ChainState.HANDED_OVER


@given(HISTORIES, st.sampled_from(sorted(RE_RECORD)))
def test_a_failed_recording_asks_for_another(
    history: list[dict[str, object]], status: NationalStatus
) -> None:
    assert state_of(replace(after_all(history), national=status, card=None)) is ChainState.RE_RECORD


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (NameFacts(), ChainState.WAITING_VILLAGE),
        (NameFacts(linkage=Linkage.NEEDS_CLERK), ChainState.NEEDS_CLERK),
        (NameFacts(linkage=Linkage.NOT_FOUND), ChainState.NOT_FOUND),
        (NameFacts(finding="dead"), ChainState.FINDING_PROPOSED),
        (NameFacts(finding="dead", finding_accepted=True), ChainState.CLOSED_DEAD),
        (NameFacts(finding="present", finding_accepted=True), ChainState.UNSCHEDULED),
        (NameFacts(schedule=Schedule.SCHEDULED), ChainState.SCHEDULED),
        (NameFacts(schedule=Schedule.NO_SHOW), ChainState.NO_SHOW),
        (NameFacts(custody=Custody.AT_OFFICE), ChainState.RECEIVED_AT_OFFICE),
        (NameFacts(custody=Custody.FORWARDED), ChainState.SENT_TO_CENTER),
        (
            NameFacts(national=NationalStatus.PROCESSING, custody=Custody.FORWARDED),
            ChainState.IN_PROCESS_AT_CENTER,
        ),
        (NameFacts(national=NationalStatus.PROCESSING), ChainState.CLOSED_ALREADY_RECORDED),
        (NameFacts(national=NationalStatus.ADJUDICATE_RECORD), ChainState.ADJUDICATION),
        (NameFacts(national=NationalStatus.DUPLICATE_RECORD), ChainState.DUPLICATE),
        (
            NameFacts(national=NationalStatus.PRINT_READY_RECORD, may_be_printed=False),
            ChainState.WAITING_BIRTHDAY,
        ),
        (NameFacts(card=CardStep.RETURNED), ChainState.RETURNED),
    ],
)
def test_plain_cases(facts: NameFacts, state: ChainState) -> None:
    assert state_of(facts) is state


def test_unregistered_says_nothing_new() -> None:
    facts = NameFacts(national=NationalStatus.UNREGISTERED, custody=Custody.FORWARDED)
    assert state_of(facts) is ChainState.SENT_TO_CENTER


def test_every_state_has_a_link_and_closed_names_are_not_unrecorded() -> None:
    assert set(LINK_OF) == set(ChainState)
    assert not CLOSED & UNRECORDED
