"""Who is compared: a name on a list, and a person in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jemput.kernel.nik import Sex, visible


@dataclass(frozen=True, slots=True)
class ListName:
    """One row of a list of names as it came in; anything but the name may be missing or wrong.

    `nik` is text of any quality; `village_code` a code in the register's own notation.
    """

    row_id: str
    name: str
    nik: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    village_code: str | None = None
    mother_name: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """One person of the register."""

    person_id: str
    name: str
    nik: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    village_code: str | None = None
    mother_name: str | None = None


def nik_digits(nik: str | None) -> str:
    """The sixteen digits of a NIK, invisible characters taken out; empty if it has not sixteen digits."""
    if not nik:
        return ""
    text = nik if nik.isdecimal() else visible(nik)
    return text if len(text) == 16 and text.isascii() and text.isdecimal() else ""


def kecamatan_of(village_code: str) -> str:
    """The kecamatan part of a dotted or plain village code; an opaque code is its own kecamatan."""
    head, dot, _ = village_code.rpartition(".")
    if dot:
        return head
    return village_code[:6] if len(village_code) == 10 and village_code.isdecimal() else village_code
