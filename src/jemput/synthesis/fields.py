"""Smooth random fields and sampling, shared by generated prints, irises and faces."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
Picture = NDArray[np.uint8]
Values = NDArray[np.floating[Any]]


def white(rng: np.random.Generator, shape: tuple[int, int]) -> Plane:
    """Independent noise of unit variance."""
    return rng.standard_normal(shape, dtype=np.float32)


def smooth_field(rng: np.random.Generator, shape: tuple[int, int], cell: float) -> Plane:
    """Noise of about unit variance that changes over `cell` pixels: a coarse grid, bicubic to size."""
    rows, columns = (math.ceil(side / cell) + 4 for side in shape)
    grown = cv2.resize(white(rng, (rows, columns)), None, fx=cell, fy=cell, interpolation=cv2.INTER_CUBIC)
    start = int(cell)
    # Cubic interpolation between independent nodes loses variance; 1.2 restores it on average.
    return np.asarray(1.2 * grown[start : start + shape[0], start : start + shape[1]], np.float32)


def blur(plane: Values, sigma: float) -> Plane:
    """Gaussian blur by `sigma` pixels."""
    return np.asarray(cv2.GaussianBlur(np.asarray(plane, np.float32), (0, 0), sigma), np.float32)


def speckle(rng: np.random.Generator, shape: tuple[int, int], sigma: float) -> Plane:
    """Blob noise of unit variance whose blobs have radius `sigma` pixels."""
    return np.asarray(blur(white(rng, shape), sigma) * (2.0 * math.sqrt(math.pi) * sigma), np.float32)


def step(distance: Values, softness: float) -> Plane:
    """A soft step from 0 (far below zero) to 1 (far above), `softness` wide."""
    return np.asarray(1.0 / (1.0 + np.exp(np.clip(-distance / softness, -30.0, 30.0))), np.float32)


def sample(plane: Plane, x: Plane, y: Plane, *, outside: float | None = None) -> Plane:
    """Read `plane` at pixel positions; beyond its edge the edge itself, or `outside` where given."""
    mode = cv2.BORDER_REPLICATE if outside is None else cv2.BORDER_CONSTANT
    found = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=mode, borderValue=outside or 0.0)
    return np.asarray(found, np.float32)


def to_picture(plane: Values) -> Picture:
    """Round to 8 bits, clipped."""
    return np.asarray(np.clip(plane + 0.5, 0.0, 255.0), np.uint8)
