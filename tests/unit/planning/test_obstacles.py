"""Campaigns nobody can carry out say why and what to relax; supplies say which ends first (S2-4)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import get_type_hints

import pytest

import jemput.planning as planning
from jemput.planning import (
    START,
    Arrival,
    Crew,
    MatrixHoles,
    Rules,
    Supply,
    VisitMode,
    estimated_legs,
    iterations,
    obstacles,
    require_somebody,
    scarcity,
    solve,
    travel_minutes,
)
from jemput.planning.errors import MatrixWithHoles, NoFeasiblePlan, NumberOutOfRange
from jemput.planning.ranges import range_of
from tests.unit.planning.campaigns import four_places, place

DARK = place("Kelutan", 20, has_power=False)
BOAT = place("Surodakan", 30, needs=frozenset({"boat"}))
PRINT = place("Tamanan", 10, mode=VisitMode.RECORD_AND_PRINT)
SUNDAY = place("Gunung", 5, open_weekdays=frozenset({6}))


def test_each_obstacle_with_its_people_and_its_cure() -> None:
    found = obstacles(four_places(places=(DARK, BOAT, PRINT, SUNDAY)))
    assert [(one.because.value, one.people) for one in found] == [
        ("needs_skills", 30),
        ("needs_genset", 20),
        ("needs_printer", 10),
        ("never_open", 5),
    ]
    assert found[1].relax.id == "Pinjam genset untuk satu tim"


def test_a_plan_for_nobody_is_a_problem_with_a_number() -> None:
    problem = four_places(places=(DARK,))
    plan = solve(problem, iterations(2))
    with pytest.raises(NoFeasiblePlan, match=r"no genset.*Lend one crew a genset") as raised:
        require_somebody(problem, plan)
    assert raised.value.code == "G110"
    able = four_places(places=(DARK,), crews=(Crew("T1", "K1", has_genset=True),))
    require_somebody(able, solve(able, iterations(2)))


def test_a_day_too_short_for_the_way_is_told_apart_from_no_time() -> None:
    far = four_places(places=(place("Gunung", 35),), rules=Rules(None, None, day_ends_minute=10 * 60))
    assert [one.because.value for one in obstacles(far)] == ["too_far"]
    assert obstacles(four_places()) == ()


def test_a_matrix_with_holes_is_estimated_or_refused() -> None:
    places = (place("Kelutan", 20, lat=-1.0, lng=103.2), place("Tamanan", 9, lat=-1.1, lng=103.2))
    holed = four_places(places=places, rules=Rules(-1.0, 103.1), known_minutes={(START, "Kelutan"): 30})
    assert estimated_legs(holed) == ((START, "Tamanan"), ("Kelutan", "Tamanan"))
    assert travel_minutes(holed)[0, 1] == 30
    strict = replace(holed, rules=replace(holed.rules, matrix_holes=MatrixHoles.REFUSE))
    with pytest.raises(MatrixWithHoles, match="2 legs"):
        travel_minutes(strict)
    assert estimated_legs(replace(holed, known_minutes={})) == ()


def test_blanks_end_before_ink_and_before_the_need() -> None:
    """S2-4: blanks 10,000 (4,000 from Pontianak, 6,000 from Jakarta), ink 12,000, need 13,298."""
    pontianak = Arrival(date(2018, 3, 2), 4_000, "Pontianak")
    jakarta = Arrival(date(2018, 3, 12), 6_000, "Jakarta")
    supplies = (Supply("blanks", 0, (jakarta, pontianak)), Supply("ink", 12_000))
    found = scarcity(13_298, supplies)
    assert found.totals == (("blanks", 10_000), ("ink", 12_000))
    assert (found.bottleneck, found.possible, found.short) == ("blanks", 10_000, 3_298)
    assert (found.arrives_first, found.arrives_from) == ("blanks", "Pontianak")
    by_day = [(date(2018, 3, 5 + i), 1_000) for i in range(14)]
    daily = scarcity(13_298, supplies, by_day)
    assert (daily.runs_out_first, daily.runs_out_on) == ("blanks", date(2018, 3, 9))
    assert scarcity(9_000, supplies).bottleneck == ""


def test_every_number_among_the_parameters_has_a_unit_and_a_range() -> None:
    records = (
        "Place",
        "Crew",
        "Rules",
        "Wishes",
        "PatternRules",
        "SearchRules",
        "FinishRules",
        "LearningRules",
    )
    free = {"start_lat", "start_lng"}
    for name in records:
        record = getattr(planning, name)
        assert is_dataclass(record)
        hints = get_type_hints(record)
        for one in fields(record):
            if hints[one.name] in (int, float, int | None, float | None) and one.name not in free:
                declared = range_of(one)
                assert declared is not None, f"{name}.{one.name}"
                assert declared.unit and declared.low <= declared.high


def test_a_parameter_out_of_its_range_is_refused() -> None:
    for make in (
        lambda: Rules(None, None, record_minutes=-1),
        lambda: place("Kelutan", 1, turnout=1.2),
        lambda: Crew("T1", "K1", days_a_week=0),
        lambda: planning.SearchRules(fewest=5, most=4),
        lambda: planning.SearchRules(noises=(0.1, -0.1)),
        lambda: planning.PatternRules(pair_neighbors=-1),
    ):
        with pytest.raises(NumberOutOfRange):
            make()
