"""Iris images of ISO/IEC 19794-6:2011 ("IIR"): what iris cameras deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from jemput.biometrics.errors import MalformedRecord
from jemput.biometrics.formats.capture import CaptureEvent, read_event, write_event
from jemput.biometrics.formats.envelope import Envelope
from jemput.biometrics.formats.octets import Octets, number
from jemput.kernel.body import Eye

ENVELOPE = Envelope("ISO/IEC 19794-6", b"IIR\x00", b"020\x00", tail_size=1)
UNKNOWN_ANGLE = 0xFFFF
UPRIGHT = 0b0101
"""Image properties: horizontal and vertical orientation as a person facing the camera has them."""


class IrisImageType(IntEnum):
    """How much around the iris is shown."""

    UNCROPPED = 1
    VGA = 2
    CROPPED = 3
    CROPPED_AND_MASKED = 7


class IrisCoding(IntEnum):
    """How the image bytes are coded."""

    RAW = 2
    RAW_RGB = 4
    JPEG = 6
    JPEG_RGB = 8
    JPEG_2000 = 10
    JPEG_2000_RGB = 12
    PNG = 14
    PNG_RGB = 16


@dataclass(frozen=True)
class IrisGeometry:
    """Range of the iris center and diameter in pixels; 0 where not computed."""

    center_x: tuple[int, int] = (0, 0)
    center_y: tuple[int, int] = (0, 0)
    diameter: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class IrisImage:
    """One eye's image, coded as `coding` says."""

    eye: Eye | None
    image: bytes
    width: int
    height: int
    coding: IrisCoding = IrisCoding.PNG
    image_type: IrisImageType = IrisImageType.VGA
    properties: int = UPRIGHT
    bit_depth: int = 8
    distance_mm: int = 0
    geometry: IrisGeometry = field(default_factory=IrisGeometry)
    event: CaptureEvent = field(default_factory=CaptureEvent)
    roll: tuple[int, int] = (UNKNOWN_ANGLE, UNKNOWN_ANGLE)
    """The eye's angle and its uncertainty in 1/65536 turns, as the standard codes them."""
    extension: bytes = b""
    """Whatever the sender put behind the image, as it came."""


def write(sample: IrisImage) -> bytes:
    """A record of one eye; raises NotRepresentable."""
    return write_all([sample])


def write_all(samples: Sequence[IrisImage]) -> bytes:
    """A record of one or both eyes."""
    eyes = len({sample.eye for sample in samples})
    return ENVELOPE.write([_written(sample, index + 1) for index, sample in enumerate(samples)], eyes)


def read(data: bytes) -> IrisImage:
    """The eye of a record that holds exactly one; raises MalformedRecord."""
    samples = read_all(data)
    if len(samples) != 1:
        raise MalformedRecord(format=ENVELOPE.name, why="several irises")
    return samples[0]


def read_all(data: bytes) -> tuple[IrisImage, ...]:
    """Every eye of a record; raises MalformedRecord."""
    parts = ENVELOPE.read_uncertified(data)
    return tuple(_read(part) for part in parts)


def _written(sample: IrisImage, index: int) -> bytes:
    name, shape = ENVELOPE.name, sample.geometry
    corners = (*shape.center_x, *shape.center_y, *shape.diameter)
    return (
        write_event(sample.event, name)
        + number(index, 2, name)
        + bytes((sample.eye or 0, sample.image_type, sample.coding))
        + number(sample.properties, 1, name)
        + number(sample.width, 2, name)
        + number(sample.height, 2, name)
        + number(sample.bit_depth, 1, name)
        + number(sample.distance_mm, 2, name)
        + b"".join(number(angle, 2, name) for angle in sample.roll)
        + b"".join(number(corner, 2, name) for corner in corners)
        + number(len(sample.image), 4, name)
        + sample.image
        + sample.extension
    )


def _read(octets: Octets) -> IrisImage:
    event = read_event(octets)
    octets.number(2)
    eye, image_type, coding, properties = (octets.number(1) for _ in range(4))
    width, height, depth, distance = octets.number(2), octets.number(2), octets.number(1), octets.number(2)
    roll = octets.number(2), octets.number(2)
    corners = [octets.number(2) for _ in range(6)]
    image = octets.take(octets.number(4))
    if eye > 2 or image_type not in IMAGE_TYPES or coding not in CODINGS:
        raise octets.problem("image description")
    if not width or not height or not image:
        raise octets.problem("image")
    return IrisImage(
        eye=Eye(eye) if eye else None,
        image=image,
        width=width,
        height=height,
        coding=IrisCoding(coding),
        image_type=IrisImageType(image_type),
        properties=properties,
        bit_depth=depth,
        distance_mm=distance,
        geometry=IrisGeometry((corners[0], corners[1]), (corners[2], corners[3]), (corners[4], corners[5])),
        event=event,
        roll=roll,
        extension=octets.rest(),
    )


IMAGE_TYPES, CODINGS = frozenset(map(int, IrisImageType)), frozenset(map(int, IrisCoding))
