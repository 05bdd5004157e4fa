"""Numbers and dates as Indonesian and English readers write them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def _key(language: str) -> str:
    return "en" if language.startswith("en") else "id"


def whole(number: int, language: str = "id") -> str:
    """13298 as 13.298 (Indonesian) or 13,298 (English)."""
    text = f"{number:,}"
    return text if _key(language) == "en" else text.replace(",", ".")


def percent(part: int, of: int, language: str = "id") -> str:
    """A share with two decimals, half up, never clamped: 92,13 % or 102,48 %; a dash where `of` is zero."""
    if of == 0:
        return "–"
    share = (Decimal(100) * part / of).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{share:,.2f}"
    if _key(language) == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} %"


def long_date(day: date, language: str = "id") -> str:
    """Senin 26 Februari 2018."""
    key = _key(language)
    return f"{_DAYS[key][day.weekday()]} {day.day} {_MONTHS[key][day.month - 1]} {day.year}"


def short_date(day: date, language: str = "id") -> str:
    """26 Feb 2018."""
    return f"{day.day} {_MONTHS[_key(language)][day.month - 1][:3]} {day.year}"
