"""Ruin and recreate: drop some crew-days, make them anew where they bring most, keep what is no worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.planning.gains import Due
from jemput.planning.ground import CrewDaySlot, Ground
from jemput.planning.patterns import Patterns
from jemput.planning.split import best_split
from jemput.planning.stopping import SearchState, Watch
from jemput.planning.timetable import Load

_NOTHING = Load((), (), ())
_BETTER = 1e-9


@dataclass(frozen=True)
class SearchRules:
    """How the search moves. `memory` rounds of late acceptance; `fewest` to `most` days dropped a round.

    `nearby_share` of the rounds drop days around one place (give or take `blur_minutes`), the others at
    random; `noises` are upper ends of a random surcharge on each gain; every `polish_every` rounds a better
    plan gets its exact split. Sources: G. Schrimpf and others, Record Breaking Optimization Results Using the
    Ruin and Recreate Principle, J. Comp. Physics 159 (2000); E. Burke and Y. Bykov, The late acceptance hill-
    climbing heuristic, EJOR 258 (2017).
    """

    memory: int = 20
    fewest: int = 2
    most: int = 6
    nearby_share: float = 0.5
    blur_minutes: float = 20.0
    noises: tuple[float, ...] = (0.0, 0.05, 0.15)
    polish_every: int = 500
    report_every: int = 200


class Search:
    """A complete assignment of loads to slots that gets better round by round.

    Made, it holds the first plan: slots in random order, each with the pattern that brings most.
    """

    def __init__(self, ground: Ground, patterns: Patterns, seed: int, rules: SearchRules) -> None:
        self.ground, self.patterns, self.rules = ground, patterns, rules
        self._random = np.random.default_rng(seed)
        self._due = Due(ground, patterns)
        self._forbidden = np.where(patterns.allowed, 0.0, -np.inf)
        self._noise = self._random.random(4 * len(patterns) + 1)
        # Travel to "no stop" counts as far, and idle slots as near: they are worth another try.
        self._travel = np.pad(
            ground.travel[1:, 1:].astype(np.float64), ((0, 0), (0, 1)), constant_values=np.inf
        )
        self._stops = np.full((len(ground.slots), patterns.stops.shape[1]), ground.size)
        self._loads: list[Load] = [_NOTHING] * len(ground.slots)
        for slot in self._random.permutation(len(ground.slots)):
            self._make(int(slot), 0.0)
        self._worth = np.array([self._value(load) for load in self._loads])
        self._best_loads, self.best = list(self._loads), float(self._worth.sum())

    @property
    def reaches_everybody(self) -> bool:
        """Whether nobody is left for a better plan to reach."""
        everybody = self.ground.problem.weighted(
            int(self.ground.people.sum()), int(self.ground.home_visits.sum())
        )
        return self.best >= everybody - _BETTER

    def run(self, watch: Watch, progress: Callable[[SearchState], None] | None) -> SearchState:
        """Search until `watch` says so or all are reached; the best assignment is then in `best_by_slot`."""
        state, unpolished = SearchState(0, 0, self.best), True
        if not len(self.patterns) or not self._loads:
            return state
        current = self.best
        memory = [current] * self.rules.memory
        while not (self.reaches_everybody or watch(state)):
            iteration = state.iteration + 1
            current = self._round(current, memory[iteration % len(memory)])
            memory[iteration % len(memory)] = current
            improved = current > self.best + _BETTER
            if improved:
                self._best_loads, self.best, unpolished = list(self._loads), current, True
            if unpolished and iteration % self.rules.polish_every == 0:
                current, unpolished = self._polish(), False
                improved = improved or current > state.weighted + _BETTER
            state = SearchState(iteration, iteration if improved else state.improved_at, self.best)
            if progress and iteration % self.rules.report_every == 0:
                progress(state)
        if unpolished:
            self._polish()
        return SearchState(state.iteration, state.improved_at, self.best)

    def best_by_slot(self) -> dict[CrewDaySlot, Load]:
        """The best assignment found, without idle slots."""
        pairs = zip(self.ground.slots, self._best_loads, strict=True)
        return {slot: load for slot, load in pairs if load.route}

    def _round(self, current: float, before: float) -> float:
        """One ruin and recreate; returns the sum that holds afterwards."""
        dropped = self._ruin()
        old = [self._loads[slot] for slot in dropped]
        self._due.give_back(old)
        noise = self.rules.noises[int(self._random.integers(len(self.rules.noises)))]
        for slot in self._random.permutation(dropped):
            self._make(int(slot), noise)
        new = [self._value(self._loads[slot]) for slot in dropped]
        after = current - float(self._worth[dropped].sum()) + sum(new)
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
        count = min(int(self._random.integers(self.rules.fewest, self.rules.most + 1)), len(self._loads))
        if self._random.random() >= self.rules.nearby_share:
            return self._random.choice(len(self._loads), count, replace=False)
        center = self._loads[int(self._random.integers(len(self._loads)))]
        place = center.route[0] if center.route else int(self._random.integers(self.ground.size))
        far = self._travel[place][self._stops].min(axis=1)
        far = np.where(np.isinf(far), 0.0, far) + self._random.random(len(far)) * self.rules.blur_minutes
        return np.argsort(far)[:count]

    def _make(self, slot: int, noise: float) -> None:
        """Give a free slot the pattern that brings most, with a random surcharge."""
        of = self.ground.slots[slot]
        value = self._due.gain[of.stations] + self._forbidden[of.skill]
        if noise:
            start = int(self._random.integers(3 * len(value) + 1))
            value = value * (1 + noise * self._noise[start : start + len(value)])
        pattern = int(value.argmax()) if len(value) else 0
        load = self._due.load(pattern, of.stations) if len(value) and value[pattern] > 0 else _NOTHING
        self._put(slot, load)
        self._due.take([load])

    def _put(self, slot: int, load: Load) -> None:
        self._loads[slot] = load
        self._stops[slot] = self.ground.size
        self._stops[slot, : len(load.route)] = load.route

    def _polish(self) -> float:
        """Give the best plan its exact split and go on from there; returns its sum."""
        split = best_split(self.ground, self.best_by_slot())
        self._due.give_back(self._loads)
        for i, slot in enumerate(self.ground.slots):
            self._put(i, split.get(slot, _NOTHING))
        self._due.take(self._loads)
        self._worth = np.array([self._value(load) for load in self._loads])
        self._best_loads, self.best = list(self._loads), float(self._worth.sum())
        return self.best

    def _value(self, load: Load) -> float:
        return self.ground.problem.weighted(sum(load.people), sum(load.home_visits))
