"""The search: four places by hand, any campaign against the checker, and the bound above it all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from jemput.planning import (
    PROVE,
    CampaignProblem,
    Crew,
    Plan,
    Rules,
    SearchState,
    SolverRules,
    VisitMode,
    Wishes,
    check,
    explain_day,
    greedy_most_unrecorded,
    iterations,
    solve,
)
from jemput.planning.errors import UnknownPlaceOrCrew
from tests.unit.planning.campaigns import MONDAY, any_campaign, four_places, place


def solved(problem: CampaignProblem, rounds: int = 30) -> Plan:
    return solve(problem, iterations(rounds))


def test_three_near_villages_in_one_day_beat_the_large_one_far_away() -> None:
    """S3-3: Kelutan, Surodakan, Tamanan; office first at each, then homes.

    07:00 + 30 is before 08:30; 450 minutes less 3 x 30 to set up and 2 x 10 between them leave 340, times
    two stations 680: 43 people take 645 and the home visit 35, which counts 45.5; all 45 people only 45.
    """
    plan = solved(four_places())
    (day,) = plan.crew_days
    assert {visit.place_id for visit in day.visits} == {"Kelutan", "Surodakan", "Tamanan"}
    assert day.travel_minutes == 30 + 10 + 10 + 30
    assert (day.people, day.home_visits, plan.totals.weighted) == (43, 1, 45.5)
    assert (plan.bound, plan.gap) == (45.5, 0)
    for visit in day.visits:
        assert visit.session_starts_minute <= visit.homes_start_minute <= visit.leaves_minute


def test_a_second_day_takes_the_rest() -> None:
    plan = solved(four_places(days=(MONDAY, MONDAY + timedelta(days=1))))
    # 43 of 45 and the home visit near by, all 35 of Gunung: 80.5 is more than 80 people and no home visit.
    assert (plan.totals.people, plan.totals.home_visits) == (78, 1)
    assert sum(left.people for left in plan.left_over) == 2


def test_home_visits_come_first_when_they_count_more() -> None:
    rules = Rules(None, None, home_visit_weight=10)
    plan = solved(four_places(places=(place("Kelutan", 100, 8),), rules=rules))
    # 420 minutes x 2 stations = 840; 8 x 35 = 280 at homes leave 560 for 37 people.
    assert (plan.totals.home_visits, plan.totals.people) == (8, 37)


@settings(max_examples=30, deadline=None)
@given(any_campaign())
def test_plans_pass_the_checker_and_are_never_worse_than_today(problem: CampaignProblem) -> None:
    plan = solved(problem, 8)
    assert check(problem, plan) == []
    if problem.wishes == Wishes():
        assert plan.totals.weighted >= greedy_most_unrecorded(problem).totals.weighted
    assert plan.bound is not None
    assert plan.totals.weighted <= plan.bound + 1e-6


@settings(max_examples=12, deadline=None)
@given(any_campaign())
def test_the_proof_never_raises_the_bound(problem: CampaignProblem) -> None:
    plain = solved(problem, 5)
    proved = solve(problem, iterations(5), rules=SolverRules(finish=PROVE))
    assert proved.totals.weighted >= plain.totals.weighted
    assert proved.totals.weighted - 1e-6 <= (proved.bound or 0) <= (plain.bound or 0) + 1e-6


@settings(max_examples=8, deadline=None)
@given(any_campaign())
def test_the_same_seed_gives_the_same_plan(problem: CampaignProblem) -> None:
    assert solved(problem) == solved(problem)


def test_progress_begins_with_the_first_plan_and_never_falls() -> None:
    seen: list[SearchState] = []
    solve(four_places(), iterations(400), progress=seen.append)
    assert seen[0].iteration == 0
    assert [s.weighted for s in seen] == sorted(s.weighted for s in seen)
    assert seen[-1].iteration == 400


def test_printing_on_the_spot_needs_a_crew_with_a_printer() -> None:
    places = (place("Kelutan", 20, mode=VisitMode.RECORD_AND_PRINT), place("Surodakan", 15))
    crews = (Crew("T1", "K1", stations=2), Crew("T2", "K2", stations=2, has_printer=True))
    plan = solved(four_places(places=places, crews=crews, blanks=12))
    by_crew = {v.place_id: d.crew_id for d in plan.crew_days for v in d.visits}
    assert by_crew["Kelutan"] == "T2"
    assert (plan.totals.people, plan.totals.cards_printed) == (35, 12)


def test_a_day_is_explained_by_what_else_it_could_be() -> None:
    problem = four_places()
    explained = explain_day(problem, solved(problem), "T1", MONDAY)
    assert explained.weighted == 45.5
    (other,) = explained.alternatives
    assert (other.place_ids, other.people, other.loses) == (("Gunung",), 35, 10.5)
    with pytest.raises(UnknownPlaceOrCrew):
        explain_day(problem, solved(problem), "T1", MONDAY + timedelta(days=7))


def test_the_largest_days_come_first() -> None:
    week = tuple(MONDAY + timedelta(days=7 * i) for i in range(3))
    places = (place("Kelutan", 10), place("Gunung", 35), place("Surodakan", 50))
    plan = solved(four_places(places=places, days=week, rules=Rules(None, None, maximum_stops=1)))
    assert [day.people for day in plan.crew_days] == [50, 35, 10]
    assert plan.gap == 0


def test_nobody_due_is_an_empty_plan() -> None:
    plan = solved(replace(four_places(), places=()))
    assert (plan.crew_days, plan.totals.weighted, plan.bound) == ((), 0, 0)
