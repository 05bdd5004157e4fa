"""From a photo to a face template: detect, align by five points, embed, and judge the capture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import NoFace
from jemput.biometrics.faces.models import face_models
from jemput.biometrics.faces.quality import FaceFeatures, assess, measure
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.images import ColorImage, require_color
from jemput.biometrics.qualities import Quality, QualityReason

DETECTION_SIDE = 640
"""Longest side in pixels on which faces are looked for: finds faces of 80 pixels and more there."""
SMALL_PHOTO_SIDE = 320
"""Photos whose longer side is shorter are doubled before the search."""


@dataclass(frozen=True)
class FaceExamination:
    """What one pass over the photo yields; no template where no face was found."""

    template: FaceTemplate | None
    quality: Quality
    features: FaceFeatures | None


def extract(image: ColorImage) -> FaceTemplate:
    """The template of the largest face of an RGB photo (height, width, 3); raises NoFace."""
    template = examine(image).template
    if template is None:
        raise NoFace
    return template


def examine(image: ColorImage) -> FaceExamination:
    """The template with the quality of the capture, after the measures of ISO/IEC 29794-5."""
    found = _find(image)
    if found is None:
        return FaceExamination(None, Quality(0, QualityReason.NO_FACE), None)
    quality = assess(found.features)
    embedding = face_models().recognition.compute_face_descriptor(found.photo, found.shape)
    template = FaceTemplate(np.array(embedding, np.float32), quality.score)
    return FaceExamination(template, quality, found.features)


def judge(image: ColorImage) -> FaceExamination:
    """The capture checks alone, without the template: half the time, for a picture still being taken."""
    found = _find(image)
    if found is None:
        return FaceExamination(None, Quality(0, QualityReason.NO_FACE), None)
    return FaceExamination(None, assess(found.features), found.features)


@dataclass(frozen=True)
class _Found:
    """The largest face: the photo at detection size, dlib's landmarks, and the measures."""

    photo: NDArray[np.uint8]
    shape: Any
    features: FaceFeatures


def _find(image: ColorImage) -> _Found | None:
    require_color(image)
    scale = _detection_scale(image.shape)
    small = _scaled(image, scale)
    models = face_models()
    found = sorted(models.detector(small, 0), key=lambda box: -box.area())
    if not found:
        return None
    shape = models.landmarks(small, found[0])
    points = np.array([(shape.part(i).x, shape.part(i).y) for i in range(5)], np.float64)
    return _Found(small, shape, measure(small, points, others=_rivals(found), scale=scale))


def _detection_scale(shape: tuple[int, ...]) -> float:
    longest = max(shape[:2])
    if longest < SMALL_PHOTO_SIDE:
        return 2.0
    return min(1.0, DETECTION_SIDE / longest)


def _scaled(image: ColorImage, scale: float) -> NDArray[np.uint8]:
    if scale == 1.0:
        return np.ascontiguousarray(image)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=method), np.uint8)


def _rivals(found: list[Any]) -> int:
    """Other faces large enough to be a second person before the camera."""
    return sum(box.area() > 0.25 * found[0].area() for box in found[1:])
