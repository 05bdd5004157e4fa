"""Quality of an iris sample: how much is visible, how sharp, and whether the eye looks at the camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.irises.segmentation import Segmentation
from jemput.biometrics.irises.sheet import Sheet
from jemput.biometrics.qualities import Quality, QualityReason


@dataclass(frozen=True)
class IrisFeatures:
    """What the score is made of."""

    usable_share: float
    """Share of code cells that can be compared."""
    sharpness: float
    """Deviation of fine texture along the sheet's rows."""
    contrast: float
    """Gray levels by which the limbus brightens a pixel."""
    eccentricity: float
    """Distance of pupil and limbus centers over the limbus radius: high looks away."""
    dilation: float
    """Pupil over limbus radius, 0.2 to 0.7 in life."""
    bright_share: float
    """Share of the ring that is as bright as reflections."""


def measure(segmentation: Segmentation, sheet: Sheet, mask: NDArray[np.bool_]) -> IrisFeatures:
    """Measure a segmented eye, its sheet and its code's mask."""
    pupil, limbus = segmentation.pupil, segmentation.limbus
    fine = sheet.gray - cv2.GaussianBlur(sheet.gray, (0, 0), 2.0)
    texture = float(fine[sheet.usable].std()) if sheet.usable.any() else 0.0
    return IrisFeatures(
        usable_share=float(mask.mean()),
        sharpness=texture,
        contrast=segmentation.limbus_contrast,
        eccentricity=float(np.hypot(pupil.x - limbus.x, pupil.y - limbus.y)) / limbus.radius,
        dilation=pupil.radius / limbus.radius,
        bright_share=float((sheet.gray > 245).mean()),
    )


def assess(features: IrisFeatures) -> Quality:
    """100 less what each defect costs; the costliest is the reason."""
    losses = {
        QualityReason.EYE_HALF_CLOSED: _loss(0.70 - features.usable_share, 0.45, 70),
        QualityReason.BLURRED: max(
            _loss(3.0 - features.sharpness, 2.5, 60), _loss(1.5 - features.contrast, 1, 60)
        ),
        QualityReason.LOOKING_AWAY: _loss(features.eccentricity - 0.10, 0.12, 40),
        QualityReason.REFLECTIONS: _loss(features.bright_share - 0.04, 0.15, 40),
        QualityReason.TOO_BRIGHT: _loss(0.18 - features.dilation, 0.08, 30),
        QualityReason.TOO_DARK: _loss(features.dilation - 0.65, 0.10, 30),
    }
    worst = max(losses, key=lambda reason: losses[reason])
    score = max(0, round(100 - sum(losses.values())))
    return Quality(score, QualityReason.GOOD if losses[worst] < 12 else worst)


def _loss(excess: float, full: float, cost: float) -> float:
    """Nothing up to the limit, then rising to `cost` where the excess reaches `full`."""
    return cost * min(1.0, max(0.0, excess / full))
