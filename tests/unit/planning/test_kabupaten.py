"""The two evaluation kabupaten: today's way gives the known figures and the search beats them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jemput.planning import check, greedy_most_unrecorded, iterations, solve
from planner import read_kabupaten


@pytest.mark.shared_data
@pytest.mark.parametrize(("name", "today", "ours"), [("kabA", 6510, 6710), ("kabB", 5056, 6205)])
def test_ours_against_today(shared_data: Path, name: str, today: int, ours: float) -> None:
    problem = read_kabupaten(shared_data / "planning" / f"{name}.json")
    assert greedy_most_unrecorded(problem).totals.recorded == today
    plan = solve(problem, iterations(300), with_bound=False)
    assert plan.totals.weighted >= ours
    assert check(problem, plan) == []
