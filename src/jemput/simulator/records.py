"""From a captured image to the ISO/IEC 19794:2011 record that a scanner hands over."""

from __future__ import annotations

from datetime import datetime

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.formats import face_image, finger_image, iris_image
from jemput.biometrics.formats.capture import CaptureEvent, QualityBlock
from jemput.kernel.body import Eye
from jemput.simulator.sampling import Sample
from jemput.simulator.words import Spot

_LOSSLESS = 1000
_PORTRAIT = 120


def iso_record(sample: Sample, spot: Spot, at: datetime) -> bytes:
    """The record of one sample: fingers and irises in lossless JPEG 2000, faces in lossy."""
    event = CaptureEvent(captured_at=at, quality=(QualityBlock(sample.quality),))
    height, width = sample.image.shape[:2]
    if spot is None:
        portrait = face_image.FaceImage(
            image=_jpeg_2000(sample.image[..., ::-1], _PORTRAIT),
            width=width,
            height=height,
            coding=face_image.FaceCoding.JPEG_2000_LOSSY,
            event=event,
        )
        return face_image.write(portrait)
    image = _jpeg_2000(sample.image, _LOSSLESS)
    if isinstance(spot, Eye):
        coding = iris_image.IrisCoding.JPEG_2000
        return iris_image.write(
            iris_image.IrisImage(
                eye=spot, image=image, width=width, height=height, coding=coding, event=event
            )
        )
    finger = finger_image.FingerImage(
        position=spot,
        image=image,
        width=width,
        height=height,
        compression=finger_image.Compression.JPEG_2000_LOSSLESS,
        dpi=sample.dpi,
        event=event,
    )
    return finger_image.write(finger)


def _jpeg_2000(image: NDArray[np.uint8], thousandths: int) -> bytes:
    """1000 thousandths keep every bit; fewer aim at that share of the raw size."""
    options = [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, thousandths]
    _, data = cv2.imencode(".jp2", np.ascontiguousarray(image), options)
    return bytes(data)
