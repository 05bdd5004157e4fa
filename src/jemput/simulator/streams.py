"""The live picture of a device: what lies on its glass, as frames of motion JPEG."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.simulator.sampling import take
from jemput.simulator.subjects import Subject
from jemput.simulator.words import SUB_DEVICES, Kind, Spot

BOUNDARY = "jemput-frame"
FRAMES_A_SECOND = 6
_SIDE = 240
_EMPTY = 236


def frame(kind: Kind, sub: str, subject: Subject | None, count: int) -> bytes:
    """Frame number `count` as JPEG: the spots of a sub-device side by side, gray where nothing lies."""
    parts = SUB_DEVICES[kind]
    spots = parts.get(sub) or next(iter(parts.values()))
    scene = _scene(subject, spots)
    # A hand is never quite still.
    drift = 3.0 * np.sin(count * np.array([0.7, 0.45]))
    move = np.asarray([[1.0, 0.0, drift[0]], [0.0, 1.0, drift[1]]], np.float32)
    size = (scene.shape[1], scene.shape[0])
    moved = cv2.warpAffine(scene, move, size, borderMode=cv2.BORDER_REPLICATE)
    _, data = cv2.imencode(".jpg", moved, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return bytes(data)


@lru_cache(maxsize=12)
def _scene(subject: Subject | None, spots: tuple[Spot, ...]) -> NDArray[np.uint8]:
    return np.hstack([_tile(subject, spot) for spot in spots])


def _tile(subject: Subject | None, spot: Spot) -> NDArray[np.uint8]:
    """One spot as blue-green-red, `_SIDE` pixels high."""
    if subject is None or subject.lacks(spot):
        return np.full((_SIDE, _SIDE, 3), _EMPTY, np.uint8)
    image = take(subject, spot, 0).image
    shown = image[..., ::-1] if image.ndim == 3 else np.repeat(image[..., None], 3, axis=2)
    width = round(shown.shape[1] * _SIDE / shown.shape[0])
    return np.asarray(cv2.resize(shown, (width, _SIDE), interpolation=cv2.INTER_AREA), np.uint8)
