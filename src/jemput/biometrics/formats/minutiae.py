"""Finger minutiae of ISO/IEC 19794-2:2011 ("FMR"): templates that other makers' matchers read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.biometrics.fingerprints.templates import MINUTIA, FingerTemplate
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

ENVELOPE = Envelope("ISO/IEC 19794-2", b"FMR\x00", b"030\x00", tail_size=0)
PIXELS_PER_CENTIMETER = 197
DPI = 500
MINUTIA_WITH_QUALITY = 6
"""Bytes a minutia: type and x, reserved and y, direction, quality."""
ENDING, BIFURCATION, OTHER = 1, 2, 0
COORDINATE_BITS = 14
MAX_COORDINATE = 2**COORDINATE_BITS - 1
RIDGE_END_TYPE = 1
"""Ridge endings are placed where the ridge ends, as ours are."""


@dataclass(frozen=True)
class FingerMinutiae:
    """One finger's template with its position."""

    position: Finger | None
    template: FingerTemplate
    event: CaptureEvent = field(default_factory=CaptureEvent)
    view: int = 0
    certificates: Certificates = None
    extension: bytes = b""
    """Ridge counts, cores, deltas and vendor blocks behind the minutiae, as they came."""


def write(sample: FingerMinutiae) -> bytes:
    """A record of one finger with minutia qualities; raises NotRepresentable.

    Directions of the standard count counter-clockwise from the right, as ours do.
    """
    name, template = ENVELOPE.name, sample.template
    if max(template.width, template.height) > MAX_COORDINATE:
        raise NotRepresentable(format=name, why="image size")
    minutiae, certified = template.minutiae, sample.certificates is not None
    body = b"".join(
        number((ENDING if one["ending"] else BIFURCATION) << COORDINATE_BITS | int(one["x"]), 2, name)
        + number(int(one["y"]), 2, name)
        + bytes((int(one["direction"]), min(100, round(int(one["confidence"]) / 2.55))))
        for one in minutiae
    )
    head = (
        write_event(sample.event, name)
        + write_certificates(sample.certificates, certified=certified, format_name=name)
        + bytes((sample.position or 0,))
        + number(sample.view, 1, name)
        + number(PIXELS_PER_CENTIMETER, 2, name) * 2
        + bytes((0,))
        + number(template.width, 2, name)
        + number(template.height, 2, name)
        + bytes((MINUTIA_WITH_QUALITY << 4 | RIDGE_END_TYPE, len(minutiae)))
    )
    extension = number(len(sample.extension), 2, name) + sample.extension
    return ENVELOPE.write([head + body + extension], 0, certified=certified)


def read(data: bytes) -> FingerMinutiae:
    """The finger of a record that holds exactly one; raises MalformedRecord."""
    samples = read_all(data)
    if len(samples) != 1:
        raise MalformedRecord(format=ENVELOPE.name, why="several fingers")
    return samples[0]


def read_all(data: bytes) -> tuple[FingerMinutiae, ...]:
    """Every finger of a record, at 500 dpi; raises MalformedRecord.

    Other makers' minutiae are read for exchange and for comparison by hand; their confidences mean
    something else than ours do.
    """
    parts, certified = ENVELOPE.read(data)
    return tuple(_read(part, certified) for part in parts)


def _read(octets: Octets, certified: bool) -> FingerMinutiae:
    event = read_event(octets)
    certificates = read_certificates(octets, certified=certified)
    position, view = octets.number(1), octets.number(1)
    across, down = octets.number(2), octets.number(2)
    octets.number(1)
    width, height = octets.number(2), octets.number(2)
    layout, count = octets.number(1), octets.number(1)
    if position > 10 or not across or not down or layout >> 4 not in (5, 6):
        raise octets.problem("representation header")
    rows = [_minutia(octets, layout >> 4) for _ in range(count)]
    extension = octets.take(octets.number(2))
    if octets.left:
        raise octets.problem("bytes behind the extended data")
    scale_x, scale_y = (DPI / 2.54 / rate for rate in (across, down))
    found = np.zeros(count, MINUTIA)
    width, height = round(width * scale_x), round(height * scale_y)
    for row, (kind, x, y, direction, quality) in enumerate(rows):
        place = round(x * scale_x), round(y * scale_y)
        if place[0] >= width or place[1] >= height:
            raise octets.problem("minutia outside the image")
        found[row] = (*place, direction, kind != BIFURCATION, quality)
    return FingerMinutiae(
        Finger(position) if position else None,
        FingerTemplate(found, width, height, 0),
        event,
        view,
        certificates,
        extension,
    )


def _minutia(octets: Octets, size: int) -> tuple[int, int, int, int, int]:
    """Type, x, y, direction in 1/256 turns, confidence in 1/255 (full where not stated)."""
    first, second = octets.number(2), octets.number(2)
    direction = octets.number(1)
    quality = octets.number(1) if size == MINUTIA_WITH_QUALITY else 100
    confidence = min(255, round(quality * 2.55))
    return first >> COORDINATE_BITS, first & MAX_COORDINATE, second & MAX_COORDINATE, direction, confidence
