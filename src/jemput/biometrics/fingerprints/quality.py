"""Our own quality score of a fingerprint, from what extraction has measured anyway."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.foreground import CELL, Foreground
from jemput.biometrics.fingerprints.ridges import ridge_period
from jemput.biometrics.images import GrayImage
from jemput.biometrics.qualities import Quality, QualityReason

BLOCK = 16
"""Side of an orientation block in pixels at 500 dpi (about two ridges)."""
CONFIDENT = 0.6
SMALL_MM2 = 130.0
"""Prints smaller than this lose more than their minutiae tell: the next impression may show another part."""
PASSES = 60
"""From this score on nothing is asked of the operator."""
FAINT, FAINT_COST = 12.0, 0.35
"""Contrast below which a print is faint, and evidence lost for each gray level below 15: our matcher still
copes with it, printed cards and other matchers do not."""
FINEST, COARSEST = 4.5, 14.2
"""Ridge periods, in pixels at 500 dpi, that no finger has: of FVC2002's 320 prints three lie outside, of the
same prints at twice the size 83 % do."""
MISMEASURED = 15
"""Score of a print of the wrong size: it looks good and would match nobody."""
VERY_DARK, THIN_RIDGES = 0.68, 0.28
"""Shares of dark pixels that only moisture and only dryness explain."""
MM2_PER_CELL = (CELL * 25.4 / 500) ** 2


@dataclass(frozen=True)
class PrintFeatures:
    """What the score is made of."""

    area_mm2: float
    coherence: float
    """Mean agreement of gradient directions inside blocks, 0 to 1: clear parallel ridges are near 1."""
    contrast: float
    """Standard deviation of gray levels inside the print."""
    dark_share: float
    """Share of pixels darker than the middle between ridges and valleys: high is wet, low is dry."""
    confident_minutiae: int
    mean_confidence: float
    off_center_mm: float
    tip_only: bool
    ridge_period: float
    """Pixels from ridge to ridge; 0 where the print is too small to tell."""


def measure(image: GrayImage, foreground: Foreground, confidence: NDArray[np.float32]) -> PrintFeatures:
    """Measure a 500 dpi image and the confidences (0 to 1) of the minutiae found on it."""
    if foreground.is_empty:
        return PrintFeatures(0, 0, 0, 0, 0, 0, 0, False, 0)
    height, width = image.shape
    cells = foreground.cells
    mask = cv2.resize(cells.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
    pixels = image[mask]
    low, high = np.percentile(pixels, (5, 95))
    rows, columns = np.nonzero(cells)
    dx = (float(columns.mean()) + 0.5) * width / cells.shape[1] - width / 2
    dy = (float(rows.mean()) + 0.5) * height / cells.shape[0] - height / 2
    box_width, box_height = np.ptp(columns) + 1, np.ptp(rows) + 1
    return PrintFeatures(
        area_mm2=float(cells.sum()) * MM2_PER_CELL,
        coherence=_coherence(image, mask),
        contrast=float(pixels.std()),
        dark_share=float((pixels < (low + high) / 2).mean()),
        confident_minutiae=int((confidence >= CONFIDENT).sum()),
        mean_confidence=float(confidence.mean()) if len(confidence) else 0.0,
        off_center_mm=math.hypot(dx, dy) * 25.4 / 500,
        tip_only=bool(box_height < 0.85 * box_width),
        ridge_period=ridge_period(image, foreground),
    )


def assess(features: PrintFeatures) -> Quality:
    """The score and the main reason for its loss.

    The score is a logistic of the evidence a matcher lives on: confident minutiae, their confidence,
    area and ridge clarity.
    """
    if features.area_mm2 <= 0:
        return Quality(0, QualityReason.BLANK)
    if features.ridge_period and not FINEST <= features.ridge_period <= COARSEST:
        return Quality(MISMEASURED, QualityReason.WRONG_RESOLUTION)
    evidence = (
        -7.4
        + 5.0 * features.mean_confidence
        + 0.055 * min(features.confident_minutiae, 50)
        + 0.008 * min(features.area_mm2, 220)
        - 0.025 * max(0.0, SMALL_MM2 - features.area_mm2)
        + 3.2 * features.coherence
        - FAINT_COST * max(0.0, 15.0 - features.contrast)
    )
    score = round(100 / (1 + math.exp(-evidence)))
    return Quality(score, _reason(features, score))


def _reason(features: PrintFeatures, score: int) -> QualityReason:
    """What a poor print suffers from; for the limits and how often they are right see ADR 027."""
    if score >= PASSES:
        return QualityReason.GOOD
    if features.confident_minutiae < 4 and features.coherence < 0.24:
        return QualityReason.NOT_A_PRINT
    # Smearing draws everything into clear parallel lines whose minutiae the network doubts.
    lined = features.coherence > 0.62 and features.mean_confidence < 0.68
    if lined and features.dark_share <= VERY_DARK and features.area_mm2 > 75:
        return QualityReason.BLURRED
    if features.area_mm2 < 110:
        return _missing(features)
    if features.contrast < FAINT:
        return QualityReason.TOO_FAINT
    return _of_the_skin(features)


def _of_the_skin(features: PrintFeatures) -> QualityReason:
    if features.dark_share > VERY_DARK or (features.dark_share > 0.50 and features.coherence < 0.62):
        return QualityReason.TOO_WET
    if features.dark_share < THIN_RIDGES or (features.coherence < 0.52 and features.dark_share < 0.45):
        return QualityReason.TOO_DRY
    if features.coherence < 0.52 or features.mean_confidence < 0.70:
        return QualityReason.BLURRED
    return _missing(features)


def _missing(features: PrintFeatures) -> QualityReason:
    if features.tip_only and features.area_mm2 < 110:
        return QualityReason.ONLY_TIP
    if features.off_center_mm > 3.5:
        return QualityReason.OFF_CENTER
    return QualityReason.TOO_DRY if features.dark_share < THIN_RIDGES else QualityReason.TOO_LITTLE


def _coherence(image: GrayImage, mask: NDArray[np.bool_]) -> float:
    """Length of the mean doubled-angle gradient over the mean squared gradient, averaged over the print."""
    smooth = cv2.GaussianBlur(image, (0, 0), 1.0)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    size = (BLOCK, BLOCK)
    energy = cv2.blur(across * across + down * down, size)
    real = cv2.blur(across * across - down * down, size)
    imaginary = cv2.blur(2 * across * down, size)
    agreement = np.sqrt(real * real + imaginary * imaginary) / np.maximum(energy, 1e-3)
    return float(agreement[mask].mean())
