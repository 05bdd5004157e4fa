"""What each day pattern would bring from the people still due, kept up to date as days come and go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jemput.planning.ground import EPSILON, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.ranges import MINUTES_A_DAY
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
        self._home_minutes = rules.home_visit_minutes
        self._minutes = np.append(ground.person_minutes, rules.record_minutes)
        self._first_minutes = self._minutes[patterns.stops[:, 0]] if len(patterns) else np.zeros(0)
        self.gain: dict[int, Floats] = {
            stations: np.zeros(len(patterns)) for stations in sorted({slot.stations for slot in ground.slots})
        }
        self._first_visit = np.zeros(ground.size + 1)
        self._everybody = self.people + self.home_visits
        self.set_worth(ground.people_worth, ground.home_worth)

    def set_first_visit(self, bonus: float) -> None:
        """Let the first visit to each place where anybody is due count for `bonus` more."""
        self._first_visit = np.where(self._everybody > 0, bonus, 0.0)
        for stations in self.gain:
            self._update(np.arange(len(self.patterns)), stations)

    def first_visits(self) -> float:
        """What the places visited so far count for as such."""
        seen = self.people + self.home_visits < self._everybody
        return float(self._first_visit[seen].sum())

    def set_worth(self, people: Floats, home_visits: Floats) -> None:
        """Say what one person and one home visit count for at each place, and weigh every pattern anew."""
        stops, n = self.patterns.stops, self.ground.size
        self._people_worth, self._home_worth = np.append(people, 0.0), np.append(home_visits, 0.0)
        filled = np.where(stops < n, stops, stops[:, :1])
        alike = np.all(self._people_worth[filled] == self._people_worth[stops[:, :1]], axis=1)
        alike &= np.all(self._home_worth[filled] == self._home_worth[stops[:, :1]], axis=1)
        self._simple: NDArray[np.bool_] = self.patterns.simple & alike
        first = stops[:, 0] if len(self.patterns) else np.zeros(0, dtype=np.int64)
        self._each, self._home_each = self._people_worth[first], self._home_worth[first]
        for stations in self.gain:
            self._update(np.arange(len(self.patterns)), stations)

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
        simple, gain = self._simple[which], self.gain[stations]
        if simple.all():
            gain[which] = self._simple_counts(which, stations)[0]
        else:
            easy, hard = which[simple], which[~simple]
            gain[easy] = self._simple_counts(easy, stations)[0]
            gain[hard] = self._by_stops(hard, stations)
        if self._first_visit.any():
            unseen = np.where(self.people + self.home_visits >= self._everybody, self._first_visit, 0.0)
            gain[which] += np.where(gain[which] > 0, unseen[self.patterns.stops[which]].sum(axis=1), 0.0)

    def _simple_counts(self, which: Indexes, stations: int) -> tuple[Floats, Floats, Floats]:
        """Best weighted sum, its people and its home visits, where only the day's total minutes limit."""
        stops = self.patterns.stops[which]
        people, homes = self.people[stops].sum(axis=1), self.home_visits[stops].sum(axis=1)
        minutes, capacity = self._first_minutes[which], self.patterns.total[which] * stations + EPSILON
        each, home_each = self._each[which], self._home_each[which]
        most = np.minimum(homes, capacity // self._home_minutes)
        after = np.minimum(people, capacity // minutes)
        chosen = np.minimum(homes, (capacity - after * minutes) // self._home_minutes)
        best = each * after + home_each * chosen
        for fewer in range(_FEWER_HOMES) if homes.any() else ():
            some = np.maximum(most - fewer, 0)
            session = np.minimum(people, (capacity - some * self._home_minutes) // minutes)
            value = each * session + home_each * some
            chosen = np.where(value > best, some, chosen)
            best = np.maximum(best, value)
        return best, np.minimum(people, (capacity - chosen * self._home_minutes) // minutes), chosen

    def _by_stops(self, which: Indexes, stations: int) -> Floats:
        """Weighted sum by filling stop after stop, homes first where they count more, under all limits."""
        stops, room = self.patterns.stops[which], self.patterns.room[which]
        used, value = np.zeros(stops.shape), np.zeros(len(which))
        rows, k = np.arange(len(which)), stops.shape[1]
        home_minutes = np.full(len(self._minutes), self._home_minutes)
        homes = (self.home_visits, home_minutes, self._home_worth)
        session = (self.people, self._minutes, self._people_worth)
        for due, minutes, worth in (homes, session) if self.ground.homes_first else (session, homes):
            order = np.argsort(-worth[stops], axis=1, kind="stable")
            for turn in range(k):
                stop = order[:, turn]
                free = np.full(len(which), float(MINUTES_A_DAY))
                for a in range(k):
                    for b in range(a, k):
                        inside = (a <= stop) & (stop <= b)
                        left = room[:, a, b] - used[:, a : b + 1].sum(axis=1)
                        free = np.where(inside, np.minimum(free, left), free)
                place = stops[rows, stop]
                each = minutes[place]
                fits = np.where(due[place] > 0, (np.maximum(free, 0) * stations + EPSILON) // each, 0)
                count = np.minimum(due[place], fits)
                used[rows, stop] += count * each / stations
                value += worth[place] * count
        return value

    def load(self, pattern: int, stations: int) -> Load:
        """The day that `gain` promises for this pattern, filled from its first stop on."""
        route = self.patterns.routes[pattern]
        due_people = [int(self.people[place]) for place in route]
        due_homes = [int(self.home_visits[place]) for place in route]
        if self._simple[pattern]:
            _, people, homes = self._simple_counts(np.array([pattern]), stations)
            return Load(route, _spread(int(people[0]), due_people), _spread(int(homes[0]), due_homes))
        room = self.patterns.room[pattern][: len(route), : len(route)]
        worths = [
            [float(worth[place]) for place in route] for worth in (self._people_worth, self._home_worth)
        ]
        return most_work(
            self.ground,
            room,
            route,
            stations,
            (due_people, due_homes),
            homes_first=self.ground.homes_first,
            worths=(worths[0], worths[1]),
        )


def _spread(count: int, due: Sequence[int]) -> tuple[int, ...]:
    """Give `count` to the stops in order, each at most what is due there."""
    given = []
    for limit in due:
        given.append(min(limit, count))
        count -= given[-1]
    return tuple(given)
