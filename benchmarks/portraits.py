"""Portraits composed of AT&T photos: plain ones, ones with closed eyes or turned heads, and degraded ones.

Which photo shows what was judged by eye, once, before any measure was looked at. Even persons were kept
aside when limits were set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from degradations import PORTRAIT_EYES, PORTRAITS, Damage, cluttered_backdrop, placed, plain_backdrop
from jemput.biometrics.faces.models import face_models
from jemput.biometrics.qualities import QualityReason

PLAIN = {
    1: (1, 3, 8), 2: (2, 3, 8, 10), 3: (9, 10), 4: (1, 7), 5: (3, 10), 6: (4, 5, 6, 8, 10), 7: (1, 3, 4, 8),
    8: (2, 6, 10), 9: (3, 7, 9), 10: (5, 6, 7, 8, 10), 11: (1, 3, 6, 10), 12: (1, 4, 8, 9),
    13: (1, 2, 5, 9, 10), 14: (2, 3, 4, 10), 15: (2, 3, 5, 10), 16: (2, 3, 10), 17: (3, 4),
    18: (3, 6, 7, 9, 10), 19: (4, 7, 8, 9), 20: (3, 7, 9), 21: (3, 5, 6, 7), 22: (1, 8, 9, 10),
    23: (1, 3, 4, 5, 6, 7), 24: (1, 2, 6, 7, 9, 10), 25: (1, 3, 6, 7, 9), 26: (1,), 27: (3, 4, 7, 10),
    28: (1, 3, 6, 7, 8), 29: (2, 4, 6, 7), 30: (2, 6, 7, 9), 31: (2, 5, 10), 32: (3, 8), 33: (1,),
    34: (2, 3, 8, 10), 35: (6, 8), 36: (1, 3, 8), 37: (1, 3, 7, 9, 10), 38: (5, 10), 39: (4,), 40: (2, 6),
}  # fmt: skip
"""Person: photos. Frontal, eyes open, no grimace."""
EYES_CLOSED = {
    3: (3, 4, 6), 8: (3, 7), 11: (4, 9), 22: (6,), 24: (8,), 26: (6,), 27: (5, 6, 9), 32: (6,), 36: (5,),
}  # fmt: skip
TURNED = {
    1: (5, 6), 4: (5, 6, 10), 8: (1,), 13: (6,), 14: (7,), 19: (1,), 20: (6,), 24: (3,), 25: (2, 5, 8),
    28: (10,), 29: (9,), 32: (7,), 35: (2, 3), 39: (3,), 40: (7, 9),
}  # fmt: skip

EYES_AT = (240.0, 270.0)


@dataclass(frozen=True)
class Cropped:
    """A photo cropped to the head, gray, and the middles of its eyes (2, 2), left first."""

    photo: NDArray[np.uint8]
    eyes: NDArray[np.float64]

    @property
    def level(self) -> float:
        """Gray of its backdrop: the upper corners."""
        return float(np.median(np.concatenate([self.photo[:10, :6].ravel(), self.photo[:10, -6:].ravel()])))


def cropped(path: Path) -> Cropped | None:
    """Read a photo and find its eyes, at three times its size; nothing where no face is found."""
    photo = np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), np.uint8)
    large = cv2.cvtColor(
        cv2.resize(photo, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2RGB
    )
    models = face_models()
    found = sorted(models.detector(large, 0), key=lambda box: -box.area())
    if not found:
        return None
    shape = models.landmarks(large, found[0])
    points = np.array([(shape.part(i).x, shape.part(i).y) for i in range(4)], np.float64) / 3
    eyes = np.array([points[:2].mean(0), points[2:].mean(0)])
    return Cropped(photo, eyes[np.argsort(eyes[:, 0])])


def composed(head: Cropped, random: np.random.Generator) -> NDArray[np.uint8]:
    """A portrait as the van takes it: the head before a plain backdrop, 480 x 640, gray."""
    return laid(head, plain_backdrop(head.level, random))


def laid(
    head: Cropped,
    backdrop: NDArray[np.float32],
    at: tuple[float, float] = EYES_AT,
    apart: float = PORTRAIT_EYES,
) -> NDArray[np.uint8]:
    """The head before a backdrop, its eyes around `at`, `apart` pixels from one another."""
    image = placed(head.photo, head.eyes, backdrop, at=at, apart=apart)
    return np.asarray(np.clip(image, 0, 255), np.uint8)


Compose = Callable[[Cropped, np.random.Generator], NDArray[np.uint8]]


def _degraded(damage: Damage) -> Compose:
    return lambda head, random: damage(composed(head, random), random)


def _plainly(at: tuple[float, float], apart: float) -> Compose:
    return lambda head, random: laid(head, plain_backdrop(head.level, random), at, apart)


def _cluttered(head: Cropped, random: np.random.Generator) -> NDArray[np.uint8]:
    return laid(head, cluttered_backdrop(head.level, random))


def _in_company(head: Cropped, random: np.random.Generator) -> NDArray[np.uint8]:
    first = laid(head, plain_backdrop(head.level, random), (130, 200), 70)
    return laid(head, first.astype(np.float32), (350, 420), 70)


COMPOSED: dict[str, tuple[Compose, QualityReason]] = {
    **{name: (_degraded(damage), reason) for name, (damage, reason) in PORTRAITS.items()},
    "cluttered": (_cluttered, QualityReason.BUSY_BACKGROUND),
    "far": (_plainly(EYES_AT, 48), QualityReason.TOO_SMALL),
    "near": (_plainly(EYES_AT, 240), QualityReason.TOO_CLOSE),
    "at_the_side": (_plainly((140, 270), 80), QualityReason.FACE_OFF_CENTER),
    "two_faces": (_in_company, QualityReason.SEVERAL_FACES),
}
"""Plain portraits made bad in one way each, and the reason that should be given."""
