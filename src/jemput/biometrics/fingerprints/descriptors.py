"""Local descriptors: which neighbors, pointing where, a minutia has around it, as 64-bit words.

Around each minutia, in its own direction, lie rings of sectors whose reach grows with the distance, as skin
distortion does. Word b has a bit for every sector that a neighbor of relative direction bin b touches; a last
word says which sectors lie on the print at all. Compared by masked counts of common bits (matching).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.templates import FingerTemplate

RINGS = ((14.0, 6, 11.0), (30.0, 12, 12.0), (50.0, 18, 14.0), (74.0, 22, 17.0))
"""Radius in pixels at 500 dpi, number of sectors, reach of a sector's center in pixels."""
DIRECTION_BINS = 6
DIRECTION_REACH = math.radians(45)
"""A neighbor sets a bit if (distance / reach)^2 + (direction difference / DIRECTION_REACH)^2 <= 1."""
HULL_MARGIN = 50.0
"""Pixels around the convex hull of the minutiae that still count as print."""
LEAST_VISIBLE = 0.75
"""Share of a minutia's sectors that must lie on the print."""
SECTORS = sum(count for _, count, _ in RINGS)
REACH = int(max(radius + reach for radius, _, reach in RINGS)) + 1
SIDE = 2 * REACH + 1
NONE = 255
MOST_SECTORS_AT_A_POINT = 8


@dataclass(frozen=True)
class Descriptors:
    """The described minutiae of one template (those with enough print around them)."""

    words: NDArray[np.uint64]
    """(n, DIRECTION_BINS)"""
    visible: NDArray[np.uint64]
    """(n,)"""
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    radians: NDArray[np.float32]
    confidence: NDArray[np.float32]
    """(n,) 0 to 1, falling"""
    rows: NDArray[np.int64]
    """Row of each in the template."""

    def __len__(self) -> int:
        return len(self.rows)


def describe(template: FingerTemplate) -> Descriptors:
    """Descriptors of a template's minutiae; empty if fewer than three lie apart."""
    template.require_current()
    x = template.minutiae["x"].astype(np.float64)
    y = template.minutiae["y"].astype(np.float64)
    radians = template.radians
    words = np.zeros((len(x), DIRECTION_BINS), np.uint64)
    visible = np.zeros(len(x), np.uint64)
    described = np.zeros(len(x), np.bool_)
    if len(x) >= 3:
        centers, sectors_at, distance_at = stencil()
        describe_into(x, y, radians, centers, sectors_at, distance_at, words, visible, described)
    rows = np.flatnonzero(described)
    return Descriptors(
        words[rows],
        visible[rows],
        x[rows].astype(np.float32),
        y[rows].astype(np.float32),
        radians[rows].astype(np.float32),
        template.minutiae["confidence"][rows].astype(np.float32) / np.float32(255),
        rows,
    )


@lru_cache(maxsize=1)
def stencil() -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.float64]]:
    """Sector centers (SECTORS, 2); for each pixel offset, the sectors in reach and (distance / reach)^2."""
    centers = np.zeros((SECTORS, 2))
    reaches = np.zeros(SECTORS)
    sector = 0
    for ring, (radius, count, reach) in enumerate(RINGS):
        for index in range(count):
            angle = 2 * math.pi * (index + 0.5 * (ring % 2)) / count
            centers[sector] = radius * math.cos(angle), radius * math.sin(angle)
            reaches[sector] = reach
            sector += 1
    grid = np.arange(-REACH, REACH + 1, dtype=np.float64)
    squared = (
        (grid[None, :, None] - centers[:, 0]) ** 2 + (grid[:, None, None] - centers[:, 1]) ** 2
    ) / reaches**2
    order = np.argsort(squared, axis=2)[:, :, :MOST_SECTORS_AT_A_POINT]
    nearest = np.take_along_axis(squared, order, axis=2)
    sectors_at = np.where(nearest <= 1, order, NONE).astype(np.uint8)
    return centers, sectors_at, nearest


@njit(cache=True, nogil=True)
def describe_into(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    radians: NDArray[np.float64],
    centers: NDArray[np.float64],
    sectors_at: NDArray[np.uint8],
    distance_at: NDArray[np.float64],
    words: NDArray[np.uint64],
    visible: NDArray[np.uint64],
    described: NDArray[np.bool_],
) -> None:
    """Fill the words and visible sectors of one template's minutiae, and mark those that see enough."""
    hull_x, hull_y = _convex_hull(x, y)
    least = LEAST_VISIBLE * SECTORS
    for m in range(len(x)):
        cosine, sine = math.cos(radians[m]), math.sin(radians[m])
        seen, count = np.uint64(0), 0
        for sector in range(SECTORS):
            u, v = centers[sector]
            if _on_print(x[m] + cosine * u + sine * v, y[m] - sine * u + cosine * v, hull_x, hull_y):
                seen |= np.uint64(1) << np.uint64(sector)
                count += 1
        visible[m] = seen
        described[m] = count >= least
        if described[m]:
            _stamp_neighbors(m, x, y, radians, sectors_at, distance_at, seen, words[m])


@njit(cache=True, nogil=True)
def _stamp_neighbors(
    m: int,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    radians: NDArray[np.float64],
    sectors_at: NDArray[np.uint8],
    distance_at: NDArray[np.float64],
    seen: np.uint64,
    words: NDArray[np.uint64],
) -> None:
    """Set the bits of every neighbor of minutia m in its six words."""
    cosine, sine = math.cos(radians[m]), math.sin(radians[m])
    bin_width = 2 * math.pi / DIRECTION_BINS
    for q in range(len(x)):
        dx, dy = x[q] - x[m], y[q] - y[m]
        column = round(cosine * dx - sine * dy) + REACH
        row = round(sine * dx + cosine * dy) + REACH
        if q == m or column < 0 or row < 0 or column >= SIDE or row >= SIDE:
            continue
        for k in range(MOST_SECTORS_AT_A_POINT):
            sector = sectors_at[row, column, k]
            if sector == NONE:
                break
            bit = np.uint64(1) << np.uint64(sector)
            if seen & bit == np.uint64(0):
                continue
            left = 1.0 - distance_at[row, column, k]
            for b in range(DIRECTION_BINS):
                turn = radians[q] - radians[m] - (b + 0.5) * bin_width
                turn -= 2 * math.pi * math.floor(turn / (2 * math.pi) + 0.5)
                if turn * turn <= left * (DIRECTION_REACH * DIRECTION_REACH):
                    words[b] |= bit


@njit(cache=True, nogil=True)
def _convex_hull(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Andrew's monotone chain, counter-clockwise."""
    order = np.argsort(x * 4096.0 + y)
    hull_x, hull_y = np.empty(2 * len(x) + 2), np.empty(2 * len(x) + 2)
    size = 0
    for turn in range(2):
        floor = size if turn else 1
        for step in range(len(order)):
            i = order[len(order) - 1 - step] if turn else order[step]
            if turn and step == 0:
                continue
            while size > floor and _clockwise(hull_x, hull_y, size, x[i], y[i]):
                size -= 1
            hull_x[size], hull_y[size] = x[i], y[i]
            size += 1
    return hull_x[: max(size - 1, 1)], hull_y[: max(size - 1, 1)]


@njit(cache=True, nogil=True)
def _clockwise(
    hull_x: NDArray[np.float64], hull_y: NDArray[np.float64], size: int, x: float, y: float
) -> bool:
    ax, ay = hull_x[size - 1] - hull_x[size - 2], hull_y[size - 1] - hull_y[size - 2]
    return bool(ax * (y - hull_y[size - 2]) - ay * (x - hull_x[size - 2]) <= 0)


@njit(cache=True, nogil=True)
def _on_print(px: float, py: float, hull_x: NDArray[np.float64], hull_y: NDArray[np.float64]) -> bool:
    """Whether a point lies inside the hull or within HULL_MARGIN of it."""
    inside = len(hull_x) > 2
    for i in range(len(hull_x)):
        j = i + 1 if i + 1 < len(hull_x) else 0
        ex, ey = hull_x[j] - hull_x[i], hull_y[j] - hull_y[i]
        qx, qy = px - hull_x[i], py - hull_y[i]
        if ex * qy - ey * qx < 0:
            inside = False
        length = ex * ex + ey * ey
        along = min(1.0, max(0.0, (qx * ex + qy * ey) / length)) if length > 0 else 0.0
        dx, dy = qx - along * ex, qy - along * ey
        if dx * dx + dy * dy <= HULL_MARGIN * HULL_MARGIN:
            return True
    return inside
