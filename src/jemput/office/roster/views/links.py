"""Pages of linking: one question at a time, both records side by side, answered by a key."""

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
from jemput.office.residents.models import Resident
from jemput.office.roster import actions, link_pages, link_queue, link_rooms, pages, register_lookup
from jemput.office.roster.link_models import MergeProposal, QuestionKind
from jemput.office.roster.link_queue import Narrowing
from jemput.office.roster.merge_rules import needs_second
from jemput.office.roster.models import ListName
from jemput.office.roster.views.turns import Turns

NAME = QuestionKind.NAME


@may("roster.see")
def queue(request: HttpRequest) -> HttpResponseBase:
    """The first question for this clerk, or that none waits."""
    narrowing = Narrowing.of(request.GET)
    first = actions.hand_name(narrowing=narrowing, **_stamp(request))
    if first:
        return redirect(_address(first.pk, narrowing))
    context = {**_frame(request, narrowing), "held": link_queue.waiting_names(narrowing).count()}
    return render(request, "roster/link_empty.html", context)


@may("roster.see")
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose name is this? The row beside the people it may mean, with the evidence."""
    narrowing = Narrowing.of(request.GET)
    if signed_in(request).may("roster.link"):
        actions.hold(kind=NAME, number=pk, **_stamp(request))
    context = {**_frame(request, narrowing), **_asked(request, _name(pk), narrowing)}
    return render(request, "roster/link.html", context)


@may("roster.link")
def upcoming(request: HttpRequest) -> HttpResponse:
    """The question after the one on the screen, so that it is there before the answer is given."""
    return _turns(request).upcoming()


@may("roster.link")
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """People of the register whom linkage did not show: looked for by name, NIK or birth date."""
    narrowing = Narrowing.of(request.GET)
    return render(request, "roster/link_look.html", _looked(request, _name(pk), narrowing))


@may("roster.link")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: this resident."""
    resident = get_object_or_404(Resident, pk=request.POST["resident"])
    actions.settle_link(list_name=_name(pk), resident=resident, **_stamp(request))
    return _turns(request).onward(_("Diputuskan: %(name)s.") % {"name": resident.name})


@may("roster.link")
@require_POST
def nobody(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: nobody in the register."""
    name = actions.settle_as_nobody(list_name=_name(pk), **_stamp(request))
    said = _("Diputuskan: %(name)s tidak ada di register.") % {"name": name.name}
    return _turns(request).onward(said)


@may("roster.link")
@require_POST
def double(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: the same person as another row; with different NIKs proposed, for another clerk to confirm."""
    name, of = _name(pk), _name(int(request.POST["of"]))
    if needs_second(name.nik, of.nik):
        reason = request.POST.get("reason", "")
        if not reason:
            messages.warning(request, _("NIK-nya berbeda: tulis sebabnya di bawah, untuk petugas kedua."))
            return redirect("roster:link", pk=pk)
        actions.propose_double(list_name=name, of=of, reason=reason, **_stamp(request))
        return _turns(request).onward(_("Diusulkan; petugas lain yang mengesahkan."))
    actions.settle_as_double(list_name=name, of=of, **_stamp(request))
    return _turns(request).onward(_("Diputuskan: kembar dari %(name)s.") % {"name": of.name})


@may("roster.link")
@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Not now: the question comes back after all others."""
    actions.skip(kind=NAME, number=pk, **_stamp(request))
    return _turns(request).onward(_("Dilewati; muncul lagi di akhir antrean."))


@may("roster.link")
@require_POST
def undo(request: HttpRequest) -> HttpResponseBase:
    """Take this clerk's last answer back, and the one before by asking again."""
    return _turns(request).back()


@may("roster.link")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an answer back."""
    actions.reopen_link(list_name=_name(pk), **_stamp(request))
    return redirect("roster:link", pk=pk)


def _name(pk: int) -> ListName:
    return get_object_or_404(ListName.objects.select_related("village__parent", "list_import"), pk=pk)


def _stamp(request: HttpRequest) -> actions.Stamp:
    return {"by": signed_in(request).username, "at": timezone.now()}


def _address(pk: int, narrowing: Narrowing) -> str:
    return reverse("roster:link", args=[pk]) + narrowing.query


def _frame(request: HttpRequest, narrowing: Narrowing) -> dict[str, Any]:
    return {
        "title": _("Penautan"),
        "tabs": pages.room_tabs("link-queue"),
        "link_tabs": link_rooms.link_tabs("link-queue"),
        "villages": link_rooms.villages(narrowing),
        "reasons": link_rooms.reasons(narrowing),
        "narrowing": narrowing,
        "progress": link_queue.progress_of_names(narrowing, **_stamp(request)),
        "upcoming_url": reverse("roster:link-upcoming") + narrowing.query,
        "undo_url": reverse("roster:link-undo") + narrowing.query,
        "queue_url": reverse("roster:link-queue") + narrowing.query,
    }


def _asked(request: HttpRequest, name: ListName, narrowing: Narrowing) -> dict[str, Any]:
    waiting = MergeProposal.objects.filter(name=name, state=MergeProposal.State.WAITING).first()
    return {
        "question": link_pages.name_question(name, **_stamp(request)),
        "number": f"name-{name.pk}",
        "address": _address(name.pk, narrowing),
        "narrowing": narrowing,
        "waiting": waiting,
        "is_open": name.link_state in ("ask", "not_found", "waiting") and not waiting,
        **_looked(request, name, narrowing),
    }


def _looked(request: HttpRequest, name: ListName, narrowing: Narrowing) -> dict[str, Any]:
    typed = request.GET.get("look", "").strip()[:80]
    found = register_lookup.look_for(typed, today=timezone.localdate()) if typed else []
    return {
        "name": name,
        "narrowing": narrowing,
        "typed": typed,
        "people": [
            {"key": key, "person": person, "rows": link_pages.comparison(name, person)}
            for key, person in enumerate(found, 5)
        ],
    }


def _turns(request: HttpRequest) -> Turns:
    narrowing, stamp = Narrowing.of(request.GET), _stamp(request)

    def drawn(pk: int) -> str:
        asked = _asked(request, _name(pk), narrowing)
        return render_to_string("roster/link_question.html", asked, request)

    def hand(without: set[int]) -> int | None:
        found = actions.hand_name(narrowing=narrowing, without=without, **stamp)
        return found.pk if found else None

    return Turns(
        request,
        kind=NAME,
        hand=hand,
        drawn=drawn,
        address=lambda pk: _address(pk, narrowing),
        queue_url=reverse("roster:link-queue") + narrowing.query,
        progress=lambda: link_queue.progress_of_names(narrowing, **stamp),
    )
