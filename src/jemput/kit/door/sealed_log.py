"""A line for every packet ever sealed here, in a plain file beside the database: no database can lose it.

It holds numbers and hashes that stand in the packets' open heads anyway. A kit whose database is gone learns
from it which place in its chain is the next, and which recordings were finished.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "sealed.log"


@dataclass(frozen=True)
class Sealed:
    """One sealed packet."""

    sequence: int
    packet_id: str
    manifest_sha256: str
    sha256: str
    size: int


def append(folder: Path, one: Sealed) -> None:
    """Add a line that survives a power cut; call it before the packet's row is committed."""
    path = folder / NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        torn = path.stat().st_size > 0 and os.pread(handle, 1, path.stat().st_size - 1) != b"\n"
        os.write(handle, ("\n" * torn + json.dumps(asdict(one)) + "\n").encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path) -> dict[int, Sealed]:
    """The packets by their place; of two at one place the later counts, a damaged line does not."""
    try:
        lines = (folder / NAME).read_bytes().splitlines()
    except OSError:
        return {}
    found = (_line(line) for line in lines)
    return {one.sequence: one for one in found if one is not None}


def _line(line: bytes) -> Sealed | None:
    try:
        values = json.loads(line)
        one = Sealed(**values)
    except (ValueError, TypeError):
        return None
    numbers = isinstance(one.sequence, int) and isinstance(one.size, int) and one.sequence > 0
    texts = all(isinstance(text, str) for text in (one.packet_id, one.manifest_sha256, one.sha256))
    return one if numbers and texts else None
