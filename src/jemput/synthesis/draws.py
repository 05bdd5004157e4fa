"""Weighted drawing from small tables, fast enough for registers of 300,000 people."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """Anything that draws numbers from 0 up to 1, such as `random.Random`."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        ...


class Wheel(Generic[T]):
    """Values with weights; `spin` draws one. Weights need not add up to one."""

    __slots__ = ("_edges", "_total", "_values")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._values = tuple(weights)
        self._edges = tuple(accumulate(weights.values()))
        self._total = self._edges[-1]

    def spin(self, rng: Chance) -> T:
        """Draw one value."""
        return self._values[min(bisect(self._edges, rng.random() * self._total), len(self._values) - 1)]


def one_of(rng: Chance, values: tuple[T, ...]) -> T:
    """Draw one value, each as likely as the other; several times faster than `Random.choice`."""
    return values[int(rng.random() * len(values))]
