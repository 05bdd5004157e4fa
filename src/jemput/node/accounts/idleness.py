"""Locks the pages of somebody who has left the machine: asks for the password again, keeps the place."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

ACTIVE_AT = "active_at"
NOTED_EVERY = 20.0
"""Seconds: the session is written that often at most, not at every request."""

UNATTENDED = "X-Jemput-Unattended"
"""Header of what a page asks for by itself, over and over: that is no sign of life."""


class IdleLock:
    """Signs out whoever has done nothing for the time set, and says so on the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass, or answer with the sign-in page."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        last = float(request.session.get(ACTIVE_AT, now))
        if now - last > settings.JEMPUT.lock_minutes * 60:
            return _locked(request)
        is_alive = UNATTENDED not in request.headers
        if ACTIVE_AT not in request.session or (is_alive and now - last > NOTED_EVERY):
            request.session[ACTIVE_AT] = now
        return self.get_response(request)


def _locked(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to the page one was on; a page left open locks by itself."""
    logout(request)
    messages.info(request, gettext("Terkunci karena lama tidak dipakai. Masuk lagi untuk melanjutkan."))
    to_sign_in = cast(HttpResponse, redirect_to_login(_page_of(request)))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to_sign_in["Location"]})
    return to_sign_in


def _page_of(request: HttpRequest) -> str:
    """The page somebody is looking at: for a form or a part of a page, the one it stands on."""
    if request.headers.get("HX-Request"):
        return urlsplit(request.headers.get("HX-Current-URL", "/")).path or "/"
    if request.method != "GET":
        return urlsplit(request.headers.get("Referer", "/")).path or "/"
    return request.get_full_path()
