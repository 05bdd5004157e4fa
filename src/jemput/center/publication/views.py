"""Pages of the statuses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from jemput.center.publication.models import StatusEvent
from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.gate import may
from jemput.node.look.tables import Column, Filter, Nothing, Table


@may("publication.see")
def statuses(request: HttpRequest) -> HttpResponseBase:
    """Every status ever published, newest first; nothing here is ever changed."""
    table: Table[StatusEvent] = Table(
        title=_("Status"),
        columns=[
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("nik", _("NIK"), kind="nik"),
            Column("status", _("Status"), sortable=True),
            Column("arrival__packet__deliverer__name", _("Kantor"), sortable=True),
            Column("detail", _("Keterangan")),
        ],
        rows=StatusEvent.objects.select_related("arrival__packet__deliverer"),
        search_fields=("nik__startswith", "detail"),
        filters=[Filter("status", _("Status"), choices=[(s.value, s.value) for s in NationalStatus])],
        order="-at",
        nothing=Nothing(_("Belum ada status."), _("Status terbit begitu paket pertama dibuka."), "flag"),
    )
    return table.respond(request, "publication/statuses.html", {"title": _("Status")})
