"""Where on the finger each pixel of the scanner lies: pose, contact area, and the stretch of the skin.

Source of the stretch: Cappelli, Maio, Maltoni 2001 ("Modelling plastic distortion"): the middle of the
contact sticks to the glass, the rest slips and turns, with a smooth brake between them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from jemput.synthesis.fields import Plane
from jemput.synthesis.fingerprints.conditions import Settled
from jemput.synthesis.fingerprints.masters import MASTER_HEIGHT, MASTER_WIDTH

_CELL = 8
_SLIP_DEGREES = 3.6
_SLIP_PIXELS = (8.0, 10.0)


@dataclass(frozen=True)
class Contact:
    """The patch of skin that touches: center and half axes in master pixels."""

    x: float
    y: float
    half_width: float
    half_height: float


@dataclass(frozen=True)
class Laid:
    """A finger on the glass: master coordinates of every pixel; its distance from the middle (1 = rim)."""

    x: Plane
    y: Plane
    rim: Plane


def lay(rng: np.random.Generator, conditions: Settled, shape: tuple[int, int]) -> Laid:
    """Lay a finger on a glass of `shape` pixels."""
    contact = _contact(rng, conditions)
    # Everything here is smooth: worked on every eighth pixel, then enlarged.
    rows, columns = np.mgrid[0 : shape[0] + _CELL : _CELL, 0 : shape[1] + _CELL : _CELL].astype(np.float32)
    x = columns - shape[1] / 2 - conditions.shift_x
    y = rows - shape[0] / 2 - conditions.shift_y
    cosine, sine = math.cos(conditions.rotation), math.sin(conditions.rotation)
    skin_x, skin_y = cosine * x + sine * y + contact.x, -sine * x + cosine * y + contact.y
    tall = np.where(skin_y < contact.y, contact.half_height, contact.half_height * 1.12)
    rim = np.hypot((skin_x - contact.x) / contact.half_width, (skin_y - contact.y) / tall)
    stretched = _stretch(rng, skin_x, skin_y, contact, conditions.distortion)
    return Laid(_enlarged(stretched[0], shape), _enlarged(stretched[1], shape), _enlarged(rim, shape))


def _contact(rng: np.random.Generator, conditions: Settled) -> Contact:
    x = MASTER_WIDTH / 2 + rng.normal(0.0, 9.0)
    y = MASTER_HEIGHT / 2 + 6.0 + rng.normal(0.0, 14.0)
    width, height = rng.uniform(0.95, 1.06, 2)
    away = rng.uniform(0.0, 2 * math.pi)
    shrunk = 1.0 - 0.22 * conditions.partial
    return Contact(
        x + 130.0 * conditions.partial * math.cos(away),
        y + 130.0 * conditions.partial * math.sin(away),
        (114.0 + 46.0 * conditions.pressure) * width * shrunk,
        (152.0 + 60.0 * conditions.pressure) * height * shrunk,
    )


def _stretch(
    rng: np.random.Generator, x: Plane, y: Plane, contact: Contact, amount: float
) -> tuple[Plane, Plane]:
    turn = math.radians(rng.normal(0.0, _SLIP_DEGREES)) * amount
    slip_x, slip_y = rng.normal(0.0, _SLIP_PIXELS[0]) * amount, rng.normal(0.0, _SLIP_PIXELS[1]) * amount
    from_x, from_y = x - contact.x, y - contact.y
    sticking = np.hypot(from_x / (0.42 * contact.half_width), from_y / (0.36 * contact.half_height)) - 1.0
    loose = 0.5 - 0.5 * np.cos(math.pi * np.clip(sticking / 1.9, 0.0, 1.0))
    cosine, sine = math.cos(turn) - 1.0, math.sin(turn)
    moved_x = x + loose * (cosine * from_x - sine * from_y + slip_x)
    moved_y = y + loose * (sine * from_x + cosine * from_y + slip_y)
    return moved_x.astype(np.float32), moved_y.astype(np.float32)


def _enlarged(coarse: Plane, shape: tuple[int, int]) -> Plane:
    """From every eighth pixel to all of them: the grid points themselves keep their values."""
    scale = np.asarray([[1.0 / _CELL, 0.0, 0.0], [0.0, 1.0 / _CELL, 0.0]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (shape[1], shape[0])
    grown = cv2.warpAffine(
        coarse.astype(np.float32), scale, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(grown, np.float32)
