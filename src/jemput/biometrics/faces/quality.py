"""Capture checks of a face photo, after ISO/IEC 29794-5, each a plain image measure with a measured limit.

Left out, because what five landmarks allow did not tell good from bad on AT&T portraits (ADR 027): nodding
(noses differ more between people than 20 degrees move them) and an open mouth (beards, lips and smiles).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.faces.regions import EYE_PIXELS, beside_head, eye_patches, face_oval, upright
from jemput.biometrics.qualities import Quality, QualityReason

EDGE = 7.0
"""Gray levels a pixel, at 24 pixels between the eyes, from which a background pixel is an edge."""
BEND = np.array([[1, -2, 1]], np.float32)
"""Second difference along a row."""


@dataclass(frozen=True)
class FaceFeatures:
    """What was measured; distances in pixels of the original photo."""

    other_faces: int
    eye_distance: float
    roll_degrees: float
    turn: float
    """Nose tip off the middle of the eyes, in eye distances: 0 is frontal."""
    sharpness: float
    """Deviation of second differences over that of gray, on the face at 32 pixels between the eyes."""
    brightness: float
    """90th percentile of the face's gray levels, 0 to 255: lit skin, whatever its tone."""
    burnt_share: float
    """Share of face pixels at the end of the scale."""
    light_difference: float
    """Logarithm to base 2 of the two half-faces' brightness, absolute."""
    eye_openness: float
    """How much darker the middle of the eyes is than their corners, over the contrast (mean of both)."""
    background_edges: float
    """Share of the picture beside and above the head that is edges; 0 where too little is shown."""
    off_center: float
    """Middle of the eyes off the middle of the picture's width, as a share of it."""
    margin: float
    """Least distance of the eyes' middle from left, right and upper border, in eye distances."""


@dataclass(frozen=True)
class Check:
    """A measure (the higher the worse), where it begins to cost, where it fails, and what it costs then."""

    reason: QualityReason
    value: float
    easy: float
    limit: float
    cost: float

    @property
    def failed(self) -> bool:
        """Whether the operator must be told."""
        return self.value > self.limit

    @property
    def loss(self) -> float:
        """Nothing up to `easy`, half the cost at the limit, all of it as far beyond."""
        return self.cost * float(np.clip((self.value - self.easy) / (2 * (self.limit - self.easy)), 0, 1))


def measure(
    image: NDArray[np.uint8],
    points: NDArray[np.float64],
    *,
    others: int,
    scale: float,
) -> FaceFeatures:
    """Measure an RGB photo (height, width, 3) by dlib's five points (5, 2) in its pixels."""
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    eyes = np.array([points[0:2].mean(0), points[2:4].mean(0)])
    eyes = eyes[np.argsort(eyes[:, 0])]
    between = eyes[1] - eyes[0]
    distance = max(float(np.hypot(*between)), 1.0)
    middle = eyes.mean(0)
    face = upright(gray, middle, between)
    pixels = face[face_oval()].astype(np.float64)
    sides = (middle[0], gray.shape[1] - middle[0], middle[1])
    return FaceFeatures(
        other_faces=others,
        eye_distance=distance / scale,
        roll_degrees=float(np.degrees(np.arctan2(between[1], between[0]))),
        turn=float((points[4] - middle) @ between) / distance**2,
        sharpness=_sharpness(face),
        brightness=float(np.percentile(pixels, 90)),
        burnt_share=float((pixels > 250).mean()),
        light_difference=_light_difference(face),
        eye_openness=float(np.mean([_openness(eye) for eye in eye_patches(gray, points)])),
        background_edges=_edges(*beside_head(gray, middle, distance)),
        off_center=abs(float(middle[0]) / gray.shape[1] - 0.5),
        margin=float(min(sides)) / distance,
    )


def checks(features: FaceFeatures) -> tuple[Check, ...]:
    """Every check; limits were set on half of the persons of AT&T and measured on the others (ADR 027)."""
    return (
        Check(QualityReason.SEVERAL_FACES, features.other_faces, 0, 0.5, 60),
        Check(QualityReason.TOO_SMALL, -features.eye_distance, -75, -60, 60),
        Check(QualityReason.TOO_DARK, -features.brightness, -110, -90, 60),
        Check(QualityReason.TOO_BRIGHT, features.burnt_share, 0.05, 0.15, 60),
        Check(QualityReason.BLURRED, -features.sharpness, -0.13, -0.10, 70),
        Check(QualityReason.TURNED_AWAY, abs(features.turn), 0.10, 0.15, 60),
        Check(QualityReason.TILTED, abs(features.roll_degrees), 8, 11, 50),
        Check(QualityReason.UNEVEN_LIGHT, features.light_difference, 0.45, 0.65, 50),
        Check(QualityReason.EYES_CLOSED, -features.eye_openness, -0.70, -0.60, 60),
        Check(QualityReason.TOO_CLOSE, -features.margin, -1.4, -1.25, 50),
        Check(QualityReason.FACE_OFF_CENTER, features.off_center, 0.08, 0.14, 40),
        Check(QualityReason.BUSY_BACKGROUND, features.background_edges, 0.06, 0.11, 40),
    )


def assess(features: FaceFeatures) -> Quality:
    """100 less what each check costs; the reason is the first that failed: later ones depend on it."""
    made = checks(features)
    score = max(0, round(100 - sum(check.loss for check in made)))
    return Quality(score, next((check.reason for check in made if check.failed), QualityReason.GOOD))


def _sharpness(face: NDArray[np.uint8]) -> float:
    """In the direction with less of it, for a moved camera blurs one direction only."""
    inside = face_oval()
    gray = face.astype(np.float32)
    bends = [cv2.filter2D(gray, -1, kernel)[inside] for kernel in (BEND, BEND.T)]
    return min(float(bend.std()) for bend in bends) / max(float(gray[inside].std()), 1.0)


def _light_difference(face: NDArray[np.uint8]) -> float:
    inside, columns = face_oval(), np.indices(face.shape)[1]
    left = float(np.median(face[inside & (columns < face.shape[1] // 2)]))
    right = float(np.median(face[inside & (columns >= face.shape[1] // 2)]))
    return abs(float(np.log2((left + 1) / (right + 1))))


def _openness(eye: NDArray[np.float32]) -> float:
    """White, iris, white along the line through the corners when open; an even lid when closed."""
    middle = eye.shape[1] // 2
    quarter = EYE_PIXELS // 4
    around = eye[quarter:-quarter, quarter:-quarter]
    contrast = max(float(np.percentile(around, 90) - np.percentile(around, 3)), 8.0)
    line = cv2.GaussianBlur(eye, (0, 0), 1.5)[eye.shape[0] // 2 - 4 : eye.shape[0] // 2 + 4].mean(0)
    left, right = line[middle - 16 : middle - 6].max(), line[middle + 6 : middle + 16].max()
    return float(left + right - 2 * line[middle - 6 : middle + 6].min()) / contrast


def _edges(gray: NDArray[np.uint8], shown: NDArray[np.bool_]) -> float:
    if shown.sum() < 300:
        return 0.0
    smooth = cv2.GaussianBlur(gray, (0, 0), 0.8)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    return float((np.hypot(across, down)[shown] > EDGE).mean())
