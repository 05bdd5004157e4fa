"""Decisions about schools and pupils without a database: names, kinds, who is due as of a day, shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from jemput.kernel.eligibility import CARD_AGE, RECORDING_AGE, may_be_recorded, must_have_card
from jemput.kernel.nik import Nik, Person
from jemput.office.schools.errors import BadCount, BadNpsn, UnknownKind

CARE_MINUTES = 30
"""Station-minutes a person at an SLB: twice the usual 15 (S3-2), for one iris may take ten (domain §3)."""


class SchoolKind(StrEnum):
    """What sort of school it is."""

    SMA = "sma"
    SMK = "smk"
    MA = "ma"
    SLB = "slb"
    SMP = "smp"
    MTS = "mts"
    PKBM = "pkbm"
    PESANTREN = "pesantren"


class Standing(StrEnum):
    """Where one pupil stands as of the day of the visit."""

    RECORDED = "recorded"
    DUE = "due"
    DUE_BY_POLL = "due_by_poll"
    TOO_YOUNG = "too_young"
    ELSEWHERE = "elsewhere"
    ASK = "ask"
    NOT_FOUND = "not_found"


EXPECTED = frozenset({Standing.DUE, Standing.DUE_BY_POLL, Standing.ELSEWHERE})
"""Those whom a crew should meet: they may be recorded here, wherever the card is made (Perpres 96/2018)."""


@dataclass(frozen=True)
class PupilFacts:
    """All that decides where one pupil stands; `link` is linkage's or a clerk's last word."""

    birth_date: date | None
    ever_married: bool = False
    recorded: bool = False
    link: str = "not_found"
    lives_here: bool = True
    nik: str = ""


@dataclass(frozen=True)
class Judgment:
    """Where a pupil stands, and for the too young the first day they can be recorded."""

    standing: Standing
    comes_on: date | None = None

    @property
    def in_target(self) -> bool:
        """Whether the pupil is one of those the work is about: everybody but the too young."""
        return self.standing is not Standing.TOO_YOUNG


def judge(facts: PupilFacts, *, on: date, polling_day: date | None, kabupaten_digits: str) -> Judgment:
    """Where a pupil stands on the day of the visit; DUE_BY_POLL is not 17 yet, but will be when polls open.

    A recording counts first, unless a clerk must still say whose NIK it is. Age is judged before identity,
    so that no clerk is asked about a child.
    """
    if facts.recorded and facts.link not in ("waiting", "ask"):
        return Judgment(Standing.RECORDED)
    if facts.birth_date is not None:
        person = Person(facts.birth_date, facts.ever_married)
        if not may_be_recorded(person, on=on):
            return Judgment(Standing.TOO_YOUNG, birthday(facts.birth_date, RECORDING_AGE))
    if facts.link in ("waiting", "ask"):
        return Judgment(Standing.ASK)
    if facts.link == "not_found":
        foreign = bool(facts.nik) and not facts.nik.startswith(kabupaten_digits)
        return Judgment(Standing.ELSEWHERE if foreign else Standing.NOT_FOUND)
    if not facts.lives_here:
        return Judgment(Standing.ELSEWHERE)
    return Judgment(_due(facts, on, polling_day))


def _due(facts: PupilFacts, on: date, polling_day: date | None) -> Standing:
    if facts.birth_date is None or polling_day is None or polling_day < on:
        return Standing.DUE
    person = Person(facts.birth_date, facts.ever_married)
    turning = not must_have_card(person, on=on) and must_have_card(person, on=polling_day)
    return Standing.DUE_BY_POLL if turning else Standing.DUE


def birthday(born: date, age: int) -> date:
    """The day somebody has lived `age` full years; 1 March for one born on 29 February in a common year."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def seventeenth(born: date) -> date:
    """The first day a card may be printed."""
    return birthday(born, CARD_AGE)


def born_by_nik(nik: str, *, today: date) -> date | None:
    """The birth date inside a pupil's NIK, in the latest century not ahead of us; None if impossible."""
    day, month, year = Nik(nik).day_month_year
    century = today.year // 100 * 100
    full = century + year if century + year <= today.year else century - 100 + year
    try:
        return date(full, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Share:
    """A part of a whole that says what the whole is, who says so, and of which day; never clamped."""

    part: int
    whole: int
    of: str
    source: str
    as_of: date | None

    @property
    def percent(self) -> Decimal | None:
        """With two decimals, half up, above 100 where it is; None without a whole."""
        if not self.whole:
            return None
        return (Decimal(100) * self.part / self.whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def npsn(text: str) -> str:
    """A school's eight digits, empty for an empty text. Raises BadNpsn."""
    found = "".join(text.split()).strip("'`-")
    if not found:
        return ""
    if len(found) != 8 or not (found.isascii() and found.isdigit()):
        raise BadNpsn(value=text[:20])
    return found


def pupils_stated(text: str) -> int | None:
    """How many pupils a school says it has; None for an empty text. Raises BadCount."""
    found = re.sub(r"\s*(orang|siswa|peserta)\s*$", "", text.strip().lower()).replace(".", "")
    if not found:
        return None
    if not (found.isascii() and found.isdigit()) or len(found) > 5:
        raise BadCount(value=text[:20])
    return int(found)


_LONG = (
    ("SEKOLAH MENENGAH ATAS", "SMA"),
    ("SEKOLAH MENENGAH KEJURUAN", "SMK"),
    ("SEKOLAH MENENGAH PERTAMA", "SMP"),
    ("SEKOLAH LUAR BIASA", "SLB"),
    ("MADRASAH ALIYAH", "MA"),
    ("MADRASAH TSANAWIYAH", "MTS"),
)
_STATE = re.compile(r"\b(SMA|SMK|SMP|MTS|MA|SLB)\s*(?:N|NEGERI)\b\s*")
_PRIVATE = re.compile(r"\b(SMA|SMK|SMP|MTS|MA|SLB)\s*S\b\s*")


def school_key(name: str) -> str:
    """What makes two spellings one school: "SMA Negeri 9", "SMA N 9", "SMAN 9" and "SMAN-9" agree."""
    upper = re.sub(r"[^A-Z0-9]+", " ", name.upper()).strip()
    for words, short in _LONG:
        upper = upper.replace(words, short)
    upper = _PRIVATE.sub(r"\1 ", _STATE.sub(r"\1N ", upper))
    return "".join(upper.split())


_KINDS = (
    ("PESANTREN", SchoolKind.PESANTREN),
    ("PONPES", SchoolKind.PESANTREN),
    ("PKBM", SchoolKind.PKBM),
    *((word, SchoolKind.SLB) for word in ("SLB", "SDLB", "SMPLB", "SMALB")),
    ("SMA", SchoolKind.SMA),
    ("SMK", SchoolKind.SMK),
    ("SMP", SchoolKind.SMP),
    ("MTS", SchoolKind.MTS),
    ("MA", SchoolKind.MA),
)
"""Words a school's name begins with, longer ones before those they contain."""


def kind_of(stated: str, name: str) -> SchoolKind:
    """The kind as stated, else as the school's name begins. Raises UnknownKind."""
    for text in (stated, name):
        key = school_key(text)
        found = next((kind for word, kind in _KINDS if key.startswith(word)), None)
        if found:
            return found
    raise UnknownKind(value=(stated or name)[:40])


def pupil_key(name: str, birth_date: date | None, nik: str) -> str:
    """What makes a pupil the same on the next roster: name and birth date; the NIK where there is no date."""
    letters = "".join(c for c in name.upper() if c.isalnum())
    return f"{letters}|{birth_date.isoformat() if birth_date else nik}"[:160]
