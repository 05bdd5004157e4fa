"""Lists and registers column by column, and the same as rows of whole numbers that the inner loops read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from jemput.kernel.nik import Sex
from jemput.linkage.book import SOUND, Book, Ints, NameBook
from jemput.linkage.people import ListName, RegisterPerson, kecamatan_of, number_digits

Birth = date | str | None


class At(IntEnum):
    """Where each fact stands in a record's sixteen numbers: one line of the processor's memory."""

    NAME = 0
    MOTHER = 1
    PLACE = 2
    YEAR = 3
    MONTH = 4
    DAY = 5
    SEX = 6
    VILLAGE = 7
    KECAMATAN = 8
    REGION = 9
    SERIAL = 10
    NIK_DATE = 11
    NIK_WHOLE = 12
    CARD = 13
    NAME_SOUND = 14
    MOTHER_SOUND = 15


@dataclass(frozen=True)
class Columns:
    """Records by column, all of one length but those left empty, which nobody has.

    `births` are dates or text, year or day first, which may be impossible (a digit off); `kecamatans` is
    needed only where village codes do not begin with them.
    """

    ids: Sequence[str]
    names: Sequence[str | None]
    niks: Sequence[str | None] = ()
    births: Sequence[Birth] = ()
    sexes: Sequence[str | None] = ()
    villages: Sequence[str | None] = ()
    mothers: Sequence[str | None] = ()
    places: Sequence[str | None] = ()
    cards: Sequence[str | None] = ()
    kecamatans: Sequence[str | None] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, records: Sequence[ListName] | Sequence[RegisterPerson]) -> Columns:
        """Records one by one, turned into columns."""
        return cls(
            [one.row_id if isinstance(one, ListName) else one.person_id for one in records],
            [one.name for one in records],
            [one.nik for one in records],
            [one.birth_date for one in records],
            [one.sex for one in records],
            [one.village_code for one in records],
            [one.mother_name for one in records],
            [one.birth_place for one in records],
            [one.family_card for one in records],
        )

    def taken(self, rows: Sequence[int]) -> Columns:
        """Some of the records, in the order given."""
        return Columns(*([column[i] for i in rows] if len(column) else () for column in vars(self).values()))


@dataclass
class Codes:
    """Numbers for codes of villages and kecamatan and for family cards; 0 is none."""

    villages: dict[str, int] = field(default_factory=dict)
    kecamatans: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Codes:
        """Codes that may grow without these."""
        return Codes(dict(self.villages), dict(self.kecamatans), dict(self.cards))


@dataclass(frozen=True)
class Table:
    """Records as numbers: `facts` one row a record in the order of At, `niks` whole NIKs or -1."""

    facts: Ints
    niks: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.niks)


def read(columns: Columns, book: NameBook, codes: Codes) -> Table:
    """Read records; new names and codes are added to `book` and `codes`."""
    facts = np.zeros((len(columns), len(At)), np.int32)
    facts[:, At.NAME] = book.numbers(columns.names)
    if len(columns.mothers):
        facts[:, At.MOTHER] = book.numbers(columns.mothers)
    if len(columns.places):
        facts[:, At.PLACE] = book.numbers(columns.places)
    niks = _read_niks(facts, columns.niks)
    if len(columns.sexes):
        facts[:, At.SEX] = np.fromiter(map(_sex, columns.sexes), np.int32)
    if len(columns.births):
        facts[:, At.YEAR : At.DAY + 1] = _read_births(columns.births)
    _read_villages(facts, columns, codes)
    if len(columns.cards):
        known = codes.cards
        cards = (
            known.setdefault(card, len(known) + 1) if card else 0
            for card in map(number_digits, columns.cards)
        )
        facts[:, At.CARD] = np.fromiter(cards, np.int32)
    _fill_from_nik(facts)
    return Table(facts, niks)


_MEN, _WOMEN = ("L", "LK", "LAKI-LAKI", "LAKI LAKI", "LAKI", "PRIA"), ("P", "PR", "PEREMPUAN", "WANITA")
_SEXES = {Sex.MALE.value: 1, Sex.FEMALE.value: 2} | dict.fromkeys(_MEN, 1) | dict.fromkeys(_WOMEN, 2)


def _sex(text: str | None) -> int:
    return _SEXES.get(text) or _SEXES.get(text.strip().upper(), 0) if text else 0


def _read_niks(facts: Ints, niks: Sequence[str | None]) -> NDArray[np.int64]:
    """Fill in region, serial and date of the NIKs; of one with a digit too few or too many, its two ends."""
    facts[:, [At.REGION, At.SERIAL, At.NIK_DATE]] = -1
    if not len(niks):
        return np.full(len(facts), -1, np.int64)
    digits = [number_digits(nik) for nik in niks]
    whole = np.fromiter((int(text) if len(text) == 16 else -1 for text in digits), np.int64)
    good = whole >= 0
    facts[good, At.REGION] = whole[good] // 10**10
    facts[good, At.SERIAL] = whole[good] % 10**4
    facts[good, At.NIK_DATE] = whole[good] // 10**4 % 10**6
    facts[good, At.NIK_WHOLE] = 1
    for i, text in enumerate(digits):
        if len(text) in (15, 17):
            facts[i, At.REGION], facts[i, At.SERIAL] = int(text[:6]), int(text[-4:])
    return whole


def _read_births(births: Sequence[Birth]) -> list[tuple[int, int, int]]:
    known: dict[Birth, tuple[int, int, int]] = {None: (0, 0, 0), "": (0, 0, 0)}
    found = []
    for birth in births:
        parts = known.get(birth)
        if parts is None:
            parts = known[birth] = _parts(birth)
        found.append(parts)
    return found


def _parts(birth: Birth) -> tuple[int, int, int]:
    """Year, month, day; a date that never was keeps its numbers, text that is no date has none.

    Besides ISO dates, with or without a time, the Indonesian order is read: 31-12-1990, 31/12/1990.
    """
    if isinstance(birth, date):
        return birth.year, birth.month, birth.day
    pieces = (birth or "").strip()[:10].replace("/", "-").split("-")
    if len(pieces[-1]) == 4:
        pieces.reverse()
    if len(pieces) != 3 or not all(piece.isascii() and piece.isdecimal() for piece in pieces):
        return 0, 0, 0
    year, month, day = (int(piece) for piece in pieces)
    return (year, month, day) if 1800 <= year <= 2199 and month <= 99 and day <= 99 else (0, 0, 0)


def _read_villages(facts: Ints, columns: Columns, codes: Codes) -> None:
    villages: Iterable[str] = ((code or "").strip() for code in columns.villages)
    if len(columns.kecamatans):
        kecamatans = [(code or "").strip() for code in columns.kecamatans]
        texts = list(villages) or [""] * len(facts)
        # Village codes may be unique within their kecamatan only.
        texts = [f"{a}/{b}" if b else "" for a, b in zip(kecamatans, texts, strict=True)]
    else:
        texts = list(villages)
        kecamatans = [kecamatan_of(code) for code in texts]
    for at, found, known in (
        (At.VILLAGE, texts, codes.villages),
        (At.KECAMATAN, kecamatans, codes.kecamatans),
    ):
        if found:
            facts[:, at] = np.fromiter(
                (known.setdefault(c, len(known) + 1) if c else 0 for c in found), np.int32
            )


def _fill_from_nik(facts: Ints) -> None:
    """A missing birth date or sex is read from the NIK, which holds both."""
    digits = facts[:, At.NIK_DATE]
    day, month, year = digits // 10_000, digits // 100 % 100, digits % 100
    good = (digits >= 0) & (month >= 1) & (month <= 12) & (day % 40 >= 1) & (day % 40 <= 31) & (day <= 71)
    newest = int(facts[:, At.YEAR].max(initial=0)) or 2020
    dateless = good & (facts[:, At.YEAR] == 0)
    century = np.where(2000 + year <= newest, 2000, 1900)
    facts[dateless, At.YEAR] = (century + year)[dateless]
    facts[dateless, At.MONTH] = month[dateless]
    facts[dateless, At.DAY] = (day % 40)[dateless]
    sexless = good & (facts[:, At.SEX] == 0)
    facts[sexless, At.SEX] = np.where(day > 40, 2, 1)[sexless]


def add_sounds(table: Table, book: Book) -> None:
    """Note each record's whole-name sounds beside its names, where the inner loops find them without a
    detour."""
    sounds = book.names[:, SOUND]
    table.facts[:, At.NAME_SOUND] = sounds[table.facts[:, At.NAME]]
    table.facts[:, At.MOTHER_SOUND] = sounds[table.facts[:, At.MOTHER]]
