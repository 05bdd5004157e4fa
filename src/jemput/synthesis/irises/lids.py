"""What lies around and over an iris: lids of skin, their shadow, and lashes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from jemput.synthesis.fields import Picture, Plane, Values, blur, step
from jemput.synthesis.irises.identities import IrisIdentity


@dataclass(frozen=True)
class Lids:
    """Two parabolas in pixels from the iris center, y downward: `rise + bend (x - x0)^2 + tilt x`."""

    upper_rise: float
    lower_rise: float
    upper_x: float
    lower_x: float
    upper_bend: float
    lower_bend: float
    tilt: float

    def upper(self, x: Values) -> Plane:
        """The upper lid's edge."""
        return np.asarray(
            self.upper_rise + self.upper_bend * (x - self.upper_x) ** 2 + self.tilt * x, np.float32
        )

    def lower(self, x: Values) -> Plane:
        """The lower lid's edge."""
        return np.asarray(self.lower_rise - self.lower_bend * (x - self.lower_x) ** 2, np.float32)

    def edges(self, x: Plane) -> tuple[Plane, Plane]:
        """Both edges along one row of x; beyond the corners of the eye, where they cross, one level line."""
        upper, lower = self.upper(x), self.lower(x)
        seen = np.flatnonzero(lower[0] > upper[0])
        for corner, beyond in ((seen[0], slice(None, seen[0])), (seen[-1], slice(seen[-1], None))):
            level = (upper[0, corner] + lower[0, corner]) / 2
            upper[0, beyond], lower[0, beyond] = level, level
        return upper, lower


def lids_of(eye: IrisIdentity, radius: float, closing: float) -> Lids:
    """The lids of an eye closed by 0 (open) to 1 (half shut)."""
    rise, fall, left, right = eye.lid_shape
    return Lids(
        upper_rise=radius * (0.5 * rise - 1.10 + 0.74 * closing),
        lower_rise=radius * (0.6 * fall + 1.02 - 0.20 * closing),
        upper_x=left * radius,
        lower_x=right * radius,
        upper_bend=1.0 / (3.1 * radius),
        lower_bend=1.0 / (5.2 * radius),
        tilt=0.05,
    )


def draw_lids(
    rng: np.random.Generator, image: Plane, eye: IrisIdentity, lids: Lids, x: Plane, y: Plane
) -> Plane:
    """Lay both lids over the image; `x` (one row) and `y` (one column) in pixels from the iris center."""
    grain = blur(rng.standard_normal(image.shape, dtype=np.float32), 1.3) * 14.0
    grain += 4.0 * np.clip(grain - 4.0, 0.0, 9.0)
    upper_edge, lower_edge = lids.edges(x)
    above, below = upper_edge - y, y - lower_edge
    # The lids bulge over the eyeball, and flatten toward the corners.
    bulge = np.sin(np.clip((lower_edge - upper_edge) / 140.0, 0.0, 1.0) * (math.pi / 2)) ** 2
    upper = eye.skin_gray + 12.0 * bulge * np.sin(np.clip(above / 26.0, 0.0, 3.0))
    upper -= 0.24 * np.clip(above - 8.0, 0.0, 70.0)
    lower = eye.skin_gray + 10.0 * bulge * (1.0 - np.exp(-np.clip(below, 0.0, 70.0) / 12.0))
    lower -= 0.24 * np.clip(below - 8.0, 0.0, 70.0)
    image = image * (1.0 - 0.30 * np.exp(-np.clip(-above, 0.0, 70.0) / 10.0))
    closed = (lower_edge - upper_edge) < 1.0
    image += (upper + grain - image) * np.maximum(step(above, 1.2), closed)
    return np.asarray(image + (lower + grain - image) * step(below, 1.2), np.float32)


def draw_lashes(
    rng: np.random.Generator,
    image: Plane,
    eye: IrisIdentity,
    lids: Lids,
    center: tuple[float, float],
    radius: float,
) -> Plane:
    """Draw the lashes: where they grow belongs to the eye, how they fall to the moment."""
    roots = np.random.default_rng(eye.lash_seed)
    hair = np.zeros(image.shape, np.uint8)
    droop = rng.uniform(0.25, 0.95) * eye.lash_strength
    for _ in range(int(eye.lash_strength * rng.uniform(60.0, 100.0))):
        line = _upper_lash(roots, lids, radius, droop)
        _stroke(hair, line + center, int(rng.integers(120, 240)), 1 if roots.random() < 0.6 else 2)
    for _ in range(int(eye.lash_strength * 26)):
        _stroke(hair, _lower_lash(roots, lids, radius) + center, int(rng.integers(60, 150)), 1)
    return np.asarray(image + (45.0 - image) * (blur(hair.astype(np.float32), 0.7) / 255.0), np.float32)


def _upper_lash(roots: np.random.Generator, lids: Lids, radius: float, droop: float) -> Values:
    at = np.full(6, roots.uniform(-1.3, 1.3) * radius)
    along = np.linspace(0.0, 1.0, 6)
    long = roots.uniform(0.17, 0.46) * radius * (1.1 - 0.35 * abs(at[0]) / radius)
    lean = at / radius * 0.75 + roots.normal(0.0, 0.22)
    curl = (droop + 0.45) * along**2 * roots.uniform(0.2, 0.9)
    return np.stack(
        [at + 1.1 * long * along * np.sin(lean), lids.upper(at) + long * (droop * along - curl)], 1
    )


def _lower_lash(roots: np.random.Generator, lids: Lids, radius: float) -> Values:
    at = np.full(5, roots.uniform(-1.1, 1.1) * radius)
    along, long = np.linspace(0.0, 1.0, 5), roots.uniform(0.08, 0.2) * radius
    lean = at / radius * 0.8 + roots.normal(0.0, 0.5)
    fall = 5.0 + long * along * (1.0 - 0.5 * along)
    return np.stack([at + long * along * np.sin(lean), lids.lower(at) + fall], 1)


def _stroke(canvas: Picture, line: Values, gray: int, width: int) -> None:
    cv2.polylines(canvas, [np.asarray(line * 8, np.int32)], False, gray, width, cv2.LINE_AA, 3)
