"""Where on the image the print is: the textured region, found in about a millisecond."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.images import GrayImage

CELL = 8
"""Side of a cell in pixels at 500 dpi."""
RELATIVE_THRESHOLD = 0.3
"""A cell belongs to the print above this share of the 95th percentile of texture."""
SMALLEST_SHARE = 0.15
"""Regions smaller than this share of the largest are dirt."""
FAINTEST_TEXTURE = 6.0
"""Mean gradient below which nothing at all is a print."""
FEWEST_CELLS = 400
"""Cells of texture (66 mm2) that a print has at least."""
KERNEL = np.ones((3, 3), np.uint8)


@dataclass(frozen=True)
class Foreground:
    """The cells of the print (True) and their bounding box in pixels (left, top, right, bottom)."""

    cells: NDArray[np.bool_]
    box: tuple[int, int, int, int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing like a print was found."""
        return not bool(self.cells.any())


def find_foreground(image: GrayImage) -> Foreground:
    """Cells whose gradients stand out, closed and opened, without specks; the whole image in doubt."""
    height, width = image.shape
    texture = _texture(image)
    reference = float(np.percentile(texture, 95))
    textured = texture[texture >= FAINTEST_TEXTURE]
    if reference < FAINTEST_TEXTURE and len(textured) >= FEWEST_CELLS:
        reference = float(np.percentile(textured, 95))  # a small print on a large glass
    if reference < FAINTEST_TEXTURE:
        return Foreground(np.zeros(texture.shape, np.bool_), (0, 0, width, height))
    mask = (texture > RELATIVE_THRESHOLD * reference).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, KERNEL, iterations=2)
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, KERNEL, iterations=2)
    _, labels, found, _ = cv2.connectedComponentsWithStats(opened)
    stats = np.asarray(found, np.int32)
    areas = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    areas[0] = 0
    kept = np.flatnonzero(areas >= max(1.0, SMALLEST_SHARE * float(areas.max())))
    if not len(kept):
        return Foreground(np.zeros(texture.shape, np.bool_), (0, 0, width, height))
    return Foreground(np.isin(labels, kept), _box(stats[kept], texture.shape, image.shape))


def _texture(image: GrayImage) -> NDArray[np.float64]:
    """Mean absolute gradient of each cell, blurred over 5 x 5 cells."""
    height, width = image.shape
    across = cv2.convertScaleAbs(cv2.Sobel(image, cv2.CV_16S, 1, 0))
    down = cv2.convertScaleAbs(cv2.Sobel(image, cv2.CV_16S, 0, 1))
    both = cv2.addWeighted(across, 0.5, down, 0.5, 0)
    small = (max(1, width // CELL), max(1, height // CELL))
    cells = cv2.resize(both, small, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.blur(cells, (5, 5)), np.float64)


def _box(
    stats: NDArray[np.int32], cells: tuple[int, ...], image: tuple[int, ...]
) -> tuple[int, int, int, int]:
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    x_scale, y_scale = image[1] / cells[1], image[0] / cells[0]
    return (
        int(left.min() * x_scale),
        int(top.min() * y_scale),
        int(np.ceil(right.max() * x_scale)),
        int(np.ceil(bottom.max() * y_scale)),
    )
