"""Ridge flow: the direction of the ridges by the zero-pole model, with corrections that make it finger-like.

Source: Sherlock and Monro 1993 (cores turn the flow by +pi, deltas by -pi); Vizcaya and Gerhardt 1996
(the turning is not even around a singularity). Angles in radians, y upward.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jemput.kernel.body import Finger
from jemput.synthesis.fields import Plane, blur, smooth_field

_KNOTS = 721


class Pattern(StrEnum):
    """Classes of ridge flow."""

    ARCH = "arch"
    TENTED = "tented"
    ULNAR = "ulnar"
    RADIAL = "radial"
    WHORL = "whorl"
    TWIN = "twin"


# Rough frequencies by digit, thumb to little finger, in the order of Pattern.
_FREQUENCIES = (
    (0.03, 0.01, 0.51, 0.01, 0.32, 0.12),
    (0.10, 0.05, 0.33, 0.19, 0.28, 0.05),
    (0.06, 0.03, 0.71, 0.02, 0.15, 0.03),
    (0.02, 0.01, 0.52, 0.01, 0.41, 0.03),
    (0.01, 0.01, 0.83, 0.01, 0.11, 0.03),
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Singularities:
    """Cores and deltas in pixels from the middle of the finger, y upward."""

    cores: tuple[Point, ...]
    deltas: tuple[Point, ...]


def draw_pattern(rng: np.random.Generator, finger: Finger) -> Pattern:
    """Draw a class as often as this digit has it."""
    weights = np.array(_FREQUENCIES[(finger - 1) % 5])
    return tuple(Pattern)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def ridge_flow(
    rng: np.random.Generator, pattern: Pattern, finger: Finger, shape: tuple[int, int], pixel: float
) -> Plane:
    """Ridge directions on a grid of `shape` whose cells are `pixel` 500-dpi pixels wide."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    x, y = (columns - shape[1] / 2) * pixel, (shape[0] / 2 - rows) * pixel
    if pattern is Pattern.ARCH:
        flow = _arch(rng, x, y)
    else:
        flow = _zero_pole(rng, _singularities(rng, pattern, finger <= Finger.RIGHT_LITTLE), x, y)
    waver = blur(smooth_field(rng, shape, 28.0), 3.0)
    return np.asarray(flow + 0.06 * waver, np.float32)


def _arch(rng: np.random.Generator, x: Plane, y: Plane) -> Plane:
    summit = rng.normal(-10.0, 18.0)
    swing = 0.55 * rng.uniform(1.3, 2.1) * np.exp(-(((y - summit - 10.0) / 120.0) ** 2))
    tip = 0.55 / (1.0 + np.exp(-(y - summit) / 45.0))
    side = np.sin(np.clip((x - rng.normal(0.0, 12.0)) / 150.0, -math.pi / 2, math.pi / 2))
    return np.asarray(-np.arctan((swing + tip) * 1.05 * side), np.float32)


def _singularities(rng: np.random.Generator, pattern: Pattern, right: bool) -> Singularities:
    x, y = rng.normal(0.0, 10.0), 42.0 + rng.normal(0.0, 16.0)
    if pattern is Pattern.TENTED:
        return Singularities(((x, y),), ((x + rng.normal(0.0, 6.0), y - rng.uniform(55.0, 105.0)),))
    if pattern in (Pattern.ULNAR, Pattern.RADIAL):
        # An ulnar loop opens toward the little finger, so its delta lies on the thumb's side.
        side = -1.0 if (pattern is Pattern.ULNAR) == right else 1.0
        return Singularities(
            ((x, y),), ((x + side * rng.uniform(55.0, 125.0), y - rng.uniform(75.0, 150.0)),)
        )
    twin = pattern is Pattern.TWIN
    half = rng.uniform(45.0, 75.0) / 2 if twin else rng.uniform(12.0, 42.0) / 2
    tilt = rng.choice((-1.0, 1.0)) * rng.uniform(0.4, 0.9) if twin else rng.normal(0.0, 0.25)
    lean = (half * math.sin(tilt), half * math.cos(tilt))
    cores = ((x - lean[0], y + lean[1]), (x + lean[0], y - lean[1]))
    drop = rng.uniform(95.0, 150.0)
    left = (x - rng.uniform(75.0, 130.0), y - drop + rng.normal(0.0, 20.0))
    return Singularities(cores, (left, (x + rng.uniform(75.0, 130.0), y - drop + rng.normal(0.0, 20.0))))


def _zero_pole(rng: np.random.Generator, points: Singularities, x: Plane, y: Plane) -> Plane:
    flow = np.zeros_like(x)
    for sign, places in ((0.5, points.cores), (-0.5, points.deltas)):
        for px, py in places:
            flow += sign * np.interp(np.arctan2(y - py, x - px), *_turning(rng)).astype(np.float32)
    # The pure model leaves the flanks and the tip too straight: fingertips arch there.
    middle = float(np.mean([core[0] for core in points.cores]))
    height = points.cores[0][1]
    above = 1.0 / (1.0 + np.exp(-(y - height + 55.0) / 40.0))
    return np.asarray(flow - rng.uniform(0.65, 0.95) * np.tanh((x - middle) / 136.0) * above, np.float32)


def _turning(rng: np.random.Generator) -> tuple[Plane, Plane]:
    """Uneven turning around one singularity: a smooth map of the angle onto itself, fixed at +-pi."""
    angle = np.linspace(-math.pi, math.pi, _KNOTS)
    offsets = np.concatenate(([0.0], rng.normal(0.0, 0.10, 7), [0.0]))
    bump = np.interp(angle, np.linspace(-math.pi, math.pi, 9), offsets)
    window = 41
    smooth = np.convolve(np.pad(bump, window // 2, "wrap"), np.full(window, 1.0 / window), "valid")
    return angle.astype(np.float32), (angle + smooth).astype(np.float32)
