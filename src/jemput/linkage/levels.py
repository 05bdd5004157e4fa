"""How far each field may agree, as numbers for the inner loops and as names for the model and for people."""

from __future__ import annotations

from enum import IntEnum


class Nik(IntEnum):
    """Of two NIKs. Below full equality only region and serial count: the middle repeats birth date and
    sex."""

    MISSING = 0
    SAME = 1
    REGION_AND_SERIAL_SAME = 2
    REGION_AND_SERIAL_CLOSE = 3
    REGION_AND_SERIAL_ALIKE = 4
    REGION_SAME = 5
    DIFFERENT = 6


class Name(IntEnum):
    """Of two whole names."""

    MISSING = 0
    SAME = 1
    SPACED = 2
    SAME_SOUND = 3
    BY_WORDS = 4


class Word(IntEnum):
    """Of the words of two names that are not the same as a whole."""

    SAME = 0
    SAME_SOUND = 1
    VERY_ALIKE = 2
    ALIKE = 3
    INITIAL = 4
    CUT_OFF = 5
    SPACED = 6
    OTHER = 7
    LOST = 8
    ADDED = 9


class BirthDate(IntEnum):
    """Of two birth dates."""

    MISSING = 0
    SAME = 1
    DAY_AND_MONTH_SWAPPED = 2
    ONE_DIGIT_OFF = 3
    PLACEHOLDER_DATE = 4
    AS_IN_NIK = 5
    TWO_PARTS_SAME = 6
    YEAR_SAME = 7
    YEAR_NEAR = 8
    DIFFERENT = 9


class Sex(IntEnum):
    """Of two sexes."""

    MISSING = 0
    SAME = 1
    DIFFERENT = 2


class Village(IntEnum):
    """Of two places of residence."""

    MISSING = 0
    SAME = 1
    KECAMATAN_SAME = 2
    DIFFERENT = 3


class Place(IntEnum):
    """Of two birth places."""

    MISSING = 0
    SAME = 1
    SAME_SOUND = 2
    ALIKE = 3
    DIFFERENT = 4


class Card(IntEnum):
    """Of two family cards."""

    MISSING = 0
    SAME = 1
    DIFFERENT = 2


class Step(IntEnum):
    """The fields in the order in which a pair is weighed."""

    NIK = 0
    NAME = 1
    BIRTH_DATE = 2
    SEX = 3
    VILLAGE = 4
    MOTHER = 5
    PLACE = 6
    CARD = 7
    FAMILY = 8
    ELSEWHERE = 9


FIELDS: dict[str, type[IntEnum]] = {
    "nik": Nik,
    "name": Name,
    "name_word": Word,
    "birth_date": BirthDate,
    "sex": Sex,
    "village": Village,
    "mother": Name,
    "mother_word": Word,
    "birth_place": Place,
    "family_card": Card,
}
"""The model's fields and their levels; all but the words of a name are exclusive."""
