"""Finger images of ISO/IEC 19794-4:2011 ("FIR"): what fingerprint scanners deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from jemput.biometrics.errors import MalformedRecord
from jemput.biometrics.formats.capture import (
    CaptureEvent,
    Certificates,
    read_certificates,
    read_event,
    write_certificates,
    write_event,
)
from jemput.biometrics.formats.envelope import Envelope
from jemput.biometrics.formats.octets import Octets, number
from jemput.kernel.body import Finger

ENVELOPE = Envelope("ISO/IEC 19794-4", b"FIR\x00", b"020\x00", tail_size=1)
PIXELS_PER_INCH, PIXELS_PER_CENTIMETER = 1, 2


class Compression(IntEnum):
    """How the image bytes are coded."""

    RAW = 0
    PACKED = 1
    WSQ = 2
    JPEG = 3
    JPEG_2000_LOSSY = 4
    JPEG_2000_LOSSLESS = 5
    PNG = 6


class Impression(IntEnum):
    """How the finger was laid on."""

    LIVE_PLAIN = 0
    LIVE_ROLLED = 1
    NONLIVE_PLAIN = 2
    NONLIVE_ROLLED = 3
    LIVE_SWIPE = 8
    CONTACTLESS_PLAIN = 24
    OTHER = 28
    UNKNOWN = 29


@dataclass(frozen=True)
class FingerImage:
    """One finger's image, coded as `compression` says, with its resolution in pixels per inch."""

    position: Finger | None
    image: bytes
    width: int
    height: int
    compression: Compression = Compression.PNG
    dpi: int = 500
    bit_depth: int = 8
    impression: Impression = Impression.LIVE_PLAIN
    event: CaptureEvent = field(default_factory=CaptureEvent)
    view: int = 0
    """Counts several images of the same finger."""
    certificates: Certificates = None
    extension: bytes = b""
    """Segmentation, annotation, comment and vendor blocks behind the image, as they came."""


def write(sample: FingerImage) -> bytes:
    """A record of one finger; raises NotRepresentable."""
    return write_all([sample])


def write_all(samples: Sequence[FingerImage]) -> bytes:
    """A record of several fingers, as of a slap."""
    positions = len({sample.position for sample in samples})
    certified = any(sample.certificates is not None for sample in samples)
    return ENVELOPE.write([_written(sample, certified) for sample in samples], positions, certified=certified)


def read(data: bytes) -> FingerImage:
    """The finger of a record that holds exactly one; raises MalformedRecord."""
    samples = read_all(data)
    if len(samples) != 1:
        raise MalformedRecord(format=ENVELOPE.name, why="several fingers")
    return samples[0]


def read_all(data: bytes) -> tuple[FingerImage, ...]:
    """Every finger of a record; raises MalformedRecord."""
    parts, certified = ENVELOPE.read(data)
    return tuple(_read(part, certified) for part in parts)


def _written(sample: FingerImage, certified: bool) -> bytes:
    name = ENVELOPE.name
    rate = number(sample.dpi, 2, name)
    return (
        write_event(sample.event, name)
        + write_certificates(sample.certificates, certified=certified, format_name=name)
        + bytes((sample.position or 0,))
        + number(sample.view, 1, name)
        + bytes((PIXELS_PER_INCH,))
        + rate * 4
        + number(sample.bit_depth, 1, name)
        + bytes((sample.compression, sample.impression))
        + number(sample.width, 2, name)
        + number(sample.height, 2, name)
        + number(len(sample.image), 4, name)
        + sample.image
        + sample.extension
    )


def _read(octets: Octets, certified: bool) -> FingerImage:
    event = read_event(octets)
    certificates = read_certificates(octets, certified=certified)
    position, view, unit = octets.number(1), octets.number(1), octets.number(1)
    octets.take(4)
    rate, rate_down = octets.number(2), octets.number(2)
    depth, compression, impression = octets.number(1), octets.number(1), octets.number(1)
    width, height = octets.number(2), octets.number(2)
    image = octets.take(octets.number(4))
    if position > 10 or unit not in (PIXELS_PER_INCH, PIXELS_PER_CENTIMETER) or not rate == rate_down > 0:
        raise octets.problem("position or resolution")
    if compression not in COMPRESSIONS or not width or not height or not image:
        raise octets.problem("image")
    return FingerImage(
        position=Finger(position) if position else None,
        image=image,
        width=width,
        height=height,
        compression=Compression(compression),
        dpi=rate if unit == PIXELS_PER_INCH else round(rate * 2.54),
        bit_depth=depth,
        impression=Impression(impression) if impression in IMPRESSIONS else Impression.OTHER,
        event=event,
        view=view,
        certificates=certificates,
        extension=octets.rest(),
    )


COMPRESSIONS, IMPRESSIONS = frozenset(map(int, Compression)), frozenset(map(int, Impression))
