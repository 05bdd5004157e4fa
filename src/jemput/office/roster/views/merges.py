"""Pages of the two-person rule: proposals that wait, judged by another clerk or withdrawn by their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster import actions, link_queue, link_rooms, merge_pages, pages
from jemput.office.roster.link_models import MergeProposal


@may("roster.see")
def merges(request: HttpRequest) -> HttpResponse:
    """Every proposal; those that wait first."""
    reader = signed_in(request).username
    context = {
        "title": _("Usulan satu orang"),
        "tabs": pages.room_tabs("link-queue"),
        "link_tabs": link_rooms.link_tabs("merges"),
        "mine": link_queue.waiting_merges().filter(by=reader).count(),
    }
    return merge_pages.table().respond(request, "roster/merges.html", context)


@may("roster.see")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: both records, the first clerk's reason, and what may be done by whoever reads."""
    found = get_object_or_404(link_queue.merges(), pk=pk)
    context = {
        "title": _("Usulan satu orang"),
        "tabs": pages.room_tabs("link-queue"),
        "link_tabs": link_rooms.link_tabs("merges"),
        "merge": found,
        "own": found.by == signed_in(request).username,
        "rows": merge_pages.rows(found),
        "entries": merge_pages.entries(found),
        "badge": merge_pages.badge(found),
    }
    return render(request, "roster/merge.html", context)


@may("roster.link")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree with the first clerk."""
    actions.confirm_merge(proposal=_proposal(pk), **_stamp(request))
    messages.success(request, _("Disahkan."))
    return redirect("roster:merges")


@may("roster.link")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Disagree, saying why: the question is asked again."""
    actions.refuse_merge(proposal=_proposal(pk), because=request.POST.get("reason", ""), **_stamp(request))
    messages.success(request, _("Ditolak; pertanyaannya kembali ke antrean."))
    return redirect("roster:merges")


@may("roster.link")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the own proposal back before anybody has judged."""
    actions.withdraw_merge(proposal=_proposal(pk), **_stamp(request))
    messages.success(request, _("Ditarik kembali; pertanyaannya kembali ke antrean."))
    return redirect("roster:merges")


def _proposal(pk: int) -> MergeProposal:
    return get_object_or_404(MergeProposal, pk=pk)


def _stamp(request: HttpRequest) -> actions.Stamp:
    return {"by": signed_in(request).username, "at": timezone.now()}
