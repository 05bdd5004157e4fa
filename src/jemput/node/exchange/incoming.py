"""The body of an upload while it arrives: read in pieces, bounded, hashed, and cut off without a fuss."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

PIECE = 128 * 1024


class Incoming:
    """One request's body: `size` bytes announced under the hash `sha256`, of which `left` have not come yet.

    A line that is cut ends the body early: nothing is raised, `left` says how much is missing.
    """

    def __init__(self, read: Callable[[int], bytes], *, size: int, sha256: str) -> None:
        """`read(n)` gives up to n bytes, fewer only at the end, and may raise OSError."""
        self.size, self.sha256, self.left = size, sha256, size
        self.hashes = True
        """Turned off by whoever hashes the same bytes anyway."""
        self._read = read
        self._hash = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, fewer only at the end."""
        wanted = min(size, self.left)
        if not wanted:
            return b""
        try:
            piece = self._read(wanted)
        except OSError:
            piece = b""
        if not piece:
            self._read = _nothing
        self.left -= len(piece)
        if self.hashes:
            self._hash.update(piece)
        return piece

    def skip(self, size: int) -> None:
        """Read `size` bytes and leave them aside."""
        while size > 0 and (piece := self.read(min(size, PIECE))):
            size -= len(piece)

    @property
    def digest(self) -> str:
        """The hash of what has come, in hexadecimal."""
        return self._hash.hexdigest()


def _nothing(_size: int) -> bytes:
    return b""
