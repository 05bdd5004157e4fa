"""A signature's strokes as posted by the pad, checked and drawn as a picture."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jemput.biometrics import images
from jemput.kernel.body import Modality
from jemput.kernel.errors import Words
from jemput.kit.devices.errors import EmptySignature, NotStrokes
from jemput.kit.devices.samples import Captured, Spot

MIN_INK = 0.15
"""Length of all strokes in pad widths below which nobody has signed."""

LINE_STRAIGHTNESS = 0.97
"""Share of a stroke's length that its ends span from which on it is the line of one who cannot write."""

_PICTURE_WIDTH = 800
_MAX_TEXT = 2 * 2**20

Point = tuple[float, float]


class Strokes(BaseModel):
    """What the pad posts as JSON: its size in CSS pixels and every stroke's points."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: float = Field(gt=0, le=10_000)
    height: float = Field(gt=0, le=10_000)
    strokes: tuple[tuple[Point, ...], ...] = Field(max_length=400)


@dataclass(frozen=True)
class Signature:
    """A drawn signature, and whether it is a line in its place."""

    captured: Captured
    is_line: bool


def read_strokes(text: str) -> Strokes:
    """Parse the pad's JSON; raises NotStrokes."""
    try:
        strokes = Strokes.model_validate_json(text[:_MAX_TEXT])
    except (ValidationError, ValueError) as error:
        raise NotStrokes from error
    points = [point for stroke in strokes.strokes for point in stroke]
    if not all(0 <= x <= strokes.width and 0 <= y <= strokes.height for x, y in points):
        raise NotStrokes
    return strokes


def draw(strokes: Strokes) -> Signature:
    """Draw dark ink on white, 800 pixels wide; raises EmptySignature where there is too little ink."""
    length = sum(_length(stroke) for stroke in strokes.strokes)
    if length < MIN_INK * strokes.width:
        raise EmptySignature
    scale = _PICTURE_WIDTH / strokes.width
    picture = np.full((max(64, round(strokes.height * scale)), _PICTURE_WIDTH), 255, np.uint8)
    for stroke in strokes.strokes:
        points = np.array([[x * scale * 16, y * scale * 16] for x, y in stroke], np.int32)
        if len(points):
            cv2.polylines(picture, [points], False, 20, 4, cv2.LINE_AA, 4)  # 4 bits of subpixels
    captured = Captured(
        spot=Spot(Modality.SIGNATURE),
        content=images.encode_png(picture),
        media_type="image/png",
        quality=100,
        advice=Words(id="", en=""),
        device="canvas",
    )
    return Signature(captured, is_line=_is_line(strokes))


def _length(stroke: tuple[Point, ...]) -> float:
    return sum(math.dist(a, b) for a, b in itertools.pairwise(stroke))


def _is_line(strokes: Strokes) -> bool:
    drawn = [stroke for stroke in strokes.strokes if _length(stroke) > 0.02 * strokes.width]
    if len(drawn) != 1:
        return False
    return math.dist(drawn[0][0], drawn[0][-1]) >= LINE_STRAIGHTNESS * _length(drawn[0])
