"""Reads a write-ahead log as SQLite's file format describes it (sqlite.org/fileformat2.html, section 4).

SQLite stops at the first frame that does not fit and says nothing: right after a power cut, wrong where
damage hides transactions that were finished. The two can be told apart without any key.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

HEADER, FRAME_HEADER = 32, 24
MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""The magic number and the byte order of the checksums it stands for."""

Words = npt.NDArray[np.uint32]
Sums = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """One page in the log; `commits` marks the end of a transaction, `ours` the log's present generation."""

    ours: bool
    commits: bool
    whole: bool


def hides_commits(log: bytes) -> bool:
    """Whether finished transactions lie behind damage in this log, where SQLite no longer reads them.

    A power cut tears at most the transaction that was being written: at most one commit can lie behind a
    tear, since each is on the disk before the next begins. A header that is no header hides all there is.
    """
    if len(log) <= HEADER + FRAME_HEADER:
        return False
    if not _header_holds(log):
        return True
    frames = list(_frames(log))
    broken = next((place for place, one in enumerate(frames) if not one.whole), len(frames))
    return sum(one.ours and one.commits for one in frames[broken:]) > 1


def _header_holds(log: bytes) -> bool:
    magic, _version, page_size = struct.unpack(">3I", log[:12])
    if magic not in MAGIC or page_size not in {2**power for power in range(9, 17)}:
        return False
    return _sums(log[:24], MAGIC[magic], (0, 0)) == struct.unpack(">2I", log[24:32])


def _frames(log: bytes) -> Iterator[Frame]:
    """Every frame; one is whole only where all before it are."""
    magic, _version, page_size = struct.unpack(">3I", log[:12])
    salts, sums = log[16:24], struct.unpack(">2I", log[24:32])
    whole = True
    for start in range(HEADER, len(log) - FRAME_HEADER - page_size + 1, FRAME_HEADER + page_size):
        frame = log[start : start + FRAME_HEADER + page_size]
        ours = frame[8:16] == salts
        if whole := whole and ours:
            sums = _sums(frame[:8] + frame[FRAME_HEADER:], MAGIC[magic], sums)
            whole = sums == struct.unpack(">2I", frame[16:24])
        yield Frame(ours, frame[4:8] != bytes(4), whole)


def _sums(content: bytes, order: str, before: Sums) -> Sums:
    """The running checksum: for each pair of words s0 += x0 + s1, s1 += x1 + s0, all modulo 2^32.

    Every word enters both sums a fixed number of times (Fibonacci numbers), so one product does a page.
    """
    words = np.frombuffer(content, dtype=f"{order}u4").astype(np.uint32)
    first, second = _weights(len(words) + 2)
    both = np.concatenate((np.array(before, dtype=np.uint32), words))
    s0 = int((both * first).sum(dtype=np.uint32))
    s1 = int((both * second).sum(dtype=np.uint32))
    return s0, s1


@cache
def _weights(count: int) -> tuple[Words, Words]:
    """How often each word enters s0 and s1 by the end; the two sums so far count as the first pair."""
    steps = (count - 2) // 2
    fibonacci = [0, 1]
    while len(fibonacci) < 2 * steps + 3:
        fibonacci.append((fibonacci[-1] + fibonacci[-2]) % 2**32)
    first, second = np.zeros(count, dtype=np.uint32), np.zeros(count, dtype=np.uint32)
    first[0], first[1], second[0], second[1] = _after(steps, fibonacci)
    for pair in range(steps):
        # x0 enters as s0 does, x1 as s1 does, one half step later.
        left = steps - 1 - pair
        first[2 + 2 * pair], first[3 + 2 * pair] = fibonacci[2 * left + 1], fibonacci[2 * left]
        second[2 + 2 * pair], second[3 + 2 * pair] = fibonacci[2 * left + 2], fibonacci[2 * left + 1]
    return first, second


def _after(steps: int, fibonacci: list[int]) -> tuple[int, int, int, int]:
    """How s0 and s1 of the beginning enter each at the end: (s0→s0, s1→s0, s0→s1, s1→s1)."""
    if steps == 0:
        return 1, 0, 0, 1
    return fibonacci[2 * steps - 1], fibonacci[2 * steps], fibonacci[2 * steps], fibonacci[2 * steps + 1]
