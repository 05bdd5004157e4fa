"""Pages of the stock."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.tables import Column, Table
from jemput.office.stock import actions, queries
from jemput.office.stock.forms import MoveForm, RequestForm
from jemput.office.stock.models import Line


@may("stock.see")
def overview(request: HttpRequest) -> HttpResponseBase:
    """What there is, where, and how many cards it still makes."""
    return render(request, "stock/overview.html", {"title": _("Stok"), **queries.overview()})


@may("stock.see")
def movements(request: HttpRequest) -> HttpResponseBase:
    """Every movement, newest first."""
    table: Table[Line] = Table(
        title=_("Mutasi stok"),
        columns=[
            Column("movement__at", _("Waktu"), kind="moment", sortable=True),
            Column("item__name", _("Barang"), sortable=True, value=lambda row: str(row.item)),
            Column("quantity", pgettext("pieces", "Jumlah"), kind="whole", sortable=True),
            Column("from_place__name", _("Dari"), value=lambda row: str(row.from_place)),
            Column("to_place__name", _("Ke"), value=lambda row: str(row.to_place)),
            Column("serials", _("Nomor seri")),
            Column("movement__document", _("Dokumen"), sortable=True),
            Column("movement__by", _("Oleh")),
        ],
        rows=Line.objects.select_related("movement", "item", "from_place", "to_place"),
        search_fields=("movement__document", "serials", "item__name"),
        order="-movement__at",
    )
    return table.respond(request, "stock/movements.html", {"title": _("Mutasi stok")})


@may("stock.move")
def move(request: HttpRequest) -> HttpResponse:
    """Book a movement."""
    form = MoveForm(request.POST or None, initial={"from_place": "ministry", "to_place": "store"})
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data}
        codes = {name: told.pop(name).pk for name in ("item", "from_place", "to_place")}
        actions.move(**codes, **told, by=signed_in(request).username, at=timezone.now())
        messages.success(request, _("Mutasi dicatat."))
        return redirect("stock:overview")
    return render(request, "stock/form.html", {"title": _("Catat mutasi"), "form": form})


@may("stock.move")
def ask(request: HttpRequest) -> HttpResponse:
    """Note a request to the ministry."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.request_supply(
            item=told["item"].pk,
            asked=told["asked"],
            letter=told["letter"],
            by=signed_in(request).username,
            at=timezone.now(),
        )
        messages.success(request, _("Permintaan dicatat."))
        return redirect("stock:overview")
    return render(request, "stock/form.html", {"title": _("Minta ke pusat"), "form": form})


@require_POST
@may("stock.move")
def destroy(request: HttpRequest) -> HttpResponse:
    """Burn what is spoiled, by the number of its berita acara."""
    actions.destroy_spoiled(
        item=request.POST.get("item", "ktp-blank"),
        document=request.POST.get("reason", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Pemusnahan dicatat."))
    return redirect("stock:overview")
