"""Evidence in a pair of records, field by field, in bits: the inner loop of linkage."""

# Numbers out of arrays are typed Any by numpy; what is returned here is machine code's anyway.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import JOINED, LENGTH, MOST_WORDS, SOUND, TEXT, Ints
from jemput.linkage.compiled import compiled
from jemput.linkage.levels import BirthDate, Card, Name, Nik, Place, Sex, Step, Village
from jemput.linkage.model import STARTS
from jemput.linkage.name_weighing import weigh_names
from jemput.linkage.rarity import Bit
from jemput.linkage.records import At
from jemput.linkage.scale import ELSEWHERE, FALSE_NIK, MOST, PRIOR, RELATIVE, Scale
from jemput.linkage.similarity import digits_apart, jaro_winkler_letters

SAME_NIK_SAME_DATE, SAME_NIK_SAME_SEX = 0.8, 0.9
"""Shares among strangers who carry one NIK: it holds birth date and sex, so their agreement says no more."""
PLACE_MOST = 10.0
"""Bits of a shared birth place at most: a rare misspelling shared is one clerk's, not one person's."""
Levels = NDArray[np.int64]
Weights = NDArray[np.float64]
_NAME, _MOTHER, _PLACE, _YEAR = int(At.NAME), int(At.MOTHER), int(At.PLACE), int(At.YEAR)
_MONTH, _DAY, _SEX, _VILLAGE = int(At.MONTH), int(At.DAY), int(At.SEX), int(At.VILLAGE)
_KECAMATAN, _REGION, _SERIAL = int(At.KECAMATAN), int(At.REGION), int(At.SERIAL)
_NIK_DATE, _NIK_WHOLE, _CARD = int(At.NIK_DATE), int(At.NIK_WHOLE), int(At.CARD)
_NIK_SAME, _NIK_ENDS, _NIK_CLOSE = (
    int(Nik.SAME),
    int(Nik.REGION_AND_SERIAL_SAME),
    int(Nik.REGION_AND_SERIAL_CLOSE),
)
_NIK_ALIKE, _NIK_REGION, _NIK_OTHER = (
    int(Nik.REGION_AND_SERIAL_ALIKE),
    int(Nik.REGION_SAME),
    int(Nik.DIFFERENT),
)
_DATE_SAME, _SWAPPED, _DIGIT = (
    int(BirthDate.SAME),
    int(BirthDate.DAY_AND_MONTH_SWAPPED),
    int(BirthDate.ONE_DIGIT_OFF),
)
_PLACEHOLDER, _IN_NIK = int(BirthDate.PLACEHOLDER_DATE), int(BirthDate.AS_IN_NIK)
_TWO_PARTS, _YEAR_SAME = int(BirthDate.TWO_PARTS_SAME), int(BirthDate.YEAR_SAME)
_YEAR_NEAR, _DATE_OTHER = int(BirthDate.YEAR_NEAR), int(BirthDate.DIFFERENT)
_SEX_SAME, _SEX_OTHER = int(Sex.SAME), int(Sex.DIFFERENT)
_HOME, _KECAMATAN_SAME, _HOME_OTHER = int(Village.SAME), int(Village.KECAMATAN_SAME), int(Village.DIFFERENT)
_PLACE_SAME, _PLACE_SOUND = int(Place.SAME), int(Place.SAME_SOUND)
_PLACE_ALIKE, _PLACE_OTHER = int(Place.ALIKE), int(Place.DIFFERENT)
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


@compiled
def nik_level(rows: Ints, i: int, people: Ints, j: int) -> int:
    """Level of two NIKs."""
    if rows[i, _REGION] < 0 or people[j, _REGION] < 0:
        return 0
    if rows[i, _REGION] == people[j, _REGION] and rows[i, _SERIAL] == people[j, _SERIAL]:
        whole = rows[i, _NIK_WHOLE] and people[j, _NIK_WHOLE] and rows[i, _NIK_DATE] == people[j, _NIK_DATE]
        return _NIK_SAME if whole else _NIK_ENDS
    slips = digits_apart(
        rows[i, _REGION] * 10_000 + rows[i, _SERIAL], people[j, _REGION] * 10_000 + people[j, _SERIAL], 10
    )
    if slips <= 1:
        return _NIK_CLOSE
    if slips == 2:
        return _NIK_ALIKE
    return _NIK_REGION if rows[i, _REGION] == people[j, _REGION] else _NIK_OTHER


@compiled
def _placeholder(month: int, day: int) -> bool:
    return (month == 1 and day == 1) or (month == 12 and day == 31) or (month == 7 and day == 1)


@compiled
def _in_nik(dated: Ints, i: int, other: Ints, j: int) -> bool:
    """Whether the date in i's NIK is j's date, or that in j's NIK: NIKs keep a date that was corrected
    since."""
    digits = dated[i, _NIK_DATE]
    if digits < 0:
        return False
    if digits == other[j, _NIK_DATE]:
        return True
    day = digits // 10_000
    same_day = (day - 40 if day > 40 else day) == other[j, _DAY]
    return same_day and digits // 100 % 100 == other[j, _MONTH] and digits % 100 == other[j, _YEAR] % 100


@compiled
def date_level(rows: Ints, i: int, people: Ints, j: int) -> int:
    """Level of two birth dates by themselves, without the NIKs' word on them."""
    if rows[i, _YEAR] == 0 or people[j, _YEAR] == 0:
        return 0
    same_year, same_month, same_day = (
        rows[i, _YEAR] == people[j, _YEAR],
        rows[i, _MONTH] == people[j, _MONTH],
        rows[i, _DAY] == people[j, _DAY],
    )
    if same_year and same_month and same_day:
        return _DATE_SAME
    if same_year and rows[i, _MONTH] == people[j, _DAY] and rows[i, _DAY] == people[j, _MONTH]:
        return _SWAPPED
    digits_a = rows[i, _DAY] * 1_000_000 + rows[i, _MONTH] * 10_000 + rows[i, _YEAR]
    digits_b = people[j, _DAY] * 1_000_000 + people[j, _MONTH] * 10_000 + people[j, _YEAR]
    if digits_apart(digits_a, digits_b, 8) == 1:
        return _DIGIT
    if same_year and (
        _placeholder(rows[i, _MONTH], rows[i, _DAY]) or _placeholder(people[j, _MONTH], people[j, _DAY])
    ):
        return _PLACEHOLDER
    if same_year + same_month + same_day == 2:
        return _TWO_PARTS
    if same_year:
        return _YEAR_SAME
    return _YEAR_NEAR if abs(rows[i, _YEAR] - people[j, _YEAR]) <= 2 else _DATE_OTHER


@compiled
def village_level(rows: Ints, i: int, people: Ints, j: int) -> int:
    """Level of two homes; where a village is missing the kecamatan may still agree."""
    if rows[i, _KECAMATAN] == 0 or people[j, _KECAMATAN] == 0:
        return 0
    if rows[i, _VILLAGE] == people[j, _VILLAGE] and rows[i, _VILLAGE] > 0:
        return _HOME
    return _KECAMATAN_SAME if rows[i, _KECAMATAN] == people[j, _KECAMATAN] else _HOME_OTHER


@compiled
def place_level(a: int, b: int, scale: Scale) -> int:
    """Level of two birth places by their numbers in the book."""
    names = scale.names
    if names[a, TEXT] == 0 or names[b, TEXT] == 0:
        return 0
    if names[a, TEXT] == names[b, TEXT] or names[a, JOINED] == names[b, JOINED]:
        return _PLACE_SAME
    if names[a, SOUND] == names[b, SOUND]:
        return _PLACE_SOUND
    one, two = names[a, 0], names[b, 0]
    similarity = jaro_winkler_letters(
        scale.letters, one, scale.words[one, LENGTH], scale.letters, two, scale.words[two, LENGTH]
    )
    return _PLACE_ALIKE if similarity >= 0.88 else _PLACE_OTHER


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
    return match - np.log2(1.0001 - 2.0 ** -scale.people[person, _B_KECAMATAN])


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
    if level > _SWAPPED and not one_nik and (_in_nik(rows, i, people, j) or _in_nik(people, j, rows, i)):
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

    Fills `levels` and `bits` by Step; room[0] and room[3] hold the levels of the words of name and mother.
    """
    most = scale.numbers[MOST]
    total = scale.numbers[PRIOR] + weigh_plain(rows, i, people, j, scale, levels, bits)
    if total + 2 * most < least:
        return -1000.0
    levels[_S_MOTHER], bits[_S_MOTHER], _ = weigh_names(
        rows[i, _MOTHER], people[j, _MOTHER], 1, j, scale, room, alike
    )
    total += bits[_S_MOTHER]
    if total + most < least:
        return -1000.0
    levels[_S_NAME], bits[_S_NAME], _ = weigh_names(
        rows[i, _NAME], people[j, _NAME], 0, j, scale, room, alike
    )
    bits[_S_ELSEWHERE] = scale.numbers[ELSEWHERE] if linked else 0.0
    total += bits[_S_NAME] + bits[_S_ELSEWHERE]
    if total < least:
        return -1000.0
    bits[_S_FAMILY] = weigh_family(levels, bits, room[0, :_PLACES], scale)
    return total + bits[_S_FAMILY]
