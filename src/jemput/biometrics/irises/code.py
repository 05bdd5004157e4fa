"""The iris code: phases of log-Gabor responses along the rows of the rubber sheet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.irises.sheet import ANGLES, RADII, Sheet

BANDS = 16
"""Radial bands that the sheet's rows are averaged into."""
WAVELENGTH = 16.0
"""Center wavelength in columns of the sheet."""
BANDWIDTH = 0.4
"""Ratio sigma / center frequency of the log-Gabor filter."""
WORDS_PER_ROW = ANGLES // 64
THIN_MASK_WORDS = BANDS // 2 * ANGLES // 2 // 64
THIN_CODE_WORDS = 2 * THIN_MASK_WORDS
FAINTEST = 0.15
"""Responses below this share of the median amplitude carry no reliable phase."""


def _filter() -> NDArray[np.float64]:
    frequency = np.arange(ANGLES // 2 + 1) / ANGLES
    with np.errstate(divide="ignore"):
        exponent = -(np.log(frequency * WAVELENGTH) ** 2) / (2 * np.log(BANDWIDTH) ** 2)
    return np.where(frequency > 0, np.exp(exponent), 0.0)


LOG_GABOR = _filter()


def encode(sheet: Sheet) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Code bits (2, BANDS, ANGLES) and mask (BANDS, ANGLES)."""
    weight = sheet.usable.astype(np.float64).reshape(BANDS, RADII // BANDS, ANGLES)
    gray = sheet.gray.astype(np.float64).reshape(BANDS, RADII // BANDS, ANGLES)
    covered = weight.sum(1)
    rows = (gray * weight).sum(1) / np.maximum(covered, 1e-9)
    usable = covered >= 0.5 * (RADII // BANDS)
    level = (rows * usable).sum(1, keepdims=True) / np.maximum(usable.sum(1, keepdims=True), 1)
    rows = np.where(usable, rows - level, 0.0)
    spectrum = np.zeros((BANDS, ANGLES), np.complex128)
    spectrum[:, : ANGLES // 2 + 1] = np.fft.rfft(rows, axis=1) * LOG_GABOR
    response = np.fft.ifft(spectrum, axis=1)
    amplitude = np.abs(response)
    typical = float(np.median(amplitude[usable])) if usable.any() else 0.0
    mask = usable & (amplitude > FAINTEST * typical)
    return np.stack([response.real > 0, response.imag > 0]), mask


def thinned(bits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Every other band and column: a quarter of the bits, nearly as telling, for scanning galleries."""
    return bits[..., ::2, ::2]


def packed(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """The last axis as 64-bit words, little end first."""
    octets = np.packbits(bits, axis=-1, bitorder="little")
    return np.ascontiguousarray(octets).view(np.uint64)


def unpacked(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The bits of 64-bit words along the last axis."""
    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=-1, bitorder="little").astype(
        np.bool_
    )
