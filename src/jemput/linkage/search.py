"""The search: every open row against the register by its keys, on all processors, the likeliest kept."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.blocking import CAPS, STRONG, Index, Keys, fill_keys
from jemput.linkage.book import Book, Ints
from jemput.linkage.compiled import compiled
from jemput.linkage.name_weighing import rooms
from jemput.linkage.scale import Scale
from jemput.linkage.weighing import Levels, weigh

SHOWN = 6
"""Candidates of a row that are kept."""
LEAST_BITS = -10.0
"""Sum of bits below which a pair is forgotten: one in a thousand."""
CLEAR_BITS = 12.0
"""Sum of bits from which on a row that the sharp keys answered is not searched by the blunt ones."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """What a search found for each row.

    `people` are the candidates by position in the register (-1 for none), likeliest first, with their
    `bits`; `total` is log2 of the sum of all candidates' odds, those not kept included.
    """

    people: Ints
    bits: Floats
    total: Floats


@compiled
def _keep(people: Ints, bits: Floats, row: int, person: int, total: float) -> None:
    """Insert a candidate into its place; of equal ones the register's first comes first."""
    at = bits.shape[1]
    while at > 0:
        other, there = people[row, at - 1], bits[row, at - 1]
        if other >= 0 and (total < there or (total == there and person > other)):
            break
        at -= 1
    for k in range(bits.shape[1] - 1, at, -1):
        people[row, k], bits[row, k] = people[row, k - 1], bits[row, k - 1]
    if at < bits.shape[1]:
        people[row, at], bits[row, at] = person, total


@compiled
def _search(
    rows: Ints,
    facts: Ints,
    register: Ints,
    linked: Flags,
    index: Index,
    caps: Ints,
    book: Book,
    scale: Scale,
    myself: bool,
    from_bits: float,
    people: Ints,
    found: Floats,
    sums: Floats,
    room: Levels,
    alike: Floats,
    stamps: Ints,
    keys: Keys,
    levels: Levels,
    bits: Floats,
) -> int:
    """Search for rows; returns how many pairs were weighed."""
    mask, weighed = np.uint64(len(index.starts) - 2), 0
    for row in rows:
        fill_keys(facts, row, book, keys)
        odds = 0.0
        for rule in range(len(keys)):
            if rule >= STRONG and found[row, 0] >= CLEAR_BITS:
                break
            if keys[rule] == 0:
                continue
            bucket = np.int64((keys[rule] >> np.uint64(1)) & mask)
            start, end = index.starts[bucket], index.starts[bucket + 1]
            if end - start > caps[rule]:
                continue
            # Whoever carries the row's own NIK is shown, however unlike.
            least = from_bits if rule else -900.0
            check = np.uint32(keys[rule] >> np.uint64(32))
            for k in range(start, end):
                person = index.person[k]
                if index.check[k] != check or stamps[person] == row or (myself and person <= row):
                    continue
                stamps[person] = row
                weighed += 1
                total = weigh(
                    facts, row, register, person, linked[person], scale, levels, bits, room, alike, least
                )
                if total > least:
                    odds += 2.0 ** min(total, 900.0)
                    _keep(people, found, row, person, total)
        sums[row] = np.log2(odds) if odds > 0 else -1000.0
    return weighed


def room(register: Ints) -> tuple[Ints, Keys, Levels, Floats]:
    """What one thread writes to while it searches, as the last arguments of `_search`."""
    stamps, keys = np.full(len(register), -1, np.int32), np.zeros(len(CAPS), np.uint64)
    return stamps, keys, np.zeros(16, np.int64), np.zeros(16)


def search(
    rows: Ints,
    facts: Ints,
    register: Ints,
    linked: Flags,
    index: Index,
    book: Book,
    scale: Scale,
    *,
    myself: bool = False,
    from_bits: float = LEAST_BITS,
) -> Found:
    """Search for the rows at these positions of `facts`; the other rows have no candidates.

    `linked` tells for each person whether another row has it; `myself` that `facts` are the register's own,
    each of which then meets only those behind it. Pairs below `from_bits` are forgotten.
    """
    people = np.full((len(facts), SHOWN), -1, np.int32)
    found, sums = np.full((len(facts), SHOWN), -1000.0), np.full(len(facts), -1000.0)

    def part(some: Ints) -> int:
        stamps, keys, levels, bits = room(register)
        return _search(
            some, facts, register, linked, index, CAPS, book, scale, myself, from_bits, people, found, sums,
            *rooms(), stamps, keys, levels, bits,
        )  # fmt: skip

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(part, np.array_split(rows, 16 if len(rows) > 4000 else 1)))
    return Found(people, found, sums)
