"""Who is compared: a name on a list, and a person in the register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jemput.kernel.nik import Sex, visible

_LOOK_LIKE_DIGITS = str.maketrans("OoQDIlLSsBZz", "000011155822")
_FLOAT_TAIL = re.compile(r"[.,]0*$")


@dataclass(frozen=True, slots=True)
class ListName:
    """One row of a list of names as it came in; anything but the name may be missing or wrong.

    `nik` and `family_card` are text of any quality; `village_code` a code in the register's own notation.
    """

    row_id: str
    name: str
    nik: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    village_code: str | None = None
    mother_name: str | None = None
    birth_place: str | None = None
    family_card: str | None = None


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
    birth_place: str | None = None
    family_card: str | None = None


def number_digits(text: str | None) -> str:
    """The digits of a NIK or card number of 15 to 17 digits; empty for anything else.

    Invisible characters and a spreadsheet's decimal tail are taken out, letters that a scanner took for
    digits put right. All zeros is no number.
    """
    if not text:
        return ""
    if not (len(text) == 16 and text.isascii() and text.isdecimal()):
        text = _FLOAT_TAIL.sub("", visible(text)) if len(text) > 16 else visible(text)
        if not text.isdecimal():
            text = text.translate(_LOOK_LIKE_DIGITS).replace(".", "").replace("-", "")
    if not (15 <= len(text) <= 17 and text.isascii() and text.isdecimal()):
        return ""
    return text if text.strip("0") else ""


def nik_digits(nik: str | None) -> str:
    """The sixteen digits of a NIK as `number_digits` reads them; empty if they are not sixteen."""
    text = number_digits(nik)
    return text if len(text) == 16 else ""


def kecamatan_of(village_code: str) -> str:
    """The kecamatan part of a dotted or plain village code; an opaque code is its own kecamatan."""
    head, dot, _ = village_code.rpartition(".")
    if dot:
        return head
    return village_code[:6] if len(village_code) == 10 and village_code.isdecimal() else village_code
