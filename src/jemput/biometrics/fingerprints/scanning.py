"""Stage one: a probe against every template of a gallery by population counts, in a structure of arrays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.descriptors import DIRECTION_BINS, SECTORS, Descriptors
from jemput.biometrics.fingerprints.popcounts import popcount

LANES = 8
"""Templates start at multiples of this many minutiae, so that vector loops have no tails."""
VISIBLE = DIRECTION_BINS
DIRECTION = DIRECTION_BINS + 1
ROWS = DIRECTION_BINS + 2
DENSITY_UNIT = 4096.0
LEAST_COMMON = int(0.6 * SECTORS)
"""Sectors both minutiae must see."""
QUARTER_TURN = 64
MOST_SCANNED = 40
"""Minutiae of a template that are scanned, the most confident ones; the second stage sees all."""
CHUNK = 256
STEPS = 256


@dataclass(frozen=True)
class Column:
    """Templates of one finger position: eight words a minutia, as rows of one array."""

    words: NDArray[np.uint64]
    """(ROWS, minutiae padded): direction words, visible sectors, then direction and bit density packed."""
    starts: NDArray[np.int64]
    """(templates + 1,) first minutia of each template."""
    counts: NDArray[np.int32]
    """(templates,) minutiae of each template without padding."""

    def __len__(self) -> int:
        return len(self.counts)


def column_of(templates: Iterable[Descriptors]) -> Column:
    """Lay templates out for scanning."""
    parts = [packed(template) for template in templates]
    counts = np.array([part.shape[1] for part in parts], np.int32)
    return joined(parts, counts)


def joined(parts: Sequence[NDArray[np.uint64]], counts: NDArray[np.int32]) -> Column:
    """A column of packed templates (ROWS, n)."""
    padded = -(-counts.astype(np.int64) // LANES) * LANES
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(padded)])
    words = np.zeros((ROWS, int(starts[-1])), np.uint64)
    for start, part in zip(starts, parts, strict=False):
        words[:, start : start + part.shape[1]] = part
    return Column(words, starts, counts)


def packed(descriptors: Descriptors) -> NDArray[np.uint64]:
    """(ROWS, up to MOST_SCANNED): the words of one template as scanning wants them."""
    kept = slice(0, MOST_SCANNED)
    words, visible = descriptors.words[kept], descriptors.visible[kept]
    rows = np.zeros((ROWS, len(words)), np.uint64)
    rows[:DIRECTION_BINS] = words.T
    rows[VISIBLE] = visible
    bits = np.bitwise_count(words).sum(1).astype(np.float64)
    density = np.rint(DENSITY_UNIT * bits / np.maximum(np.bitwise_count(visible), 1))
    radians = descriptors.radians[kept].astype(np.float64)
    direction = np.rint(radians * (128 / np.pi)).astype(np.int64) & 255
    rows[DIRECTION] = direction.astype(np.uint64) | (density.astype(np.uint64) << np.uint64(8))
    return rows


def scan(probe: Descriptors, column: Column, wanted: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
    """Similarity (0 to 1) of the probe to each template of the column, or only to the `wanted` ones.

    The others keep 0. Parallel over numba's threads.
    """
    scores = np.zeros(len(column), np.float32)
    chosen = np.arange(len(column)) if wanted is None else wanted
    if len(probe) and len(chosen):
        words = np.ascontiguousarray(packed(probe).T)
        _scan(words, column.words, column.starts, column.counts, chosen, scores)
    return scores


@njit(cache=True)
def best_pairs(fewer: int) -> int:
    """How many best pairs a score averages, given the smaller number of minutiae: 4 to 12."""
    return 4 + round(8 / (1 + math.exp(-0.4 * (fewer - 20.0))))


@njit(cache=True, parallel=True, fastmath=True, nogil=True)
def _scan(
    probe: NDArray[np.uint64],
    words: NDArray[np.uint64],
    starts: NDArray[np.int64],
    counts: NDArray[np.int32],
    wanted: NDArray[np.int64],
    scores: NDArray[np.float32],
) -> None:
    for chunk in prange((len(wanted) + CHUNK - 1) // CHUNK):
        common = np.empty(MOST_SCANNED + LANES, np.uint64)
        shared = np.empty(MOST_SCANNED + LANES, np.uint64)
        best = np.empty(MOST_SCANNED, np.float32)
        histogram = np.zeros(STEPS + 1, np.int32)
        for template in wanted[chunk * CHUNK : (chunk + 1) * CHUNK]:
            start, stop = starts[template], starts[template + 1]
            for i in range(len(probe)):
                _count_common(probe[i], words, start, stop, common, shared)
                best[i] = _highest(probe[i], words[DIRECTION, start:stop], common, shared)
            pairs = best_pairs(min(len(probe), counts[template]))
            scores[template] = _mean_of_largest(best, len(probe), pairs, histogram)


@njit(cache=True, fastmath=True, nogil=True, inline="always")
def _count_common(
    minutia: NDArray[np.uint64],
    words: NDArray[np.uint64],
    start: int,
    stop: int,
    common: NDArray[np.uint64],
    shared: NDArray[np.uint64],
) -> None:
    """Bits common to one probe minutia and each of a template, and sectors both see (integers only).

    Pairs that see too little in common, or point more than a quarter turn apart, count nothing.
    """
    a0, a1, a2, a3, a4, a5 = minutia[0], minutia[1], minutia[2], minutia[3], minutia[4], minutia[5]
    visible = minutia[VISIBLE]
    offset = np.uint64(256 + QUARTER_TURN) - (minutia[DIRECTION] & np.uint64(255))
    w0, w1, w2 = words[0, start:stop], words[1, start:stop], words[2, start:stop]
    w3, w4, w5 = words[3, start:stop], words[4, start:stop], words[5, start:stop]
    seen, direction = words[VISIBLE, start:stop], words[DIRECTION, start:stop]
    for j in range(stop - start):
        count = popcount(a0 & w0[j]) + popcount(a1 & w1[j]) + popcount(a2 & w2[j])
        count += popcount(a3 & w3[j]) + popcount(a4 & w4[j]) + popcount(a5 & w5[j])
        both = popcount(visible & seen[j])
        turned = (direction[j] + offset) & np.uint64(255)
        usable = (both >= np.uint64(LEAST_COMMON)) & (turned <= np.uint64(2 * QUARTER_TURN))
        common[j] = count if usable else np.uint64(0)
        shared[j] = both


@njit(cache=True, fastmath=True, nogil=True, inline="always")
def _highest(
    minutia: NDArray[np.uint64],
    direction: NDArray[np.uint64],
    common: NDArray[np.uint64],
    shared: NDArray[np.uint64],
) -> np.float32:
    """The best Dice similarity of one probe minutia, its denominator estimated from bit densities.

    Counting the bits under the common mask on both sides would triple the work; assuming that a
    minutia's bits are spread evenly over its visible sectors costs next to nothing in rank.
    """
    density = np.float32(minutia[DIRECTION] >> np.uint64(8))
    highest = np.float32(0)
    for j in range(len(direction)):
        densities = density + np.float32(direction[j] >> np.uint64(8))
        value = np.float32(common[j]) / (np.float32(shared[j]) * densities + np.float32(1))
        highest = max(highest, value)
    return min(highest * np.float32(2 * DENSITY_UNIT), np.float32(1))


@njit(cache=True, nogil=True)
def _mean_of_largest(
    values: NDArray[np.float32], count: int, wanted: int, histogram: NDArray[np.int32]
) -> float:
    """Mean of the `wanted` largest of the first `count` values (0 where there are fewer), in 256 steps."""
    histogram[:] = 0
    for i in range(count):
        histogram[int(values[i] * STEPS)] += 1
    total, left = 0.0, wanted
    for step in range(STEPS, 0, -1):
        taken = min(histogram[step], left)
        total += taken * step
        left -= taken
        if left == 0:
            break
    return total / (STEPS * wanted)
