"""A master print: the whole ridge pattern of one invented finger, with the details its skin keeps."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from jemput.kernel.body import Finger
from jemput.synthesis.fields import Plane, blur, smooth_field, white
from jemput.synthesis.fingerprints.flow import Pattern, draw_pattern, ridge_flow
from jemput.synthesis.fingerprints.growth import REACH, grow
from jemput.synthesis.fingerprints.spacing import ridge_periods

MASTER_HEIGHT, MASTER_WIDTH = 560, 440
"""Size of a master in 500-dpi pixels: 28 by 22 mm."""


@dataclass(frozen=True, eq=False)
class MasterPrint:
    """One finger at 500 dpi: `wave` is +1 on ridges and -1 in valleys, `detail` adds pores, edges, creases.

    `skin` is 1 on the finger and 0 beyond it; `worn` says where work wears the ridges down first.
    """

    seed: int
    finger: Finger
    pattern: Pattern
    wave: Plane
    detail: Plane
    skin: Plane
    worn: Plane


def master(seed: int, finger: Finger = Finger.RIGHT_INDEX) -> MasterPrint:
    """Invent the finger of person `seed` (0 or more) at a position; about 0.07 s.

    The same person and position always give the same finger, different ones unrelated fingers.
    """
    rng = np.random.default_rng([seed, int(finger), 77])
    half = (MASTER_HEIGHT // 2, MASTER_WIDTH // 2)
    pattern = draw_pattern(rng, finger)
    flow = ridge_flow(rng, pattern, finger, half, 2.0)
    outline = _outline(half)
    ridges = grow(rng, flow, ridge_periods(rng, flow, finger), (outline > 0.5).astype(np.uint8))
    wave = _enlarged(ridges / (1.57 * blur(np.abs(ridges), 4.0) + 1e-4))
    detail = _ragged_edges(rng) - _pores(rng, wave) - _creases(rng)
    worn = np.clip(smooth_field(rng, (MASTER_HEIGHT, MASTER_WIDTH), 55.0) * 0.6 + 0.45, 0.0, 1.0)
    return MasterPrint(seed, finger, pattern, wave, detail, _enlarged(outline), worn)


def _enlarged(plane: Plane) -> Plane:
    size = (MASTER_WIDTH, MASTER_HEIGHT)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LANCZOS4), np.float32)


def _outline(shape: tuple[int, int]) -> Plane:
    """1 on the finger, 0 beyond: a rounded tip and straighter flanks, clear of the border."""
    down = np.linspace(-1.0, 1.0, shape[0])[:, None]
    across = np.linspace(-1.0, 1.0, shape[1])[None, :]
    inside = np.abs(across) ** 2.6 + np.where(down < 0, np.abs(down) ** 2.4, np.abs(down) ** 4) < 0.98
    margin = REACH + 2
    inside[:margin], inside[-margin:] = False, False
    inside[:, :margin], inside[:, -margin:] = False, False
    return inside.astype(np.float32)


def _ragged_edges(rng: np.random.Generator) -> Plane:
    return np.asarray(blur(white(rng, (MASTER_HEIGHT, MASTER_WIDTH)), 1.3), np.float32)


def _pores(rng: np.random.Generator, wave: Plane) -> Plane:
    """Sweat pores every nine pixels or so, on ridge crests only."""
    rows, columns = np.mgrid[4 : MASTER_HEIGHT - 4 : 9, 4 : MASTER_WIDTH - 4 : 9]
    rows, columns = rows + rng.integers(-3, 4, rows.shape), columns + rng.integers(-3, 4, rows.shape)
    crest = wave[rows, columns] > 0.75
    dots = np.zeros_like(wave)
    dots[rows[crest], columns[crest]] = 1.0
    return np.asarray(blur(dots, 0.9) * 5.5 * rng.uniform(0.5, 1.0), np.float32)


def _creases(rng: np.random.Generator) -> Plane:
    drawn = np.zeros((MASTER_HEIGHT, MASTER_WIDTH), np.uint8)
    for _ in range(int(rng.poisson(1.2))):
        x, y = rng.uniform(40.0, MASTER_WIDTH - 40.0), rng.uniform(40.0, MASTER_HEIGHT - 40.0)
        angle, length = rng.normal(0.3, 0.5), rng.uniform(25.0, 110.0)
        along = np.linspace(-0.5, 0.5, 9) * length
        jitter = rng.normal(0.0, 1.5, (2, 9))
        line = np.stack([x + along * math.cos(angle) + jitter[0], y - along * math.sin(angle) + jitter[1]], 1)
        width = 1 if rng.random() < 0.7 else 2
        cv2.polylines(drawn, [np.asarray(line * 8, np.int32)], False, 255, width, cv2.LINE_AA, 3)
    return np.asarray(blur(drawn.astype(np.float32) / 255.0, 0.8) * 2.6, np.float32)
