"""Stage one: a probe against every template of a gallery by population counts, in a structure of arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
MOST_PROBE_MINUTIAE = 128
CHUNK = 256


@dataclass(frozen=True)
class Column:
    """Templates of one finger position: eight words a minutia, as rows of one array."""

    words: NDArray[np.uint64]
    """(ROWS, minutiae padded): direction words, visible sectors, then direction and bit density packed."""
    starts: NDArray[np.int64]
    """(templates + 1,) first minutia of each template."""
    counts: NDArray[np.int32]
    """(templates,) minutiae of each template without padding."""
    places: NDArray[np.float32]
    """(3, minutiae padded): x, y and direction, for the second stage."""

    def __len__(self) -> int:
        return len(self.counts)

    def descriptors(self, index: int) -> Descriptors:
        """One template back from the column, its rows counted within the column."""
        start, count = int(self.starts[index]), int(self.counts[index])
        part = slice(start, start + count)
        return Descriptors(
            np.ascontiguousarray(self.words[:DIRECTION_BINS, part].T),
            self.words[VISIBLE, part],
            self.places[0, part],
            self.places[1, part],
            self.places[2, part],
            np.arange(count),
        )


def column_of(templates: Sequence[Descriptors]) -> Column:
    """Lay templates out for scanning."""
    counts = np.array([len(template) for template in templates], np.int32)
    padded = -(-counts.astype(np.int64) // LANES) * LANES
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(padded)])
    words = np.zeros((ROWS, int(starts[-1])), np.uint64)
    places = np.zeros((3, int(starts[-1])), np.float32)
    for start, template in zip(starts, templates, strict=False):
        words[:, start : start + len(template)] = packed(template)
        places[:, start : start + len(template)] = template.x, template.y, template.radians
    return Column(words, starts, counts, places)


def packed(descriptors: Descriptors) -> NDArray[np.uint64]:
    """(ROWS, n): the words of one template as scanning wants them."""
    rows = np.zeros((ROWS, len(descriptors)), np.uint64)
    rows[:DIRECTION_BINS] = descriptors.words.T
    rows[VISIBLE] = descriptors.visible
    bits = np.bitwise_count(descriptors.words).sum(1).astype(np.float64)
    density = np.rint(DENSITY_UNIT * bits / np.maximum(np.bitwise_count(descriptors.visible), 1))
    direction = np.rint(descriptors.radians.astype(np.float64) * (128 / np.pi)).astype(np.int64) & 255
    rows[DIRECTION] = direction.astype(np.uint64) | (density.astype(np.uint64) << np.uint64(8))
    return rows


def scan(probe: Descriptors, column: Column) -> NDArray[np.float32]:
    """Similarity (0 to 1) of the probe to each template of the column; parallel over numba's threads."""
    scores = np.zeros(len(column), np.float32)
    if len(probe) and len(column):
        words = np.ascontiguousarray(packed(probe)[:, :MOST_PROBE_MINUTIAE].T)
        _scan(words, column.words, column.starts, column.counts, scores)
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
    scores: NDArray[np.float32],
) -> None:
    for chunk in prange((len(counts) + CHUNK - 1) // CHUNK):
        row = np.empty(512, np.float32)
        best = np.empty(MOST_PROBE_MINUTIAE, np.float32)
        for template in range(chunk * CHUNK, min(len(counts), (chunk + 1) * CHUNK)):
            start, stop = starts[template], starts[template + 1]
            for i in range(len(probe)):
                _row_similarities(probe[i], words[:, start:stop], row)
                highest = np.float32(0)
                for j in range(stop - start):
                    highest = max(highest, row[j])
                best[i] = highest
            pairs = best_pairs(min(len(probe), counts[template]))
            scores[template] = _mean_of_largest(best[: len(probe)], pairs)


@njit(cache=True, fastmath=True, nogil=True, inline="always")
def _row_similarities(probe: NDArray[np.uint64], words: NDArray[np.uint64], row: NDArray[np.float32]) -> None:
    """Dice similarity of one probe minutia to each of a template, its denominator estimated from densities.

    Counting the bits under the common mask on both sides would triple the work; assuming that a
    minutia's bits are spread evenly over its visible sectors costs nothing in rank.
    """
    a0, a1, a2, a3, a4, a5 = probe[0], probe[1], probe[2], probe[3], probe[4], probe[5]
    visible, direction = probe[VISIBLE], probe[DIRECTION] & np.uint64(255)
    density = np.float32(np.int32(probe[DIRECTION] >> np.uint64(8)))
    w0, w1, w2, w3, w4, w5 = words[0], words[1], words[2], words[3], words[4], words[5]
    seen, packed_direction = words[VISIBLE], words[DIRECTION]
    offset = np.uint64(256 + QUARTER_TURN) - direction
    for j in range(words.shape[1]):
        common = (
            popcount(a0 & w0[j])
            + popcount(a1 & w1[j])
            + popcount(a2 & w2[j])
            + popcount(a3 & w3[j])
            + popcount(a4 & w4[j])
            + popcount(a5 & w5[j])
        )
        shared = popcount(visible & seen[j])
        turned = (packed_direction[j] + offset) & np.uint64(255)
        both = density + np.float32(np.int32(packed_direction[j] >> np.uint64(8)))
        expected = np.float32(np.int32(shared)) * both + np.float32(1)
        value = np.float32(2 * DENSITY_UNIT) * np.float32(np.int32(common)) / expected
        usable = (shared >= np.uint64(LEAST_COMMON)) & (turned <= np.uint64(2 * QUARTER_TURN))
        row[j] = min(value, np.float32(1)) if usable else np.float32(0)


@njit(cache=True, nogil=True)
def _mean_of_largest(values: NDArray[np.float32], wanted: int) -> float:
    """Mean of the `wanted` largest values (0 where there are fewer), by a histogram of 256 steps."""
    histogram = np.zeros(257, np.int32)
    for i in range(len(values)):
        histogram[int(values[i] * 256)] += 1
    total, left = 0.0, wanted
    for step in range(256, 0, -1):
        taken = min(histogram[step], left)
        total += taken * step
        left -= taken
        if left == 0:
            break
    return total / (256.0 * wanted)
