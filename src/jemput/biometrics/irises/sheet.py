"""The rubber sheet: the ring between pupil and limbus unrolled, with what covers it masked."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.irises.segmentation import Lid, Segmentation

RADII = 32
ANGLES = 256
INNER, OUTER = 0.04, 0.70
"""Part of the ring that is used: the outer third is smooth, and often under lids."""
LID_MARGIN = 7.0
"""Pixels at working size by which lids are taken to reach farther, for lashes."""


@dataclass(frozen=True)
class Sheet:
    """Gray levels and usable cells, both (RADII, ANGLES); row 0 is at the pupil, column 0 to the right."""

    gray: NDArray[np.float32]
    usable: NDArray[np.bool_]


def unroll(segmentation: Segmentation) -> Sheet:
    """Sample the iris on its own polar grid (Daugman 1993)."""
    angles = np.arange(ANGLES) * (2 * np.pi / ANGLES)
    share = INNER + (OUTER - INNER) * (np.arange(RADII) + 0.5) / RADII
    pupil, limbus = segmentation.pupil, segmentation.limbus
    x_in, y_in = pupil.x + pupil.radius * np.cos(angles), pupil.y + pupil.radius * np.sin(angles)
    x_out, y_out = limbus.x + limbus.radius * np.cos(angles), limbus.y + limbus.radius * np.sin(angles)
    x = (1 - share)[:, None] * x_in + share[:, None] * x_out
    y = (1 - share)[:, None] * y_in + share[:, None] * y_out
    gray = cv2.remap(
        segmentation.image,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    height, width = segmentation.image.shape
    usable = (x >= 0) & (y >= 0) & (x < width - 1) & (y < height - 1)
    usable &= _beyond(segmentation.upper, x, y, 1.0) & _beyond(segmentation.lower, x, y, -1.0)
    return Sheet(gray, usable & _plausible(gray, usable))


def _beyond(
    lid: Lid | None, x: NDArray[np.float64], y: NDArray[np.float64], sign: float
) -> NDArray[np.bool_]:
    if lid is None:
        return np.ones(x.shape, np.bool_)
    return np.asarray(sign * (y - lid.y(x)) > LID_MARGIN)


def _plausible(gray: NDArray[np.float32], usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells neither as bright as reflections nor as dark as lashes, compared with the iris itself."""
    if usable.sum() < 64:
        return usable
    middle = float(np.median(gray[usable]))
    spread = 1.4826 * float(np.median(np.abs(gray[usable] - middle))) + 4.0
    odd = (gray > middle + 4.5 * spread) | (gray < middle - 3.5 * spread) | (gray > 245)
    return np.asarray(cv2.dilate(odd.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
