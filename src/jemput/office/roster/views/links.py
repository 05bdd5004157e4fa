"""Pages of linking: one question at a time, both records side by side, answered by a key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.residents.models import Resident
from jemput.office.roster import actions, link_pages, pages, queries
from jemput.office.roster.models import ListName


@may("roster.see")
def queue(request: HttpRequest) -> HttpResponseBase:
    """The first question that waits, or that none does."""
    first = queries.next_to_link()
    if first:
        return redirect("roster:link", pk=first.pk)
    context = {"title": _("Penautan"), "tabs": pages.room_tabs("link-queue")}
    return render(request, "roster/link_empty.html", context)


@may("roster.see")
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose name is this? The row beside the people it may mean, with the evidence."""
    name = get_object_or_404(ListName.objects.select_related("village__parent", "list_import"), pk=pk)
    following = queries.next_to_link(after=pk)
    context = {
        "title": _("Penautan"),
        "tabs": pages.room_tabs("link-queue"),
        "name": name,
        "reason": link_pages.REASONS.get(name.link_reason, ""),
        "options": link_pages.options(name),
        "waiting": queries.to_link().count(),
        "next": reverse("roster:link", args=[following.pk]) if following else "",
    }
    return render(request, "roster/link.html", context)


@may("roster.link")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: this resident."""
    resident = get_object_or_404(Resident, pk=request.POST["resident"])
    actions.settle_link(list_name=_name(pk), resident=resident, **_stamp(request))
    return _onward(request, pk)


@may("roster.link")
@require_POST
def nobody(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: nobody in the register."""
    actions.settle_as_nobody(list_name=_name(pk), **_stamp(request))
    return _onward(request, pk)


@may("roster.link")
@require_POST
def double(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer: the same person as another row."""
    actions.settle_as_double(list_name=_name(pk), of=_name(int(request.POST["of"])), **_stamp(request))
    return _onward(request, pk)


@may("roster.link")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an answer back."""
    actions.reopen_link(list_name=_name(pk), **_stamp(request))
    return redirect("roster:link", pk=pk)


def _name(pk: int) -> ListName:
    return get_object_or_404(ListName, pk=pk)


def _stamp(request: HttpRequest) -> actions.Stamp:
    return {"by": signed_in(request).username, "at": timezone.now()}


def _onward(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To the next question; the answer just given can be taken back from the message."""
    messages.success(request, _("Diputuskan. Bila keliru, buka lagi dari halaman namanya."))
    following = queries.next_to_link(after=pk)
    return redirect("roster:link", pk=following.pk) if following else redirect("roster:link-queue")
