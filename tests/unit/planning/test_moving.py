"""A stop dragged to another day: figures by hand on four places, and any move against the full checker."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.planning import (
    CampaignProblem,
    Crew,
    Move,
    bound_in_words,
    check,
    effect_of,
    explain_place,
    iterations,
    solve,
)
from jemput.planning.errors import UnknownPlaceOrCrew
from tests.unit.planning.campaigns import MONDAY, any_campaign, four_places, place

TUESDAY = MONDAY + timedelta(days=1)


def two_days() -> CampaignProblem:
    return four_places(days=(MONDAY, TUESDAY))


def test_taking_a_stop_off_a_day_costs_its_people_and_saves_its_road() -> None:
    problem = four_places(places=(place("Kelutan", 20), place("Surodakan", 15)))
    plan = solve(problem, iterations(30))
    effect = effect_of(problem, plan, Move("Surodakan", "T1", MONDAY))
    # 30 + 10 + 30 becomes 30 + 30 minutes of road.
    assert (effect.people, effect.travel_minutes, effect.violations) == (-15, -10, ())
    assert [left.place_id for left in effect.plan.left_over] == ["Surodakan"]


def test_a_stop_moved_to_a_free_day_makes_room_on_the_old_one() -> None:
    problem = two_days()
    plan = solve(problem, iterations(60))
    day = next(d for d in plan.crew_days if len(d.visits) == 3)
    other = next(d for d in (MONDAY, TUESDAY) if d != day.day)
    effect = effect_of(problem, plan, Move("Tamanan", "T1", day.day, "T1", other))
    assert effect.violations == ()
    assert effect.plan.totals.recorded - plan.totals.recorded == effect.people + effect.home_visits
    assert check(problem, effect.plan) == []


def test_a_closed_day_is_shown_and_not_hidden() -> None:
    closed = place("Kelutan", 20, open_weekdays=frozenset({0}))
    problem = four_places(places=(closed,), days=(MONDAY, TUESDAY))
    plan = solve(problem, iterations(10))
    effect = effect_of(problem, plan, Move("Kelutan", "T1", MONDAY, "T1", TUESDAY))
    assert {violation.rule for violation in effect.violations} == {"open_weekday"}
    with pytest.raises(UnknownPlaceOrCrew):
        effect_of(problem, plan, Move("Gunung", "T1", MONDAY))
    with pytest.raises(UnknownPlaceOrCrew):
        effect_of(problem, plan, Move("Kelutan", "T1", MONDAY, "T9", TUESDAY))


@settings(max_examples=30, deadline=None)
@given(any_campaign(), st.data())
def test_no_violation_means_that_the_whole_plan_passes(problem: CampaignProblem, data: st.DataObject) -> None:
    plan = solve(problem, iterations(4), with_bound=False)
    at_home = [d for d in plan.crew_days if not d.starts_from and not d.sleeps_at]
    stops = [(visit.place_id, day) for day in at_home for visit in day.visits]
    if not stops:
        return
    place_id, source = data.draw(st.sampled_from(stops))
    crew: Crew = data.draw(st.sampled_from(problem.crews))
    day = data.draw(st.sampled_from(problem.days))
    effect = effect_of(problem, plan, Move(place_id, source.crew_id, source.day, crew.crew_id, day))
    elsewhere = {
        "least_share",
        "least_home_visits",
        "every_place",
        "days_a_week",
        "night",
    }  # seen only with the other days
    whole = {violation.rule for violation in check(problem, effect.plan)} - elsewhere
    assert whole <= {violation.rule for violation in effect.violations}


def test_why_a_place_is_on_its_day() -> None:
    problem = four_places(
        crews=(Crew("T1", "K1", stations=2), Crew("T2", "K2", stations=2)), days=(MONDAY, TUESDAY)
    )
    plan = solve(problem, iterations(60))
    (why, *_) = explain_place(problem, plan, "Gunung")
    assert (why.place_id, why.possible_days) == ("Gunung", 2)
    assert why.others
    assert all(other.weighted <= 0 for other in why.others)
    assert "2 possible days" in why.words.en
    with pytest.raises(UnknownPlaceOrCrew):
        explain_place(problem, plan, "Nowhere")


def test_the_bound_is_never_said_too_well() -> None:
    plan = solve(four_places(), iterations(30))
    assert bound_in_words(plan).en == "No plan can be better."
    assert bound_in_words(replace(plan, bound=46.0)).en == "Within 1.1 % of the best possible."
    assert bound_in_words(replace(plan, bound=46.0)).id.startswith("Paling jauh 1,1 %")
    assert "not worked out" in bound_in_words(replace(plan, bound=None)).en
