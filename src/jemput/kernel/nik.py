"""NIK and family card number: 16 digits each, kept as text, with hard errors apart from warnings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from jemput.kernel.errors import Problem, Words

_INVISIBLE = {"Cf", "Zs", "Cc"}
_FLOAT_TAIL = re.compile(r"(\d{15,16})\.0+")


class Sex(StrEnum):
    """Sex as the register records it."""

    MALE = "L"
    FEMALE = "P"


class BadNik(Problem):
    """A text that cannot be a NIK."""

    code = "K101"
    says = Words(id="NIK '{value}' salah: {reason_id}.", en="NIK '{value}' is wrong: {reason_en}.")
    do = Words(id="Periksa KTP atau kartu keluarga.", en="Check the identity card or the family card.")


class BadFamilyCardNumber(Problem):
    """A text that cannot be a family card number."""

    code = "K102"
    says = Words(id="Nomor KK '{value}' bukan 16 angka.", en="Family card number '{value}' is not 16 digits.")
    do = Words(id="Periksa kartu keluarga.", en="Check the family card.")


def visible(text: str) -> str:
    """Strip spaces, quotes and every invisible character (U+00A0, zero-width) from an exported number."""
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE and c not in "'`’")


class NikWarning(StrEnum):
    """Doubts about a NIK that never make it invalid."""

    OTHER_REGENCY = "other_regency"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_DIFFERS = "sex_differs"


class Nik(str):
    """Sixteen digits PPKKCC DDMMYY SSSS: region of first registration, birth date (+40 for women), serial.

    Source: domain facts §1. Raises BadNik for anything but 16 digits, serial 0000, day outside 01-31 and
    41-71, month outside 01-12, or a day that the month never has.
    """

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        text = visible(value)
        tail = _FLOAT_TAIL.fullmatch(text)
        text = tail.group(1) if tail else text
        reason = _why_not_nik(text)
        if reason:
            raise BadNik(value=value, reason_id=reason.id, reason_en=reason.en)
        return super().__new__(cls, text)

    @property
    def region_digits(self) -> str:
        """Six digits of the kecamatan of first registration; not of today's address."""
        return self[:6]

    @property
    def sex(self) -> Sex:
        """Sex by the +40 rule."""
        return Sex.FEMALE if int(self[6:8]) > 40 else Sex.MALE

    @property
    def day_month_year(self) -> tuple[int, int, int]:
        """Day, month and two-digit year; the century needs the birth-date column."""
        return int(self[6:8]) % 40, int(self[8:10]), int(self[10:12])

    @property
    def masked(self) -> str:
        """The number as lists show it: first four and last four digits."""
        return f"{self[:4]}••••••••{self[12:]}"

    def doubts(self, *, birth_date: date | None, sex: Sex | None, kabupaten_digits: str) -> list[NikWarning]:
        """Warnings against the biodata beside it and the office's own four digits; none is an error."""
        found = []
        if kabupaten_digits and not self.startswith(kabupaten_digits):
            found.append(NikWarning.OTHER_REGENCY)
        if birth_date and self.day_month_year != (birth_date.day, birth_date.month, birth_date.year % 100):
            found.append(NikWarning.BIRTH_DATE_DIFFERS)
        if sex and self.sex != sex:
            found.append(NikWarning.SEX_DIFFERS)
        return found


_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _why_not_nik(text: str) -> Words | None:
    if not (text.isascii() and text.isdigit()) or len(text) != 16:
        return Words(id="bukan 16 angka", en="it is not 16 digits")
    day, month = int(text[6:8]), int(text[8:10])
    if text[12:] == "0000":
        return Words(id="nomor urut 0000", en="the serial is 0000")
    if not (1 <= day <= 31 or 41 <= day <= 71):
        return Words(id="tanggal lahir di dalamnya tidak ada", en="the birth day inside it does not exist")
    if not 1 <= month <= 12 or (day % 40) > _MONTH_DAYS[month - 1]:
        return Words(id="tanggal lahir di dalamnya tidak ada", en="the birth date inside it does not exist")
    return None


class FamilyCardNumber(str):
    """Sixteen digits of a kartu keluarga: region, recording date, family serial."""

    __slots__ = ()

    def __new__(cls, value: str) -> Self:
        text = visible(value)
        tail = _FLOAT_TAIL.fullmatch(text)
        text = tail.group(1) if tail else text
        if not (text.isascii() and text.isdigit()) or len(text) != 16:
            raise BadFamilyCardNumber(value=value)
        return super().__new__(cls, text)


@dataclass(frozen=True)
class Person:
    """The few facts that decide what a resident may have: enough for every eligibility rule."""

    birth_date: date
    ever_married: bool
