"""Single cells: a NIK that may have become a float, a date in five spellings, a sex in six."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from jemput.kernel.nik import BadFamilyCardNumber, FamilyCardNumber, Nik, Sex
from jemput.office.sheets.errors import (
    BadDate,
    FormulaCell,
    NameAlike,
    NothingThere,
    PrecisionLost,
    UnknownWord,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None

EXACT_FLOATS = 2**53
"""Whole numbers above this (NIKs of Papua) are no longer exact as floats."""
OLDEST_YEARS = 120
_EXPONENT = re.compile(r"\d+([.,]\d+)?\s*[eE]\s*\+?\s*\d+")
_PLAIN_NIK = re.compile(r"[0-9]{6}(0[1-9]|[12][0-9]|4[1-9]|[56][0-9])(0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}")
"""Days 1 to 29 stand in every month: whatever matches is a NIK; the others are judged one by one."""
_FORMULA = re.compile(r"[=+@]|-\s*\d")
_DATE = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]+)\s*[-/. ]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})([ T]00:00(:00)?)?")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES")
_ENGLISH = {"MAY": 5, "AUG": 8, "OCT": 10, "DEC": 12, "AGS": 8, "NOP": 11, "PEB": 2}
_MALE = {"L", "LK", "LAKI", "LAKILAKI", "PRIA", "M", "1"}
_FEMALE = {"P", "PR", "PEREMPUAN", "WANITA", "F", "2"}
_EXCEL_EPOCH = date(1899, 12, 30)


_HIDDEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
)
"""Characters that nobody sees, as exports leave them."""


def text(cell: Cell) -> str:
    """A cell as a person reads it, in single spaces; whole floats without their tail."""
    if isinstance(cell, str):
        return " ".join((cell if cell.isascii() else cell.translate(_HIDDEN)).split())
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e17:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d-%m-%Y}"
    return str(cell)


def plain_text(cell: Cell, field: str) -> str:
    """Text that is no formula: a name or an address that starts like one is refused. Raises FormulaCell."""
    found = text(cell)
    if len(found) > 1 and _FORMULA.match(found):
        raise FormulaCell(field=field, value=found[:60])
    return found


def person_name(cell: Cell) -> str:
    """A name in capitals. Raises NothingThere, FormulaCell, NameAlike for digits in its place."""
    found = plain_text(cell, "NAMA").upper()
    if not found:
        raise NothingThere(field="NAMA")
    if len(found) > 1 and found.replace(" ", "").isalpha():
        return found[:120]
    if sum(c.isalpha() for c in found) < 2 or sum(c.isdigit() for c in found) > 2:
        raise NameAlike(value=found[:60])
    return found[:120]


def _sixteen(cell: Cell, field: str) -> str:
    """Digits of a 16-digit number, or the reason why they cannot be trusted."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        # Excel keeps 15 digits: a number typed there ends in 0, whoever it was.
        if cell >= 1e15 and (cell >= EXACT_FLOATS or int(cell) % 10 == 0):
            raise PrecisionLost(field=field, value=f"{cell:.0f}")
        return text(cell)
    found = text(cell)
    wrapped = re.fullmatch(r'="?(\d+)"?', found)
    if _EXPONENT.fullmatch(found):
        raise PrecisionLost(field=field, value=found)
    return wrapped.group(1) if wrapped else found


def nik(cell: Cell) -> Nik | None:
    """A NIK, None for an empty cell. Raises BadNik, PrecisionLost for what Excel rounded."""
    if isinstance(cell, str) and _PLAIN_NIK.fullmatch(cell):
        return str.__new__(Nik, cell)
    found = _sixteen(cell, "NIK")
    return Nik(found) if found.strip("-") else None


def family_card(cell: Cell) -> str:
    """A family card number; what is unreadable is left out, for nothing hangs on it."""
    if isinstance(cell, str) and len(cell) == 16 and cell.isascii() and cell.isdigit():
        return cell
    try:
        found = _sixteen(cell, "NO KK")
        return str(FamilyCardNumber(found)) if found.strip("-") else ""
    except (BadFamilyCardNumber, PrecisionLost):
        return ""


def birth_date(cell: Cell, *, today: date) -> date | None:
    """A birth date from a date cell, an Excel day number, 17-08-1990, 17/8/1990, 17 Agustus 1990 or ISO.

    None for an empty cell. Raises BadDate for impossible, future and incomplete ones.
    """
    found = _day(cell)
    if found is None:
        return None
    if not (today.year - OLDEST_YEARS <= found.year and found <= today):
        raise BadDate(value=text(cell))
    return found


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _written_day(text(cell))


@lru_cache(maxsize=50_000)
def _written_day(written: str) -> date | None:
    """A day as written; lists name the same birthdays over and over."""
    if not written:
        return None
    if re.fullmatch(r"\d{5}", written):
        return _EXCEL_EPOCH + timedelta(days=int(written))
    try:
        return _spelled(written)
    except ValueError as error:
        raise BadDate(value=written) from error


def _spelled(written: str) -> date:
    iso = _ISO.fullmatch(written)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DATE.fullmatch(written)
    if not match:
        raise ValueError(written)
    day, month, year = match.groups()
    return date(int(year), int(month) if month.isdigit() else _month(month), int(day))


def _month(word: str) -> int:
    key = word[:3].upper()
    if key in _ENGLISH:
        return _ENGLISH[key]
    return _MONTHS.index(key) + 1


def sex(cell: Cell) -> Sex | None:
    """A sex in any usual spelling, None for an empty cell. Raises UnknownWord."""
    written = text(cell)
    found = _sex(written)
    if found is None and written.strip("-. /"):
        raise UnknownWord(field="JENIS KELAMIN", value=written)
    return found


@lru_cache(maxsize=1_000)
def _sex(written: str) -> Sex | None:
    key = "".join(c for c in written.upper() if c.isalnum())
    return Sex.MALE if key in _MALE else Sex.FEMALE if key in _FEMALE else None


def rt_rw(cell: Cell) -> str:
    """Three digits of an RT or RW: "2" and 2.0 become 002."""
    found = text(cell)
    return found.zfill(3) if found.isdigit() else found[:4].strip("-")
