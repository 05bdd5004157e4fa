"""Stage two: which minutia pairs of two fingers support one another, and how strongly.

Local similarities propose pairs; every pair then keeps only as much weight as the other pairs, by their
distances and directions, agree with it (relaxation labeling: Feng et al. 2006, Cappelli et al. 2010).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.descriptors import DIRECTION_BINS, SECTORS, Descriptors
from jemput.biometrics.fingerprints.popcounts import popcount
from jemput.biometrics.fingerprints.scanning import best_pairs

LEAST_COMMON = int(0.6 * SECTORS)
LEVELS = 1024
"""Steps into which similarities are sorted."""
ROUNDS = 5
OWN_WEIGHT = 0.5
CONFIDENCE_POWER = 0.25
"""How much a doubtful minutia weighs down the similarity of its pairs."""
DISTANCE_LIMIT, DISTANCE_GROWTH, DISTANCE_SLOPE = 4.0, 0.03, 1.6
"""Pixels of distance difference at which two pairs half agree, the same for each pixel between them (skin
stretches), and how steeply."""
ANGLE_LIMIT, ANGLE_SLOPE = math.pi / 12, 30.0
"""Radians of direction difference at which two pairs half agree, and how steeply."""


@dataclass(frozen=True)
class Relaxed:
    """The outcome of one comparison: pairs of descriptor rows with what is left of their weight."""

    score: float
    """0 (nothing agrees) to about 0.9 (the same impression)."""
    probe_rows: NDArray[np.int64]
    reference_rows: NDArray[np.int64]
    weights: NDArray[np.float64]


def relax(probe: Descriptors, reference: Descriptors) -> Relaxed:
    """Compare two fingers; the pairs are given best first."""
    if len(probe) < 2 or len(reference) < 2:
        none = np.zeros(0, np.int64)
        return Relaxed(0.0, none, none, np.zeros(0))
    score, i, j, weights = _relaxed(
        probe.words,
        probe.visible,
        _places(probe),
        reference.words,
        reference.visible,
        _places(reference),
    )
    return Relaxed(float(score), probe.rows[i], reference.rows[j], weights)


def _places(descriptors: Descriptors) -> NDArray[np.float64]:
    """(n, 4): x, y, direction and weight."""
    weight = descriptors.confidence**CONFIDENCE_POWER
    return np.column_stack([descriptors.x, descriptors.y, descriptors.radians, weight]).astype(np.float64)


@njit(cache=True, nogil=True, fastmath=True)
def _relaxed(
    words_a: NDArray[np.uint64],
    visible_a: NDArray[np.uint64],
    places_a: NDArray[np.float64],
    words_b: NDArray[np.uint64],
    visible_b: NDArray[np.uint64],
    places_b: NDArray[np.float64],
) -> tuple[float, NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    similar = _similarities(words_a, visible_a, places_a, words_b, visible_b, places_b)
    i, j = _assigned(similar)
    first = np.empty(len(i))
    for k in range(len(i)):
        first[k] = similar[i[k], j[k]]
    last = _propagated(first, _agreements(places_a[i], places_b[j]))
    order = np.argsort(-last / np.maximum(first, 1e-9))
    pairs = best_pairs(min(len(words_a), len(words_b)))
    score = last[order[:pairs]].sum() / pairs if len(i) >= 2 else 0.0
    return score, i[order], j[order], last[order]


@njit(cache=True, nogil=True, fastmath=True)
def _similarities(
    words_a: NDArray[np.uint64],
    visible_a: NDArray[np.uint64],
    places_a: NDArray[np.float64],
    words_b: NDArray[np.uint64],
    visible_b: NDArray[np.uint64],
    places_b: NDArray[np.float64],
) -> NDArray[np.float32]:
    """1 - |a - b| / (|a| + |b|) over the sectors both see, weighed by confidence; 0 beyond a quarter turn."""
    similar = np.zeros((len(words_a), len(words_b)), np.float32)
    roots = np.sqrt(np.arange(DIRECTION_BINS * 64 + 1).astype(np.float32))
    for i in range(len(words_a)):
        for j in range(len(words_b)):
            turn = abs(places_a[i, 2] - places_b[j, 2])
            seen = visible_a[i] & visible_b[j]
            if min(turn, 2 * math.pi - turn) > math.pi / 2 or popcount(seen) < np.uint64(LEAST_COMMON):
                continue
            in_a, in_b, apart = np.uint64(0), np.uint64(0), np.uint64(0)
            for word in range(DIRECTION_BINS):
                a, b = words_a[i, word] & seen, words_b[j, word] & seen
                in_a += popcount(a)
                in_b += popcount(b)
                apart += popcount(a ^ b)
            if in_a + in_b > np.uint64(0):
                far = roots[np.int64(apart)] / (roots[np.int64(in_a)] + roots[np.int64(in_b)])
                weight = np.float32(places_a[i, 3] * places_b[j, 3])
                similar[i, j] = max(np.float32(0), (1 - far) * weight)
    return similar


@njit(cache=True, nogil=True)
def _assigned(similar: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Greedy one-to-one pairs, the most similar first (a counting sort: exact order hardly matters)."""
    rows, columns = similar.shape
    starts = np.zeros(LEVELS + 2, np.int64)
    for i in range(rows):
        for j in range(columns):
            if similar[i, j] > 0:
                starts[LEVELS - int(similar[i, j] * LEVELS) + 1] += 1
    starts = np.cumsum(starts)
    sorted_pairs = np.empty(starts[-1], np.int64)
    for i in range(rows):
        for j in range(columns):
            if similar[i, j] > 0:
                level = LEVELS - int(similar[i, j] * LEVELS)
                sorted_pairs[starts[level]] = i * columns + j
                starts[level] += 1
    most = min(rows, columns)
    chosen_i, chosen_j = np.empty(most, np.int64), np.empty(most, np.int64)
    used_i, used_j = np.zeros(rows, np.bool_), np.zeros(columns, np.bool_)
    count = 0
    for pair in sorted_pairs:
        i, j = pair // columns, pair % columns
        if not used_i[i] and not used_j[j]:
            chosen_i[count], chosen_j[count] = i, j
            used_i[i] = used_j[j] = True
            count += 1
            if count == most:
                break
    return chosen_i[:count], chosen_j[:count]


@njit(cache=True, nogil=True, fastmath=True)
def _wrapped(angle: float) -> float:
    """|angle| after removing whole turns."""
    return abs(angle - 2 * math.pi * math.floor((angle + math.pi) / (2 * math.pi)))


@njit(cache=True, nogil=True, fastmath=True)
def _agreements(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well pairs t and k agree: same distance, same relative direction, same bearing; 0 to 1."""
    agree = np.zeros((len(a), len(a)))
    for t in range(len(a)):
        for k in range(len(a)):
            if t == k:
                continue
            ax, ay, bx, by = a[k, 0] - a[t, 0], a[k, 1] - a[t, 1], b[k, 0] - b[t, 0], b[k, 1] - b[t, 1]
            in_a, in_b = math.sqrt(ax * ax + ay * ay), math.sqrt(bx * bx + by * by)
            distance = abs(in_a - in_b)
            limit = DISTANCE_LIMIT + DISTANCE_GROWTH * 0.5 * (in_a + in_b)
            turn = _wrapped((a[t, 2] - a[k, 2]) - (b[t, 2] - b[k, 2]))
            if distance > 3 * limit or turn > 2 * ANGLE_LIMIT:
                continue
            bearing = _wrapped((a[t, 2] - math.atan2(-ay, ax)) - (b[t, 2] - math.atan2(-by, bx)))
            if bearing > 2 * ANGLE_LIMIT:
                continue
            agree[t, k] = 1 / (
                (1 + math.exp(DISTANCE_SLOPE * (distance - limit)))
                * (1 + math.exp(ANGLE_SLOPE * (turn - ANGLE_LIMIT)))
                * (1 + math.exp(ANGLE_SLOPE * (bearing - ANGLE_LIMIT)))
            )
    return agree


@njit(cache=True, nogil=True, fastmath=True)
def _propagated(first: NDArray[np.float64], agree: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights after ROUNDS of keeping half and taking half from the agreement of the others."""
    weights = first.copy()
    if len(first) < 2:
        return weights
    for _ in range(ROUNDS):
        weights = OWN_WEIGHT * weights + (1 - OWN_WEIGHT) * (agree @ weights) / (len(first) - 1)
    return weights
