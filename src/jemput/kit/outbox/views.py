"""Pages of the outbox: what is unsent and why, ways to send, the top bar, the office's approval."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jemput.kernel.errors import Problem
from jemput.kit.outbox import actions, pages
from jemput.node.accounts.gate import may, signed_in
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.exchange.usb import Handled


@require_GET
@may("outbox.see")
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits and what is done; htmx asks for the lists alone."""
    part = request.headers.get("HX-Request")
    return render(request, "outbox/_lists.html" if part else "outbox/outbox.html", pages.outbox())


@require_GET
@may("outbox.see")
def one(request: HttpRequest, packet_id: UUID) -> HttpResponse:
    """One packet's way."""
    try:
        return render(request, "outbox/one.html", pages.one(packet_id))
    except OutgoingPacket.DoesNotExist as error:
        raise Http404 from error


@require_POST
@may("outbox.see")
def send_now(request: HttpRequest) -> HttpResponse:
    """Let the worker send everything now."""
    number = actions.send_now(by=signed_in(request).username, at=timezone.now())
    text = ngettext("%d paket sedang dikirim.", "%d paket sedang dikirim.", number) % number
    messages.info(request, text)
    return redirect("outbox:outbox")


@require_POST
@may("outbox.move")
def export(request: HttpRequest) -> HttpResponse:
    """Copy what is unsent to a stick."""
    by, at = signed_in(request).username, timezone.now()
    try:
        done = actions.export_to_stick(folder=request.POST.get("folder", ""), by=by, at=at)
    except Problem as problem:
        return _refused(request, problem)
    _tell(request, _("%(good)d paket ada di USB."), done)
    return redirect("outbox:outbox")


@require_POST
@may("outbox.move")
def receipts(request: HttpRequest) -> HttpResponse:
    """Read the office's receipts from a stick."""
    by, at = signed_in(request).username, timezone.now()
    try:
        done = actions.receipts_from_stick(folder=request.POST.get("folder", ""), by=by, at=at)
    except Problem as problem:
        return _refused(request, problem)
    _tell(request, _("%(good)d tanda terima dibaca."), done)
    return redirect("outbox:outbox")


@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """The top bar's fragment."""
    at, operator = timezone.now(), signed_in(request).shown_name
    context = pages.status(at=at, operator=operator)
    return render(request, "look/components/kit_status.html", context)


@require_GET
@login_not_required
def enrollment(request: HttpRequest) -> HttpResponse:
    """Whether the office has let this kit in; nobody can sign in before."""
    return render(request, "outbox/enrollment.html", pages.enrollment())


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Back on the page itself, which says what went wrong and what to do."""
    messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
    return HttpResponseRedirect(reverse("outbox:outbox"), headers={"X-Jemput-Problem": problem.code})


def _tell(request: HttpRequest, text: str, done: list[Handled]) -> None:
    good = sum(one.problem is None for one in done)
    messages.success(request, text % {"good": good})
    for one in done:
        if one.problem is not None:
            messages.error(
                request,
                f"{one.file}: {one.problem.text(get_language() or 'id')}",
                extra_tags=one.problem.code,
            )
