"""Drawing in face units: soft blobs, shapes and strokes that raise, shade or cover parts of a portrait.

One unit is half the width of an average face; x points right, y down, the origin lies between nose and eyes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from jemput.synthesis.fields import Plane, Values, blur, smooth_field

ROWS, COLUMNS = 480, 360
UNIT = 92.0
MIDDLE_X, MIDDLE_Y = 180.0, 238.0

X: Plane = np.repeat((np.arange(COLUMNS, dtype=np.float32)[None, :] - MIDDLE_X) / UNIT, ROWS, axis=0)
Y: Plane = np.repeat((np.arange(ROWS, dtype=np.float32)[:, None] - MIDDLE_Y) / UNIT, COLUMNS, axis=1)

Color = NDArray[np.floating[Any]]
Points = Sequence[tuple[float, float]] | Values


@dataclass(frozen=True)
class Stain:
    """A soft patch: weights 0 to about 1 on a window of the canvas."""

    window: tuple[slice, slice]
    weight: Plane

    def __mul__(self, factor: float | Plane) -> Stain:
        """The same patch, weaker or stronger; a whole plane is cut to the window."""
        cut = factor if isinstance(factor, float | int) else factor[self.window]
        return Stain(self.window, np.asarray(self.weight * cut, np.float32))


def empty() -> Plane:
    """A plane of zeros."""
    return np.zeros((ROWS, COLUMNS), np.float32)


def flat(color: ArrayLike) -> Plane:
    """A picture of one color (blue, green, red; 0 to 255)."""
    return np.broadcast_to(np.asarray(color, np.float32), (ROWS, COLUMNS, 3)).copy()


def noise(rng: np.random.Generator, cell: float) -> Plane:
    """Smooth noise over the whole canvas that changes over `cell` pixels."""
    return smooth_field(rng, (ROWS, COLUMNS), cell)


def blob(x: float, y: float, wide: float, high: float | None = None, turn: float = 0.0) -> Stain:
    """A Gaussian patch at (x, y) with deviations in units, turned by an angle."""
    high = wide if high is None else high
    reach = 3.4 * max(wide, high)
    window = _window(x - reach, x + reach, y - reach, y + reach)
    dx, dy = X[window] - x, Y[window] - y
    if turn:
        cosine, sine = math.cos(turn), math.sin(turn)
        dx, dy = cosine * dx + sine * dy, -sine * dx + cosine * dy
    return Stain(window, np.asarray(np.exp(-0.5 * ((dx / wide) ** 2 + (dy / high) ** 2)), np.float32))


def filled(points: Points, soft: float = 1.0) -> Stain:
    """A filled outline with an edge `soft` pixels wide."""
    return _rasterized(points, soft, None)


def stroke(points: Points, width: int = 1, soft: float = 1.0) -> Stain:
    """A line `width` pixels wide along points."""
    return _rasterized(points, soft, width)


def curve(points: Points, count: int = 40) -> Values:
    """A smooth line through points (Catmull and Rom 1974), about `count` points long."""
    p = np.asarray(points, np.float64)
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = []
    for i in range(1, len(p) - 2):
        t = np.linspace(0.0, 1.0, max(4, count // (len(p) - 3)), endpoint=False)[:, None]
        a, b, c, d = p[i - 1 : i + 3]
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.vstack([*pieces, p[-2:-1]])


def lift(relief: Plane, stain: Stain, amount: float) -> None:
    """Raise (or lower) a height field by a patch, in place."""
    relief[stain.window] += np.float32(amount) * stain.weight


def shade(paint: Plane, stain: Stain, factor: ArrayLike, amount: float = 1.0) -> None:
    """Multiply colors by `factor` where the patch is 1, in place."""
    keep = 1.0 - np.asarray(factor, np.float32)
    paint[stain.window] *= 1.0 - np.float32(amount) * stain.weight[..., None] * keep


def cover(paint: Plane, stain: Stain, color: ArrayLike, amount: float = 1.0) -> None:
    """Lay a color, or a whole picture cut to the patch, over the paint, in place."""
    over = np.asarray(color, np.float32)
    over = over[stain.window] if over.ndim == 3 else over
    here = paint[stain.window]
    here += np.float32(amount) * stain.weight[..., None] * (over - here)


def whole(weight: Values) -> Stain:
    """A patch over the whole canvas."""
    return Stain((slice(None), slice(None)), np.asarray(np.clip(weight, 0.0, 1.0), np.float32))


def _window(left: float, right: float, top: float, bottom: float) -> tuple[slice, slice]:
    columns = [int(np.clip(v * UNIT + MIDDLE_X, 0, COLUMNS)) for v in (left, right + 1 / UNIT)]
    rows = [int(np.clip(v * UNIT + MIDDLE_Y, 0, ROWS)) for v in (top, bottom + 1 / UNIT)]
    return slice(rows[0], rows[1]), slice(columns[0], columns[1])


def _rasterized(points: Points, soft: float, width: int | None) -> Stain:
    p = np.asarray(points, np.float64)
    margin = (4 * soft + (width or 0) + 2) / UNIT
    low, high = p.min(axis=0) - margin, p.max(axis=0) + margin
    window = _window(low[0], high[0], low[1], high[1])
    shape = (window[0].stop - window[0].start, window[1].stop - window[1].start)
    drawn = np.zeros(shape, np.uint8)
    if 0 in shape:
        return Stain(window, drawn.astype(np.float32))
    corner = np.asarray([window[1].start, window[0].start], np.float64)
    place = np.asarray(np.round((p * UNIT + [MIDDLE_X, MIDDLE_Y] - corner) * 16), np.int32)
    if width is None:
        cv2.fillPoly(drawn, [place], 255, cv2.LINE_AA, 4)
    else:
        cv2.polylines(drawn, [place], False, 255, width, cv2.LINE_AA, 4)
    return Stain(window, blur(drawn.astype(np.float32), soft) / 255.0)
