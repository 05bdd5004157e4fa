"""How far the fields of two records agree, names apart: levels as whole numbers."""

# Numbers out of arrays are typed Any by numpy; what is returned here is machine code's anyway.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from jemput.linkage.book import JOINED, LENGTH, SOUND, TEXT, Ints
from jemput.linkage.compiled import compiled
from jemput.linkage.levels import BirthDate, Nik, Place, Village
from jemput.linkage.name_weighing import letters_in_common
from jemput.linkage.records import At
from jemput.linkage.scale import Scale
from jemput.linkage.similarity import digits_apart, jaro_winkler_letters, within_reach

PLACE_ALIKE_FROM = 0.88
_YEAR, _MONTH, _DAY, _VILLAGE = int(At.YEAR), int(At.MONTH), int(At.DAY), int(At.VILLAGE)
_KECAMATAN, _REGION, _SERIAL = int(At.KECAMATAN), int(At.REGION), int(At.SERIAL)
_NIK_DATE, _NIK_WHOLE = int(At.NIK_DATE), int(At.NIK_WHOLE)
_NIK_SAME, _NIK_ENDS = int(Nik.SAME), int(Nik.REGION_AND_SERIAL_SAME)
_NIK_CLOSE, _NIK_ALIKE = int(Nik.REGION_AND_SERIAL_CLOSE), int(Nik.REGION_AND_SERIAL_ALIKE)
_NIK_REGION, _NIK_OTHER = int(Nik.REGION_SAME), int(Nik.DIFFERENT)
_DATE_SAME, _SWAPPED = int(BirthDate.SAME), int(BirthDate.DAY_AND_MONTH_SWAPPED)
_DIGIT, _PLACEHOLDER = int(BirthDate.ONE_DIGIT_OFF), int(BirthDate.PLACEHOLDER_DATE)
_TWO_PARTS, _YEAR_SAME = int(BirthDate.TWO_PARTS_SAME), int(BirthDate.YEAR_SAME)
_YEAR_NEAR, _DATE_OTHER = int(BirthDate.YEAR_NEAR), int(BirthDate.DIFFERENT)
_HOME, _KECAMATAN_SAME, _HOME_OTHER = int(Village.SAME), int(Village.KECAMATAN_SAME), int(Village.DIFFERENT)
_PLACE_SAME, _PLACE_SOUND = int(Place.SAME), int(Place.SAME_SOUND)
_PLACE_ALIKE, _PLACE_OTHER = int(Place.ALIKE), int(Place.DIFFERENT)


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
def date_in_nik(dated: Ints, i: int, other: Ints, j: int) -> bool:
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
    length_a, length_b = scale.words[one, LENGTH], scale.words[two, LENGTH]
    common = letters_in_common(one, two, scale.words)
    if not within_reach(PLACE_ALIKE_FROM, common, length_a, length_b, 4):
        return _PLACE_OTHER
    similarity = jaro_winkler_letters(scale.letters, one, length_a, scale.letters, two, length_b)
    return _PLACE_ALIKE if similarity >= PLACE_ALIKE_FROM else _PLACE_OTHER
