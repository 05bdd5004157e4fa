"""From a scanner's ISO record to pixels, quality and a picture for the screen."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics import images
from jemput.biometrics.calibration import FINGER, VERIFICATION_SCORE
from jemput.biometrics.errors import NoIris
from jemput.biometrics.faces import extraction as faces
from jemput.biometrics.fingerprints import extraction as fingers
from jemput.biometrics.fingerprints import matching
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.formats import face_image, finger_image, iris_image
from jemput.biometrics.images import GrayImage
from jemput.biometrics.irises import extraction as irises
from jemput.biometrics.qualities import Quality, QualityReason
from jemput.kernel.body import Modality
from jemput.kernel.errors import Problem
from jemput.kit.devices.errors import DeviceUnclear, OtherCapture
from jemput.kit.devices.samples import Spot

MEDIA_TYPES = {
    Modality.FINGER: "application/vnd.iso.19794-4",
    Modality.IRIS: "application/vnd.iso.19794-6",
    Modality.FACE: "application/vnd.iso.19794-5",
}
"""What an ISO record is called inside the packet."""


@dataclass(frozen=True)
class Comparison:
    """Two prints compared 1:1: the log10 likelihood ratio, and whether it is enough to verify a person."""

    score: float
    matched: bool


@dataclass(frozen=True)
class Judged:
    """What one pass over a record yields: our own quality, and the template that a search compares."""

    quality: Quality
    template: bytes | None


def judge(spot: Spot, record: bytes) -> Judged:
    """Our own quality of a scanner's record with the main thing to improve, and its template.

    Raises DeviceUnclear for a record that cannot be read, OtherCapture for one of another finger or eye.
    """
    try:
        if spot.modality is Modality.FINGER:
            image, dpi = _finger(spot, record)
            finger = fingers.examine(image, dpi=dpi)
            return Judged(finger.quality, finger.template.to_bytes())
        if spot.modality is Modality.FACE:
            face = faces.judge(images.decode_color(face_image.read(record).image))
            return Judged(face.quality, None)
        iris = irises.examine(_iris(spot, record))
        return Judged(iris.quality, iris.template.to_bytes())
    except NoIris:
        return Judged(Quality(0, QualityReason.NO_EYE), None)
    except OtherCapture:
        raise
    except Problem as problem:
        raise DeviceUnclear(reason=problem.code) from problem


def compare_fingers(probe: bytes, reference: bytes) -> Comparison:
    """Compare two finger templates as `judge` gave them; raises MalformedTemplate, OtherAlgorithm."""
    score = FINGER(matching.compare(FingerTemplate.from_bytes(probe), FingerTemplate.from_bytes(reference)))
    return Comparison(score, score >= VERIFICATION_SCORE)


PREVIEW_HEIGHT = 240
"""Pixels: what the pages show of a sample; enough to see a finger, small enough for a hundred of them."""


def preview(media_type: str, content: bytes) -> bytes:
    """A small JPEG of a sample for the screen, made once when it is taken."""
    image = _shown(media_type, content)
    height, width = image.shape[:2]
    if height > PREVIEW_HEIGHT:
        size = (max(1, round(width * PREVIEW_HEIGHT / height)), PREVIEW_HEIGHT)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return images.encode_jpeg(image, quality=82)


def _shown(media_type: str, content: bytes) -> NDArray[np.uint8]:
    """The pixels of a sample, gray or RGB."""
    if media_type == MEDIA_TYPES[Modality.FINGER]:
        return _pixels(content)[0]
    if media_type == MEDIA_TYPES[Modality.IRIS]:
        return images.decode(iris_image.read(content).image)
    if media_type == MEDIA_TYPES[Modality.FACE]:
        return images.decode_color(face_image.read(content).image)
    return images.decode_color(content)


def _finger(spot: Spot, record: bytes) -> tuple[GrayImage, int]:
    stated = finger_image.read(record).position
    if stated is not None and stated != spot.position:
        raise OtherCapture(reason=f"position {int(stated)}")
    return _pixels(record)


def _pixels(record: bytes) -> tuple[GrayImage, int]:
    sample = finger_image.read(record)
    return images.decode(sample.image), sample.dpi


def _iris(spot: Spot, record: bytes) -> GrayImage:
    sample = iris_image.read(record)
    if sample.eye is not None and sample.eye != spot.position:
        raise OtherCapture(reason=f"eye {int(sample.eye)}")
    return images.decode(sample.image)
