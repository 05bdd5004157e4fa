"""Capture checks of a face photo, after ISO/IEC 29794-5, from five landmarks and the pixels around them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.qualities import Quality, QualityReason

EYE_STRIP = 0.32
"""Half width of the eye window, in eye distances."""


@dataclass(frozen=True)
class FaceFeatures:
    """What was measured; distances in pixels of the original photo."""

    other_faces: int
    eye_distance: float
    roll_degrees: float
    turn: float
    """Nose tip off the middle of the eyes, in eye distances: 0 is frontal."""
    sharpness: float
    """Standard deviation of the Laplacian over the face at 64 pixels between the eyes."""
    brightness: float
    """Mean gray level of the face, 0 to 255."""
    clipped_share: float
    """Share of face pixels near black or white."""
    light_difference: float
    """Relative difference of the two cheeks' brightness."""
    eye_openness: float
    """Dark vertical extent of the eyes relative to the eye distance (the smaller eye)."""
    background_deviation: float
    """Standard deviation of gray levels beside the head."""


def measure(
    image: NDArray[np.uint8],
    box: NDArray[np.float64],
    points: NDArray[np.float64],
    *,
    others: int,
    scale: float,
) -> FaceFeatures:
    """Measure a face with its box (left, top, right, bottom) and dlib's five points in image pixels."""
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    eyes = np.array([points[0:2].mean(0), points[2:4].mean(0)])
    eyes = eyes[np.argsort(eyes[:, 0])]
    between = eyes[1] - eyes[0]
    distance = max(float(np.hypot(*between)), 1.0)
    along = between / distance
    face = _cut(gray, box)
    nose = float((points[4] - eyes.mean(0)) @ along) / distance
    return FaceFeatures(
        other_faces=others,
        eye_distance=distance / scale,
        roll_degrees=float(np.degrees(np.arctan2(between[1], between[0]))),
        turn=nose,
        sharpness=_sharpness(face, distance),
        brightness=float(face.mean()),
        clipped_share=float(((face < 12) | (face > 245)).mean()),
        light_difference=_light_difference(gray, eyes, distance),
        eye_openness=min(_openness(gray, eye, distance) for eye in eyes),
        background_deviation=_background(gray, box),
    )


def assess(features: FaceFeatures) -> Quality:
    """100 less what each failed check costs; the costliest is the reason."""
    losses = {
        QualityReason.SEVERAL_FACES: 60.0 if features.other_faces else 0.0,
        QualityReason.TOO_SMALL: _loss(45 - features.eye_distance, 25, 60),
        QualityReason.TURNED_AWAY: _loss(abs(features.turn) - 0.12, 0.25, 50),
        QualityReason.TILTED: _loss(abs(features.roll_degrees) - 8, 15, 40),
        QualityReason.EYES_CLOSED: _loss(0.10 - features.eye_openness, 0.06, 45),
        QualityReason.BLURRED: _loss(9 - features.sharpness, 6, 60),
        QualityReason.TOO_DARK: _loss(70 - features.brightness, 40, 50),
        QualityReason.TOO_BRIGHT: _loss(features.brightness - 205, 30, 50),
        QualityReason.UNEVEN_LIGHT: _loss(features.light_difference - 0.30, 0.30, 35),
        QualityReason.BUSY_BACKGROUND: _loss(features.background_deviation - 45, 40, 20),
    }
    worst = max(losses, key=lambda reason: losses[reason])
    score = max(0, round(100 - sum(losses.values())))
    return Quality(score, QualityReason.GOOD if losses[worst] < 10 else worst)


def _loss(excess: float, full: float, cost: float) -> float:
    """Nothing up to the limit, then rising to `cost` where the excess reaches `full`."""
    return cost * min(1.0, max(0.0, excess / full))


def _cut(gray: NDArray[np.uint8], box: NDArray[np.float64]) -> NDArray[np.uint8]:
    height, width = gray.shape
    left, top = (int(np.clip(box[i], 0, (width, height)[i] - 2)) for i in (0, 1))
    right, bottom = int(np.clip(box[2], left + 2, width)), int(np.clip(box[3], top + 2, height))
    return gray[top:bottom, left:right]


def _sharpness(face: NDArray[np.uint8], eye_distance: float) -> float:
    ratio = 64 / eye_distance
    if ratio < 1:
        face = np.asarray(cv2.resize(face, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA), np.uint8)
    return float(cv2.Laplacian(face, cv2.CV_32F).std())


def _light_difference(gray: NDArray[np.uint8], eyes: NDArray[np.float64], distance: float) -> float:
    down = np.array([-(eyes[1] - eyes[0])[1], (eyes[1] - eyes[0])[0]]) * 0.55
    side = 0.18 * distance
    cheeks = [
        float(_cut(gray, np.array([*(eye + down - side), *(eye + down + side)])).mean()) for eye in eyes
    ]
    return abs(cheeks[0] - cheeks[1]) / max(*cheeks, 1.0)


def _openness(gray: NDArray[np.uint8], eye: NDArray[np.float64], distance: float) -> float:
    """Height of the dark column through the eye's middle: iris and lashes, or only lashes when closed."""
    half = EYE_STRIP * distance / 2
    window = _cut(gray, np.array([eye[0] - half, eye[1] - half, eye[0] + half, eye[1] + half]))
    rows = window.astype(np.float64).mean(1)
    low, high = rows.min(), np.percentile(window, 90)
    dark = rows < (low + high) / 2
    return float(dark.sum()) / distance if high - low > 8 else 0.0


def _background(gray: NDArray[np.uint8], box: NDArray[np.float64]) -> float:
    """Deviation of the upper corners beside the head; 0 where the photo shows none."""
    left, right, bottom = max(0, int(box[0] * 0.5)), int(box[2]), int(max(box[1], 1))
    beside = [gray[:bottom, :left], gray[:bottom, min(gray.shape[1], right + left) :]]
    shown = [part.ravel() for part in beside if part.size > 64]
    return float(np.concatenate(shown).std()) if shown else 0.0
