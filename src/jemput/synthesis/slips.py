"""Slips of the pen: how a NIK, a name or a date gets wrong between the register and a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from jemput.kernel.nik import Sex
from jemput.synthesis.draws import one_of

_OLD_SPELLING = (("SY", "SJ"), ("NY", "NJ"), ("KH", "CH"), ("U", "OE"), ("C", "TJ"), ("J", "DJ"), ("Y", "J"))
_MUHAMMAD = re.compile(r"^(MUHAMMAD|MUHAMAD|MOHAMMAD|MOCHAMMAD|MOH\.|MUH\.|M\.) ")
_NEIGHBORS = {
    "A": "S",
    "S": "A",
    "I": "U",
    "U": "I",
    "N": "M",
    "M": "N",
    "R": "T",
    "T": "R",
    "O": "I",
    "E": "R",
}


def wrong_digit(rng: Random, number: str) -> str:
    """One digit replaced by another; the result need not be valid."""
    at = int(rng.random() * len(number))
    return number[:at] + str((int(number[at]) + 1 + int(rng.random() * 9)) % 10) + number[at + 1 :]


def swapped_digits(rng: Random, number: str) -> str:
    """Two neighboring, different digits exchanged; the same number where all its digits are equal."""
    places = [i for i in range(len(number) - 1) if number[i] != number[i + 1]]
    if not places:
        return number
    at = one_of(rng, tuple(places))
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def other_sex(nik: str) -> str:
    """The 40 that marks a woman's birth day added where it was missing, or taken off where it stood."""
    day = int(nik[6:8])
    return f"{nik[:6]}{day - 40 if day > 40 else day + 40:02d}{nik[8:]}"


def old_spelling(rng: Random, name: str) -> str:
    """One sound written as before 1972: oe for u, dj for j, tj for c; unchanged where none fits."""
    fitting = tuple(pair for pair in _OLD_SPELLING if pair[0] in name)
    if not fitting:
        return name
    new, old = one_of(rng, fitting)
    return name.replace(new, old)


def other_muhammad(rng: Random, name: str) -> str:
    """Muhammad at the front written another way, or left out; unchanged where the name has none."""
    found = _MUHAMMAD.match(name)
    if not found:
        return name
    forms = tuple(f for f in ("MUHAMMAD", "MOH.", "MUH.", "M.", "MHD", "") if f != found.group(1))
    return f"{one_of(rng, forms)} {name[found.end() :]}".strip()


def moved_title(rng: Random, name: str) -> str:
    """A title taken off where there is one, else one put on."""
    bare = re.sub(r"^(H\.|HJ\.) |, [A-Z.]+$", "", name)
    return bare if bare != name else f"{one_of(rng, ('H.', 'HJ.', 'DRS.', 'BPK', 'IBU'))} {name}"


def truncated(rng: Random, name: str) -> str:
    """Cut off as narrow columns of old programs did, at 8 to 20 letters."""
    return name[: 8 + int(rng.random() * 13)].rstrip()


def merged_or_lost(rng: Random, name: str) -> str:
    """Two words run together, or one word of several lost; unchanged for one-word names."""
    words = name.split()
    if len(words) < 2:
        return name
    at = int(rng.random() * (len(words) - 1))
    if rng.random() < 0.5:
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    lost = int(rng.random() * len(words))
    return " ".join(words[:lost] + words[lost + 1 :])


def typo(rng: Random, name: str) -> str:
    """One letter dropped, doubled, exchanged with the next, or hit beside its key."""
    at = int(rng.random() * max(1, len(name) - 1))
    kind = int(rng.random() * 4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at : at + 1] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return name[:at] + _NEIGHBORS.get(name[at], "A") + name[at + 1 :]


def swapped_date(_rng: Random, day: date) -> date:
    """Day and month exchanged; unchanged where the day is no month."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def wrong_date(rng: Random, day: date) -> date:
    """One part of the date off: the year by one or by ten, or the day by a digit."""
    kind = int(rng.random() * 3)
    if kind == 0:
        return day + timedelta(days=one_of(rng, (-10, -1, 1, 10)))
    years = one_of(rng, (-1, 1)) if kind == 1 else one_of(rng, (-10, 10))
    return day.replace(year=day.year + years, day=min(day.day, 28))


def default_date(rng: Random, day: date) -> date:
    """Only the year known: 1 January, 1 July or 31 December."""
    month, day_of_month = one_of(rng, ((1, 1), (7, 1), (12, 31)))
    return date(day.year, month, day_of_month)


NameSlip = Callable[[Random, str], str]
DateSlip = Callable[[Random, date], date]
NAME_SLIPS: dict[str, NameSlip] = {
    "name_old_spelling": old_spelling,
    "name_muhammad": other_muhammad,
    "name_title": moved_title,
    "name_truncated": truncated,
    "name_words": merged_or_lost,
    "name_typo": typo,
}
DATE_SLIPS: dict[str, DateSlip] = {
    "date_swapped": swapped_date,
    "date_digits": wrong_date,
    "date_default": default_date,
}


def sex_word(sex: Sex) -> str:
    """The word the ministry's list writes for a sex."""
    return "LAKI-LAKI" if sex is Sex.MALE else "PEREMPUAN"
