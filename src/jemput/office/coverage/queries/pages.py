"""What the pages of figures and of the reconciliation show."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import short_date, whole
from jemput.node.look.parts import Difference, Layer
from jemput.office.coverage.models import CoverageStatement
from jemput.office.coverage.queries import counts, statements
from jemput.office.coverage.states import Link
from jemput.office.regions.models import Region
from jemput.office.residents.queries import counts_by_village


def unrecorded_layer(parent: str) -> Layer:
    """The map of one region's parts."""
    return Layer(
        url=reverse("coverage:map.json", args=[parent]),
        property="unrecorded",
        sentence=_("Belum rekam per desa") if len(parent) == 8 else _("Belum rekam per kecamatan"),
        unit=_("orang"),
    )


def figures_page(kabupaten: Region) -> dict[str, Any]:
    """The office's own figures, each with its denominator, and the claims of others."""
    today = timezone.localdate()
    register = counts_by_village(today)
    passed = counts.link_counts()
    return {
        "title": _("Angka"),
        "kabupaten": kabupaten,
        "must_have": sum(row.must_have for row in register),
        "register_recorded": sum(row.recorded for row in register),
        "listed": passed[Link.LISTED],
        "recorded": passed[Link.RECORDED],
        "handed_over": passed[Link.HANDED_OVER],
        "today": today,
        "map": unrecorded_layer(kabupaten.code),
        "sides": statements.side_by_side(kabupaten.code),
        "last_look": counts.last_look(),
    }


def reconcile_page(kabupaten: Region) -> dict[str, Any]:
    """Both claims side by side and, where the central one is complete, what the local one would need."""
    sides = statements.side_by_side(kabupaten.code)
    rows = compared(sides.local, sides.central) if sides.local and sides.central else []
    return {"title": _("Selisih lokal dan pusat"), "sides": sides, "rows": rows, "kabupaten": kabupaten}


def compared(local: CoverageStatement, central: CoverageStatement) -> list[Difference]:
    """The two claims field by field."""
    return [
        Difference(_("Persen"), _share(local), _share(central)),
        Difference(_("Jumlah orang"), _count(local.part), _count(central.part)),
        Difference(_("Penyebut"), _count(local.denominator), _count(central.denominator)),
        Difference(_("Nama penyebut"), _named(local), _named(central)),
        Difference(_("Per tanggal"), _day(local), _day(central)),
        Difference(_("Sumber"), local.source, central.source),
    ]


def _share(statement: CoverageStatement) -> str:
    return statement.stated_words


def _count(number: int | None) -> str:
    return _("tidak dinyatakan") if number is None else whole(number, _language())


def _named(statement: CoverageStatement) -> str:
    return statement.denominator_name or _("tidak dinyatakan")


def _day(statement: CoverageStatement) -> str:
    day = short_date(statement.as_of, _language())
    return f"{day} ({statement.period})" if statement.period else day


def _language() -> str:
    return get_language() or "id"
