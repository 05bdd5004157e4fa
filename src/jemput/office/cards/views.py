"""Pages of the cards: the queue, what is being printed, the printers."""

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
from jemput.node.look.parts import Badge, Tab
from jemput.node.look.tables import Column, Filter, Table
from jemput.office.cards import actions, on_site, papers, queries
from jemput.office.cards.forms import BatchForm, PrinterForm
from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.stock.queries import capacity

STATES = {
    "ready": Badge(gettext_lazy("siap cetak"), "wait"),
    "printing": Badge(gettext_lazy("sedang dicetak"), "wait"),
    "uncertain": Badge(gettext_lazy("perlu dilihat"), "danger"),
    "printed": Badge(gettext_lazy("tercetak"), "good"),
    "withdrawn": Badge(gettext_lazy("ditarik"), "muted"),
}


def _tabs(active: str) -> list[Tab]:
    pages = (
        (_("Antrean cetak"), "cards:queue"),
        (_("Sedang dicetak"), "cards:jobs"),
        (_("Semua kartu"), "cards:all"),
        (_("Printer"), "cards:printers"),
    )
    return [Tab(label, reverse(name), name == active) for label, name in pages]


@may("cards.see")
def queue(request: HttpRequest) -> HttpResponse:
    """Who is printed next, and why not all."""
    today = timezone.localdate()
    told = {
        "title": _("Kartu"),
        "tabs": _tabs("cards:queue"),
        "counts": queries.counts(on=today),
        "capacity": capacity(),
        "fleet": queries.printer_fleet(),
        "next": queries.in_order(on=today, limit=50),
        "form": BatchForm(),
    }
    return render(request, "cards/queue.html", told)


@require_POST
@may("cards.print")
def print_batch(request: HttpRequest) -> HttpResponse:
    """Print the first so many of the queue."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih printer dan jumlah kartu."))
        return redirect("cards:queue")
    at = timezone.now()
    cards = queries.in_order(on=timezone.localdate(at), limit=form.cleaned_data["count"])
    printer, operator = form.cleaned_data["printer"], signed_in(request).username
    print_on = on_site.order_prints if printer.kit_id else actions.print_cards
    jobs = print_on(cards=cards, printer=printer, operator=operator, at=at)
    messages.success(request, _("%(n)s kartu dikirim ke printer.") % {"n": len(jobs)})
    return redirect("cards:jobs")


@may("cards.see")
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs whose outcome is not told yet."""
    found = queries.open_jobs()
    at_kit = any(job.machine for job in found)
    told = {"title": _("Kartu"), "tabs": _tabs("cards:jobs"), "jobs": found, "at_kit": at_kit}
    return render(request, "cards/jobs.html", told)


@require_POST
@may("cards.print")
def settle(request: HttpRequest) -> HttpResponse:
    """Book the outcome of the ticked jobs."""
    chosen = PrintJob.objects.filter(pk__in=request.POST.getlist("job")).select_related("card", "blank")
    if request.POST.get("outcome") == "recall":
        return _recall(request, [job for job in chosen if job.machine and not job.outcome])
    actions.settle_all(
        jobs=list(chosen),
        outcome=request.POST.get("outcome", ""),
        reason=request.POST.get("reason", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Hasil cetak dicatat."))
    return redirect("cards:jobs")


def _recall(request: HttpRequest, jobs: list[PrintJob]) -> HttpResponse:
    by, at = signed_in(request).username, timezone.now()
    for job in jobs:
        on_site.recall(job=job, by=by, at=at)
    messages.success(request, _("%(n)s pesanan cetak ditarik; tunggu jawaban kit.") % {"n": len(jobs)})
    return redirect("cards:jobs")


@may("cards.see")
def all_cards(request: HttpRequest) -> HttpResponseBase:
    """Every card with its state."""
    table: Table[Card] = Table(
        title=_("Kartu"),
        columns=[
            Column("name", _("Nama"), sortable=True, link=lambda row: reverse("cards:one", args=[row.pk])),
            Column("nik", _("NIK"), kind="nik"),
            Column("village__name", _("Desa"), sortable=True),
            Column("ready_at", _("Siap cetak sejak"), kind="moment", sortable=True),
            Column("print_from", _("Boleh dicetak mulai"), kind="date", sortable=True),
            Column("state", _("Keadaan"), sortable=True, value=lambda row: STATES[row.state]),
        ],
        rows=Card.objects.select_related("village"),
        search_fields=("name", "nik__startswith", "village__name"),
        filters=[
            Filter("state", _("Keadaan"), choices=[(state, badge.text) for state, badge in STATES.items()])
        ],
        order="name",
    )
    return table.respond(request, "cards/all.html", {"title": _("Kartu"), "tabs": _tabs("cards:all")})


@may("cards.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One card, its attempts and blanks."""
    card = get_object_or_404(Card.objects.select_related("village", "encounter"), pk=pk)
    told = {"title": card.name, "card": card, "badge": STATES[card.state], "jobs": card.jobs.all()}
    return render(request, "cards/one.html", told)


@may("cards.see")
def specimen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the card will look like, with SPESIMEN across it."""
    card = get_object_or_404(Card, pk=pk)
    return HttpResponse(papers.specimen(card, at=timezone.localtime()), content_type="application/pdf")


@may("cards.see")
def printers(request: HttpRequest) -> HttpResponse:
    """The printers and what they can do."""
    form = PrinterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.add_printer(
            name=told["name"],
            queue=told["queue"],
            place=told["place"].pk,
            kit=told["kit"],
            by=signed_in(request).username,
            at=timezone.now(),
        )
        return redirect("cards:printers")
    shown = {"title": _("Kartu"), "tabs": _tabs("cards:printers"), "printers": queries.printers()}
    return render(request, "cards/printers.html", {**shown, "fleet": queries.printer_fleet(), "form": form})


@require_POST
@may("cards.print")
def change_printer(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a printer broke, was repaired or given up."""
    actions.change_printer(
        printer=get_object_or_404(Printer, pk=pk),
        event=request.POST.get("event", ""),
        note=request.POST.get("reason", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return redirect("cards:printers")
