"""The parts of a photo that its checks look at, brought to one size and upright by the eyes."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

EYE_DISTANCE = 32
"""Pixels between the eyes of an upright face: what a photo of 60 pixels shows in any case."""
SIDE, EYE_ROW = 96, 36
EYE_PIXELS = 32
"""Pixels between the corners of one eye in its patch of 64 x 48."""
BACKGROUND_DISTANCE = 24
HEAD = 1.7
"""Half width of head and hair or veil, in eye distances from the middle of the eyes."""
CROWN, CHIN = 2.4, 0.8
"""How far the head reaches above the eyes, and the backdrop is looked at below them."""


def upright(
    gray: NDArray[np.uint8], middle: NDArray[np.float64], between: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """The face (96, 96) with level eyes 32 pixels apart in row 36."""
    distance = max(float(np.hypot(*between)), 1.0)
    ratio = EYE_DISTANCE / distance
    if ratio < 1:
        gray = np.asarray(cv2.resize(gray, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA), np.uint8)
        middle, ratio = middle * ratio, 1.0
    angle = float(np.degrees(np.arctan2(between[1], between[0])))
    turn = _laid(middle, angle, ratio, (SIDE / 2, EYE_ROW))
    return np.asarray(cv2.warpAffine(gray, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE), np.uint8)


@lru_cache(maxsize=1)
def face_oval() -> NDArray[np.bool_]:
    """Where an upright face shows skin: from the brows to the mouth, ear to ear."""
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    cv2.ellipse(drawn, (SIDE // 2, EYE_ROW + 12), (28, 34), 0, 0, 360, 1, -1)
    return drawn > 0


def eye_patches(gray: NDArray[np.uint8], points: NDArray[np.float64]) -> list[NDArray[np.float32]]:
    """Both eyes (48, 64), corners level and 32 pixels apart around the middle."""
    return [_eye(gray, points[0], points[1]), _eye(gray, points[2], points[3])]


def _eye(
    gray: NDArray[np.uint8], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float32]:
    left, right = (one, other) if one[0] <= other[0] else (other, one)
    middle, between = (left + right) / 2, right - left
    angle = float(np.degrees(np.arctan2(between[1], between[0])))
    ratio = EYE_PIXELS / max(float(np.hypot(*between)), 1.0)
    turn = _laid(middle, angle, ratio, (EYE_PIXELS, 24))
    size = (2 * EYE_PIXELS, 48)
    return np.asarray(cv2.warpAffine(gray, turn, size, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _laid(
    middle: NDArray[np.float64], angle: float, ratio: float, at: tuple[float, float]
) -> NDArray[np.float64]:
    """The map (2, 3) that levels and scales a photo about `middle` and moves that to `at`."""
    turn = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), angle, ratio)
    found = np.array(turn, np.float64)
    found[:, 2] += np.array(at, np.float64) - middle
    return found


def beside_head(
    gray: NDArray[np.uint8], middle: NDArray[np.float64], distance: float
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The photo at 24 pixels between the eyes, and which of its pixels lie beside or above the head."""
    ratio = BACKGROUND_DISTANCE / distance
    method = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(gray, None, fx=ratio, fy=ratio, interpolation=method), np.uint8)
    rows, columns = np.indices(small.shape)
    x, y = (
        columns / BACKGROUND_DISTANCE - middle[0] / distance,
        rows / BACKGROUND_DISTANCE - middle[1] / distance,
    )
    return small, (y < CHIN) & ((np.abs(x) > HEAD) | (y < -CROWN))
