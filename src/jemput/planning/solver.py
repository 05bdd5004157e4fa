"""`solve`: the one entry to planning; immutable problem in, plan out, anytime and repeatable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from jemput.planning.bound import PatternModel
from jemput.planning.campaign import CampaignProblem
from jemput.planning.finish import FinishRules, exact_choice
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.ground import survey
from jemput.planning.patterns import PatternRules, day_patterns
from jemput.planning.plan import Plan
from jemput.planning.search import Search, SearchRules
from jemput.planning.stopping import SearchState, StopRule
from jemput.planning.writing import largest_first, write_plan

Progress = Callable[[SearchState], None]


@dataclass(frozen=True)
class SolverRules:
    """Everything that may be tuned, in one place; the defaults are measured in benchmarks/planner.py."""

    patterns: PatternRules = field(default_factory=PatternRules)
    search: SearchRules = field(default_factory=SearchRules)
    finish: FinishRules = field(default_factory=FinishRules)


def solve(
    problem: CampaignProblem,
    stop: StopRule,
    *,
    seed: int = 1,
    progress: Progress | None = None,
    with_bound: bool = True,
    rules: SolverRules | None = None,
) -> Plan:
    """The best plan found until `stop` says so, never worse than going where most are unrecorded.

    The same problem, seed and number of rounds give the same plan everywhere. `progress` is called with the
    first plan and then every few hundred rounds. After the search `with_bound` adds an upper limit over the
    day patterns considered and, where that is near, an exact last step; both take a few seconds on large
    campaigns, on top of `stop`. Raises G105.
    """
    chosen = rules or SolverRules()
    ground = survey(problem)
    patterns = day_patterns(ground, chosen.patterns)
    watch = stop.start()
    search = Search(ground, patterns, seed, chosen.search)
    if progress:
        progress(SearchState(0, 0, search.best))
    state = search.run(watch, progress)
    loads, bound = search.best_by_slot(), None
    if with_bound and search.reaches_everybody:
        bound = search.best
    elif with_bound:
        model = PatternModel(ground, patterns)
        finished = exact_choice(ground, patterns, model, model.relax(), search.best, chosen.finish)
        loads, bound = finished.loads or loads, finished.bound
    plan = write_plan(
        ground,
        largest_first(ground, loads),
        method="ruin_and_recreate",
        seed=seed,
        iterations=state.iteration,
        bound=bound,
    )
    today = greedy_most_unrecorded(problem)
    return plan if plan.totals.weighted >= today.totals.weighted else replace(today, bound=bound)
