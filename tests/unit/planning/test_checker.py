"""The checker finds each kind of broken rule in a plan that was right before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jemput.planning import Crew, Plan, Visit, VisitMode, check, greedy_most_unrecorded
from tests.unit.planning.campaigns import MONDAY, four_places

PROBLEM = four_places()
PLAN = greedy_most_unrecorded(PROBLEM)


def with_day(**changes: Any) -> Plan:
    return replace(PLAN, crew_days=(replace(PLAN.crew_days[0], **changes),))


def with_visit(change: Callable[[Visit], Visit]) -> Plan:
    return with_day(visits=(change(PLAN.crew_days[0].visits[0]),))


def rules_broken(plan: Plan, **changes: Any) -> set[str]:
    return {violation.rule for violation in check(replace(PROBLEM, **changes), plan)}


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        (with_day(day=MONDAY + timedelta(days=1)), "calendar"),
        (with_day(crew_id="T9"), "exists"),
        (with_day(visits=()), "empty"),
        (with_day(leaves_start_minute=0.0), "day_starts"),
        (with_day(back_minute=1081.0), "day_ends"),
        (with_day(back_minute=900.0), "travel"),
        (with_day(travel_minutes=0), "travel_minutes"),
        (with_visit(lambda v: replace(v, arrives_minute=500)), "travel"),
        (with_visit(lambda v: replace(v, starts_minute=500)), "opens"),
        (with_visit(lambda v: replace(v, leaves_minute=961)), "closes"),
        (with_visit(lambda v: replace(v, session_starts_minute=v.starts_minute)), "set_up"),
        (with_visit(lambda v: replace(v, people=36)), "people_due"),
        (with_visit(lambda v: replace(v, people=60)), "session"),
        (with_visit(lambda v: replace(v, home_visits=1)), "homes"),
        (with_visit(lambda v: replace(v, people=0)), "count"),
        (with_visit(lambda v: replace(v, cards_printed=1)), "cards"),
        (replace(PLAN, left_over=()), "left_over"),
        (replace(PLAN, totals=replace(PLAN.totals, people=36)), "totals"),
        (replace(PLAN, totals=replace(PLAN.totals, weighted=36.0)), "totals"),
        (replace(PLAN, bound=34.0), "bound"),
        (replace(PLAN, crew_days=PLAN.crew_days * 2), "once_a_day"),
    ],
)
def test_finds(plan: Plan, rule: str) -> None:
    assert rule in rules_broken(plan)


def test_finds_what_the_crew_or_the_place_forbids() -> None:
    gunung = PROBLEM.places[3]
    others = PROBLEM.places[:3]
    off = Crew("T1", "K1", stations=2, days_off=frozenset({MONDAY}))
    assert "days_off" in rules_broken(PLAN, crews=(off,))
    assert "power" in rules_broken(PLAN, places=(*others, replace(gunung, has_power=False)))
    assert "open_weekday" in rules_broken(
        PLAN, places=(*others, replace(gunung, open_weekdays=frozenset({2})))
    )
    printing = replace(gunung, mode=VisitMode.RECORD_AND_PRINT)
    assert "printer" in rules_broken(PLAN, places=(*others, printing))
    assert "maximum_stops" in rules_broken(with_day(visits=PLAN.crew_days[0].visits * 4))


def test_a_right_plan_has_no_violation() -> None:
    assert check(PROBLEM, PLAN) == []
