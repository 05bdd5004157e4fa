"""One value as a table shows it: worded for the reader's language, aligned, masked where it is a NIK."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from jemput.kernel.wording import short_date, whole
from jemput.node.look.drawn import drawn_badge
from jemput.node.look.parts import Badge, Text

Align = Literal["start", "end", "center"]
Kind = Literal["text", "whole", "decimal", "date", "moment", "nik"]

_RIGHT: frozenset[Kind] = frozenset({"whole", "decimal"})


@dataclass(frozen=True)
class Cell:
    """What stands in one cell; `number` marks digits that line up under each other."""

    text: str
    align: Align
    label: Text = ""
    url: str = ""
    badge: Badge | None = None
    number: bool = False

    @property
    def drawn(self) -> SafeString:
        """The cell as markup; made in Python, since a page of a list has hundreds."""
        inside = drawn_badge(self.badge) if self.badge else self.text
        if self.url:
            inside = format_html('<a href="{}">{}</a>', self.url, inside)
        return format_html(
            '<td class="at-{}{}" data-label="{}">{}</td>',
            self.align,
            " number" if self.number else "",
            self.label,
            inside,
        )


def align_of(kind: Kind, align: Align | None) -> Align:
    """The stated alignment, or numbers to the right and everything else to the left."""
    return align or ("end" if kind in _RIGHT else "start")


def shown(
    value: object, *, kind: Kind, align: Align | None, label: Text, url: str | None, reveal: bool
) -> Cell:
    """One value as a cell."""
    return Cell(
        text=worded(value, kind=kind, reveal=reveal),
        align=align_of(kind, align),
        label=label,
        url=url or "",
        badge=value if isinstance(value, Badge) else None,
        number=kind != "text",
    )


def worded(value: object, *, kind: Kind = "text", reveal: bool = False) -> str:
    """One value in the reader's words; a dash where there is none."""
    language = get_language() or "id"
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("Ya") if value else gettext("Tidak")
    if kind == "nik":
        return str(value) if reveal else masked(str(value))
    if isinstance(value, datetime):
        return moment(value) if kind == "moment" else short_date(local(value).date(), language)
    if isinstance(value, date):
        return short_date(value, language)
    if isinstance(value, int):
        return whole(value, language)
    if isinstance(value, (float, Decimal)):
        text = f"{value:,.2f}"
        return text if language.startswith("en") else text.translate(str.maketrans(",.", ".,"))
    return str(value)


def masked(nik: str) -> str:
    """A NIK as lists show it: first four and last four digits; anything shorter is hidden whole."""
    return f"{nik[:4]}••••••••{nik[12:]}" if len(nik) == 16 else "•" * len(nik)


def local(at: datetime) -> datetime:
    """A moment on this machine's clock on the wall; a naive one is taken as such already."""
    return timezone.localtime(at) if timezone.is_aware(at) else at


def moment(at: datetime) -> str:
    """26 Feb 2018, 14.05 as Indonesians write it; with a colon in English."""
    language = get_language() or "id"
    here = local(at)
    separator = ":" if language.startswith("en") else "."
    return f"{short_date(here.date(), language)}, {here:%H}{separator}{here:%M}"
