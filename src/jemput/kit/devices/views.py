"""The device page: which scanners there are, and how they do."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jemput.kernel.errors import Problem
from jemput.kit.devices import actions, pages, queries
from jemput.kit.devices.sbi.preview import CONTENT_TYPE, live
from jemput.node.accounts.gate import may, signed_in
from jemput.node.accounts.idleness import UNATTENDED


@require_GET
@may("devices.see")
def devices(request: HttpRequest) -> HttpResponse:
    """Every scanner found so far."""
    return render(request, "devices/devices.html", pages.devices())


@require_POST
@may("devices.see")
def search(request: HttpRequest) -> HttpResponse:
    """Look for scanners now; a page that looks by itself is told nothing but that it is done."""
    by, at = signed_in(request).username, timezone.now()
    node = settings.JEMPUT
    found = actions.search_devices(ports=node.sbi_ports, trust=node.device_trust, by=by, at=at)
    if UNATTENDED in request.headers:
        return HttpResponse(status=204)
    number = len(found)
    messages.info(request, ngettext("%d alat ditemukan.", "%d alat ditemukan.", number) % number)
    return redirect("devices:devices")


@require_POST
@may("devices.see")
@never_cache
def try_out(request: HttpRequest, number: int) -> HttpResponse:
    """Let a scanner capture once, to see that it works."""
    device = queries.device_by_id(number)
    by, at = signed_in(request).username, timezone.now()
    try:
        captured = actions.try_out(device=device, trust=settings.JEMPUT.device_trust, by=by, at=at)
    except Problem as problem:
        messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
        return redirect("devices:devices")
    return render(request, "devices/tried.html", pages.tried(device, captured))


@require_GET
@may("devices.see")
@never_cache
def preview(request: HttpRequest, kind: str, sub_device: str) -> HttpResponseBase:
    """The live picture of the scanner that would capture now; nothing where it does not stream."""
    device = queries.device_of(kind)
    if device is None:
        return HttpResponse(status=204)
    frames = live(device.port, device.device_id, sub_device)
    return StreamingHttpResponse(frames, content_type=CONTENT_TYPE)
