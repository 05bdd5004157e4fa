"""When the search ends: after so long, so many rounds, or so many rounds without a better plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class SearchState:
    """Where the search stands: rounds done, the round of the last improvement, the best weighted sum."""

    iteration: int
    improved_at: int
    weighted: float


Watch = Callable[[SearchState], bool]


class StopRule(Protocol):
    """Something that, once started, says True when the search must end."""

    def start(self) -> Watch:
        """Begin to count, and return the question to ask after every round."""
        ...


@dataclass(frozen=True)
class _Seconds:
    limit: float
    clock: Callable[[], float]

    def start(self) -> Watch:
        began = self.clock()
        return lambda state: self.clock() - began >= self.limit


@dataclass(frozen=True)
class _Iterations:
    limit: int

    def start(self) -> Watch:
        return lambda state: state.iteration >= self.limit


@dataclass(frozen=True)
class _NoImprovement:
    limit: int

    def start(self) -> Watch:
        return lambda state: state.iteration - state.improved_at >= self.limit


@dataclass(frozen=True)
class _AnyOf:
    rules: tuple[StopRule, ...]

    def start(self) -> Watch:
        watches = [rule.start() for rule in self.rules]
        return lambda state: any(watch(state) for watch in watches)


def seconds(limit: float, clock: Callable[[], float]) -> StopRule:
    """Stop `limit` seconds after the start by `clock` (time.monotonic, time.process_time, a test's own)."""
    return _Seconds(limit, clock)


def iterations(limit: int) -> StopRule:
    """Stop after `limit` rounds: the same plan on every machine."""
    return _Iterations(limit)


def no_improvement(limit: int) -> StopRule:
    """Stop when `limit` rounds in a row found nothing better."""
    return _NoImprovement(limit)


def any_of(*rules: StopRule) -> StopRule:
    """Stop as soon as one of `rules` says so."""
    return _AnyOf(rules)
