"""`solve`: the one entry to planning; immutable problem in, plan out, anytime and repeatable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from jemput.planning.bound import PatternModel
from jemput.planning.campaign import CampaignProblem
from jemput.planning.finish import FinishRules, exact_choice
from jemput.planning.greedy import greedy_most_unrecorded
from jemput.planning.ground import CrewDaySlot, Ground, survey
from jemput.planning.overnight import stay_overnight, without_way_home
from jemput.planning.patterns import PatternRules, day_patterns
from jemput.planning.plan import Plan, Unmet
from jemput.planning.promises import Promises, appointed, kept_loads, promised_routes, routes_before
from jemput.planning.ranges import check_number
from jemput.planning.search import Search, SearchRules
from jemput.planning.stopping import SearchState, StopRule
from jemput.planning.timetable import Load
from jemput.planning.wishes import Wishes
from jemput.planning.wishing import Shortfall
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
    before: Plan | None = None,
    change_weight: float = 0.0,
) -> Plan:
    """The best plan found until `stop` says so, never worse than going where most are unrecorded.

    The same problem, seed and number of rounds give the same plan everywhere. `progress` is called with the
    first plan and then every few hundred rounds. After the search `with_bound` adds an upper limit over the
    day patterns considered and, where that is near, an exact last step; both take a few seconds on large
    campaigns, on top of `stop`. With a plan `before`, each crew-day that visits the same places again counts
    for `change_weight` weighted people more. Raises G105 to G107, G111 and G112.
    """
    chosen = rules or SolverRules()
    check_number("solve", "change_weight", change_weight, 0, 10_000)
    ground = survey(problem)
    patterns = day_patterns(ground, chosen.patterns, promised_routes(ground, before))
    kept = kept_loads(ground)
    promises = Promises(
        kept=kept,
        must_visit=appointed(ground, patterns, kept),
        before=routes_before(ground, before) if before else {},
        change_weight=change_weight,
    )
    watch = stop.start()
    search = Search(ground, patterns, seed, chosen.search, promises)
    if progress:
        progress(SearchState(0, 0, search.best))
    state = search.run(watch, progress)
    loads, bound = _proved(search, chosen) if with_bound else (search.best_by_slot(), None)
    loads = stay_overnight(ground, patterns, promises, loads)
    plan = write_plan(
        ground,
        largest_first(ground, loads, promises),
        method="ruin_and_recreate",
        seed=seed,
        iterations=state.iteration,
        bound=bound,
    )
    plan = replace(plan, unmet=unmet_wishes(ground, plan))
    if promises.any or problem.wishes != Wishes():
        return plan
    today = greedy_most_unrecorded(problem)
    return plan if plan.totals.weighted >= today.totals.weighted else replace(today, bound=bound)


def _proved(search: Search, rules: SolverRules) -> tuple[dict[CrewDaySlot, Load], float]:
    """The best assignment, made better by an exact last step where that is allowed, and the upper limit."""
    if search.reaches_everybody:
        return search.best_by_slot(), search.best
    ground, patterns = search.ground, search.patterns
    if any(crew.nights for crew in ground.problem.crews):
        return search.best_by_slot(), PatternModel(*without_way_home(ground, rules.patterns)).relax().bound
    model = PatternModel(ground, patterns)
    relaxed = model.relax()
    crews = ground.problem.crews
    if (
        model.merged
        or search.promises.any
        or ground.problem.wishes != Wishes()
        or any(c.days_a_week < 7 for c in crews)
    ):
        return search.best_by_slot(), relaxed.bound
    finished = exact_choice(ground, patterns, model, relaxed, search.best, rules.finish)
    return finished.loads or search.best_by_slot(), finished.bound


def unmet_wishes(ground: Ground, plan: Plan) -> tuple[Unmet, ...]:
    """The least shares and home visits that a plan does not reach."""
    index = {place.place_id: i for i, place in enumerate(ground.problem.places)}
    people, homes = np.zeros(ground.size), np.zeros(ground.size)
    for crew_day in plan.crew_days:
        for visit in crew_day.visits:
            people[index[visit.place_id]] += visit.people
            homes[index[visit.place_id]] += visit.home_visits
    return Shortfall(ground).unmet(people, homes)
