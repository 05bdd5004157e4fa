"""Who is recorded on which day once the routes are fixed: the exact split, an integer program for HiGHS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.promises import Promises
from jemput.planning.timetable import Load, working_room

Floats = NDArray[np.float64]

_NODES = 2000
"""Branches HiGHS may look at: a limit that, unlike seconds, gives the same plan on every machine."""


class _Rows:
    """Rows of a sparse constraint matrix, each with an upper limit."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []
        self.limits: list[float] = []

    def add(self, terms: Mapping[int, float], limit: float) -> None:
        for column, value in terms.items():
            self.rows.append(len(self.limits))
            self.columns.append(column)
            self.values.append(value)
        self.limits.append(limit)

    def constraint(self, columns: int) -> LinearConstraint:
        matrix = csr_array((self.values, (self.rows, self.columns)), shape=(len(self.limits), columns))
        return LinearConstraint(matrix, -np.inf, np.array(self.limits))


def best_split(
    ground: Ground,
    loads: Mapping[CrewDaySlot, Load],
    promises: Promises | None = None,
    worths: tuple[Floats, Floats] | None = None,
) -> dict[CrewDaySlot, Load]:
    """The loads' routes with the people that make the weighted sum largest; never worse than `loads`.

    One variable for people and one for home visits a stop; minutes of each run of stops within a day, and
    people due at each place, are the limits. Kept days stay as they are, and appointments are not emptied.
    `worths` of people and home visits at each place are the campaign's own unless given.
    """
    people_worth, home_worth = worths or (ground.people_worth, ground.home_worth)
    promised = promises or Promises()
    slots = [slot for slot in loads if loads[slot].route]
    if not slots:
        return dict(loads)
    first, count = {}, 0
    for slot in slots:
        first[slot] = count
        count += 2 * len(loads[slot].route)
    rows, worth, lower, upper = _Rows(), np.zeros(count), np.zeros(count), np.zeros(count)
    visits: defaultdict[int, list[int]] = defaultdict(list)
    for slot in slots:
        _add_day(ground, slot, loads[slot], first[slot], rows)
        for i, place in enumerate(loads[slot].route):
            at = first[slot] + 2 * i
            worth[at], worth[at + 1] = people_worth[place], home_worth[place]
            upper[at], upper[at + 1] = ground.people[place], ground.home_visits[place]
            if slot in promised.kept:
                upper[at], upper[at + 1] = loads[slot].people[i], loads[slot].home_visits[i]
                lower[at], lower[at + 1] = upper[at], upper[at + 1]
            elif place in promised.must_visit.get(slot, ()):
                rows.add({at: -1.0, at + 1: -1.0}, -1.0)
            visits[place].append(at)
    for place, at_place in visits.items():
        if len(at_place) > 1:
            rows.add(dict.fromkeys(at_place, 1.0), float(ground.people[place]))
            rows.add(dict.fromkeys([at + 1 for at in at_place], 1.0), float(ground.home_visits[place]))
    answer = milp(
        -worth,
        integrality=np.ones(count),
        bounds=Bounds(lower, upper),
        constraints=rows.constraint(count),
        options={"node_limit": _NODES, "mip_rel_gap": 1e-5},
    )
    before = sum(
        float(people_worth[place]) * people + float(home_worth[place]) * homes
        for load in loads.values()
        for place, people, homes in zip(load.route, load.people, load.home_visits, strict=True)
    )
    if answer.x is None or -answer.fun < before + 1e-6:
        return dict(loads)
    counts = np.rint(answer.x).astype(int)
    return {slot: _reloaded(loads[slot], counts[first[slot] :]) for slot in slots}


def _add_day(ground: Ground, slot: CrewDaySlot, load: Load, first: int, rows: _Rows) -> None:
    """The minutes of every run of stops of one day."""
    room = working_room(ground, load.route)
    k, home = len(load.route), ground.problem.rules.home_visit_minutes
    for i in range(k):
        for j in range(i, k):
            if i < j and np.isclose(room[i, j], room[0, k - 1]) and (i, j) != (0, k - 1):
                continue  # implied by the whole day's limit
            terms: dict[int, float] = {}
            for stop in range(i, j + 1):
                terms[first + 2 * stop] = float(ground.person_minutes[load.route[stop]])
                terms[first + 2 * stop + 1] = home
            rows.add(terms, max(0.0, float(room[i, j])) * slot.stations)


def _reloaded(load: Load, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Load:
    k = len(load.route)
    return Load(
        load.route,
        tuple(int(counts[2 * i]) for i in range(k)),
        tuple(int(counts[2 * i + 1]) for i in range(k)),
    )
