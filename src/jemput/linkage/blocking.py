"""Which pairs are worth a comparison: those that share at least one key that a person rarely loses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import COUNT, LENGTH, WORD_SOUND, Book, Ints
from jemput.linkage.compiled import compiled
from jemput.linkage.records import At

Keys = NDArray[np.uint64]
WORDS_KEYED = 4

# A key held by more people of the register than this tells nobody apart, and is passed over; by rule, in
# the order in which `fill_keys` writes them.
_CAPS = (
    *(400, 60, 100, 100, 100, 100),  # NIK: whole, then without region, day, month, year, serial
    *(300, 60),  # birth date, date in the NIK
    *(200, 200, 200),  # birth date and village, first sound, mother
    *(200, 200, 60),  # name's sound and year, village, alone
    *(100,) * WORDS_KEYED,  # a word and the year
    *(100,) * WORDS_KEYED,  # a word and day and month
    *(80,) * WORDS_KEYED,  # a word and the village
    *(80, 80, 80),  # mother and year, village, first word
    *(80, 60),  # village and year, village and day and month
    100,  # family card
)
CAPS = np.array(_CAPS, np.int32)
STRONG = 14
"""Rules so sharp that a row which they give a clear answer needs no others."""
_NAME, _MOTHER, _YEAR, _MONTH = int(At.NAME), int(At.MOTHER), int(At.YEAR), int(At.MONTH)
_DAY, _VILLAGE, _REGION, _SERIAL = int(At.DAY), int(At.VILLAGE), int(At.REGION), int(At.SERIAL)
_NIK_DATE, _NIK_WHOLE, _CARD = int(At.NIK_DATE), int(At.NIK_WHOLE), int(At.CARD)
_NAME_SOUND, _MOTHER_SOUND = int(At.NAME_SOUND), int(At.MOTHER_SOUND)


@compiled
def _mixed(so_far: np.uint64, value: int) -> np.uint64:
    mixed = (so_far ^ np.uint64(value)) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(29))


@compiled
def _key(rule: int, a: int, b: int, c: int) -> np.uint64:
    """One key of up to three values, well scattered (constants of splitmix64 by Sebastiano Vigna); never
    0."""
    mixed = np.uint64(rule + 1) * np.uint64(0x9E3779B97F4A7C15)
    mixed = _mixed(_mixed(_mixed(mixed, a), b), c) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(32))) | np.uint64(1)


@compiled
def fill_keys(facts: Ints, i: int, book: Book, keys: Keys) -> None:
    """Write the keys of record i in the order of CAPS, 0 where it has none."""
    keys[:] = 0
    year, month, day, village = facts[i, _YEAR], facts[i, _MONTH], facts[i, _DAY], facts[i, _VILLAGE]
    sound, mother = facts[i, _NAME_SOUND], facts[i, _MOTHER_SOUND]
    # Day and month in either order, so that a swapped date still meets its own.
    low, high = min(day, month), max(day, month)
    if facts[i, _NIK_WHOLE]:
        region, serial, date = facts[i, _REGION], facts[i, _SERIAL], facts[i, _NIK_DATE]
        keys[0] = _key(0, region, date, serial)
        keys[1] = _key(1, 0, date, serial)
        keys[2] = _key(2, region, date % 10_000, serial)
        keys[3] = _key(3, region, date // 10_000 * 100 + date % 100, serial)
        keys[4] = _key(4, region, date // 100, serial)
        keys[5] = _key(5, region, date, 0)
        nik_day = date // 10_000 % 40
        nik_month = date // 100 % 100
        keys[7] = _key(6, date % 100, min(nik_day, nik_month), max(nik_day, nik_month))
    if year:
        keys[6] = _key(6, year % 100, low, high)
        if keys[7] == keys[6]:
            keys[7] = 0
        date = year * 10_000 + high * 100 + low
        keys[8] = _key(8, date, village, 0) if village else np.uint64(0)
        keys[9] = _key(9, date, book.words[book.names[facts[i, _NAME], 0], WORD_SOUND], 0)
        keys[10] = _key(10, date, mother, 0) if mother else np.uint64(0)
    if sound:
        keys[11] = _key(11, sound, year, 0) if year else np.uint64(0)
        keys[12] = _key(12, sound, village, 0) if village else np.uint64(0)
        keys[13] = _key(13, sound, 0, 0)
    for k in range(min(WORDS_KEYED, book.names[facts[i, _NAME], COUNT])):
        written = book.names[facts[i, _NAME], k]
        word = book.words[written, WORD_SOUND]
        if book.words[written, LENGTH] < 3:
            continue
        if year:
            keys[14 + k] = _key(14, word, year, 0)
            keys[14 + WORDS_KEYED + k] = _key(15, word, low, high)
        if village:
            keys[14 + 2 * WORDS_KEYED + k] = _key(16, word, village, 0)
    at = 14 + 3 * WORDS_KEYED
    if mother:
        keys[at] = _key(17, mother, year, 0) if year else np.uint64(0)
        keys[at + 1] = _key(18, mother, village, 0) if village else np.uint64(0)
        keys[at + 2] = _key(19, mother, book.words[book.names[facts[i, _NAME], 0], WORD_SOUND], 0)
    if village and year:
        keys[at + 3] = _key(20, village, year, 0)
        keys[at + 4] = _key(21, village, low, high)
    if facts[i, _CARD]:
        keys[at + 5] = _key(22, facts[i, _CARD], 0, 0)


class Index(NamedTuple):
    """The register's keys in buckets: `starts` of each bucket, and the `check` and `person` of its
    entries."""

    starts: NDArray[np.int64]
    check: NDArray[np.uint32]
    person: Ints


@compiled
def _count(facts: Ints, book: Book, starts: NDArray[np.int64], keys: Keys) -> None:
    mask = np.uint64(len(starts) - 2)
    for person in range(len(facts)):
        fill_keys(facts, person, book, keys)
        for key in keys:
            if key:
                starts[((key >> np.uint64(1)) & mask) + np.uint64(1)] += 1
    for i in range(1, len(starts)):
        starts[i] += starts[i - 1]


@compiled
def _place(
    facts: Ints, book: Book, ends: NDArray[np.int64], check: NDArray[np.uint32], people: Ints, keys: Keys
) -> None:
    """Fill the buckets from their ends; afterwards `ends` are their starts."""
    mask = np.uint64(len(ends) - 2)
    for person in range(len(facts) - 1, -1, -1):
        fill_keys(facts, person, book, keys)
        for key in keys:
            if key:
                bucket = np.int64((key >> np.uint64(1)) & mask) + 1
                ends[bucket] -= 1
                check[ends[bucket]] = key >> np.uint64(32)
                people[ends[bucket]] = person


def index(facts: Ints, book: Book) -> Index:
    """Put a register's keys into buckets."""
    buckets = 1 << max(10, (len(facts) * 16).bit_length())
    starts, keys = np.zeros(buckets + 1, np.int64), np.zeros(len(CAPS), np.uint64)
    _count(facts, book, starts, keys)
    size = int(starts[-1])
    check, people = np.zeros(size, np.uint32), np.zeros(size, np.int32)
    ends = starts.copy()
    # Bucket k lies between starts[k] and starts[k + 1]; placing counts the latter down to the former.
    _place(facts, book, ends, check, people, keys)
    return Index(np.append(ends[1:], size), check, people)
