"""Pages of pickup: the cards in the van, one finger compared, a card put into a hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jemput.kernel.errors import Problem
from jemput.kit.pickup import actions, pages, prints, queries
from jemput.kit.pickup.errors import ProofMissing
from jemput.kit.pickup.forms import HandOverForm, PrintedForm, PrintForm, SendBackForm
from jemput.kit.pickup.models import Proof
from jemput.kit.pickup.states import PrintState
from jemput.node.accounts.gate import may, signed_in


@require_GET
@may("pickup.see")
def cards(request: HttpRequest) -> HttpResponse:
    """The cards in the van."""
    told = {"title": _("Ambil kartu"), "prints": queries.open_prints().count()}
    return pages.table().respond(request, "pickup/cards.html", told)


@require_GET
@may("pickup.see")
def card(request: HttpRequest, card_id: str) -> HttpResponse:
    """One card and its resident."""
    return render(request, "pickup/card.html", pages.card(queries.card_by_id(card_id), request))


@require_POST
@may("pickup.hand_over")
def check(request: HttpRequest, card_id: str) -> HttpResponse:
    """Scan one finger and compare it with the enrolled one."""
    by, at, found = signed_in(request).username, timezone.now(), queries.card_by_id(card_id)
    try:
        checked = actions.check_finger(card=found, by=by, at=at)
    except Problem as problem:
        return _refused(request, problem, f"{reverse('pickup:card', args=[card_id])}?{pages.NOT_SCANNED}")
    if checked.matched:
        messages.success(request, _("Cocok: ini orangnya."))
    else:
        messages.warning(request, _("Belum cocok. Bersihkan kaca, lalu coba jari berikutnya."))
    return redirect("pickup:card", card_id)


@require_POST
@may("pickup.hand_over")
def hand_over(request: HttpRequest, card_id: str) -> HttpResponse:
    """Put the card into a hand."""
    found = queries.card_by_id(card_id)
    form = HandOverForm(request.POST, matched=found.finger_matched_at is not None)
    if not form.is_valid():
        return render(request, "pickup/card.html", pages.card(found, request), status=422)
    answer = {**form.cleaned_data, "proof": Proof(form.cleaned_data["proof"])}
    try:
        actions.hand_over(card=found, **answer, by=signed_in(request).username, at=timezone.now())
    except ProofMissing as problem:
        _tell(request, problem)
        return render(request, "pickup/card.html", pages.card(found, request), status=422)
    messages.success(request, _("Kartu diserahkan."))
    return redirect("pickup:cards")


@require_POST
@may("pickup.hand_over")
def send_back(request: HttpRequest, card_id: str) -> HttpResponse:
    """Take the card back to the office."""
    form, found = SendBackForm(request.POST), queries.card_by_id(card_id)
    if not form.is_valid():
        return render(request, "pickup/card.html", pages.card(found, request), status=422)
    actions.send_back(card=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now())
    return redirect("pickup:cards")


@require_GET
@may("pickup.see")
def print_orders(request: HttpRequest) -> HttpResponse:
    """The cards that the office wants printed here."""
    return render(request, "pickup/prints.html", pages.prints())


@require_POST
@may("pickup.print")
def print_now(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Send one card to the printer."""
    form, order = PrintForm(request.POST), queries.open_print(order_id)
    if form.is_valid():
        by, at = signed_in(request).username, timezone.now()
        try:
            prints.print_card(order=order, queue=form.cleaned_data["queue"], by=by, at=at)
        except Problem as problem:
            return _refused(request, problem, reverse("pickup:prints"))
        messages.success(request, _("Dikirim ke printer. Lihat kartunya, lalu catat."))
    else:
        messages.error(request, _("Pilih printer yang ada."))
    return redirect("pickup:prints")


@require_POST
@may("pickup.print")
def printed(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Say what came out."""
    form, order = PrintedForm(request.POST), queries.open_print(order_id)
    if form.is_valid():
        outcome, reason = PrintState(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
        by, at = signed_in(request).username, timezone.now()
        try:
            prints.settle_print(order=order, outcome=outcome, reason=reason, by=by, at=at)
        except Problem as problem:
            return _refused(request, problem, reverse("pickup:prints"))
        messages.success(request, _("Hasil cetak dicatat."))
    else:
        messages.error(request, _("Lihat dahulu apa yang keluar, lalu pilih."))
    return redirect("pickup:prints")


def _refused(request: HttpRequest, problem: Problem, place: str) -> HttpResponse:
    """Back on the page itself, which says what went wrong and what to do."""
    _tell(request, problem)
    return HttpResponseRedirect(place, headers={"X-Jemput-Problem": problem.code})


def _tell(request: HttpRequest, problem: Problem) -> None:
    messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
