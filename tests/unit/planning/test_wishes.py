"""What offices ask for beside the most people: each wish on four places, and what no plan can honor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jemput.planning import (
    Appointment,
    CampaignProblem,
    Crew,
    KeptDay,
    KeptStop,
    LeftBecause,
    PlaceKind,
    Plan,
    Rules,
    Unmet,
    VisitMode,
    Wishes,
    check,
    iterations,
    solve,
)
from jemput.planning.errors import AppointmentImpossible, KeptDayImpossible, UnknownPlaceOrCrew
from tests.unit.planning.campaigns import MONDAY, four_places, place

TUESDAY = MONDAY + timedelta(days=1)
TWO_DAYS = (MONDAY, TUESDAY)


def solved(problem: CampaignProblem, rounds: int = 60) -> Plan:
    plan = solve(problem, iterations(rounds))
    assert check(problem, plan) == []
    return plan


def route(plan: Plan, day: Any = MONDAY, crew: str = "T1") -> set[str]:
    return {v.place_id for d in plan.crew_days if (d.day, d.crew_id) == (day, crew) for v in d.visits}


def test_only_those_expected_are_planned() -> None:
    plan = solved(four_places(places=(place("Kelutan", 40, turnout=0.8),)))
    assert plan.totals.people == 32
    assert (plan.left_over[0].people, plan.left_over[0].because) == (8, LeftBecause.MAY_STAY_AWAY)


def test_a_closed_date_and_the_officer_s_dates() -> None:
    places = (place("Kelutan", 20, closed_days=frozenset({MONDAY})), place("Tamanan", 9))
    assert route(solved(four_places(places=places))) == {"Tamanan"}
    offered = (place("Kelutan", 20, only_days=frozenset({TUESDAY})), place("Tamanan", 9))
    assert "Kelutan" in route(solved(four_places(places=offered, days=TWO_DAYS)), TUESDAY)


def test_a_school_waits_for_lessons() -> None:
    school = place("Kelutan", 30, kind=PlaceKind.SCHOOL)
    problem = four_places(places=(school,), days=TWO_DAYS, days_without_lessons=frozenset({MONDAY}))
    assert route(solved(problem), TUESDAY) == {"Kelutan"}


def test_a_place_by_the_river_needs_a_boat() -> None:
    places = (place("Kelutan", 20, needs=frozenset({"boat"})),)
    without = solved(four_places(places=places))
    assert without.left_over[0].because is LeftBecause.NEEDS_SKILLS
    crew = Crew("T1", "K1", stations=2, skills=frozenset({"boat"}))
    assert solved(four_places(places=places, crews=(crew,))).totals.people == 20


def test_who_is_least_covered_counts_for_more() -> None:
    assert route(solved(four_places())) == {"Kelutan", "Surodakan", "Tamanan"}
    places = four_places().places
    heavier = (*places[:3], replace(places[3], weight=2.0))
    plan = solved(four_places(places=heavier))
    assert (route(plan), plan.totals.weighted) == ({"Gunung"}, 70.0)


def test_every_kecamatan_gets_its_least_share() -> None:
    places = tuple(
        replace(p, kecamatan_code="far" if p.place_id == "Gunung" else "near") for p in four_places().places
    )
    asked = Wishes(least_share_by_kecamatan=(("far", 0.5),))
    plan = solved(four_places(places=places, wishes=asked), 120)
    assert (route(plan), plan.unmet) == ({"Gunung"}, ())
    both = solved(four_places(places=places, wishes=Wishes(least_share=0.5)), 120)
    assert [(u.kind, u.wanted) for u in both.unmet] in (
        [("least_share", 18)],
        [("least_share", 23)],
    )


def test_a_quota_of_home_visits() -> None:
    rules = Rules(None, None, home_visit_weight=0.5)
    places = (place("Kelutan", 100, 8),)
    assert solved(four_places(places=places, rules=rules)).totals.home_visits == 0
    quota = four_places(places=places, rules=rules, wishes=Wishes(least_home_visits=6))
    assert solved(quota, 200).totals.home_visits >= 6
    never = solved(four_places(places=places, wishes=Wishes(least_home_visits=9)))
    assert never.unmet == (Unmet("least_home_visits", "", 9, 8),)


def test_an_appointment_is_kept_at_any_cost() -> None:
    asked = four_places(wishes=Wishes(appointments=(Appointment("Gunung", MONDAY),)))
    assert "Gunung" in route(solved(asked))
    named = four_places(days=TWO_DAYS, wishes=Wishes(appointments=(Appointment("Gunung", TUESDAY, "T1"),)))
    assert "Gunung" in route(solved(named), TUESDAY)


@pytest.mark.parametrize(
    ("appointment", "problem"),
    [
        (Appointment("Gunung", TUESDAY), AppointmentImpossible),
        (Appointment("Gunung", MONDAY, "T9"), AppointmentImpossible),
        (Appointment("Nowhere", MONDAY), UnknownPlaceOrCrew),
    ],
)
def test_an_appointment_nobody_can_keep(appointment: Appointment, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        solve(four_places(wishes=Wishes(appointments=(appointment,))), iterations(1))


def test_a_kept_day_stays_and_the_rest_is_planned_around_it() -> None:
    kept = KeptDay("T1", MONDAY, (KeptStop("Tamanan", 7),))
    plan = solved(four_places(days=TWO_DAYS, wishes=Wishes(kept_days=(kept,))))
    assert route(plan) == {"Tamanan"}
    assert plan.crew_days[0].people == 7
    free = solved(four_places(days=TWO_DAYS, wishes=Wishes(kept_days=(KeptDay("T1", MONDAY),))))
    assert route(free) == set()


def test_a_kept_day_that_cannot_be() -> None:
    closed = four_places(places=(place("Kelutan", 5, open_weekdays=frozenset({4})),))
    kept = Wishes(kept_days=(KeptDay("T1", MONDAY, (KeptStop("Kelutan", 5),)),))
    with pytest.raises(KeptDayImpossible, match="Kelutan"):
        solve(replace(closed, wishes=kept), iterations(1))
    off = (Crew("T1", "K1", days_off=frozenset({MONDAY})),)
    with pytest.raises(KeptDayImpossible, match="duty"):
        solve(four_places(crews=off, wishes=kept), iterations(1))


def test_a_crew_rests_two_days_a_week() -> None:
    week = tuple(MONDAY + timedelta(days=i) for i in range(7))
    crew = (Crew("T1", "K1", days_a_week=5),)
    always = place("Kelutan", 500, open_weekdays=frozenset(range(7)))
    assert len(solved(four_places(places=(always,), crews=crew, days=week)).crew_days) == 5
    office = (Crew("T1", "K1", weekdays=frozenset(range(5))),)
    assert len(solved(four_places(places=(always,), crews=office, days=week)).crew_days) == 5


def test_a_night_at_a_far_village_serves_it_longer() -> None:
    far = place("Gunung", 90, has_lodging=True)
    home = four_places(places=(far,), days=TWO_DAYS)
    # 440 minutes of a day from 09:30 to 15:30 less 30: 330 minutes x 2 / 15 = 44 people a day.
    assert solved(home).totals.people == 88
    away = replace(
        home, crews=(Crew("T1", "K1", stations=2, nights=1),), rules=Rules(None, None, night_cost=1)
    )
    plan = solved(away)
    assert plan.totals.people == 90
    assert (plan.crew_days[0].sleeps_at, plan.crew_days[1].starts_from) == ("Gunung", "Gunung")


def test_ribbon_and_blanks_cap_the_cards_and_not_the_people() -> None:
    printing = place("Kelutan", 20, mode=VisitMode.RECORD_AND_PRINT)
    crew = (Crew("T1", "K1", stations=2, has_printer=True),)
    plan = solved(four_places(places=(printing,), crews=crew, blanks=15, ribbon_cards=12))
    assert (plan.totals.people, plan.totals.cards_printed) == (20, 12)
