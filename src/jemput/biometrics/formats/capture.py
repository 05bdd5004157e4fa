"""What every representation of ISO/IEC 19794:2011 starts with: when, by which device, of which quality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from jemput.biometrics.errors import NotRepresentable
from jemput.biometrics.formats.octets import Octets, number

MAX_QUALITY_BLOCKS = 16
MAX_CERTIFICATES = 16
UNKNOWN_TIME = b"\xff" * 9


@dataclass(frozen=True)
class QualityBlock:
    """A score of 0 to 100 (255: could not be computed) by a vendor's algorithm (registered numbers)."""

    score: int
    vendor: int = 0
    algorithm: int = 0


@dataclass(frozen=True)
class CaptureEvent:
    """Time (aware, kept in UTC to the millisecond), device and quality of one captured sample."""

    captured_at: datetime | None = None
    technology: int = 0
    vendor: int = 0
    device: int = 0
    quality: tuple[QualityBlock, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """A device's certification: who certified it, and under which scheme (registered numbers)."""

    authority: int
    scheme: int


Certificates = tuple[Certificate, ...] | None
"""None where the record's header says that its representations have no certification blocks."""


def write_event(event: CaptureEvent, format_name: str) -> bytes:
    """The 14 bytes and the quality record."""
    if len(event.quality) > MAX_QUALITY_BLOCKS:
        raise NotRepresentable(format=format_name, why="quality blocks")
    blocks = b"".join(
        number(block.score, 1, format_name)
        + number(block.vendor, 2, format_name)
        + number(block.algorithm, 2, format_name)
        for block in event.quality
    )
    return (
        _written_time(event.captured_at, format_name)
        + number(event.technology, 1, format_name)
        + number(event.vendor, 2, format_name)
        + number(event.device, 2, format_name)
        + number(len(event.quality), 1, format_name)
        + blocks
    )


def read_event(octets: Octets) -> CaptureEvent:
    """Read what `write_event` writes."""
    captured_at = _read_time(octets)
    technology, vendor, device = octets.number(1), octets.number(2), octets.number(2)
    count = octets.number(1)
    if count > MAX_QUALITY_BLOCKS:
        raise octets.problem("quality blocks")
    blocks = tuple(QualityBlock(octets.number(1), octets.number(2), octets.number(2)) for _ in range(count))
    if any(100 < block.score < 255 for block in blocks):
        raise octets.problem("quality score")
    return CaptureEvent(captured_at, technology, vendor, device, blocks)


def write_certificates(certificates: Certificates, *, certified: bool, format_name: str) -> bytes:
    """The certification blocks of one representation; nothing in a record that is not `certified`."""
    if not certified:
        return b""
    given = certificates or ()
    if len(given) > MAX_CERTIFICATES:
        raise NotRepresentable(format=format_name, why="certification blocks")
    return number(len(given), 1, format_name) + b"".join(
        number(one.authority, 2, format_name) + number(one.scheme, 1, format_name) for one in given
    )


def read_certificates(octets: Octets, *, certified: bool) -> Certificates:
    """Read what `write_certificates` writes."""
    if not certified:
        return None
    count = octets.number(1)
    if count > MAX_CERTIFICATES:
        raise octets.problem("certification blocks")
    return tuple(Certificate(octets.number(2), octets.number(1)) for _ in range(count))


def _written_time(moment: datetime | None, format_name: str) -> bytes:
    if moment is None:
        return UNKNOWN_TIME
    if moment.tzinfo is None:
        raise NotRepresentable(format=format_name, why="time without zone")
    utc = moment.astimezone(UTC)
    parts = bytes((utc.month, utc.day, utc.hour, utc.minute, utc.second))
    return number(utc.year, 2, format_name) + parts + number(utc.microsecond // 1000, 2, format_name)


def _read_time(octets: Octets) -> datetime | None:
    stated = octets.part(9)
    year, month, day = stated.number(2), stated.number(1), stated.number(1)
    hour, minute, second, millisecond = (
        stated.number(1),
        stated.number(1),
        stated.number(1),
        stated.number(2),
    )
    if year in (0, 0xFFFF):
        return None
    try:
        return datetime(year, month, day, hour, minute, second, millisecond * 1000, UTC)
    except ValueError:
        raise octets.problem("date and time") from None
