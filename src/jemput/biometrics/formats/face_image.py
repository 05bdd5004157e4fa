"""Face images of ISO/IEC 19794-5:2011 ("FAC"): what cameras deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.biometrics.formats.capture import CaptureEvent, read_event, write_event
from jemput.biometrics.formats.envelope import Envelope
from jemput.biometrics.formats.octets import Octets, number

ENVELOPE = Envelope("ISO/IEC 19794-5", b"FAC\x00", b"030\x00", tail_size=2)
MAX_LANDMARKS = 1024
LANDMARK_BYTES = 8
SINGLE_CAPTURE = 0
"""Temporal semantics of a record with one representation."""


class FaceImageType(IntEnum):
    """How the face was posed and cropped."""

    BASIC = 0
    FULL_FRONTAL = 1
    TOKEN_FRONTAL = 2
    POST_PROCESSED_FRONTAL = 3


class FaceCoding(IntEnum):
    """How the image bytes are coded."""

    JPEG = 0
    JPEG_2000_LOSSY = 1
    JPEG_2000_LOSSLESS = 2
    PNG = 3


class ColorSpace(IntEnum):
    """What a pixel is."""

    UNSPECIFIED = 0
    RGB_24 = 1
    YUV_422 = 2
    GRAY_8 = 3
    RGB_48 = 4
    GRAY_16 = 5
    OTHER = 6


@dataclass(frozen=True)
class FaceImage:
    """One photo, coded as `coding` says; codes of sex, eyes and hair are 0 where not stated."""

    image: bytes
    width: int
    height: int
    coding: FaceCoding = FaceCoding.PNG
    image_type: FaceImageType = FaceImageType.FULL_FRONTAL
    color_space: ColorSpace = ColorSpace.RGB_24
    sex: int = 0
    eye_color: int = 0
    hair_color: int = 0
    pose_degrees: tuple[int, int, int] | None = None
    """Yaw, pitch and roll, -180 to 180."""
    event: CaptureEvent = field(default_factory=CaptureEvent)


def write(sample: FaceImage) -> bytes:
    """A record of one photo; raises NotRepresentable."""
    return write_all([sample])


def write_all(samples: Sequence[FaceImage]) -> bytes:
    """A record of several photos of one person."""
    return ENVELOPE.write([_written(sample) for sample in samples], SINGLE_CAPTURE)


def read(data: bytes) -> FaceImage:
    """The photo of a record that holds exactly one; raises MalformedRecord."""
    samples = read_all(data)
    if len(samples) != 1:
        raise MalformedRecord(format=ENVELOPE.name, why="several photos")
    return samples[0]


def read_all(data: bytes) -> tuple[FaceImage, ...]:
    """Every photo of a record; raises MalformedRecord."""
    parts, _ = ENVELOPE.read(data)
    return tuple(_read(part) for part in parts)


def _written(sample: FaceImage) -> bytes:
    name = ENVELOPE.name
    return (
        write_event(sample.event, name)
        + number(0, 2, name)
        + b"".join(number(code, 1, name) for code in (sample.sex, sample.eye_color, sample.hair_color))
        + bytes(6)
        + _written_pose(sample.pose_degrees)
        + bytes((sample.image_type, sample.coding))
        + number(sample.width, 2, name)
        + number(sample.height, 2, name)
        + bytes(4)
        + bytes((sample.color_space,))
        + number(len(sample.image), 4, name)
        + sample.image
    )


def _read(octets: Octets) -> FaceImage:
    event = read_event(octets)
    landmarks = octets.number(2)
    if landmarks > MAX_LANDMARKS:
        raise octets.problem("landmarks")
    sex, eye_color, hair_color = octets.number(1), octets.number(1), octets.number(1)
    octets.take(6)
    pose = _read_pose(octets)
    octets.take(landmarks * LANDMARK_BYTES)
    image_type, coding = octets.number(1), octets.number(1)
    width, height = octets.number(2), octets.number(2)
    octets.take(4)
    color_space = octets.number(1)
    image = octets.take(octets.number(4))
    if image_type not in IMAGE_TYPES or coding not in CODINGS or not image:
        raise octets.problem("image description")
    return FaceImage(
        image=image,
        width=width,
        height=height,
        coding=FaceCoding(coding),
        image_type=FaceImageType(image_type),
        color_space=ColorSpace(color_space) if color_space in COLOR_SPACES else ColorSpace.OTHER,
        sex=sex,
        eye_color=eye_color,
        hair_color=hair_color,
        pose_degrees=pose,
        event=event,
    )


def _written_pose(pose: tuple[int, int, int] | None) -> bytes:
    """Angles as 1 to 181 in steps of two degrees, then their (unstated) uncertainties; 0 is unknown."""
    if pose is None:
        return bytes(6)
    if any(abs(angle) > 180 for angle in pose):
        raise NotRepresentable(format=ENVELOPE.name, why="pose")
    return bytes(angle // 2 + 1 if angle >= 0 else 181 - -angle // 2 for angle in pose) + bytes(3)


def _read_pose(octets: Octets) -> tuple[int, int, int] | None:
    codes = [octets.number(1) for _ in range(3)]
    octets.take(3)
    if not any(codes):
        return None
    if any(code > 181 for code in codes):
        raise octets.problem("pose")
    yaw, pitch, roll = ((code - 1) * 2 if code <= 91 else (code - 181) * 2 for code in codes)
    return yaw, pitch, roll


IMAGE_TYPES, CODINGS = frozenset(map(int, FaceImageType)), frozenset(map(int, FaceCoding))
COLOR_SPACES = frozenset(map(int, ColorSpace))
