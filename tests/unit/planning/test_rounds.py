"""Rounds from home to home: by hand, proved by trying everything, and any search against the checker."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.planning import iterations
from jemput.planning.errors import NumberOutOfRange, TwiceTheSame
from jemput.planning.rounds import RoundProblem, RoundRules, RoundStop, broken_in, plan_rounds
from jemput.planning.rounds.stops import on_the_clock


def on_a_line(stops: list[RoundStop], at: list[float], **changes: object) -> RoundProblem:
    points = np.array([0.0, *at, 0.0])
    travel = np.abs(points[:, None] - points[None, :])
    return RoundProblem(tuple(stops), travel, **changes)  # type: ignore[arg-type]


@st.composite
def any_round(draw: st.DrawFn, homes: int, crews: int = 1) -> RoundProblem:
    n = draw(st.integers(0, homes))
    stops = []
    for i in range(n):
        earliest = draw(st.integers(480, 900))
        latest = earliest + draw(st.integers(0, 300))
        minutes, worth = draw(st.integers(0, 60)), draw(st.integers(0, 9))
        stops.append(RoundStop(f"H{i}", minutes, earliest, latest, worth))
    at = [draw(st.integers(-60, 60)) for _ in range(n)]
    ends = draw(st.integers(500, 1080))
    return on_a_line(stops, [float(x) for x in at], crews=crews, ends_minute=ends)


def test_windows_decide_the_order() -> None:
    stops = [RoundStop("late", 20, 700, 720), RoundStop("early", 20, 480, 520), RoundStop("any", 20)]
    found = plan_rounds(on_a_line(stops, [10, 30, 12]))
    (one,) = found.rounds
    assert one.visits[0].stop_id == "early"
    assert (found.proved, found.left, found.worth) == (True, (), 3.0)
    late = next(visit for visit in one.visits if visit.stop_id == "late")
    assert late.begins == 700


def test_the_urgent_come_first_where_not_all_can_be_visited() -> None:
    stops = [RoundStop("a", 100), RoundStop("b", 100), RoundStop("urgent", 100, worth=5)]
    found = plan_rounds(on_a_line(stops, [5, -5, 40], ends_minute=480 + 310))
    assert found.worth == 6
    assert len(found.left) == 1


@settings(max_examples=40, deadline=None)
@given(any_round(5))
def test_few_homes_are_proved_best(problem: RoundProblem) -> None:
    found = plan_rounds(problem)
    assert broken_in(problem, found) == []
    best = 0.0
    for size in range(len(problem.stops) + 1):
        for order in permutations(range(1, len(problem.stops) + 1), size):
            tried = on_the_clock(problem, [order], proved=False)
            if not broken_in(problem, tried):
                best = max(best, tried.worth)
    assert found.worth == pytest.approx(best)


@settings(max_examples=20, deadline=None)
@given(any_round(20, crews=3), st.integers(0, 5))
def test_many_homes_never_break_a_window(problem: RoundProblem, seed: int) -> None:
    rules = RoundRules(cycle=200)
    found = plan_rounds(problem, iterations(2), seed=seed, rules=rules)
    assert broken_in(problem, found) == []
    assert found == plan_rounds(problem, iterations(2), seed=seed, rules=rules)


def test_the_search_finds_what_is_proved() -> None:
    random = np.random.default_rng(5)
    stops = [RoundStop(f"H{i}", 30, 480, 1000, float(random.integers(1, 9))) for i in range(12)]
    at = [float(x) for x in random.uniform(-50, 50, 12)]
    proved = plan_rounds(on_a_line(stops, at, ends_minute=800))
    lone = RoundStop("far", 30, 480, 481)  # a thirteenth and fourteenth home that nobody reaches in time
    more = [*stops, lone, RoundStop("farther", 30, 480, 481)]
    searched = plan_rounds(on_a_line(more, [*at, 400, 500], ends_minute=800), iterations(1))
    assert (proved.proved, searched.proved) == (True, False)
    assert searched.worth == proved.worth


def test_the_checker_of_rounds_finds_what_is_wrong() -> None:
    problem = on_a_line([RoundStop("a", 10, 600, 610), RoundStop("b", 10)], [10, 20], ends_minute=640)
    late = on_the_clock(problem, [[2, 1]], proved=False)
    assert broken_in(problem, late) == []
    assert "back at 650" in broken_in(problem, on_the_clock(problem, [[1, 2]], proved=False))[0]
    twice = on_the_clock(problem, [[2], [2]], proved=False)
    assert any("twice" in line for line in broken_in(problem, twice))
    assert any("crews" in line for line in broken_in(problem, twice))


def test_bad_rounds() -> None:
    with pytest.raises(NumberOutOfRange):
        RoundStop("a", latest=5, earliest=6)
    with pytest.raises(NumberOutOfRange):
        RoundProblem((RoundStop("a"),), np.zeros((2, 2)))
    with pytest.raises(NumberOutOfRange):
        on_a_line([RoundStop("a")], [np.nan])
    with pytest.raises(TwiceTheSame):
        on_a_line([RoundStop("a"), RoundStop("a")], [1, 2])
