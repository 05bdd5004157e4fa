"""Pages of requests: the register with its countdowns, one request and its answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.privacy import pages
from jemput.office.privacy.actions import requests as actions
from jemput.office.privacy.forms import DeliverForm, RequestForm
from jemput.office.privacy.models import PersonRequest


@may("privacy.see")
def requests(request: HttpRequest) -> HttpResponse:
    """Every request, with what is left of its time."""
    now = timezone.now()
    context = {
        "title": _("Privasi"),
        "tabs": pages.room_tabs("requests"),
        "open": [(one, pages.countdown(one.due_at, now)) for one in pages.open_requests()[:6]],
    }
    table = pages.requests_table(PersonRequest.objects.all(), now)
    return table.respond(request, "privacy/requests.html", context)


@may("privacy.answer")
def new(request: HttpRequest) -> HttpResponse:
    """Register a request."""
    form = RequestForm(request.POST or None, initial={"asked_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        by, at = signed_in(request).username, timezone.now()
        made = actions.take_request(asked=form.asked(), asked_at=form.cleaned_data["asked_at"], by=by, at=at)
        messages.success(request, _("Permintaan %(number)s dicatat.") % {"number": made.number})
        return redirect("privacy:request", pk=made.pk)
    context = {"title": _("Catat permintaan"), "form": form, "back": "privacy:requests"}
    return render(request, "privacy/form.html", context)


@may("privacy.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is owed, by when, and the next step."""
    found = get_object_or_404(PersonRequest, pk=pk)
    context = {
        "title": found.number,
        "found": found,
        "entries": pages.request_entries(found),
        "countdown": pages.countdown(found.due_at, timezone.now(), done=found.is_done),
        "form": DeliverForm(initial={"to": found.asked_by}),
    }
    return render(request, "privacy/request.html", context)


@may("privacy.answer")
@require_POST
def prepare(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Gather the copy."""
    found = get_object_or_404(PersonRequest, pk=pk)
    actions.prepare_copy(request=found, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Salinan data dan jejak akses siap."))
    return redirect("privacy:request", pk=pk)


@may("privacy.answer")
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the copy, to print or to hand over; by POST, since each taking is kept."""
    found = get_object_or_404(PersonRequest, pk=pk)
    packed = actions.take_copy(request=found, by=signed_in(request).username, at=timezone.now())
    headers = {
        "Content-Disposition": f'attachment; filename="{found.number}.zip"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@may("privacy.answer")
@require_POST
def decide(request: HttpRequest, pk: int, granted: str) -> HttpResponseBase:
    """Grant or refuse, with the reason."""
    actions.decide(
        request=get_object_or_404(PersonRequest, pk=pk),
        decision=request.POST.get("reason", ""),
        granted=granted == "grant",
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Keputusan dicatat."))
    return redirect("privacy:request", pk=pk)


@may("privacy.answer")
@require_POST
def deliver(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note the handover."""
    actions.deliver(
        request=get_object_or_404(PersonRequest, pk=pk),
        to=request.POST.get("to", "")[:120],
        how=request.POST.get("how", "")[:120],
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Penyerahan dicatat."))
    return redirect("privacy:request", pk=pk)
