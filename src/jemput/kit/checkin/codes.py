"""Reading the QR code of a summons in a camera's picture."""

from __future__ import annotations

import cv2
import numpy as np

from jemput.kit.checkin.errors import NoCodeSeen

MAX_PICTURE_BYTES = 4 * 2**20
_MAX_SIDE = 1600


def read_code(picture: bytes) -> str:
    """The text of the QR code in a JPEG or PNG; raises NoCodeSeen where there is none to read."""
    pixels = np.frombuffer(picture, np.uint8)
    image = cv2.imdecode(pixels, cv2.IMREAD_GRAYSCALE) if len(pixels) else None
    if image is None or max(image.shape) > 4 * _MAX_SIDE:
        raise NoCodeSeen
    scale = _MAX_SIDE / max(image.shape)
    if scale < 1:
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
        try:
            text, *_ = detector.detectAndDecode(image)
        except cv2.error:
            continue
        if text:
            return str(text).strip()[:200]
    raise NoCodeSeen
