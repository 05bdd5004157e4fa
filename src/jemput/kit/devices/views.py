"""The device page: which scanners there are, and how they do."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jemput.kit.devices import actions, pages
from jemput.node.accounts.gate import may, signed_in


@require_GET
@may("devices.see")
def devices(request: HttpRequest) -> HttpResponse:
    """Every scanner found so far."""
    return render(request, "devices/devices.html", pages.devices())


@require_POST
@may("devices.see")
def search(request: HttpRequest) -> HttpResponse:
    """Look for scanners now."""
    by, at = signed_in(request).username, timezone.now()
    number = len(actions.search_devices(ports=settings.JEMPUT.sbi_ports, by=by, at=at))
    messages.info(request, ngettext("%d alat ditemukan.", "%d alat ditemukan.", number) % number)
    return redirect("devices:devices")
