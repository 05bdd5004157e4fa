"""Drawn prints and eyes: enough like the real thing for the engine, made from a seed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

RIDGE_PERIOD = 9.0


def draw_print(
    seed: int, *, turn: float = 0.0, shift: tuple[float, float] = (0.0, 0.0), noise: int = 0
) -> NDArray[np.uint8]:
    """An AM-FM fingerprint (400, 352): a wave along an arched field whose phase spirals are the minutiae."""
    finger = np.random.default_rng(seed)
    spots, signs = finger.uniform((-130, -150), (130, 150), (40, 2)), finger.choice((-1, 1), 40)
    bend = finger.uniform(0.0006, 0.0020)
    row, column = np.mgrid[0:400, 0:352].astype(np.float64)
    u, v = column - 176 - shift[0], row - 200 - shift[1]
    x, y = np.cos(turn) * u - np.sin(turn) * v, np.sin(turn) * u + np.cos(turn) * v
    phase = 2 * np.pi / RIDGE_PERIOD * (y + bend * x * x)
    for (spot_x, spot_y), sign in zip(spots, signs, strict=True):
        phase += sign * np.arctan2(y - spot_y, x - spot_x)
    image = 128 + 95 * np.tanh(1.6 * np.cos(phase))
    image += np.random.default_rng(noise).normal(0, 12, image.shape)
    inside = (u / 150) ** 2 + (v / 180) ** 2 < 1
    return np.clip(np.where(inside, image, 245), 0, 255).astype(np.uint8)


def draw_eye(
    seed: int, *, turn: float = 0.0, noise: int = 0, center: tuple[float, float] = (160, 140)
) -> NDArray[np.uint8]:
    """An eye (280, 320) without lids: dark pupil, banded noise for an iris, bright sclera."""
    grain = np.random.default_rng(seed).normal(0, 1, (32, 256))
    texture = cv2.GaussianBlur(np.tile(grain, (1, 3)), (0, 0), 1.5)[:, 256:512]
    row, column = np.mgrid[0:280, 0:320].astype(np.float64)
    radius = np.hypot(column - center[0], row - center[1])
    angle = (np.arctan2(row - center[1], column - center[0]) + turn) % (2 * np.pi)
    share = np.clip((radius - 34) / (95 - 34), 0, 0.999)
    iris = cv2.remap(
        np.hstack([texture, texture[:, :1]]).astype(np.float32),
        (angle / (2 * np.pi) * 256).astype(np.float32),
        (share * 31).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    image = np.where(radius < 34, 25, np.where(radius < 95, 105 + 75 * iris, 185))
    image = cv2.GaussianBlur(image, (0, 0), 1.2) + np.random.default_rng(noise).normal(0, 3, image.shape)
    return np.clip(image, 0, 255).astype(np.uint8)
