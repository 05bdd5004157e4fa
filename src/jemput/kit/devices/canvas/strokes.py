"""A signature's strokes as posted by the pad, checked and drawn as a picture."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jemput.biometrics import images
from jemput.biometrics.images import GrayImage
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

Point = tuple[float, float] | tuple[float, float, float]
"""x and y in CSS pixels; a pen adds its pressure, 0 to 1."""

_THIN, _THICK = 2, 7
"""Ink of a pen at no and at full pressure, in pixels of the picture."""


class Strokes(BaseModel):
    """What the pad posts as JSON: its size in CSS pixels and every stroke's points."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: float = Field(gt=0, le=10_000)
    height: float = Field(gt=0, le=10_000)
    strokes: tuple[tuple[Point, ...], ...] = Field(max_length=400)

    @property
    def by_pen(self) -> bool:
        """Whether a pen that feels pressure drew it."""
        return any(len(point) == 3 for stroke in self.strokes for point in stroke)


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
    if not all(_is_on(point, strokes) for point in points):
        raise NotStrokes
    return strokes


def _is_on(point: Point, pad: Strokes) -> bool:
    pressure = point[2] if len(point) == 3 else 0.0
    return 0 <= point[0] <= pad.width and 0 <= point[1] <= pad.height and 0 <= pressure <= 1


def draw(strokes: Strokes) -> Signature:
    """Draw dark ink on white, 800 pixels wide; raises EmptySignature where there is too little ink."""
    length = sum(_length(stroke) for stroke in strokes.strokes)
    if length < MIN_INK * strokes.width:
        raise EmptySignature
    scale = _PICTURE_WIDTH / strokes.width
    picture = np.full((max(64, round(strokes.height * scale)), _PICTURE_WIDTH), 255, np.uint8)
    for stroke in strokes.strokes:
        _ink(picture, stroke, scale)
    captured = Captured(
        spot=Spot(Modality.SIGNATURE),
        content=images.encode_png(picture),
        media_type="image/png",
        quality=100,
        advice=Words(id="", en=""),
        device="pen" if strokes.by_pen else "canvas",
    )
    return Signature(captured, is_line=_is_line(strokes))


def _ink(picture: GrayImage, stroke: tuple[Point, ...], scale: float) -> None:
    """Draw one stroke piece by piece, as thick as the pen was pressed."""
    points = [np.array([point[0] * scale * 16, point[1] * scale * 16], np.int32) for point in stroke]
    for start, end, point in zip(points, points[1:] or points, stroke[1:] or stroke, strict=False):
        width = round(_THIN + (_THICK - _THIN) * point[2]) if len(point) == 3 else 4
        cv2.line(picture, start.tolist(), end.tolist(), 20, width, cv2.LINE_AA, 4)  # 4 bits of subpixels


def _length(stroke: tuple[Point, ...]) -> float:
    return sum(math.dist(a[:2], b[:2]) for a, b in itertools.pairwise(stroke))


def _is_line(strokes: Strokes) -> bool:
    drawn = [stroke for stroke in strokes.strokes if _length(stroke) > 0.02 * strokes.width]
    if len(drawn) != 1:
        return False
    return math.dist(drawn[0][0][:2], drawn[0][-1][:2]) >= LINE_STRAIGHTNESS * _length(drawn[0])
