"""The articles' own figures, as far as planning answers for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from jemput.planning import (
    Arrival,
    Crew,
    Place,
    PlaceKind,
    Rules,
    Supply,
    VisitMode,
    Wishes,
    check,
    greedy_most_unrecorded,
    iterations,
    least_covered_first,
    scarcity,
    solve,
)
from jemput.planning.campaign import CampaignProblem
from jemput.planning.forecast import Assumptions, CardSide, Situation, forecast
from tests.unit.planning.campaigns import four_places, place

HERE: dict[str, Any] = {"rules": Rules(-1.7, 103.0), "known_minutes": {}}


def workdays(first: date, count: int) -> tuple[date, ...]:
    dates = (first + timedelta(days=i) for i in range(2 * count))
    return tuple([day for day in dates if day.weekday() < 5][:count])


def near(name: str, people: int, **changes: Any) -> Place:
    return place(name, people, lat=-1.7, lng=103.1, **changes)


def boltim(days: int, *, every_place: bool = False) -> CampaignProblem:
    """81 villages in 7 kecamatan, 8,000 people, two crews, by chance around the office."""
    random = np.random.default_rng(71_10)
    share = random.dirichlet(np.full(81, 2.0))
    places = tuple(
        Place(
            f"71.10.{1 + i % 7:02d}.{2001 + i}",
            PlaceKind.VILLAGE_OFFICE,
            float(random.uniform(0.5, 0.9)),
            float(random.uniform(124.4, 124.8)),
            people_due=max(1, round(8000 * share[i])),
            kecamatan_code=f"71.10.{1 + i % 7:02d}",
        )
        for i in range(81)
    )
    crews = (Crew("T1", "K1", stations=2), Crew("T2", "K2", stations=2))
    rules = Rules(0.7, 124.6)
    return CampaignProblem(
        places, crews, workdays(date(2018, 10, 1), days), rules, wishes=Wishes(every_place=every_place)
    )


@pytest.mark.acceptance("S0-3")
def test_2018_needs_no_printer_and_2019_does() -> None:
    record = four_places(**HERE, places=(near("Muara Bulian", 20),), blanks=0)
    assert solve(record, iterations(5)).totals.recorded == 20
    prints = four_places(
        **HERE, places=(near("Muara Bulian", 20, mode=VisitMode.RECORD_AND_PRINT),), blanks=0
    )
    assert solve(prints, iterations(5)).totals.recorded == 0
    van = replace(prints, crews=(Crew("T1", "K1", stations=2, has_printer=True),))
    totals = solve(van, iterations(5)).totals
    assert (totals.recorded, totals.cards_printed) == (20, 0)


@pytest.mark.acceptance("S1-2")
def test_a_repaired_printer_makes_three_of_two_and_the_cards_earlier() -> None:
    problem = boltim(60)
    plan = solve(problem, iterations(100), with_bound=False)
    cards = CardSide(printers=2, cards_a_printer=40, ready=3000)
    made = forecast(
        Situation(problem, plan, cards=cards, goal=2000), Assumptions(), made_on=date(2018, 9, 30), runs=50
    )
    repaired = next(cure for cure in made.cures if cure.name == "one_more_printer")
    assert repaired.cards_days_earlier >= 10
    assert made.bottleneck == repaired


@pytest.mark.acceptance("S1-3")
def test_seven_thousand_blanks_leave_a_thousand_without_a_card() -> None:
    found = scarcity(8_000, (Supply("blanks", 1_000, (Arrival(date(2018, 11, 1), 6_000),)),))
    assert (found.possible, found.short, found.bottleneck) == (7_000, 1_000, "blanks")


@pytest.mark.acceptance("S1-5")
def test_every_village_of_boltim_is_on_the_schedule_before_december() -> None:
    problem = boltim(44, every_place=True)
    plan = solve(problem, iterations(400), with_bound=False)
    assert check(problem, plan) == []
    assert (plan.totals.places, plan.unmet) == (81, ())
    assert max(day.day for day in plan.crew_days) < date(2018, 12, 1)


@pytest.mark.acceptance("S2-3")
def test_ten_of_fifteen_thousand_blanks_are_on_their_way() -> None:
    pontianak, jakarta = (
        Arrival(date(2018, 3, 5), 4_000, "Pontianak"),
        Arrival(date(2018, 3, 12), 6_000, "Jakarta"),
    )
    found = scarcity(15_000, (Supply("blanks", 0, (pontianak, jakarta)),))
    assert round(100 * found.possible / found.need, 2) == 66.67
    assert (found.arrives_from, found.short) == ("Pontianak", 5_000)


@pytest.mark.acceptance("S2-6")
def test_a_weekend_crew_leaves_the_office_hours_alone() -> None:
    week = tuple(date(2018, 2, 19) + timedelta(days=i) for i in range(7))
    always = near("Miau Merah", 200, open_weekdays=frozenset(range(7)))
    crew = Crew("head and 11 staff", "K1", stations=2, weekdays=frozenset({5, 6}))
    plan = solve(four_places(**HERE, places=(always,), crews=(crew,), days=week), iterations(10))
    assert {day.day.weekday() for day in plan.crew_days} == {5, 6}


@pytest.mark.acceptance("S2-7")
def test_the_kecamatan_with_most_unrecorded_come_first() -> None:
    places = (place("Putussibau Selatan", 40), place("Kalis", 30), place("Silat Hilir", 20))
    minutes = {("@start", p.place_id): 60 for p in places} | {
        (a.place_id, b.place_id): 200 for a in places for b in places if a != b
    }
    week = workdays(date(2018, 2, 26), 3)
    one_stop = Rules(None, None, maximum_stops=1)
    problem = four_places(places=places, days=week, known_minutes=minutes, rules=one_stop)
    order = [d.visits[0].place_id for d in greedy_most_unrecorded(problem).crew_days]
    assert order == ["Putussibau Selatan", "Kalis", "Silat Hilir"]
    coded = tuple(replace(p, kecamatan_code=p.place_id) for p in places)
    lagging = least_covered_first(
        replace(problem, places=coded, days=week[:1]),
        {"Putussibau Selatan": 0.95, "Kalis": 0.95, "Silat Hilir": 0.7},
    )
    assert solve(lagging, iterations(10)).crew_days[0].visits[0].place_id == "Silat Hilir"


@pytest.mark.acceptance("S3-2")
def test_a_person_takes_no_more_than_fifteen_minutes() -> None:
    plan = solve(four_places(places=(place("Kelutan", 20),)), iterations(5))
    visit = plan.crew_days[0].visits[0]
    assert 2 * (visit.leaves_minute - visit.session_starts_minute) / visit.people == 15
