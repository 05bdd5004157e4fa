"""All templates of one person, in one versioned and bounded file."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from jemput.biometrics.errors import MalformedTemplate
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.kernel.body import Eye, Finger

MAGIC = b"JBT"
VERSION = 1
HEAD = struct.Struct("<3sBB")
"""Magic, version of this layout, number of parts."""
PART = struct.Struct("<BBH")
"""Kind, position, length."""
FINGER, IRIS, FACE = 1, 2, 3
FINGER_POSITIONS, EYE_LABELS = frozenset(map(int, Finger)), frozenset(map(int, Eye))
MAX_PARTS = 13
MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class PersonTemplate:
    """Up to ten fingers, two irises and a face; whatever is missing is simply absent."""

    fingers: Mapping[Finger, FingerTemplate] = field(default_factory=dict)
    irises: Mapping[Eye, IrisTemplate] = field(default_factory=dict)
    face: FaceTemplate | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not self.fingers and not self.irises and self.face is None

    def require_current(self) -> None:
        """Refuse parts that this version of the algorithms cannot compare; raises OtherAlgorithm."""
        for finger in self.fingers.values():
            finger.require_current()
        for iris in self.irises.values():
            iris.require_current()
        if self.face is not None:
            self.face.require_current()

    def to_bytes(self) -> bytes:
        """The file: magic, version, then parts of kind, position, length and content."""
        parts = [(FINGER, int(at), part.to_bytes()) for at, part in sorted(self.fingers.items())]
        parts += [(IRIS, int(eye), part.to_bytes()) for eye, part in sorted(self.irises.items())]
        if self.face is not None:
            parts.append((FACE, 0, self.face.to_bytes()))
        body = b"".join(PART.pack(kind, at, len(content)) + content for kind, at, content in parts)
        return HEAD.pack(MAGIC, VERSION, len(parts)) + body

    @classmethod
    def from_bytes(cls, data: bytes) -> PersonTemplate:
        """Read what `to_bytes` wrote in this or an earlier version; raises MalformedTemplate."""
        fingers: dict[Finger, FingerTemplate] = {}
        irises: dict[Eye, IrisTemplate] = {}
        faces: list[FaceTemplate] = []
        seen: set[tuple[int, int]] = set()
        for kind, position, content in _parts(data):
            if (kind, position) in seen:
                raise MalformedTemplate(why="part twice")
            seen.add((kind, position))
            if kind == FINGER and position in FINGER_POSITIONS:
                fingers[Finger(position)] = FingerTemplate.from_bytes(content)
            elif kind == IRIS and position in EYE_LABELS:
                irises[Eye(position)] = IrisTemplate.from_bytes(content)
            elif kind == FACE and position == 0:
                faces.append(FaceTemplate.from_bytes(content))
            else:
                raise MalformedTemplate(why="unknown part")
        return cls(fingers, irises, faces[0] if faces else None)


def _parts(data: bytes) -> list[tuple[int, int, bytes]]:
    """Kind, position and content of each part of a well-formed file."""
    if len(data) < HEAD.size or len(data) > MAX_BYTES:
        raise MalformedTemplate(why="length")
    magic, version, count = HEAD.unpack_from(data)
    if magic != MAGIC or version != VERSION or count > MAX_PARTS:
        raise MalformedTemplate(why="header")
    parts, at = [], HEAD.size
    for _ in range(count):
        if at + PART.size > len(data):
            raise MalformedTemplate(why="part header")
        kind, position, length = PART.unpack_from(data, at)
        at += PART.size
        if at + length > len(data):
            raise MalformedTemplate(why="part length")
        parts.append((kind, position, data[at : at + length]))
        at += length
    if at != len(data):
        raise MalformedTemplate(why="trailing bytes")
    return parts
