"""How often levels of agreement come about among strangers and in families, counted in the register
itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import MOST_WORDS, Ints
from jemput.linkage.comparing import date_level
from jemput.linkage.compiled import compiled
from jemput.linkage.levels import FIELDS, Name, Step
from jemput.linkage.model import Shares
from jemput.linkage.name_weighing import ENOUGH, rooms, weigh_names
from jemput.linkage.records import At
from jemput.linkage.scale import Scale
from jemput.linkage.weighing import weigh_plain

RANDOM_PAIRS = 300_000
FAMILY_PAIRS = 100_000
LEAST_FAMILIES = 1000
"""Pairs of relatives below which a register is too small to learn from what families look like."""
SMOOTHING = 20.0
"""Pairs that the model so far counts beside those observed, so that no level ever gets a share of nothing."""
Floats = NDArray[np.float64]
_NAME, _MOTHER, _S_NAME, _S_MOTHER = int(At.NAME), int(At.MOTHER), int(Step.NAME), int(Step.MOTHER)
_S_DATE = int(Step.BIRTH_DATE)
_PLACES, _BY_WORDS = 2 * MOST_WORDS, int(Name.BY_WORDS)
_STEPS = {
    "nik": Step.NIK,
    "name": Step.NAME,
    "birth_date": Step.BIRTH_DATE,
    "sex": Step.SEX,
    "village": Step.VILLAGE,
    "mother": Step.MOTHER,
    "birth_place": Step.PLACE,
    "family_card": Step.CARD,
}


class Pairs(NamedTuple):
    """Pairs of a row and a person with their levels by Step, and the levels of the words of name and
    mother."""

    levels: NDArray[np.int8]
    name_words: NDArray[np.int8]
    mother_words: NDArray[np.int8]


@compiled
def _compare(
    rows: Ints,
    people: Ints,
    facts: Ints,
    register: Ints,
    scale: Scale,
    levels: NDArray[np.int8],
    words: NDArray[np.int8],
    mothers: NDArray[np.int8],
    room: NDArray[np.int64],
    alike: Floats,
    some: NDArray[np.int64],
    bits: Floats,
) -> None:
    for k in range(len(rows)):
        i, j = rows[k], people[k]
        weigh_plain(facts, i, register, j, scale, some, bits)
        some[_S_DATE] = date_level(facts, i, register, j)
        a, b = facts[i, _MOTHER], register[j, _MOTHER]
        some[_S_MOTHER], _, _ = weigh_names(a, b, 1, j, scale, room, alike, ENOUGH)
        for w in range(_PLACES):
            mothers[k, w] = room[0, w] if some[_S_MOTHER] == _BY_WORDS else -1
        a, b = facts[i, _NAME], register[j, _NAME]
        some[_S_NAME], _, _ = weigh_names(a, b, 0, j, scale, room, alike, ENOUGH)
        for w in range(_PLACES):
            words[k, w] = room[0, w] if some[_S_NAME] == _BY_WORDS else -1
        for step in range(16):
            levels[k, step] = some[step]


def compare(rows: Ints, people: Ints, facts: Ints, register: Ints, scale: Scale) -> Pairs:
    """The levels of pairs given by positions."""
    count = len(rows)
    found = Pairs(*(np.full((count, width), -1, np.int8) for width in (16, _PLACES, _PLACES)))
    steps = np.zeros(16, np.int64), np.zeros(16)
    _compare(rows.astype(np.int32), people.astype(np.int32), facts, register, scale, *found, *rooms(), *steps)
    return found


def shares(pairs: Pairs, weight: Floats, before: Shares, smoothing: float = SMOOTHING) -> Shares:
    """Each field's shares of levels among weighted pairs, and `smoothing` pairs with the shares so far."""
    found: Shares = {}
    for field, kinds in FIELDS.items():
        if field in _STEPS:
            levels, weights = pairs.levels[:, _STEPS[field]], weight
            counted = np.bincount(levels, weights, minlength=len(kinds))
            counted[0] = 0.0  # What is missing says nothing.
        else:
            words = pairs.name_words if field == "name_word" else pairs.mother_words
            at, place = np.nonzero(words >= 0)
            counted = np.bincount(words[at, place], weight[at], minlength=len(kinds))
        for level in kinds:
            counted[level] += smoothing * before[field].get(level.name.lower(), 0.0)
        total = counted.sum() or 1.0
        names = [level for level in kinds if level.name != "MISSING"]
        found[field] = {level.name.lower(): float(f"{counted[level] / total:.4g}") for level in names}
    return found


def by_chance(facts: Ints, scale: Scale, before: Shares) -> Shares:
    """Shares among pairs of a register's people drawn blindly; the same for the same register."""
    if len(facts) < 2:
        return before
    random, size = np.random.default_rng(len(facts)), min(RANDOM_PAIRS, len(facts) ** 2)
    first, second = random.integers(0, len(facts), (2, size))
    first, second = first[first != second], second[first != second]
    return shares(compare(first, second, facts, facts, scale), np.ones(len(first)), before)


def in_families(facts: Ints, scale: Scale, before: Shares) -> Shares:
    """Shares among people of the register on one family card, or else of one mother in one village."""
    order = np.lexsort((facts[:, At.MOTHER], facts[:, At.VILLAGE], facts[:, At.CARD]))[-4 * FAMILY_PAIRS :]
    first, second = order[:-1], order[1:]
    carded = (facts[first, At.CARD] > 0) & (facts[first, At.CARD] == facts[second, At.CARD])
    same_mother = (facts[first, At.MOTHER] > 0) & (facts[first, At.MOTHER] == facts[second, At.MOTHER])
    family = carded | (same_mother & (facts[first, At.VILLAGE] == facts[second, At.VILLAGE]))
    first, second = first[family][:FAMILY_PAIRS], second[family][:FAMILY_PAIRS]
    if len(first) < LEAST_FAMILIES:
        return before
    return shares(compare(first, second, facts, facts, scale), np.ones(len(first)), before)
