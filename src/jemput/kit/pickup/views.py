"""Whose card is ready: a list to tell residents by; the handover itself is written down at the office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from jemput.kit.checkin.models import Person
from jemput.kit.pickup import queries
from jemput.node.accounts.gate import may
from jemput.node.look.national import badge_of
from jemput.node.look.tables import Column, Nothing, Table


@require_GET
@may("pickup.see")
def cards(request: HttpRequest) -> HttpResponse:
    """The list of printed cards among the kit's people."""
    table: Table[Person] = Table(
        title=_("Ambil kartu"),
        columns=[
            Column("name", _("Nama"), sortable=True),
            Column("nik", _("NIK"), kind="nik"),
            Column("village_name", _("Desa"), sortable=True),
            Column("national_status", _("Keadaan"), value=lambda row: badge_of(row.national_status)),
        ],
        rows=queries.cards_ready(),
        search_fields=("name", "nik__startswith", "village_name"),
        order="name",
        exportable=False,
        nothing=Nothing(
            _("Belum ada kartu yang siap."),
            _("Nama muncul di sini setelah Dinas mencetak kartunya dan kit tersambung."),
            "id",
        ),
    )
    return table.respond(request, "pickup/cards.html", {"title": _("Ambil kartu")})
