"""Who is due, which days count, how stops are filled, and which event leads where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.office.trips.rules import (
    CampaignMode,
    Due,
    DueFacts,
    Meeting,
    WeekendRule,
    absentees_to_visit,
    campaign_days,
    fill_stop,
    needs,
    rank_by_unrecorded,
    suits,
    why_not_due,
)
from jemput.office.trips.states import (
    ACTIVE_TRIPS,
    TRIP,
    TURNOUT,
    TripEvent,
    TripState,
    Turnout,
    TurnoutEvent,
    allows,
)


def test_linked_name_is_due() -> None:
    assert why_not_due(DueFacts(linked=True)) is None


@pytest.mark.parametrize(
    "facts",
    [
        DueFacts(linked=False),
        DueFacts(linked=True, accepted_finding="dead"),
        DueFacts(linked=True, recorded=True),
        DueFacts(linked=True, scheduled=True),
        DueFacts(linked=False, accepted_finding="moved"),
    ],
)
def test_others_are_not_due(facts: DueFacts) -> None:
    assert why_not_due(facts) is not None


def test_present_in_the_village_is_due_though_not_linked() -> None:
    assert why_not_due(DueFacts(linked=False, accepted_finding="present")) is None


def test_failed_recording_is_due_again() -> None:
    assert why_not_due(DueFacts(linked=True, recorded=True, must_re_record=True)) is None


@given(st.builds(DueFacts, st.booleans(), st.sampled_from([None, "present", "dead"]), st.booleans()))
def test_nobody_dead_is_ever_due(facts: DueFacts) -> None:
    assert (why_not_due(facts) is not None) or facts.accepted_finding != "dead"


def test_weekend_campaign_spares_office_hours() -> None:
    days = campaign_days(
        first_day=date(2018, 2, 19), deadline=date(2018, 3, 4), weekend=WeekendRule.WEEKENDS_ONLY
    )
    assert days == (date(2018, 2, 24), date(2018, 2, 25), date(2018, 3, 3), date(2018, 3, 4))


@given(st.dates(date(2018, 1, 1), date(2019, 1, 1)), st.integers(0, 60), st.sampled_from(list(WeekendRule)))
def test_weekdays_and_weekends_make_every_day(first: date, span: int, rule: WeekendRule) -> None:
    last = date.fromordinal(first.toordinal() + span)

    def days(weekend: WeekendRule) -> set[date]:
        return set(campaign_days(first_day=first, deadline=last, weekend=weekend))

    assert days(rule) <= days(WeekendRule.EVERY_DAY)
    assert days(WeekendRule.WEEKDAYS) | days(WeekendRule.WEEKENDS_ONLY) == days(WeekendRule.EVERY_DAY)
    assert len(days(WeekendRule.EVERY_DAY)) == span + 1


def test_holidays_are_left_out() -> None:
    days = campaign_days(
        first_day=date(2018, 12, 24),
        deadline=date(2018, 12, 27),
        weekend=WeekendRule.WEEKDAYS,
        holidays=[date(2018, 12, 25)],
    )
    assert date(2018, 12, 25) not in days and len(days) == 3


def test_only_printing_needs_a_printer() -> None:
    assert not needs(CampaignMode.RECORD_ONLY).blanks
    assert not suits(mode=CampaignMode.RECORD_AND_PRINT, has_printer=False)
    assert suits(mode=CampaignMode.RECORD_ONLY, has_printer=False)


PEOPLE = st.lists(
    st.builds(Due, st.uuids().map(str), st.sampled_from("ABCD"), st.text(max_size=3), st.booleans()),
    max_size=20,
    unique_by=lambda due: due.name_id,
)


@given(PEOPLE, st.integers(0, 20), st.integers(0, 20))
def test_filling_a_stop_calls_sessions_before_homes(people: list[Due], session: int, homes: int) -> None:
    filled = fill_stop(people, at_session=session, at_home=homes)
    modes = [meeting for _, meeting in filled]
    assert modes == sorted(modes, key=lambda meeting: meeting is Meeting.HOME_VISIT)
    assert modes.count(Meeting.COLLECTIVE) <= session and modes.count(Meeting.HOME_VISIT) <= homes
    assert all(due.home_visit == (meeting is Meeting.HOME_VISIT) for due, meeting in filled)


def test_families_stay_together() -> None:
    people = [Due("1", "B", "x", False), Due("2", "A", "y", False), Due("3", "B", "a", False)]
    assert [due.name_id for due, _ in fill_stop(people, at_session=3, at_home=0)] == ["2", "3", "1"]


def test_absentees_are_visited_while_time_is_left() -> None:
    missing = absentees_to_visit(
        expected=["a", "b", "c", "d"], recorded=frozenset("b"), minutes_left=80, minutes_a_visit=35
    )
    assert missing == ["a", "c"]


def test_no_time_no_visits() -> None:
    assert not absentees_to_visit(expected=["a"], recorded=frozenset(), minutes_left=-5, minutes_a_visit=35)


def test_ranking_puts_the_most_unrecorded_first() -> None:
    assert rank_by_unrecorded({"a": 3, "b": 9, "c": 9, "d": 0}) == [("b", 9), ("c", 9), ("a", 3)]


@given(st.lists(st.sampled_from(list(TripEvent)), max_size=12))
def test_no_history_leaves_the_table_or_revives_a_cancelled_trip(events: list[TripEvent]) -> None:
    state, cancelled = str(TripState.DRAFT), False
    for event in events:
        if allows(TRIP, state, event):
            state = TRIP[state, event]
        cancelled = cancelled or state == TripState.CANCELLED
    assert not cancelled or state == TripState.CANCELLED


@given(st.lists(st.sampled_from(list(TurnoutEvent)), min_size=1, max_size=6))
def test_a_recorded_person_never_becomes_a_no_show(events: list[TurnoutEvent]) -> None:
    state = str(Turnout.EXPECTED)
    for event in events:
        state = TURNOUT[state, event]
    assert (state == Turnout.RECORDED) == (TurnoutEvent.RECORD in events)


def test_a_finished_trip_no_longer_counts_as_scheduled() -> None:
    assert TripState.DONE not in ACTIVE_TRIPS
    assert not allows(TRIP, TripState.CANCELLED, TripEvent.ANNOUNCE)
