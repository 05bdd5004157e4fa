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


Pose = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class FaceDetails:
    """What is carried along for exchange but not acted upon, as the standard codes it."""

    height_cm: int = 0
    properties: int = 0
    """Bits for glasses, beard and the like."""
    expression: int = 0
    pose_uncertainty: tuple[int, int, int] = (0, 0, 0)
    landmarks: bytes = b""
    sampling_level: int = 0
    post_processing: int = 0
    """Bits for what was done after the capture: cropped, rotated, white balance."""
    cross_reference: int = 0


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
    pose_degrees: Pose | None = None
    """Yaw, pitch and roll, -180 to 180; None where not stated."""
    event: CaptureEvent = field(default_factory=CaptureEvent)
    details: FaceDetails = field(default_factory=FaceDetails)
    extension: bytes = b""
    """3D data behind the image, as it came."""


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
    parts = ENVELOPE.read_uncertified(data)
    return tuple(_read(part) for part in parts)


def _written(sample: FaceImage) -> bytes:
    name, details = ENVELOPE.name, sample.details
    if len(details.landmarks) % LANDMARK_BYTES:
        raise NotRepresentable(format=name, why="landmarks")
    return (
        write_event(sample.event, name)
        + number(len(details.landmarks) // LANDMARK_BYTES, 2, name)
        + b"".join(number(code, 1, name) for code in (sample.sex, sample.eye_color, sample.hair_color))
        + number(details.height_cm, 1, name)
        + number(details.properties, 3, name)
        + number(details.expression, 2, name)
        + _written_pose(sample.pose_degrees)
        + b"".join(number(angle, 1, name) for angle in details.pose_uncertainty)
        + details.landmarks
        + bytes((sample.image_type, sample.coding))
        + number(sample.width, 2, name)
        + number(sample.height, 2, name)
        + number(details.sampling_level, 1, name)
        + number(details.post_processing, 2, name)
        + number(details.cross_reference, 1, name)
        + bytes((sample.color_space,))
        + number(len(sample.image), 4, name)
        + sample.image
        + sample.extension
    )


def _read(octets: Octets) -> FaceImage:
    event = read_event(octets)
    landmark_count = octets.number(2)
    if landmark_count > MAX_LANDMARKS:
        raise octets.problem("landmarks")
    sex, eye_color, hair_color, height_cm = (octets.number(1) for _ in range(4))
    properties, expression, pose = octets.number(3), octets.number(2), _read_pose(octets)
    uncertainty = octets.number(1), octets.number(1), octets.number(1)
    landmarks = octets.take(landmark_count * LANDMARK_BYTES)
    image_type, coding = octets.number(1), octets.number(1)
    width, height = octets.number(2), octets.number(2)
    processing = octets.number(1), octets.number(2), octets.number(1)
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
        details=FaceDetails(height_cm, properties, expression, uncertainty, landmarks, *processing),
        extension=octets.rest(),
    )


def _written_pose(pose: Pose | None) -> bytes:
    """Angles as 1 to 181 in steps of two degrees; 0 is unknown."""
    angles = pose or (None, None, None)
    if any(angle is not None and abs(angle) > 180 for angle in angles):
        raise NotRepresentable(format=ENVELOPE.name, why="pose")
    return bytes(0 if angle is None else _angle_code(angle) for angle in angles)


def _angle_code(angle: int) -> int:
    half = abs(angle) // 2
    return 181 - half if angle < 0 < half else half + 1


def _read_pose(octets: Octets) -> Pose | None:
    codes = octets.number(1), octets.number(1), octets.number(1)
    if max(codes) > 181:
        raise octets.problem("pose")
    yaw, pitch, roll = (_angle(code) for code in codes)
    return (yaw, pitch, roll) if any(codes) else None


def _angle(code: int) -> int | None:
    if code == 0:
        return None
    return (code - 1) * 2 if code <= 91 else (code - 181) * 2


IMAGE_TYPES, CODINGS = frozenset(map(int, FaceImageType)), frozenset(map(int, FaceCoding))
COLOR_SPACES = frozenset(map(int, ColorSpace))
