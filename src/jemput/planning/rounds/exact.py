"""One crew's best round among few homes, proved: dynamic programming over sets of homes visited."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.planning.rounds.stops import Floats, RoundProblem, arrays

FEW = 13
"""Homes up to which every set of them is tried: 8,192 sets × 13 last homes."""


def best_order(problem: RoundProblem) -> list[int]:
    """The order (stops 1 to n) of the most worth, back earliest among those; n ≤ FEW, one crew.

    State: set visited and last home → earliest minute at which its service ends. Earlier is never worse,
    since waiting is allowed. Source: M. Held and R. M. Karp, A Dynamic Programming Approach to Sequencing
    Problems, J. SIAM 10 (1962), with the windows checked at each step.
    """
    n, travel = len(problem.stops), problem.travel
    minutes, earliest, latest, worth = arrays(problem)
    ends = np.full((1 << n, n), np.inf)
    came = np.full((1 << n, n), -1, dtype=np.int8)
    for j in range(n):
        begins = max(problem.starts_minute + travel[0, j + 1], earliest[j + 1])
        if begins <= latest[j + 1]:
            ends[1 << j, j] = begins + minutes[j + 1]
    sets = np.arange(1 << n)
    size = np.array([int(s).bit_count() for s in sets])
    for count in range(1, n):
        here = sets[size == count]
        for j in range(n):
            _extend(here[(here >> j) & 1 == 0], j, ends, came, travel, (minutes, earliest, latest))
    back = ends + travel[1:-1, -1][None, :]
    back = np.where(back <= problem.ends_minute + 1e-9, back, np.inf)
    possible = np.isfinite(back).any(axis=1)
    value = np.where(possible, ((sets[:, None] >> np.arange(n)) & 1) @ worth[1:-1], -1.0)
    if not n or value.max() <= 0:
        return []
    best = np.flatnonzero(value >= value.max() - 1e-9)
    chosen = int(best[back[best].min(axis=1).argmin()])
    return _trace(chosen, int(back[chosen].argmin()), came)


def _extend(
    sets: NDArray[np.int64],
    j: int,
    ends: Floats,
    came: NDArray[np.int8],
    travel: Floats,
    of: tuple[Floats, Floats, Floats],
) -> None:
    """Visit home j after each of these sets, from whichever last home allows the earliest end."""
    minutes, earliest, latest = of
    begins = np.maximum(ends[sets] + travel[1:-1, j + 1][None, :], earliest[j + 1])
    begins = np.where(begins <= latest[j + 1] + 1e-9, begins, np.inf)
    last = begins.argmin(axis=1)
    after = sets | (1 << j)
    ends[after, j] = begins[np.arange(len(sets)), last] + minutes[j + 1]
    came[after, j] = last


def _trace(chosen: int, last: int, came: NDArray[np.int8]) -> list[int]:
    order: list[int] = []
    while last >= 0:
        order.append(last + 1)
        chosen, last = chosen & ~(1 << last), int(came[chosen, last])
    return order[::-1]
