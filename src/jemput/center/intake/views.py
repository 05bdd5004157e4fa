"""Pages of intake: what arrived, and the machines that may bring packets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jemput.center.intake.models import Arrival
from jemput.node.accounts.gate import may, signed_in
from jemput.node.exchange.actions import peers
from jemput.node.exchange.models import Peer
from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Nothing, Table

STATES = {
    "received": Badge(gettext_lazy("menunggu dibuka"), "wait"),
    "opened": Badge(gettext_lazy("dibuka"), "good"),
    "refused": Badge(gettext_lazy("ditolak"), "danger"),
}
STANDINGS = {
    "requested": Badge(gettext_lazy("minta masuk"), "wait"),
    "approved": Badge(gettext_lazy("disetujui"), "good"),
    "revoked": Badge(gettext_lazy("dicabut"), "danger"),
}


@may("intake.see")
def arrivals(request: HttpRequest) -> HttpResponseBase:
    """Every packet that arrived, newest first."""
    table: Table[Arrival] = Table(
        title=_("Masuk"),
        columns=[
            Column("packet__received_at", _("Diterima"), kind="moment", sortable=True),
            Column("packet__deliverer__name", _("Dibawa oleh"), sortable=True),
            Column("packet__peer__name", _("Disegel oleh"), sortable=True),
            Column("packet__sequence", _("Nomor urut"), kind="whole", sortable=True),
            Column("packet__size", _("Ukuran (bita)"), kind="whole"),
            Column("state", _("Keadaan"), sortable=True, value=lambda row: STATES[row.state]),
            Column("problem", _("Sebab")),
        ],
        rows=Arrival.objects.select_related("packet__peer", "packet__deliverer"),
        search_fields=("packet__peer__name", "problem"),
        filters=[Filter("state", _("Keadaan"), choices=[(s, b.text) for s, b in STATES.items()])],
        order="-packet__received_at",
        nothing=Nothing(_("Belum ada paket."), _("Setujui kantor yang meminta masuk di Mesin."), "inbox"),
    )
    return table.respond(request, "intake/arrivals.html", {"title": _("Masuk")})


@may("intake.see")
def machines(request: HttpRequest) -> HttpResponseBase:
    """Offices and kits that may bring packets, and those that ask."""
    table: Table[Peer] = Table(
        title=_("Mesin"),
        columns=[
            Column("name", _("Nama"), sortable=True),
            Column("kind", _("Jenis"), sortable=True),
            Column("id", _("Nomor")),
            Column("state", _("Keadaan"), sortable=True, value=lambda row: STANDINGS[row.state]),
            Column("last_contact", _("Terakhir terdengar"), kind="moment", sortable=True),
        ],
        rows=Peer.objects.all(),
        search_fields=("name", "id"),
        order="kind",
    )
    told = {"title": _("Mesin"), "waiting": Peer.objects.filter(state="requested")}
    return table.respond(request, "intake/machines.html", told)


@require_POST
@may("intake.approve")
def approve(request: HttpRequest, pk: str) -> HttpResponse:
    """Let a machine in."""
    peers.approve(peer=get_object_or_404(Peer, pk=pk), by=signed_in(request).username, at=timezone.now())
    return redirect("intake:machines")
