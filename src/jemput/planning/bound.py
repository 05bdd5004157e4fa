"""No plan over the patterns can bring more than this: a linear relaxation of choosing them, by HiGHS."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, hstack, vstack

from jemput.planning.ground import EPSILON, Ground
from jemput.planning.patterns import Patterns

Floats = NDArray[np.float64]

_MOST_KINDS = 28
"""More kinds of slots than this are merged: single closed days would make every day a kind of its own."""


@dataclass(frozen=True)
class Relaxed:
    """The optimum of the relaxation, and what each choice column would cost it a day (0: worth choosing)."""

    bound: float
    reduced_costs: Floats


class PatternModel:
    """How often slots of each kind drive each pattern, and whom they record: columns and rows.

    Columns: z for each kind of slot (skill, stations) and pattern allowed to it; then people y and home
    visits h for each (stations, pattern, stop). Rows: slots of a kind; people due at a place; minutes of a
    pattern's days; and, which makes it tight, y ≤ due × z, since a day serves a place at most once, and a
    day's sum ≤ the most that whole people allow on that pattern alone.
    """

    def __init__(self, ground: Ground, patterns: Patterns) -> None:
        self.ground, self.patterns = ground, patterns
        counts = Counter((slot.skill, slot.stations) for slot in ground.slots)
        self.merged = len(counts) > _MOST_KINDS
        may = {skill: patterns.allowed[skill] for skill, _ in counts}
        if self.merged:
            counts, may = self._merged_kinds()
        self.kinds = sorted(counts)
        self.slots_of_kind = np.array([counts[kind] for kind in self.kinds], dtype=np.float64)
        allowed = [np.flatnonzero(may[skill]) for skill, _ in self.kinds]
        self.z_kind = np.repeat(np.arange(len(self.kinds)), [len(a) for a in allowed])
        self.z_pattern = np.concatenate([np.zeros(0, dtype=np.int64), *allowed])
        levels = sorted({stations for _, stations in self.kinds})
        level = np.array([levels.index(stations) for _, stations in self.kinds], dtype=np.int64)
        self._levels, m = levels, len(patterns)
        # A group is one pattern driven by crews of one number of stations.
        self._group_of_z = level[self.z_kind] * m + self.z_pattern
        self._group_pattern = np.tile(np.arange(m), len(levels))
        stops = patterns.stops[self._group_pattern]
        self._group_of_y, stop = np.nonzero(stops < ground.size)
        self._place = stops[self._group_of_y, stop]

    def _merged_kinds(self) -> tuple[Counter[tuple[int, int]], dict[int, NDArray[np.bool_]]]:
        """Kinds by crew and weekday, each allowed what any of its days allows: still an upper limit."""
        ground = self.ground
        counts: Counter[tuple[int, int]] = Counter()
        may: dict[int, NDArray[np.bool_]] = {}
        for slot in ground.slots:
            kind = slot.crew * 7 + ground.problem.days[slot.day].weekday()
            counts[kind, slot.stations] += 1
            may[kind] = may.get(kind, False) | self.patterns.allowed[slot.skill]
        return counts, may

    @property
    def worth(self) -> Floats:
        """What one unit of each column brings."""
        people, homes = self.ground.people_worth[self._place], self.ground.home_worth[self._place]
        return np.concatenate([np.zeros(len(self.z_kind)), people, homes])

    @cached_property
    def matrix(self) -> csr_array:
        """Rows of the limits, in the order of `limits`."""
        ground = self.ground
        groups, z, y = len(self._group_pattern), len(self.z_kind), len(self._place)
        home_minutes = ground.problem.rules.home_visit_minutes
        z_groups = _pick(self._group_of_z, groups, np.ones(z))
        of_group = _pick(self._group_of_y, groups, np.ones(y))
        of_place = _pick(self._place, ground.size, np.ones(y))
        minutes = _pick(self._group_of_y, groups, ground.person_minutes[self._place])
        counted = _pick(self._group_of_y, groups, ground.people_worth[self._place])
        counted_homes = _pick(self._group_of_y, groups, ground.home_worth[self._place])
        stations = np.repeat(np.array(self._levels, dtype=np.float64), len(self.patterns))
        capacity = self.patterns.total[self._group_pattern] * stations
        most = np.concatenate([_most_in_a_day(ground, self.patterns, level) for level in self._levels])
        each, none = _pick(np.arange(y), y, np.ones(y)), csr_array((y, y))
        no_y, no_place = csr_array((len(self.kinds), y)), csr_array((ground.size, y))
        no_z, z_of_y = csr_array((ground.size, z)), z_groups[self._group_of_y]
        blocks = [
            [_pick(self.z_kind, len(self.kinds), np.ones(z)), no_y, no_y],
            [no_z, of_place, no_place],
            [no_z, no_place, of_place],
            [-_scaled(z_groups, capacity), minutes, of_group * home_minutes],
            [-_scaled(z_groups, most), counted, counted_homes],
            [-_scaled(z_of_y, ground.people[self._place]), each, none],
            [-_scaled(z_of_y, ground.home_visits[self._place]), none, each],
        ]
        return vstack([hstack(row) for row in blocks]).tocsr()

    @property
    def limits(self) -> Floats:
        """Upper limits of the rows."""
        dues = (self.ground.people, self.ground.home_visits)
        zeros = np.zeros(2 * len(self._group_pattern) + 2 * len(self._place))
        return np.concatenate([self.slots_of_kind, *dues, zeros])

    def relax(self) -> Relaxed:
        """Solve with every column continuous."""
        if not len(self.z_kind):
            return Relaxed(0.0, np.zeros(0))
        answer = linprog(
            -self.worth, A_ub=self.matrix, b_ub=self.limits, bounds=(0, None), method="highs-ipm"
        )
        return Relaxed(float(-answer.fun), np.asarray(answer.lower.marginals[: len(self.z_kind)]))


def _most_in_a_day(ground: Ground, patterns: Patterns, stations: int) -> Floats:
    """The largest weighted sum that whole people allow on each pattern with everybody still due.

    Exact for simple patterns, by trying every number of home visits; for the others all that are due.
    """
    rules, stops = ground.problem.rules, patterns.stops
    people, homes = np.append(ground.people, 0)[stops], np.append(ground.home_visits, 0)[stops]
    worth, home_worth = np.append(ground.people_worth, 0.0)[stops], np.append(ground.home_worth, 0.0)[stops]
    everybody: Floats = (people * worth + homes * home_worth).sum(axis=1)
    # Counting each at the most that one counts for anywhere on the route keeps it a limit.
    each, home_each = worth.max(axis=1), home_worth.max(axis=1)
    minutes = np.append(ground.person_minutes, rules.record_minutes)[stops[:, 0]]
    capacity = patterns.total * stations + EPSILON
    fitting = np.minimum(homes.sum(axis=1), capacity // rules.home_visit_minutes)
    best = np.zeros(len(patterns))
    for count in range(int(fitting.max(initial=0)) + 1):
        left = (capacity - count * rules.home_visit_minutes) // minutes
        value = np.maximum(np.minimum(people.sum(axis=1), left), 0) * each + home_each * count
        best = np.where(count <= fitting, np.maximum(best, value), best)
    return np.where(patterns.simple, np.minimum(best, everybody), everybody)


def _pick(row: NDArray[np.int64], rows: int, values: Floats) -> csr_array:
    """A matrix with one entry a column, at the row given."""
    return coo_array((values, (row, np.arange(len(row)))), shape=(rows, len(row))).tocsr()


def _scaled(matrix: csr_array, rows: Floats | NDArray[np.int64]) -> csr_array:
    """The matrix with each row multiplied."""
    diagonal = np.arange(len(rows))
    shape = (len(rows), len(rows))
    return coo_array((rows.astype(np.float64), (diagonal, diagonal)), shape=shape).tocsr() @ matrix
