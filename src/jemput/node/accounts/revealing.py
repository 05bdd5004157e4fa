"""Showing one full NIK: asks why, keeps it, shows the number for a minute, then hides it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.forms import WhyForm
from jemput.node.accounts.gate import signed_in
from jemput.node.ledger.reading import reveal_nik

SHOWN_SECONDS = 60


def answer_reveal(request: HttpRequest, *, nik: str, subject: str, back: str) -> HttpResponse:
    """Answer a view that may show one full NIK; the view has checked who may.

    GET asks why, POST shows it. With htmx only the number's own place on the page changes; without, whole
    pages do the same. `back` is the page that shows the number masked.
    """
    inside = bool(request.headers.get("HX-Request"))
    context = {"nik": nik, "url": request.path, "back": back, "seconds": SHOWN_SECONDS}
    if request.method == "GET" and "hide" in request.GET:
        return _fresh(render(request, "accounts/nik_masked.html", context) if inside else redirect(back))
    form = WhyForm(request.POST or None, initial={"why": "counter"})
    if request.method != "POST" or not form.is_valid():
        return _fresh(_shown(request, "accounts/nik_ask.html", {**context, "form": form}, inside))
    reveal_nik(nik=nik, subject=subject, by=signed_in(request).username, at=timezone.now(), reason=form.words)
    response = _fresh(_shown(request, "accounts/nik_shown.html", context, inside))
    if not inside:
        response["Refresh"] = f"{SHOWN_SECONDS}; url={back}"
    return response


def _shown(request: HttpRequest, part: str, context: dict[str, object], inside: bool) -> HttpResponse:
    if inside:
        return render(request, part, context)
    return render(request, "accounts/nik_page.html", {**context, "title": _("NIK lengkap"), "part": part})


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
