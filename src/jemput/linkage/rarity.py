"""How much an agreement on each value says: bits of surprise, counted in the register itself."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import MOST_WORDS, SOUND, TEXT, WORD_SOUND, Book, Ints
from jemput.linkage.records import At, Table

Bits = NDArray[np.float32]
_DAYS = 31 * 13


class Bit(IntEnum):
    """Where each surprise stands in a person's row of `Rarity.people`."""

    NAME = 0
    NAME_SOUND = 1
    MOTHER = 2
    MOTHER_SOUND = 3
    PLACE = 4
    PLACE_SOUND = 5
    VILLAGE = 6
    KECAMATAN = 7
    REGION = 8
    SERIAL = 9
    BIRTH_DATE = 10
    ELSEWHERE = 11
    NAME_MOST = 12
    MOTHER_MOST = 13


class Rarity(NamedTuple):
    """-log2 of the share of the register with a value: `people` by person in the order of Bit; `words` by
    word: in names as written, in names by sound, in mothers' names as written, in mothers' names by
    sound. ELSEWHERE is that of every other kecamatan together,
    NAME_MOST and
    MOTHER_MOST what the names can say at most, whole or word by word."""

    people: Bits
    words: Bits


def date_numbers(facts: Ints) -> Ints:
    """A number for every day of 1800 to 2199, 0 for none; days that never were fall on a neighbor."""
    month, day = np.minimum(facts[:, At.MONTH], 12), np.minimum(facts[:, At.DAY], 31)
    numbers = (facts[:, At.YEAR] - 1800) * _DAYS + month * 31 + day
    return np.where(facts[:, At.YEAR] > 0, numbers, 0).astype(np.int32)


def count(table: Table, book: Book) -> Rarity:
    """Count a register's values; half a person is added to each for those outside it."""
    facts, size = table.facts, len(table)
    text, sound = book.names[:, TEXT], book.names[:, SOUND]
    ends = facts[:, At.REGION].astype(np.int64) * 10_000 + facts[:, At.SERIAL]
    columns = [
        *(_bits(kind[facts[:, at]], size) for at in (At.NAME, At.MOTHER, At.PLACE) for kind in (text, sound)),
        *(_bits(facts[:, at], size) for at in (At.VILLAGE, At.KECAMATAN)),
        _bits(facts[:, At.REGION].clip(0), size),
        _surprise(np.unique(ends, return_counts=True)[1], size)[np.unique(ends, return_inverse=True)[1]],
        _bits(date_numbers(facts), size),
    ]
    columns.append(-np.log2(1.0001 - 2.0 ** -columns[Bit.KECAMATAN]))
    words = [_of_words(facts[:, at], book, size) for at in (At.NAME, At.MOTHER)]
    for at, whole, by_word in ((At.NAME, Bit.NAME, words[0]), (At.MOTHER, Bit.MOTHER, words[1])):
        numbers = book.names[facts[:, at], :MOST_WORDS]
        columns.append(np.maximum(np.where(numbers > 0, by_word[numbers, 0], 0).sum(axis=1), columns[whole]))
    return Rarity(np.stack(columns, axis=1), np.concatenate(words, axis=1))


def _surprise(counts: NDArray[np.int64], size: int) -> Bits:
    bits: Bits = -np.log2(np.minimum(1.0, (counts + 0.5) / (size + 0.5))).astype(np.float32)
    return bits


def _bits(values: Ints, size: int) -> Bits:
    """Each person's bits by the person's value."""
    return _surprise(np.bincount(values), size)[values] if size else np.zeros(0, np.float32)


def _of_words(names: Ints, book: Book, size: int) -> Bits:
    """Bits of each word as written and by sound; a word twice in one name counts twice."""
    words = np.bincount(book.names[names][:, :MOST_WORDS].ravel(), minlength=len(book.words))
    sounds = np.bincount(book.words[:, WORD_SOUND], weights=words).astype(np.int64)
    return np.stack([_surprise(words, size), _surprise(sounds, size)[book.words[:, WORD_SOUND]]], axis=1)
