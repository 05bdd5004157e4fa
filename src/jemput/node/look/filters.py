"""Numbers, shares, dates and NIKs in the words of the reader's language, for templates."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import get_language

from jemput.kernel import wording
from jemput.node.look import cells


def whole(number: int | None) -> str:
    """{{ 13298|whole }}: 13.298; a dash where there is none."""
    return "–" if number is None else wording.whole(int(number), get_language() or "id")


def percent_of(part: int | None, total: int | None) -> str:
    """{{ 155769|percent_of:169067 }}: 92,13 %; a dash where either is missing or the total is 0."""
    if part is None or not total:
        return "–"
    return wording.percent(int(part), int(total), get_language() or "id")


def long_date(day: date | datetime | None) -> str:
    """{{ day|long_date }}: Senin 26 Februari 2018."""
    return "–" if day is None else wording.long_date(_day(day), get_language() or "id")


def short_date(day: date | datetime | None) -> str:
    """{{ day|short_date }}: 26 Feb 2018."""
    return "–" if day is None else wording.short_date(_day(day), get_language() or "id")


def moment(at: datetime | None) -> str:
    """{{ at|moment }}: 26 Feb 2018, 14.05, on the wall clock of the place."""
    return "–" if at is None else cells.moment(at)


def masked(nik: str | None) -> str:
    """{{ person.nik|masked }}: 6106••••••••0003."""
    return cells.masked(str(nik)) if nik else "–"


def may(user: object, permission: str) -> bool:
    """{% if request.user|may:"trips.approve" %}: whether the reader's role includes it."""
    allowed = getattr(user, "may", None)
    return bool(allowed and allowed(permission))


def worded(value: object, kind: cells.Kind = "text") -> str:
    """{{ value|worded }}: any value as a table cell words it; {{ at|worded:"moment" }}."""
    return str(value) if isinstance(value, Promise) else cells.worded(value, kind=kind)


def _day(day: date | datetime) -> date:
    return cells.local(day).date() if isinstance(day, datetime) else day
