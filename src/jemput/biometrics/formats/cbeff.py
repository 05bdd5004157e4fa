"""CBEFF: the XML envelope of ISO/IEC 19785-3 around standard records, as MOSIP and OSIA exchange it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree

from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.kernel.body import Eye, Finger, Modality

NAME = "CBEFF"
NAMESPACE = "http://standards.iso.org/iso-iec/19785/-3/ed-2/"
JTC1_SC37 = "257"
"""The registered organization of the ISO/IEC 19794 formats."""
MAX_BYTES = 48 * 2**20
MAX_RECORDS = 64
MAX_OTHERS = 64
FORMATS = {Modality.FINGER: "7", Modality.FACE: "8", Modality.IRIS: "9"}
"""Registered numbers of the image formats."""
TYPES = {Modality.FINGER: "Finger", Modality.FACE: "Face", Modality.IRIS: "Iris"}
KINDS = {name: modality for modality, name in TYPES.items()}
FINGER_NAMES = ("Thumb", "IndexFinger", "MiddleFinger", "RingFinger", "LittleFinger")


@dataclass(frozen=True)
class Record:
    """One biometric information record: a standard record and what is said about it."""

    modality: Modality
    position: Finger | Eye | None
    content: bytes
    created_at: datetime | None = None
    quality: int | None = None
    format_type: str = ""
    """Registered format; that of the modality's images where left empty."""
    others: Mapping[str, str] = field(default_factory=dict)


def write(records: Sequence[Record]) -> bytes:
    """An XML document of records; raises NotRepresentable."""
    if len(records) > MAX_RECORDS or any(record.modality not in FORMATS for record in records):
        raise NotRepresentable(format=NAME, why="number or kind of records")
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("BIR"))
    _under(_under(root, "BIRInfo"), "Integrity", "false")
    for record in records:
        _write_record(_under(root, "BIR"), record)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def read(data: bytes) -> tuple[Record, ...]:
    """Every record of a document; raises MalformedRecord.

    Documents with a DTD are refused before parsing: entities are how small XML becomes large.
    """
    if len(data) > MAX_BYTES:
        raise MalformedRecord(format=NAME, why="too long")
    if b"\x00" in data or b"<!" in data.replace(b"<!--", b""):
        raise MalformedRecord(format=NAME, why="encoding or DTD")
    try:
        root = ElementTree.fromstring(data.decode("utf-8-sig"))
    except (ElementTree.ParseError, ValueError):
        raise MalformedRecord(format=NAME, why="not XML") from None
    if root.tag != _tag("BIR"):
        raise MalformedRecord(format=NAME, why="no BIR")
    parts = [root] if root.find(_tag("BDB")) is not None else root.findall(_tag("BIR"))
    if len(parts) > MAX_RECORDS:
        raise MalformedRecord(format=NAME, why="too many records")
    return tuple(_read_record(part) for part in parts)


def _write_record(element: ElementTree.Element, record: Record) -> None:
    _under(_under(element, "BIRInfo"), "Integrity", "false")
    about = _under(element, "BDBInfo")
    kind = _under(about, "Format")
    _under(kind, "Organization", JTC1_SC37)
    _under(kind, "Type", record.format_type or FORMATS[record.modality])
    if record.created_at is not None:
        if record.created_at.tzinfo is None:
            raise NotRepresentable(format=NAME, why="time without zone")
        moment = record.created_at.astimezone(UTC)
        precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
        _under(about, "CreationDate", moment.isoformat(timespec=precision).replace("+00:00", "Z"))
    _under(about, "Type", TYPES[record.modality])
    _under(about, "Subtype", _subtype(record.position))
    _under(about, "Level", "Raw")
    _under(about, "Purpose", "Enroll")
    if record.quality is not None:
        quality = _under(about, "Quality")
        algorithm = _under(quality, "Algorithm")
        _under(algorithm, "Organization", "Jemput")
        _under(algorithm, "Type", "quality-1")
        _under(quality, "Score", str(record.quality))
    _under(element, "BDB", base64.b64encode(record.content).decode("ascii"))
    if record.others:
        others = _under(element, "others")
        for key, value in record.others.items():
            _under(others, "entry", value).set("key", key)


def _read_record(element: ElementTree.Element) -> Record:
    about = element.find(_tag("BDBInfo"))
    if about is None:
        raise MalformedRecord(format=NAME, why="no BDBInfo")
    modality = KINDS.get(_text(about, "Type"))
    if modality is None:
        raise MalformedRecord(format=NAME, why="type")
    score = _text(about, "Quality", "Score")
    if score and not (score.isascii() and score.isdigit() and len(score) <= 3 and int(score) <= 100):
        raise MalformedRecord(format=NAME, why="quality")
    entries = element.findall(f"{_tag('others')}/{_tag('entry')}")
    if len(entries) > MAX_OTHERS:
        raise MalformedRecord(format=NAME, why="others")
    return Record(
        modality=modality,
        position=_position(modality, _text(about, "Subtype")),
        content=_decoded(_text(element, "BDB")),
        created_at=_moment(_text(about, "CreationDate")),
        quality=int(score) if score else None,
        format_type=_text(about, "Format", "Type"),
        others={entry.get("key", ""): entry.text or "" for entry in entries},
    )


def _subtype(position: Finger | Eye | None) -> str:
    if isinstance(position, Finger):
        side = "Right" if position <= Finger.RIGHT_LITTLE else "Left"
        return f"{side} {FINGER_NAMES[(position - 1) % 5]}"
    return {None: "", Eye.RIGHT: "Right", Eye.LEFT: "Left"}[position]


def _position(modality: Modality, subtype: str) -> Finger | Eye | None:
    words = set(subtype.split())
    if not words or modality == Modality.FACE:
        return None
    side = words & {"Left", "Right"}
    if len(side) != 1:
        raise MalformedRecord(format=NAME, why="subtype")
    if modality == Modality.IRIS:
        return Eye.LEFT if "Left" in side else Eye.RIGHT
    named = [index for index, name in enumerate(FINGER_NAMES) if name in words]
    if len(named) != 1:
        raise MalformedRecord(format=NAME, why="subtype")
    return Finger(named[0] + (6 if "Left" in side else 1))


def _decoded(text: str) -> bytes:
    """Base64 or base64url, with or without padding, as senders differ."""
    plain = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise MalformedRecord(format=NAME, why="base64") from None
    if not content:
        raise MalformedRecord(format=NAME, why="empty BDB")
    return content


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise MalformedRecord(format=NAME, why="date") from None


def _under(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, _tag(name))
    child.text = text
    return child


def _text(element: ElementTree.Element, *path: str) -> str:
    return (element.findtext("/".join(_tag(name) for name in path)) or "").strip()


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
