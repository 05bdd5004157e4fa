"""What each day pattern would bring from the people still due, kept up to date as days come and go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jemput.planning.campaign import MINUTES_A_DAY
from jemput.planning.ground import EPSILON, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.timetable import Load, most_work

Floats = NDArray[np.float64]
Indexes = NDArray[np.int64]

_FEWER_HOMES = 3
"""Home visits tried below the most that fit: 35 minutes leave remainders that sessions of 15 do not fill."""


class Due:
    """People and home visits not yet planned, and every pattern's gain on them for each number of stations.

    Mutable: the search's one changing piece. `gain[stations]` has one weighted sum a pattern.
    """

    def __init__(self, ground: Ground, patterns: Patterns) -> None:
        self.ground, self.patterns = ground, patterns
        self.people = np.append(ground.people, 0).astype(np.int64)
        self.home_visits = np.append(ground.home_visits, 0).astype(np.int64)
        rules = ground.problem.rules
        self._home_minutes, self._weight = rules.home_visit_minutes, rules.home_visit_weight
        self._minutes = np.append(ground.person_minutes, rules.record_minutes)
        self._first_minutes = self._minutes[patterns.stops[:, 0]] if len(patterns) else np.zeros(0)
        everything = np.arange(len(patterns))
        self.gain: dict[int, Floats] = {}
        for stations in sorted({slot.stations for slot in ground.slots}):
            self.gain[stations] = np.zeros(len(patterns))
            self._update(everything, stations)

    def take(self, loads: Sequence[Load]) -> None:
        """Plan these loads: their people are due no more."""
        self._move(loads, -1)

    def give_back(self, loads: Sequence[Load]) -> None:
        """Undo these loads."""
        self._move(loads, 1)

    def _move(self, loads: Sequence[Load], sign: int) -> None:
        touched: set[int] = set()
        for load in loads:
            for place, people, home_visits in zip(load.route, load.people, load.home_visits, strict=True):
                if people or home_visits:
                    self.people[place] += sign * people
                    self.home_visits[place] += sign * home_visits
                    touched.add(place)
        if touched:
            holding = [self.patterns.holding[place] for place in touched]
            changed = np.unique(np.concatenate(holding)) if len(holding) > 1 else holding[0]
            for stations in self.gain:
                self._update(changed, stations)

    def _update(self, which: Indexes, stations: int) -> None:
        simple = self.patterns.simple[which]
        if simple.all():
            self.gain[stations][which] = self._simple(which, stations)
            return
        easy, hard = which[simple], which[~simple]
        self.gain[stations][easy] = self._simple(easy, stations)
        self.gain[stations][hard] = self._by_stops(hard, stations)

    def _simple(self, which: Indexes, stations: int) -> Floats:
        """Best weighted sum where only the day's total minutes limit."""
        best, _ = self._simple_counts(which, stations)
        return best

    def _simple_counts(self, which: Indexes, stations: int) -> tuple[Floats, Floats]:
        """Best weighted sum and its number of home visits, for patterns limited by their total alone."""
        stops = self.patterns.stops[which]
        people, homes = self.people[stops].sum(axis=1), self.home_visits[stops].sum(axis=1)
        minutes, capacity = self._first_minutes[which], self.patterns.total[which] * stations + EPSILON
        most = np.minimum(homes, capacity // self._home_minutes)
        after = np.minimum(people, capacity // minutes)
        last = np.minimum(homes, (capacity - after * minutes) // self._home_minutes)
        best, chosen = after + self._weight * last, last
        for fewer in range(_FEWER_HOMES):
            some = np.maximum(most - fewer, 0)
            value = (
                np.minimum(people, (capacity - some * self._home_minutes) // minutes) + self._weight * some
            )
            chosen = np.where(value > best, some, chosen)
            best = np.maximum(best, value)
        return best, chosen

    def _by_stops(self, which: Indexes, stations: int) -> Floats:
        """Weighted sum by filling stop after stop, homes first where they count more, under all limits."""
        stops, room = self.patterns.stops[which], self.patterns.room[which]
        used = np.zeros(stops.shape)
        value = np.zeros(len(which))
        k = stops.shape[1]
        homes = (self.home_visits, np.full(len(self._minutes), self._home_minutes), self._weight)
        session = (self.people, self._minutes, 1.0)
        for due, minutes, worth in (homes, session) if self.ground.homes_first else (session, homes):
            for i in range(k):
                free = np.full(len(which), float(MINUTES_A_DAY))
                for a in range(i + 1):
                    for b in range(i, k):
                        free = np.minimum(free, room[:, a, b] - used[:, a : b + 1].sum(axis=1))
                each = minutes[stops[:, i]]
                fits = np.where(due[stops[:, i]] > 0, (np.maximum(free, 0) * stations + EPSILON) // each, 0)
                count = np.minimum(due[stops[:, i]], fits)
                used[:, i] += count * each / stations
                value += worth * count
        return value

    def load(self, pattern: int, stations: int) -> Load:
        """The day that `gain` promises for this pattern, filled from its first stop on."""
        route = self.patterns.routes[pattern]
        due_people = [int(self.people[place]) for place in route]
        due_homes = [int(self.home_visits[place]) for place in route]
        if self.patterns.simple[pattern]:
            best, homes = self._simple_counts(np.array([pattern]), stations)
            people = int(best[0] - self._weight * homes[0] + 0.5)
            return Load(route, _spread(people, due_people), _spread(int(homes[0]), due_homes))
        room = self.patterns.room[pattern][: len(route), : len(route)]
        return most_work(
            self.ground, room, route, stations, (due_people, due_homes), homes_first=self.ground.homes_first
        )


def _spread(count: int, due: Sequence[int]) -> tuple[int, ...]:
    """Give `count` to the stops in order, each at most what is due there."""
    given = []
    for limit in due:
        given.append(min(limit, count))
        count -= given[-1]
    return tuple(given)
