"""The general header of ISO/IEC 19794:2011 records: format, version, length, number of representations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jemput.biometrics.errors import MalformedRecord, NotRepresentable
from jemput.biometrics.formats.octets import MAX_REPRESENTATIONS, Octets, number


@dataclass(frozen=True)
class Envelope:
    """What distinguishes the parts of the standard: identifier, version, and the header's last bytes."""

    name: str
    identifier: bytes
    version: bytes
    tail_size: int
    """Bytes after the certification flag (positions or eyes or temporal semantics)."""

    def write(self, representations: Sequence[bytes], tail: int, *, certified: bool = False) -> bytes:
        """A record around representations that lack only their own length field."""
        if not 1 <= len(representations) <= MAX_REPRESENTATIONS:
            raise NotRepresentable(format=self.name, why=f"{len(representations)} representations")
        body = b"".join(number(len(part) + 4, 4, self.name) + part for part in representations)
        length = len(self.identifier) + len(self.version) + 7 + self.tail_size + len(body)
        return (
            self.identifier
            + self.version
            + number(length, 4, self.name)
            + number(len(representations), 2, self.name)
            + bytes((certified,))
            + number(tail, self.tail_size, self.name)
            + body
        )

    def read(self, data: bytes) -> tuple[list[Octets], bool]:
        """Readers of each representation behind its length, and whether they hold certification blocks."""
        octets = Octets(data, self.name)
        octets.expect(self.identifier, "identifier")
        octets.expect(self.version, "version")
        if octets.number(4) != len(data):
            raise octets.problem("record length")
        count, certified = octets.number(2), octets.number(1)
        if certified > 1 or not 1 <= count <= MAX_REPRESENTATIONS:
            raise octets.problem("general header")
        octets.number(self.tail_size)
        parts = []
        for _ in range(count):
            length = octets.number(4)
            if length < 4:
                raise octets.problem("representation length")
            parts.append(octets.part(length - 4))
        if octets.left:
            raise octets.problem("trailing bytes")
        return parts, certified == 1

    def read_uncertified(self, data: bytes) -> list[Octets]:
        """The same for parts of the standard that have no certification blocks."""
        parts, certified = self.read(data)
        if certified:
            raise MalformedRecord(format=self.name, why="certification")
        return parts
