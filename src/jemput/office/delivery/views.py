"""Pages of the handover: what waits, consignments, and cards into hands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Table
from jemput.office.delivery import actions, papers, queries
from jemput.office.delivery.forms import HandOverForm, PackForm, ReceiveForm, ReturnForm, SendForm
from jemput.office.delivery.models import Consignment, Parcel

STATES = {
    "packed": Badge(gettext_lazy("dikemas"), "wait"),
    "sent": Badge(gettext_lazy("di jalan"), "wait"),
    "received": Badge(gettext_lazy("diterima desa"), "good"),
    "closed": Badge(gettext_lazy("selesai"), "good"),
}
WITH_KIT = Badge(gettext_lazy("dibawa kit"), "wait")
PARCELS = {
    "on_its_way": Badge(gettext_lazy("di jalan"), "wait"),
    "at_village": Badge(gettext_lazy("di desa"), "wait"),
    "missing": Badge(gettext_lazy("tidak ada saat dihitung"), "danger"),
    "handed_over": Badge(gettext_lazy("diserahkan"), "good"),
    "returned": Badge(gettext_lazy("kembali"), "muted"),
}


@may("delivery.see")
def overview(request: HttpRequest) -> HttpResponseBase:
    """What waits for a village, and every consignment."""
    table: Table[Consignment] = Table(
        title=_("Penyerahan"),
        columns=[
            Column(
                "number", _("Nomor"), sortable=True, link=lambda row: reverse("delivery:one", args=[row.pk])
            ),
            Column("village__name", _("Desa"), sortable=True),
            Column("village__parent__name", _("Kecamatan"), sortable=True),
            Column("packed_at", _("Dikemas"), kind="moment", sortable=True),
            Column("cards", _("Kartu"), kind="whole", sortable=True),
            Column("handed", _("Diserahkan"), kind="whole", sortable=True),
            Column("receiver", _("Penerima")),
            Column("state", _("Keadaan"), sortable=True, value=lambda row: STATES[row.state]),
        ],
        rows=queries.consignments(),
        search_fields=("number", "village__name", "receiver"),
        filters=[
            Filter("state", _("Keadaan"), choices=[(state, badge.text) for state, badge in STATES.items()])
        ],
        order="-packed_at",
    )
    told = {
        "title": _("Penyerahan"),
        "waiting": queries.waiting_by_village(),
        "totals": queries.totals(Consignment.objects.all()),
        "form": PackForm(),
    }
    return table.respond(request, "delivery/overview.html", told)


@require_POST
@may("delivery.pack")
def pack_all(request: HttpRequest) -> HttpResponse:
    """Pack everything that waits, one consignment a village."""
    packed = actions.pack_all(
        courier=request.POST.get("courier", ""), by=signed_in(request).username, at=timezone.now()
    )
    messages.success(request, _("%(n)s kiriman dikemas.") % {"n": len(packed)})
    return redirect("delivery:overview")


@may("delivery.see")
def sheets(request: HttpRequest) -> HttpResponse:
    """Berita acara of all consignments that no village has received yet, as one PDF."""
    chosen = Consignment.objects.filter(state__in=("packed", "sent")).order_by(
        "village__parent_id", "village__name"
    )
    return HttpResponse(
        papers.handover_sheets(list(chosen.select_related("village__parent"))), content_type="application/pdf"
    )


@may("delivery.see")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The berita acara of one consignment."""
    consignment = get_object_or_404(Consignment.objects.select_related("village__parent"), pk=pk)
    return HttpResponse(papers.handover_sheets([consignment]), content_type="application/pdf")


@may("delivery.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One consignment and every card in it."""
    consignment = get_object_or_404(Consignment.objects.select_related("village__parent", "kit"), pk=pk)
    parcels = consignment.parcels.select_related("card").order_by("card__name")
    travels = consignment.state == "sent" and bool(consignment.machine)
    badges = {**PARCELS, "on_its_way": WITH_KIT} if travels else PARCELS
    told = {
        "title": consignment.number,
        "consignment": consignment,
        "badge": WITH_KIT if travels else STATES[consignment.state],
        "with_kit": travels,
        "open": consignment.state in ("packed", "sent"),
        "parcels": [(parcel, badges[parcel.state]) for parcel in parcels],
        "send_form": SendForm(),
        "receive_form": ReceiveForm(),
    }
    return render(request, "delivery/one.html", told)


@require_POST
@may("delivery.pack")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The courier has it, or a kit."""
    form = SendForm(request.POST)
    if form.is_valid():
        consignment = get_object_or_404(Consignment, pk=pk)
        by = signed_in(request).username
        actions.send(consignment=consignment, courier="", **form.cleaned_data, by=by, at=timezone.now())
    else:
        messages.error(request, _("Pilih kit yang terhubung, atau kirim lewat kurir."))
    return redirect("delivery:one", pk=pk)


@require_POST
@may("delivery.pack")
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What the kit has not handed over is at the office again."""
    consignment = get_object_or_404(Consignment, pk=pk)
    back = actions.come_back(consignment=consignment, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("%(n)s kartu kembali ke kantor.") % {"n": back})
    return redirect("delivery:one", pk=pk)


@require_POST
@may("delivery.pack")
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The village has it; cards left unticked were missing at the count."""
    consignment = get_object_or_404(Consignment, pk=pk)
    here = {int(card) for card in request.POST.getlist("here") if card.isdigit()}
    actions.receive(
        consignment=consignment,
        receiver=request.POST.get("receiver", ""),
        missing=set(consignment.parcels.values_list("card_id", flat=True)) - here,
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Penerimaan dicatat."))
    return redirect("delivery:one", pk=pk)


@may("delivery.hand_over")
def parcel(request: HttpRequest, pk: int) -> HttpResponse:
    """One card: into a hand, or back."""
    found = get_object_or_404(Parcel.objects.select_related("card", "consignment"), pk=pk)
    told = {
        "title": found.card.name,
        "parcel": found,
        "hand_over_form": HandOverForm(initial={"receiver": found.card.name}),
        "return_form": ReturnForm(),
    }
    return render(request, "delivery/parcel.html", told)


@require_POST
@may("delivery.hand_over")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a card into a hand."""
    found = get_object_or_404(Parcel.objects.select_related("card"), pk=pk)
    form = HandOverForm(request.POST)
    if form.is_valid():
        actions.hand_over(
            parcel=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now()
        )
        messages.success(request, _("Kartu diserahkan."))
    return redirect("delivery:one", pk=found.consignment_id)


@require_POST
@may("delivery.hand_over")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a card that comes back."""
    found = get_object_or_404(Parcel, pk=pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        actions.take_back(
            parcel=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now()
        )
    return redirect("delivery:one", pk=found.consignment_id)
