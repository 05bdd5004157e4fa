"""The last step where the campaign is easy: choose all patterns at once, exactly, among the promising."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from jemput.planning.bound import PatternModel, Relaxed
from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.ranges import check_ranges, measured
from jemput.planning.split import best_split
from jemput.planning.timetable import Load


@dataclass(frozen=True)
class FinishRules:
    """When an exact choice is worth trying, so that it takes seconds and not minutes.

    `gap`: the plan must be this near the bound already, as a share; `reduced_cost`: columns that would cost
    more than this many weighted people are left out; `columns`: and no more than so many may remain; `nodes`
    HiGHS may branch on. PROVE leaves nothing out: slower, and the bound is then that of whole days.
    """

    gap: float = measured(0.008, "share", 0, 1)
    reduced_cost: float = measured(4.0, "people", 0, 1e12)
    columns: int = measured(1800, "columns", 0, 100_000)
    nodes: int = measured(10, "branches", 1, 1_000_000)

    def __post_init__(self) -> None:
        check_ranges(self, "finish")


PROVE = FinishRules(reduced_cost=1e9, columns=12_000, nodes=1000)


@dataclass(frozen=True)
class Finished:
    """Better loads, if any were found, and the upper bound as it stands now."""

    loads: dict[CrewDaySlot, Load] | None
    bound: float


def exact_choice(
    ground: Ground,
    patterns: Patterns,
    model: PatternModel,
    relaxed: Relaxed,
    so_far: float,
    rules: FinishRules,
) -> Finished:
    """Try to better an assignment worth `so_far`, and the relaxation's bound with it.

    Days of one pattern share their minutes in the model, so its optimum may lie a little above what whole
    people on single days allow. A plan that uses a column left out is worth at most the relaxation less
    that column's reduced cost.
    """
    promising = relaxed.reduced_costs <= rules.reduced_cost
    near = relaxed.bound - so_far <= rules.gap * relaxed.bound
    if not near or not 0 < promising.sum() <= rules.columns:
        return Finished(None, relaxed.bound)
    z = len(relaxed.reduced_costs)
    kept = np.concatenate([np.flatnonzero(promising), np.arange(z, model.matrix.shape[1])])
    answer = milp(
        -model.worth[kept],
        integrality=np.ones(len(kept)),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(model.matrix[:, kept], -np.inf, model.limits),
        options={"node_limit": rules.nodes, "mip_rel_gap": 1e-5},
    )
    if answer.x is None:
        return Finished(None, relaxed.bound)
    left_out = relaxed.reduced_costs[~promising]
    without = relaxed.bound - float(left_out.min()) if len(left_out) else -np.inf
    bound = min(relaxed.bound, max(-float(answer.mip_dual_bound), without, so_far))
    times = np.rint(answer.x[: int(promising.sum())]).astype(int)
    loads = best_split(ground, _assign(ground, patterns, model, np.repeat(np.flatnonzero(promising), times)))
    worth = sum(ground.worth(load.route, load.people, load.home_visits) for load in loads.values())
    return Finished(loads if worth > so_far else None, bound)


def _assign(
    ground: Ground,
    patterns: Patterns,
    model: PatternModel,
    chosen: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> dict[CrewDaySlot, Load]:
    """Hand the chosen patterns out to slots of their kinds, still without people."""
    waiting: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for column in chosen:
        waiting[model.kinds[model.z_kind[column]]].append(int(model.z_pattern[column]))
    loads = {}
    for slot in ground.slots:
        if waiting[slot.skill, slot.stations]:
            route = patterns.routes[waiting[slot.skill, slot.stations].pop()]
            loads[slot] = Load(route, (0,) * len(route), (0,) * len(route))
    return loads
