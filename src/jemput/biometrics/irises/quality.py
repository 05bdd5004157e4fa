"""Quality of an iris sample: how much is visible, how sharp, and whether the eye looks at the camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.irises.segmentation import Segmentation
from jemput.biometrics.irises.sheet import Sheet
from jemput.biometrics.qualities import Quality, QualityReason

COSTS = {
    QualityReason.REFLECTIONS: 50,
    QualityReason.BLURRED: 60,
    QualityReason.EYE_HALF_CLOSED: 70,
    QualityReason.LOOKING_AWAY: 60,
    QualityReason.TOO_DARK: 50,
}
FAILED = 0.5
"""Size of a defect at its limit."""
GLARE = 240
"""Gray level from which a pixel of the iris mirrors a lamp."""


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
    pupil_flatness: float
    """Width over height of what is seen of the pupil: above 1 a lid covers it, below 1 it looks aside."""
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
        pupil_flatness=_pupil_flatness(segmentation),
        dilation=pupil.radius / limbus.radius,
        bright_share=float((sheet.gray > GLARE).mean()),
    )


def assess(features: IrisFeatures) -> Quality:
    """100 less what each defect costs; the one farthest beyond its limit is the reason.

    Limits were set on half of the eyes of CASIA-V1 and measured on the others (ADR 027). A pupil too narrow
    is not among the reasons: below a quarter of the iris no iris is found.
    """
    covered = max(_beyond(0.80, 0.68, features.usable_share), _beyond(1.15, 1.25, features.pupil_flatness))
    aside = max(
        _beyond(0.09, 0.12, features.eccentricity),
        _beyond(1.15, 1.25, 1 / max(features.pupil_flatness, 1e-3)),
    )
    defects = {
        QualityReason.REFLECTIONS: _beyond(0.02, 0.05, features.bright_share),
        QualityReason.BLURRED: max(
            _beyond(4.5, 3.5, features.sharpness), _beyond(1.6, 1.2, features.contrast)
        ),
        QualityReason.EYE_HALF_CLOSED: covered,
        QualityReason.LOOKING_AWAY: aside,
        QualityReason.TOO_DARK: _beyond(0.56, 0.62, features.dilation),
    }
    worst = max(defects, key=lambda reason: defects[reason])
    score = max(0, round(100 - sum(COSTS[reason] * size for reason, size in defects.items())))
    return Quality(score, worst if defects[worst] > FAILED else QualityReason.GOOD)


def _beyond(easy: float, limit: float, value: float) -> float:
    """0 up to `easy`, one half at the limit, 1 as far beyond; the limit may lie on either side of `easy`."""
    return float(np.clip((value - easy) / (2 * (limit - easy)), 0, 1))


def _pupil_flatness(segmentation: Segmentation) -> float:
    """Of the dark region's second moments, darker than half way from the pupil to the iris around it."""
    pupil, image = segmentation.pupil, cv2.medianBlur(segmentation.image, 5)
    rows, columns = np.indices(image.shape)
    far = np.hypot(columns - pupil.x, rows - pupil.y) / pupil.radius
    inner, around = image[far < 0.7], image[(far > 1.3) & (far < 1.6)]
    if not len(inner) or not len(around):
        return 1.0
    dark = (image < (float(np.median(inner)) + float(np.median(around))) / 2) & (far < 1.5)
    moments = cv2.moments(dark.astype(np.uint8), binaryImage=True)
    if moments["m00"] < 50 or moments["mu02"] <= 0:
        return 1.0
    return float(np.sqrt(moments["mu20"] / moments["mu02"]))
