"""A bounded reader of big-endian records: whatever the bytes say, it never reads past them."""

from __future__ import annotations

from jemput.biometrics.errors import MalformedRecord, NotRepresentable

MAX_RECORD_BYTES = 32 * 2**20
MAX_REPRESENTATIONS = 64


class Octets:
    """A cursor over a record of the named format; every step past the end is a MalformedRecord."""

    def __init__(self, data: bytes, format_name: str) -> None:
        if len(data) > MAX_RECORD_BYTES:
            raise MalformedRecord(format=format_name, why="too long")
        self._data, self._format, self._at = data, format_name, 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        if count > self.left:
            raise self.problem("ends early")
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self, size: int) -> int:
        """The next `size` bytes as an unsigned number."""
        return int.from_bytes(self.take(size), "big")

    def part(self, length: int) -> Octets:
        """A reader of the next `length` bytes alone."""
        return Octets(self.take(length), self._format)

    def rest(self) -> bytes:
        """Everything not yet read."""
        return self.take(self.left)

    def expect(self, wanted: bytes, what: str) -> None:
        """Refuse anything but these bytes."""
        if self.take(len(wanted)) != wanted:
            raise self.problem(what)

    def problem(self, why: str) -> MalformedRecord:
        """The error to raise for these bytes."""
        return MalformedRecord(format=self._format, why=why)

    @property
    def left(self) -> int:
        """Bytes not yet read."""
        return len(self._data) - self._at


def number(value: int, size: int, format_name: str) -> bytes:
    """`value` in `size` bytes; raises NotRepresentable where it has no room."""
    if not 0 <= value < 256**size:
        raise NotRepresentable(format=format_name, why=f"{value} in {size} bytes")
    return value.to_bytes(size, "big")
