"""The simulation: certain where nothing is left to chance, repeatable, and honest about its doubt."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.planning import Arrival, CampaignProblem, Crew, VisitMode, iterations, solve
from jemput.planning.errors import NumberOutOfRange
from jemput.planning.forecast import (
    Assumptions,
    Belief,
    CardSide,
    DayLog,
    Fan,
    Situation,
    forecast,
    renewed,
    score,
    score_fan,
    simulate,
    track_record,
)
from tests.unit.planning.campaigns import MONDAY, any_campaign, four_places, place

WEEK = tuple(MONDAY + timedelta(days=i) for i in range(5))
CERTAIN = Assumptions(
    attendance=Belief(1), second_call=Belief(1), home_attendance=Belief(1), pace=Belief(1), wet=Belief(0),
    power_cut=Belief(0), no_network=Belief(0), kit_failure=Belief(0), printer_failure=Belief(0),
    center_days=Belief(1), center_cards=Belief(1000), attendance_scatter=0, pace_scatter=0, center_scatter=0,
)  # fmt: skip


def situation(problem: CampaignProblem | None = None, **changes: object) -> Situation:
    problem = problem or four_places(days=WEEK)
    plan = solve(problem, iterations(40), with_bound=False)
    return Situation(problem, plan, **changes)  # type: ignore[arg-type]


def test_where_nothing_is_left_to_chance_the_plan_comes_true() -> None:
    made = forecast(situation(), CERTAIN, made_on=MONDAY, runs=20, with_cures=False)
    assert made.deadline_holds == 1.0
    assert made.finish.early == made.finish.late
    assert made.recorded.values[-1] == (81.0,) * 7
    assert dict(made.kecamatan)[""].by_deadline == 1.0


def test_the_fan_opens_with_time_and_never_falls() -> None:
    made = forecast(situation(), made_on=MONDAY, runs=200, with_cures=False)
    values = np.array(made.recorded.values)
    assert np.all(np.diff(values, axis=1) >= 0)
    assert np.all(np.diff(values, axis=0) >= 0)
    assert values[2, -1] > values[2, 0]


def test_the_same_seed_gives_the_same_forecast_and_a_shorter_course_is_its_beginning() -> None:
    here = situation()
    whole = simulate(here, Assumptions(), runs=5, seed=3, days=WEEK)
    part = simulate(here, Assumptions(), runs=5, seed=3, days=WEEK[:2])
    np.testing.assert_array_equal(whole.recorded[:2], part.recorded)
    assert forecast(here, made_on=MONDAY, runs=20) == forecast(here, made_on=MONDAY, runs=20)


@settings(max_examples=25, deadline=None)
@given(any_campaign(), st.integers(0, 9))
def test_nobody_is_recorded_twice(problem: CampaignProblem, seed: int) -> None:
    here = replace(situation(problem), beyond_days=10)
    course = simulate(here, Assumptions(), runs=8, seed=seed)
    due = sum(p.people_due + p.home_visits for p in problem.places)
    left = course.left.sum(axis=1) + course.left_homes.sum(axis=1)
    assert course.left.min(initial=0) >= 0
    np.testing.assert_allclose(course.recorded[-1] + left, due)
    np.testing.assert_allclose(course.by_kecamatan[-1].sum(axis=1), course.recorded[-1])


def test_cards_wait_for_the_center_and_the_blanks() -> None:
    blanks = CardSide(blanks=30, arrivals=(Arrival(WEEK[4], 30, "Jakarta"),))
    punctual = replace(CERTAIN, blanks_late_days=Belief(0))
    course = simulate(situation(cards=blanks), punctual, runs=3, seed=1)
    assert course.cards[0].max() == 0  # the center needs a day
    assert course.cards[3].max() == 30
    assert course.cards[-1].max() == 60


def test_printing_in_the_van_uses_the_same_blanks_and_never_stops_recording() -> None:
    printing = place("Kelutan", 40, mode=VisitMode.RECORD_AND_PRINT)
    crew = Crew("T1", "K1", stations=2, has_printer=True)
    problem = four_places(places=(printing,), crews=(crew,), days=WEEK)
    course = simulate(situation(problem, cards=CardSide(blanks=12)), CERTAIN, runs=2, seed=1)
    assert (course.recorded[0, 0], course.cards[0, 0], course.cards[-1, 0]) == (40, 12, 12)


def test_the_bottleneck_is_what_holds_the_cards_up() -> None:
    cards = CardSide(blanks=None, printers=1, cards_a_printer=4, ready=60)
    made = forecast(situation(cards=cards), CERTAIN, made_on=MONDAY, runs=20)
    assert made.bottleneck is not None
    assert (made.bottleneck.name, made.bottleneck.words.en) == ("one_more_printer", "one printer more")
    assert made.bottleneck.cards_days_earlier >= 7
    late = CardSide(blanks=0, arrivals=(Arrival(WEEK[4], 500, "Jakarta"),))
    short = forecast(situation(cards=late), CERTAIN, made_on=MONDAY, runs=20)
    assert short.bottleneck is not None
    assert short.bottleneck.name == "blanks_now"


def test_one_crew_more_is_the_cure_where_time_is_short() -> None:
    many = tuple(replace(p, people_due=5 * p.people_due) for p in four_places().places)
    here = situation(four_places(places=many, days=WEEK), goal=300)
    made = forecast(here, made_on=MONDAY, runs=60)
    assert made.bottleneck is not None
    assert made.bottleneck.name == "one_more_crew"
    assert made.bottleneck.days_earlier > 0


def test_beliefs_follow_the_logs_as_far_as_they_are_many() -> None:
    prior = Assumptions()
    assert renewed(prior, []) == prior
    logs = [DayLog(MONDAY + timedelta(days=i), "T1", 40, 24, pace=1.3, wet=i % 2 == 0) for i in range(30)]
    after = renewed(prior, logs)
    assert after.attendance.mean == pytest.approx(0.62, abs=0.03)
    assert after.pace.mean == pytest.approx(1.28, abs=0.03)
    assert 0.25 < after.wet.mean < 0.5
    for name in ("attendance", "pace", "wet"):
        assert getattr(after, name).sd < getattr(prior, name).sd
    assert after.cut_minutes == prior.cut_minutes


def test_a_forecast_is_scored_against_what_happened() -> None:
    fan = Fan((MONDAY,), (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95), ((10.0, 12, 16, 20, 24, 28, 30),))
    good, low = score_fan(fan, MONDAY, 21), score_fan(fan, MONDAY, 5)
    assert (good.in_band, low.in_band, low.missed_by) == (True, False, -15)
    assert good.loss < low.loss
    assert good.rank == pytest.approx(0.5625)
    assert (low.rank, score_fan(fan, MONDAY, 99).rank) == (0.0, 1.0)
    record = track_record([good, low])
    assert (record.scores, record.in_band, record.bias) == (2, 0.5, -7.0)
    made = forecast(situation(), CERTAIN, made_on=MONDAY, runs=10, with_cures=False)
    assert score(made, WEEK[4], made.recorded.at(WEEK[4])[3]).loss == 0


def test_figures_out_of_range_are_refused() -> None:
    for make in (
        lambda: Belief(0.5, -1),
        lambda: Assumptions(attendance=Belief(1.5)),
        lambda: Assumptions(pace_scatter=-1),
        lambda: CardSide(printers=-1),
        lambda: DayLog(MONDAY, "T1", 3, 4),
        lambda: forecast(situation(), made_on=MONDAY, runs=1),
    ):
        with pytest.raises(NumberOutOfRange):
            make()
    assert all(one.metadata for one in fields(Assumptions))
