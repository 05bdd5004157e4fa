"""Ruin and recreate: drop some crew-days, make them anew where they bring most, keep what is no worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.planning.gains import Due
from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.promises import Promises, allowed_for
from jemput.planning.ranges import check_number, check_ranges, measured
from jemput.planning.split import best_split
from jemput.planning.stopping import SearchState, Watch
from jemput.planning.timetable import Load, Route
from jemput.planning.wishing import Shortfall

_NOTHING = Load((), (), ())
_BETTER = 1e-9
_RETRIES = 25  # patterns tried for a slot with an appointment before its place is visited alone


@dataclass(frozen=True)
class SearchRules:
    """How the search moves. `memory` rounds of late acceptance; `fewest` to `most` days dropped a round.

    `nearby_share` of the rounds drop days around one place (give or take `blur_minutes`), the others at
    random; `noises` are upper ends of a random surcharge on each gain; every `polish_every` rounds a better
    plan gets its exact split; every `reweigh_every` rounds what is missing of least shares pulls harder.
    Sources: G. Schrimpf and others, Record Breaking Optimization Results Using the Ruin and Recreate
    Principle, J. Comp. Physics 159 (2000); E. Burke and Y. Bykov, The late acceptance hill-climbing
    heuristic, EJOR 258 (2017).
    """

    memory: int = measured(20, "rounds", 1, 100_000)
    fewest: int = measured(2, "crew-days", 1, 1000)
    most: int = measured(6, "crew-days", 1, 1000)
    nearby_share: float = measured(0.5, "share", 0, 1)
    blur_minutes: float = measured(20.0, "minutes", 0, 1440)
    noises: tuple[float, ...] = measured((0.0, 0.05, 0.15), "share", 0, 10)
    polish_every: int = measured(500, "rounds", 1, 1_000_000)
    report_every: int = measured(200, "rounds", 1, 1_000_000)
    reweigh_every: int = measured(25, "rounds", 1, 1_000_000)

    def __post_init__(self) -> None:
        check_ranges(self, "search")
        check_number("search", "most", self.most, self.fewest, 1000)


class Search:
    """A complete assignment of loads to slots that gets better round by round.

    Made, it holds the first plan: kept days, appointments, days of a plan before, then slots in random order,
    each with the pattern that brings most. The best misses least of the wishes, then weighs most.
    """

    def __init__(
        self,
        ground: Ground,
        patterns: Patterns,
        seed: int,
        rules: SearchRules,
        promises: Promises | None = None,
    ) -> None:
        self.ground, self.patterns, self.rules = ground, patterns, rules
        self.promises = promises or Promises()
        self._random = np.random.default_rng(seed)
        self._due = Due(ground, patterns)
        self._worths = (ground.people_worth, ground.home_worth)
        self._shortfall = Shortfall(ground)
        self._forbidden = np.where(patterns.allowed, 0.0, -np.inf)
        self._only = allowed_for(patterns, self.promises)
        self._before = {slot: frozenset(route) for slot, route in self.promises.before.items()}
        self._pattern_of = self._patterns_before()
        self._noise = self._random.random(4 * len(patterns) + 1)
        # Travel to "no stop" counts as far, and idle slots as near: they are worth another try.
        self._travel = np.pad(
            ground.travel[1:, 1:].astype(np.float64), ((0, 0), (0, 1)), constant_values=np.inf
        )
        slots = ground.slots
        self._movable = np.array(
            [i for i, s in enumerate(slots) if s not in self.promises.kept], dtype=np.int64
        )
        self._weeks = [(s.crew, ground.problem.days[s.day].isocalendar()[:2]) for s in slots]
        self._worked: Counter[tuple[int, tuple[int, int]]] = Counter()
        self._limit = [ground.problem.crews[s.crew].days_a_week for s in slots]
        self._stops = np.full((len(slots), patterns.stops.shape[1]), ground.size)
        self._loads: list[Load] = [_NOTHING] * len(slots)
        if ground.problem.wishes.every_place and len(patterns):
            self._due.set_first_visit(2.0 * max(float(gain.max()) for gain in self._due.gain.values()))
        self._begin()
        self._worth = np.array([self._value(i, load) for i, load in enumerate(self._loads)])
        self._best_loads, self._best_key = list(self._loads), self._key()
        self._best_sum, self._everything = self._true_sum(), ground.everything()

    @property
    def best(self) -> float:
        """The best plan's weighted sum so far, with the campaign's own weights."""
        return self._best_sum

    @property
    def reaches_everybody(self) -> bool:
        """Whether nobody is left for a better plan to reach."""
        return self._best_sum >= self._everything - _BETTER and not self._before

    def run(self, watch: Watch, progress: Callable[[SearchState], None] | None) -> SearchState:
        """Search until `watch` says so or all are reached; the best assignment is then in `best_by_slot`."""
        state, unpolished = SearchState(0, 0, self.best), True
        if not len(self.patterns) or not len(self._movable):
            return state
        current = self._sum()
        memory = [current] * self.rules.memory
        while not (self.reaches_everybody or watch(state)):
            iteration = state.iteration + 1
            after = self._round(current, memory[iteration % len(memory)])
            memory[iteration % len(memory)] = after
            improved = (after > current + _BETTER or self._shortfall.asked) and self._keep_if_best()
            unpolished, current = unpolished or improved, after
            if self._shortfall.asked and iteration % self.rules.reweigh_every == 0:
                current = self._reweigh()
                memory = [current] * self.rules.memory
            if unpolished and iteration % self.rules.polish_every == 0:
                polished, unpolished = self._polish(), False
                improved, current = improved or polished, self._sum()
            best = self.best if improved else state.weighted
            state = SearchState(iteration, iteration if improved else state.improved_at, best)
            if progress and iteration % self.rules.report_every == 0:
                progress(state)
        if unpolished:
            self._polish()
        return SearchState(state.iteration, state.improved_at, self.best)

    def best_by_slot(self) -> dict[CrewDaySlot, Load]:
        """The best assignment found, without idle slots."""
        pairs = zip(self.ground.slots, self._best_loads, strict=True)
        return {slot: load for slot, load in pairs if load.route}

    def _begin(self) -> None:
        """The first plan."""
        for i, slot in enumerate(self.ground.slots):
            if slot in self.promises.kept:
                self._put(i, self.promises.kept[slot])
                self._due.take([self._loads[i]])
        order = self._in_order(self._random.permutation(self._movable))
        for i in sorted(order, key=lambda i: self.ground.slots[i] not in self._pattern_of):
            self._make(i, 0.0)

    def _patterns_before(self) -> dict[CrewDaySlot, int]:
        """The pattern that each slot had in the plan before."""
        if not self._before:
            return {}
        known = {frozenset(route): i for i, route in enumerate(self.patterns.routes)}
        pairs = ((slot, known.get(route)) for slot, route in self._before.items())
        return {slot: i for slot, i in pairs if i is not None and self.patterns.allowed[slot.skill, i]}

    def _in_order(self, slots: NDArray[np.int64]) -> list[int]:
        """Slots with appointments first: what they need must not be taken by others."""
        held = [int(i) for i in slots if self.ground.slots[i] in self._only]
        return held + [int(i) for i in slots if self.ground.slots[i] not in self._only]

    def _round(self, current: float, before: float) -> float:
        """One ruin and recreate; returns the sum that holds afterwards."""
        dropped, seen = self._ruin(), self._due.first_visits()
        old = [self._loads[slot] for slot in dropped]
        self._due.give_back(old)
        for slot in dropped:
            self._put(int(slot), _NOTHING)
        noise = self.rules.noises[int(self._random.integers(len(self.rules.noises)))]
        for slot in self._in_order(self._random.permutation(dropped)):
            self._make(slot, noise)
        new = [self._value(int(slot), self._loads[slot]) for slot in dropped]
        after = current - float(self._worth[dropped].sum()) + sum(new) + self._due.first_visits() - seen
        if after >= min(current, before) - _BETTER:
            self._worth[dropped] = new
            return after
        self._due.give_back([self._loads[slot] for slot in dropped])
        for slot, load in zip(dropped, old, strict=True):
            self._put(int(slot), load)
        self._due.take(old)
        return current

    def _ruin(self) -> NDArray[np.int64]:
        """Slots to drop: random ones, or those whose days come nearest to one place."""
        movable = self._movable
        count = min(int(self._random.integers(self.rules.fewest, self.rules.most + 1)), len(movable))
        if self._random.random() >= self.rules.nearby_share:
            return self._random.choice(movable, count, replace=False)
        center = self._loads[int(movable[int(self._random.integers(len(movable)))])]
        place = center.route[0] if center.route else int(self._random.integers(self.ground.size))
        far = self._travel[place][self._stops[movable]].min(axis=1)
        far = np.where(np.isinf(far), 0.0, far) + self._random.random(len(far)) * self.rules.blur_minutes
        nearest: NDArray[np.int64] = movable[np.argsort(far)[:count]]
        return nearest

    def _make(self, slot: int, noise: float) -> None:
        """Give a free slot the pattern that brings most, with a random surcharge."""
        of = self.ground.slots[slot]
        if not len(self.patterns) or self._worked[self._weeks[slot]] >= self._limit[slot]:
            return
        value = self._due.gain[of.stations] + self._forbidden[of.skill]
        if of in self._only:
            value = value + self._only[of]
        if noise:
            start = int(self._random.integers(3 * len(value) + 1))
            value = value * (1 + noise * self._noise[start : start + len(value)])
        if of in self._pattern_of and value[self._pattern_of[of]] > 0:
            value[self._pattern_of[of]] += self.promises.change_weight
        load = self._load_of(of, value)
        self._put(slot, load)
        self._due.take([load])

    def _load_of(self, of: CrewDaySlot, value: NDArray[np.float64]) -> Load:
        pattern = int(value.argmax())
        if value[pattern] <= 0:
            return _NOTHING
        load = self._due.load(pattern, of.stations)
        if of not in self._only or self.promises.holds(of, load):
            return load
        for candidate in np.argsort(-value, kind="stable")[:_RETRIES]:
            load = self._due.load(int(candidate), of.stations) if value[candidate] > 0 else _NOTHING
            if self.promises.holds(of, load):
                return load
        routes = [set(self.patterns.routes[i]) for i in np.flatnonzero(np.isfinite(self._only[of]))]
        fewest = int(np.flatnonzero(np.isfinite(self._only[of]))[int(np.argmin([len(r) for r in routes]))])
        return self._due.load(fewest, of.stations)

    def _put(self, slot: int, load: Load) -> None:
        self._worked[self._weeks[slot]] += bool(load.route) - bool(self._loads[slot].route)
        self._loads[slot] = load
        self._stops[slot] = self.ground.size
        route: Route = load.route[: self._stops.shape[1]]
        self._stops[slot, : len(route)] = route

    def _polish(self) -> bool:
        """Give the best plan its exact split and go on from there; returns whether it became better."""
        best = {s: load for s, load in zip(self.ground.slots, self._best_loads, strict=True) if load.route}
        split = best_split(self.ground, best, self.promises, self._worths)
        self._due.give_back(self._loads)
        for i, slot in enumerate(self.ground.slots):
            self._put(i, split.get(slot, _NOTHING))
        self._due.take(self._loads)
        self._worth = np.array([self._value(i, load) for i, load in enumerate(self._loads)])
        return self._keep_if_best()

    def _reweigh(self) -> float:
        """Let what is missing count for more; returns the sum that then holds."""
        self._worths = self._shortfall.worths(*self._planned())
        self._due.set_worth(*self._worths)
        self._worth = np.array([self._value(i, load) for i, load in enumerate(self._loads)])
        return self._sum()

    def _sum(self) -> float:
        """What the search climbs: the worth of all days, and of places visited at all."""
        return float(self._worth.sum()) + self._due.first_visits()

    def _planned(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """People and home visits planned at each place."""
        people = self.ground.people - self._due.people[:-1]
        return people.astype(np.float64), (self.ground.home_visits - self._due.home_visits[:-1]).astype(
            np.float64
        )

    def _keep_if_best(self) -> bool:
        key = self._key()
        less = key[0] < self._best_key[0] - _BETTER
        if less or (key[0] <= self._best_key[0] + _BETTER and key[1] > self._best_key[1] + _BETTER):
            self._best_loads, self._best_key = list(self._loads), key
            self._best_sum = self._true_sum()
            return True
        return False

    def _key(self) -> tuple[float, float]:
        """What is missing of the least shares, and the sum with the campaign's own weights."""
        missing = self._shortfall.missing(*self._planned()) if self._shortfall.asked else 0.0
        unchanged = [self._unchanged(i, load) for i, load in enumerate(self._loads)] if self._before else []
        return missing, self._true_sum() + sum(unchanged)

    def _true_sum(self) -> float:
        people, homes = self._planned()
        return float(self.ground.people_worth @ people + self.ground.home_worth @ homes)

    def _unchanged(self, slot: int, load: Load) -> float:
        """The worth of a day that visits the same places as in the plan before."""
        if not self._before:
            return 0.0
        same = self._before.get(self.ground.slots[slot], frozenset()) == frozenset(load.route)
        return self.promises.change_weight if same else 0.0

    def _value(self, slot: int, load: Load) -> float:
        people, homes = self._worths
        done = sum(
            float(people[p]) * n + float(homes[p]) * h
            for p, n, h in zip(load.route, load.people, load.home_visits, strict=True)
        )
        return done + self._unchanged(slot, load)
