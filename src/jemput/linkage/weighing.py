"""Evidence in a pair of records, field by field, in bits: the inner loop of linkage."""

# Numbers out of arrays are typed Any by numpy; what is returned here is machine code's anyway.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import MOST_WORDS, Ints
from jemput.linkage.comparing import date_in_nik, date_level, nik_level, place_level, village_level
from jemput.linkage.compiled import compiled
from jemput.linkage.levels import BirthDate, Card, Name, Nik, Place, Sex, Step, Village
from jemput.linkage.model import STARTS
from jemput.linkage.name_weighing import ENOUGH, weigh_names
from jemput.linkage.rarity import Bit
from jemput.linkage.records import At
from jemput.linkage.scale import ELSEWHERE, FALSE_NIK, MOST, PRIOR, RELATIVE, Scale

SAME_NIK_SAME_DATE, SAME_NIK_SAME_SEX = 0.8, 0.9
"""Shares among strangers who carry one NIK: it holds birth date and sex, so their agreement says no more."""
PLACE_MOST = 10.0
"""Bits of a shared birth place at most: a rare misspelling shared is one clerk's, not one person's."""
Levels = NDArray[np.int64]
Weights = NDArray[np.float64]
_NAME, _MOTHER, _PLACE = int(At.NAME), int(At.MOTHER), int(At.PLACE)
_SEX = int(At.SEX)
_CARD = int(At.CARD)
_NIK_SAME, _NIK_ENDS = int(Nik.SAME), int(Nik.REGION_AND_SERIAL_SAME)
_NIK_REGION = int(Nik.REGION_SAME)
_DATE_SAME, _SWAPPED = int(BirthDate.SAME), int(BirthDate.DAY_AND_MONTH_SWAPPED)
_IN_NIK = int(BirthDate.AS_IN_NIK)
_SEX_SAME, _SEX_OTHER = int(Sex.SAME), int(Sex.DIFFERENT)
_HOME, _KECAMATAN_SAME = int(Village.SAME), int(Village.KECAMATAN_SAME)
_PLACE_SAME, _PLACE_SOUND = int(Place.SAME), int(Place.SAME_SOUND)
_CARD_SAME, _CARD_OTHER = int(Card.SAME), int(Card.DIFFERENT)
_BY_WORDS, _PLACES = int(Name.BY_WORDS), 2 * MOST_WORDS
_S_NIK, _S_NAME, _S_DATE, _S_SEX = int(Step.NIK), int(Step.NAME), int(Step.BIRTH_DATE), int(Step.SEX)
_S_VILLAGE, _S_MOTHER = int(Step.VILLAGE), int(Step.MOTHER)
_S_PLACE, _S_CARD, _S_FAMILY = int(Step.PLACE), int(Step.CARD), int(Step.FAMILY)
_S_ELSEWHERE = int(Step.ELSEWHERE)
_W_NIK, _W_DATE, _W_SEX = STARTS["nik"], STARTS["birth_date"], STARTS["sex"]
_W_VILLAGE, _W_PLACE, _W_CARD = STARTS["village"], STARTS["birth_place"], STARTS["family_card"]
_W_WORD = STARTS["name_word"]
_STEP_WEIGHTS = (_W_NIK, STARTS["name"], _W_DATE, _W_SEX, _W_VILLAGE, STARTS["mother"], _W_PLACE, _W_CARD)
_B_PLACE, _B_VILLAGE, _B_KECAMATAN = int(Bit.PLACE), int(Bit.VILLAGE), int(Bit.KECAMATAN)
_B_REGION, _B_SERIAL, _B_DATE = int(Bit.REGION), int(Bit.SERIAL), int(Bit.BIRTH_DATE)
_B_ELSEWHERE = int(Bit.ELSEWHERE)
_B_NAME_MOST, _B_MOTHER_MOST = int(Bit.NAME_MOST), int(Bit.MOTHER_MOST)


@compiled
def _nik_bits(level: int, person: int, scale: Scale) -> float:
    match = scale.weights[0, _W_NIK + level]
    if level == _NIK_SAME:
        return match - scale.numbers[FALSE_NIK]
    if level == _NIK_ENDS:
        return match + scale.people[person, _B_SERIAL]
    if level == _NIK_REGION:
        return match + scale.people[person, _B_REGION]
    return match - scale.weights[1, _W_NIK + level]


@compiled
def _date_bits(level: int, one_nik: bool, person: int, scale: Scale) -> float:
    match = scale.weights[0, _W_DATE + level]
    if one_nik:
        same = scale.weights[0, _W_DATE + _DATE_SAME]
        if level == _DATE_SAME:
            return same - np.log2(SAME_NIK_SAME_DATE)
        return np.log2((1.0001 - 2.0**same) / (1 - SAME_NIK_SAME_DATE))
    if level == _DATE_SAME:
        return match + scale.people[person, _B_DATE]
    if level == _IN_NIK:
        return match + scale.people[person, _B_DATE] - 1.0
    return match - scale.weights[1, _W_DATE + level]


@compiled
def _sex_bits(level: int, one_nik: bool, scale: Scale) -> float:
    if not one_nik:
        return scale.weights[0, _W_SEX + level] + 1.0  # Half of all strangers are of the same sex.
    return scale.weights[0, _W_SEX + level] - np.log2(
        SAME_NIK_SAME_SEX if level == _SEX_SAME else 1 - SAME_NIK_SAME_SEX
    )


@compiled
def _village_bits(level: int, person: int, scale: Scale) -> float:
    match = scale.weights[0, _W_VILLAGE + level]
    if level == _HOME:
        return match + scale.people[person, _B_VILLAGE]
    if level == _KECAMATAN_SAME:
        return match + scale.people[person, _B_KECAMATAN]
    return match + scale.people[person, _B_ELSEWHERE]


@compiled
def _place_bits(level: int, person: int, scale: Scale) -> float:
    match = scale.weights[0, _W_PLACE + level]
    if level == _PLACE_SAME:
        return match + min(PLACE_MOST, scale.people[person, _B_PLACE])
    if level == _PLACE_SOUND:
        return match + min(PLACE_MOST, scale.people[person, _B_PLACE + 1])
    return match - scale.weights[1, _W_PLACE + level]


@compiled
def weigh_plain(
    rows: Ints, i: int, people: Ints, j: int, scale: Scale, levels: Levels, bits: Weights
) -> float:
    """Weigh everything but the two names; fills `levels` and `bits` by Step and returns the sum of bits."""
    level = nik_level(rows, i, people, j)
    one_nik = level == _NIK_SAME
    levels[_S_NIK] = level
    bits[_S_NIK] = _nik_bits(level, j, scale) if level else 0.0
    level = date_level(rows, i, people, j)
    if (
        level > _SWAPPED
        and not one_nik
        and (date_in_nik(rows, i, people, j) or date_in_nik(people, j, rows, i))
    ):
        level = _IN_NIK
    levels[_S_DATE] = level
    bits[_S_DATE] = _date_bits(level, one_nik, j, scale) if level else 0.0
    level = 0
    if rows[i, _SEX] and people[j, _SEX]:
        level = _SEX_SAME if rows[i, _SEX] == people[j, _SEX] else _SEX_OTHER
    levels[_S_SEX] = level
    bits[_S_SEX] = _sex_bits(level, one_nik, scale) if level else 0.0
    level = village_level(rows, i, people, j)
    levels[_S_VILLAGE] = level
    bits[_S_VILLAGE] = _village_bits(level, j, scale) if level else 0.0
    level = place_level(rows[i, _PLACE], people[j, _PLACE], scale)
    levels[_S_PLACE] = level
    bits[_S_PLACE] = _place_bits(level, j, scale) if level else 0.0
    level = 0
    if rows[i, _CARD] and people[j, _CARD]:
        level = _CARD_SAME if rows[i, _CARD] == people[j, _CARD] else _CARD_OTHER
    levels[_S_CARD], bits[_S_CARD] = level, 0.0
    if level:
        bits[_S_CARD] = scale.weights[0, _W_CARD + level] - (
            scale.numbers[RELATIVE] if level == _CARD_SAME else 0.0
        )
    return bits[_S_NIK] + bits[_S_DATE] + bits[_S_SEX] + bits[_S_VILLAGE] + bits[_S_PLACE] + bits[_S_CARD]


@compiled
def weigh_family(levels: Levels, bits: Weights, room: Levels, scale: Scale) -> float:
    """Bits against the match for two people of one family, who share mother, home, card and birth place
    anyway.

    The odds are of one person against a stranger or a relative: what a relative would show as well speaks
    for nobody. `room` holds the levels of the names' words.
    """
    if levels[_S_MOTHER] == _BY_WORDS and levels[_S_CARD] != _CARD_SAME and levels[_S_VILLAGE] != _HOME:
        return 0.0
    match, family = scale.weights[0], scale.weights[2]
    relative = scale.numbers[RELATIVE]
    for k in range(8):
        at = _STEP_WEIGHTS[k] + levels[k]
        relative += family[at] - match[at] + bits[k]
    if levels[_S_NAME] == _BY_WORDS:
        for k in range(len(room)):
            if room[k] >= 0:
                relative += family[_W_WORD + room[k]] - match[_W_WORD + room[k]]
    return -np.log2(1 + 2.0 ** min(relative, 900.0))


@compiled
def weigh(
    rows: Ints,
    i: int,
    people: Ints,
    j: int,
    linked: bool,
    scale: Scale,
    levels: Levels,
    bits: Weights,
    room: Levels,
    alike: Weights,
    least: float,
) -> float:
    """Sum of bits of row i and person j with the prior; gives up below `least`, and returns -1000 then.

    Fills `levels` and `bits` by Step; room[4] holds the levels of the name's words.
    """
    most = scale.numbers[MOST]
    total = scale.numbers[PRIOR] + weigh_plain(rows, i, people, j, scale, levels, bits)
    mother = min(most, scale.people[j, _B_MOTHER_MOST]) if rows[i, _MOTHER] and people[j, _MOTHER] else 0.0
    if total + min(most, scale.people[j, _B_NAME_MOST]) + mother < least:
        return -1000.0
    levels[_S_NAME], bits[_S_NAME], _ = weigh_names(
        rows[i, _NAME], people[j, _NAME], 0, j, scale, room, alike, ENOUGH
    )
    total += bits[_S_NAME]
    if total + mother < least:
        return -1000.0
    for k in range(_PLACES):
        room[4, k] = room[0, k]
    levels[_S_MOTHER], bits[_S_MOTHER], _ = weigh_names(
        rows[i, _MOTHER], people[j, _MOTHER], 1, j, scale, room, alike, ENOUGH
    )
    bits[_S_ELSEWHERE] = scale.numbers[ELSEWHERE] if linked else 0.0
    total += bits[_S_MOTHER] + bits[_S_ELSEWHERE]
    if total < least:
        return -1000.0
    bits[_S_FAMILY] = weigh_family(levels, bits, room[4, :_PLACES], scale)
    return total + bits[_S_FAMILY]
