"""Looking for somebody in the register from within a question: by name, NIK or birth date, as typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jemput.kernel.errors import Problem
from jemput.office.residents.models import Resident
from jemput.office.sheets.cells import birth_date

SHOWN = 5
"""People offered: the keys 5 to 9, after the four candidates of linkage."""
FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Wanted:
    """What was typed, sorted: words of a name, the beginning of a NIK, a birth date."""

    words: tuple[str, ...] = ()
    digits: str = ""
    born: date | None = None

    @property
    def is_enough(self) -> bool:
        """Whether it narrows the register to few."""
        long_word = any(len(word) >= FEWEST_LETTERS for word in self.words)
        return long_word or len(self.digits) >= 6 or self.born is not None


def read(typed: str, today: date) -> Wanted:
    """`siti aminah 15-07-1962`, `150403…`, `15 Juli 1962` in any order."""
    whole = _day(typed.strip(), today)
    if whole:
        return Wanted(born=whole)
    words: list[str] = []
    digits, born = "", None
    for word in typed.split():
        day = _day(word, today)
        if day:
            born = day
        elif word.isdecimal():
            digits += word
        else:
            words.append(word)
    return Wanted(tuple(words), digits, born)


def look_for(typed: str, *, today: date) -> list[Resident]:
    """The first few people who fit all that was typed; nobody where that says too little."""
    wanted = read(typed, today)
    if not wanted.is_enough:
        return []
    fits = Q()
    for word in wanted.words:
        fits &= Q(name__icontains=word)
    if wanted.digits:
        fits &= Q(nik__startswith=wanted.digits)
    if wanted.born:
        fits &= Q(birth_date=wanted.born)
    return list(Resident.objects.filter(fits).select_related("village__parent")[:SHOWN])


def _day(written: str, today: date) -> date | None:
    if written.isdecimal():
        return None
    try:
        return birth_date(written, today=today)
    except Problem:
        return None
