"""Pages of duplicates inside the register: search it, answer pair by pair, hand the list to the ministry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.residents import duplicates
from jemput.office.residents.duplicate_models import DuplicateSearch, RegisterPair
from jemput.office.roster import actions, link_pages, link_queue, link_rooms, pages, pair_pages
from jemput.office.roster.actions.policy import thresholds
from jemput.office.roster.link_models import QuestionKind
from jemput.office.roster.views.turns import Turns

PAIR = QuestionKind.PAIR


@may("roster.see")
def pairs(request: HttpRequest) -> HttpResponse:
    """The last search, every pair with where it stands, and what the ministry is to be told."""
    context = {
        **_frame(),
        "search": DuplicateSearch.objects.first(),
        "figures": pair_pages.figures(),
        "threshold": link_pages.share(thresholds().likely_probability),
    }
    return pair_pages.table().respond(request, "roster/pairs.html", context)


@may("roster.see")
def progress(request: HttpRequest) -> HttpResponse:
    """How far the search is; the whole page anew once it is over."""
    search = DuplicateSearch.objects.first()
    response = render(request, "roster/pairs_progress.html", {"search": search})
    if search is None or not search.is_busy:
        response["HX-Refresh"] = "true"
    return response


@may("roster.link")
@require_POST
def search(request: HttpRequest) -> HttpResponseBase:
    """Have the whole register searched."""
    duplicates.order_search(from_probability=thresholds().likely_probability, **_stamp(request))
    messages.success(request, _("Register sedang dicari; halaman boleh ditinggalkan."))
    return redirect("roster:pairs")


@may("roster.see")
def queue(request: HttpRequest) -> HttpResponseBase:
    """The likeliest pair that nobody has answered."""
    first = actions.hand_pair(**_stamp(request))
    return redirect("roster:pair", pk=first.pk) if first else redirect("roster:pairs")


@may("roster.see")
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Are these two one person? Both entries side by side, with the evidence."""
    if signed_in(request).may("roster.link"):
        actions.hold(kind=PAIR, number=pk, **_stamp(request))
    stamp = _stamp(request)
    context = {
        **_frame(),
        **_asked(request, _pair(pk)),
        "progress": link_queue.progress_of_pairs(**stamp),
        "upcoming_url": reverse("roster:pair-upcoming"),
        "undo_url": reverse("roster:pair-undo"),
        "queue_url": reverse("roster:pair-queue"),
    }
    return render(request, "roster/pair.html", context)


@may("roster.link")
def upcoming(request: HttpRequest) -> HttpResponse:
    """The pair after the one on the screen."""
    return _turns(request).upcoming()


@may("roster.link")
@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: two people; never asked again."""
    actions.part_pair(pair=_pair(pk), **_stamp(request))
    return _turns(request).onward(_("Diputuskan: dua orang."))


@may("roster.link")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: one person; another clerk confirms."""
    actions.propose_pair(pair=_pair(pk), reason=request.POST.get("reason", ""), **_stamp(request))
    return _turns(request).onward(_("Diusulkan; petugas lain yang mengesahkan."))


@may("roster.link")
@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Not now."""
    actions.skip(kind=PAIR, number=pk, **_stamp(request))
    return _turns(request).onward(_("Dilewati; muncul lagi di akhir antrean."))


@may("roster.link")
@require_POST
def undo(request: HttpRequest) -> HttpResponseBase:
    """Take this clerk's last answer about a pair back."""
    return _turns(request).back()


@may("roster.link")
@require_POST
def clean(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The ministry has said which NIK stays: the other is no longer valid here either."""
    keep, document = request.POST.get("keep", ""), request.POST.get("reason", "")
    found = _pair(pk)
    kept = {"first": found.first.nik, "second": found.second.nik}.get(keep, "")
    duplicates.clean(pair=found, keep=kept, document=document, **_stamp(request))
    messages.success(request, _("Dicatat; NIK yang lain tidak berlaku lagi di register."))
    return redirect("roster:pair", pk=pk)


@may("residents.reveal")
@require_POST
def ministry(request: HttpRequest) -> HttpResponse:
    """Confirmed pairs with full NIKs as an .xlsx for the ministry; the ledger notes who took it."""
    found = pair_pages.confirmed()
    duplicates.note_export(pairs=found.count(), **_stamp(request))
    return pair_pages.ministry_sheet(found, timezone.localtime())


def _pair(pk: int) -> RegisterPair:
    rows = RegisterPair.objects.select_related("first__village__parent", "second__village__parent")
    return get_object_or_404(rows, pk=pk)


def _stamp(request: HttpRequest) -> actions.Stamp:
    return {"by": signed_in(request).username, "at": timezone.now()}


def _frame() -> dict[str, Any]:
    return {
        "title": _("Data ganda di register"),
        "tabs": pages.room_tabs("link-queue"),
        "link_tabs": link_rooms.link_tabs("pairs"),
    }


def _asked(request: HttpRequest, found: RegisterPair) -> dict[str, Any]:
    return {
        "question": link_pages.pair_question(found, **_stamp(request)),
        "number": f"pair-{found.pk}",
        "address": reverse("roster:pair", args=[found.pk]),
        "is_open": found.state == RegisterPair.State.ASKED,
        "merges": found.merges.order_by("-at"),
    }


def _turns(request: HttpRequest) -> Turns:
    stamp = _stamp(request)

    def drawn(pk: int) -> str:
        return render_to_string("roster/pair_question.html", _asked(request, _pair(pk)), request)

    def hand(without: set[int]) -> int | None:
        found = actions.hand_pair(without=without, **stamp)
        return found.pk if found else None

    return Turns(
        request,
        kind=PAIR,
        hand=hand,
        drawn=drawn,
        address=lambda pk: reverse("roster:pair", args=[pk]),
        queue_url=reverse("roster:pair-queue"),
        progress=lambda: link_queue.progress_of_pairs(**stamp),
    )
