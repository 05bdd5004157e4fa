"""`plan_rounds`: the homes each crew visits and in which order, exact for a few, searched for many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.planning.ranges import check_ranges, measured
from jemput.planning.rounds.exact import FEW, best_order
from jemput.planning.rounds.stops import Floats, RoundProblem, Rounds, arrays, on_the_clock
from jemput.planning.stopping import SearchState, StopRule, iterations


@dataclass(frozen=True)
class RoundRules:
    """How strings of homes are taken out and put back.

    About `average` homes a turn in strings of at most `longest`; a position is skipped with chance `blink`;
    accepted losses cool from `hot` to `cold` mean worths in `cycle` turns, then again from the best and
    twice as long. A minute of road counts for less than the least home.
    """

    average: float = measured(16, "homes", 1, 100)
    longest: int = measured(20, "homes", 1, 100)
    blink: float = measured(0.02, "share", 0, 0.9)
    hot: float = measured(0.4, "mean worths", 1e-6, 100)
    cold: float = measured(0.01, "mean worths", 1e-9, 100)
    cycle: int = measured(20_000, "turns", 1, 10_000_000)
    road: float = measured(0.5, "least worths", 0, 1)

    def __post_init__(self) -> None:
        check_ranges(self, "rounds")


def plan_rounds(
    problem: RoundProblem, stop: StopRule | None = None, *, seed: int = 1, rules: RoundRules | None = None
) -> Rounds:
    """The rounds of most worth that end in time, least road among those.

    One crew with up to 13 homes is proved best in a blink. Otherwise cycles of the search follow one
    another until `stop` (asked after each; one cycle unless given): same seed, same cycles, same rounds.
    """
    if problem.crews == 1 and len(problem.stops) <= FEW:
        return on_the_clock(problem, [best_order(problem)], proved=True)
    if not problem.stops:
        return on_the_clock(problem, [], proved=True)
    return on_the_clock(
        problem, _search(problem, stop or iterations(1), seed, rules or RoundRules()), proved=False
    )


def _search(problem: RoundProblem, stop: StopRule, seed: int, rules: RoundRules) -> list[list[int]]:
    # Compiled code is loaded only where it is needed: few homes do without.
    from jemput.planning.rounds.strings import anneal

    minutes, early, late, worth = arrays(problem)
    n, travel = len(problem.stops), np.ascontiguousarray(problem.travel, dtype=np.float64)
    routes = np.zeros((problem.crews, n + 2), dtype=np.int64)
    routes[:, 1] = n + 1
    lengths = np.full(problem.crews, 2, dtype=np.int64)
    positive = worth[worth > 0]
    if not len(positive):
        return []
    mean, least = float(positive.mean()), float(positive.min())
    whole = problem.crews * max(problem.ends_minute - problem.starts_minute, 1e-9)
    near, watch = _near(travel, n), stop.start()
    state, turns, best = SearchState(0, 0, 0.0), rules.cycle, (routes.copy(), lengths.copy())
    value = -np.inf
    while not watch(state):
        after = anneal(
            routes, lengths, near, travel, minutes, early, late, worth, rules.road * least / whole, turns,
            rules.hot * mean, rules.cold * mean, rules.average, rules.longest, rules.blink,
            seed * 1000 + state.iteration,
        )  # fmt: skip
        improved = after > value + 1e-9
        if improved:
            value, best = after, (routes.copy(), lengths.copy())
        elif state.iteration % 2:
            routes[:], lengths[:] = best
        else:
            routes[:, 0], routes[:, 1], lengths[:] = 0, n + 1, 2
        improved_at = state.iteration + 1 if improved else state.improved_at
        state = SearchState(state.iteration + 1, improved_at, value)
    routes, lengths = best
    return [[int(p) for p in routes[r, 1 : lengths[r] - 1]] for r in range(problem.crews)]


def _near(travel: Floats, n: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Stops by nearness to each, itself first; the rows of start and end are not used."""
    between = (travel[: n + 1, : n + 1] + travel[: n + 1, : n + 1].T).astype(np.float64)
    np.fill_diagonal(between, -1.0)
    between[:, 0] = np.inf
    order = np.argsort(between, axis=1, kind="stable")[:, :n].astype(np.int64)
    return np.vstack([order, order[:1]])
