"""Ridges grown from random seeds by filters tuned to the flow and the spacing.

Source: the idea of SFinGe (Cappelli, Maio, Maltoni 2002), worked at 250 dpi with few passes: more of
them would smooth away minutiae that real fingers keep.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jemput.synthesis.fields import Plane

REACH = 7
_SIDE = 2 * REACH + 1
_DIRECTIONS = 36
_PERIODS = np.arange(6.4, 13.3, 0.6, dtype=np.float32)
_PASSES = 10
_GAIN = 9.0
_SEEDS = (160, 340)


def _filters() -> NDArray[np.float32]:
    """Even Gabor filters by (period, direction), mean zero, absolute sum one, flattened."""
    rows, columns = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1].astype(np.float64)
    bank = np.empty((len(_PERIODS), _DIRECTIONS, _SIDE * _SIDE), np.float32)
    for p, period in enumerate(_PERIODS / 2):
        sigma = 0.44 * period
        for d in range(_DIRECTIONS):
            angle = math.pi * d / _DIRECTIONS
            across = columns * math.sin(angle) + rows * math.cos(angle)
            along = columns * math.cos(angle) - rows * math.sin(angle)
            window = np.exp(-(across**2 + (along / 1.15) ** 2) / (2 * sigma**2))
            wave = window * np.cos(2 * math.pi * across / period)
            wave -= window * (wave.sum() / window.sum())
            bank[p, d] = (wave / np.abs(wave).sum()).ravel()
    return bank


_BANK = _filters()


@njit(cache=True, fastmath=True)
def _filter_pass(
    image: NDArray[np.float32],
    period: NDArray[np.uint8],
    direction: NDArray[np.uint8],
    mask: NDArray[np.uint8],
    bank: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    rows, columns = image.shape
    for row in range(7, rows - 7):
        for column in range(7, columns - 7):
            if mask[row, column] == 0:
                out[row, column] = 0.0
                continue
            kernel = bank[period[row, column], direction[row, column]]
            total = np.float32(0.0)
            for j in range(15):
                line = image[row + j - 7, column - 7 : column + 8]
                taps = kernel[j * 15 : j * 15 + 15]
                for i in range(15):
                    total += line[i] * taps[i]
            out[row, column] = total


def grow(rng: np.random.Generator, flow: Plane, periods: Plane, mask: NDArray[np.uint8]) -> Plane:
    """Grow a ridge pattern on the 250-dpi grid of `flow`; positive on ridges, about -1 to 1.

    `periods` are in 500-dpi pixels. `mask` must be 0 within 7 pixels of the border.
    """
    direction = (np.round(flow / math.pi * _DIRECTIONS).astype(np.int32) % _DIRECTIONS).astype(np.uint8)
    nearest = np.round((periods - _PERIODS[0]) / 0.6)
    period = np.clip(nearest, 0, len(_PERIODS) - 1).astype(np.uint8)
    image = np.asarray(1e-3 * rng.standard_normal(flow.shape), np.float32)
    count = int(rng.integers(*_SEEDS))
    rows, columns = rng.integers(0, flow.shape[0], count), rng.integers(0, flow.shape[1], count)
    image[rows, columns] += rng.choice((-1.0, 1.0), count)
    grown = np.zeros_like(image)
    for _ in range(_PASSES):
        _filter_pass(image, period, direction, mask, _BANK, grown)
        image = np.clip(grown * _GAIN, -1.0, 1.0)
    return grown
