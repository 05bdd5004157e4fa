"""Two fingers with their matched points drawn over both, so that an adjudicator sees why they matched."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics import images
from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.fingerprints.matching import MatchedPair, compare

SHOWN_PAIRS = 24
COLOR = (15, 118, 110)
"""The house's teal, as RGB."""


def matched_points(probe_image: bytes, reference_image: bytes) -> bytes:
    """Both prints side by side as one PNG, each matched pair under the same number."""
    left, right = images.decode(probe_image), images.decode(reference_image)
    probe, reference = extract(left), extract(right)
    pairs: list[MatchedPair] = []
    compare(probe, reference, trace=lambda found: pairs.extend(found))
    best = sorted(pairs, key=lambda pair: -pair.weight)[:SHOWN_PAIRS]
    left_rows, right_rows = [pair.probe_row for pair in best], [pair.reference_row for pair in best]
    return images.encode_png(
        _beside(_numbered(left, probe.minutiae[left_rows]), _numbered(right, reference.minutiae[right_rows]))
    )


def _numbered(image: NDArray[np.uint8], minutiae: NDArray[np.void]) -> NDArray[np.uint8]:
    canvas = np.repeat(image[:, :, None], 3, axis=2)
    for number, minutia in enumerate(minutiae, 1):
        at = (int(minutia["x"]), int(minutia["y"]))
        cv2.circle(canvas, at, 6, COLOR, 2, cv2.LINE_AA)
        cv2.putText(
            canvas, str(number), (at[0] + 8, at[1] + 4), cv2.FONT_HERSHEY_SIMPLEX, 0.4, COLOR, 1, cv2.LINE_AA
        )
    return canvas


def _beside(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, gap = max(left.shape[0], right.shape[0]), 16
    sheet = np.full((height, left.shape[1] + gap + right.shape[1], 3), 255, np.uint8)
    sheet[: left.shape[0], : left.shape[1]] = left
    sheet[: right.shape[0], left.shape[1] + gap :] = right
    return sheet
