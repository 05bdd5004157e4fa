"""Sends whoever owes a finger to the page that asks for it, wherever they wanted to go."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from jemput.kit.capture.second_factor import must_show_finger


class FingerLock:
    """Middleware of the kit alone: only there are scanners."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass, or ask for the finger first."""
        page = reverse("capture:show-finger")
        away = request.path == page or request.path.startswith(("/accounts/", "/language/"))
        if away or not must_show_finger(request):
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": page})
        wanted = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{page}?{urlencode({'next': wanted})}")
