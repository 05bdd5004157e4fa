"""Addresses that answer well, badly and not at all."""

from __future__ import annotations

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jemput.kernel.errors import Problem, Words
from jemput.node.look import gallery


class OutOfBlanks(Problem):
    """The problem these addresses raise."""

    code = "Z901"
    status = 409
    says = Words(id="Blangko habis, sisa {left}.", en="No blanks, {left} left.")
    do = Words(id="Minta tambahan.", en="Ask for more.")


@login_not_required
def nothing_wrong(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@login_not_required
def out_of_blanks(request: HttpRequest) -> NoReturn:
    raise OutOfBlanks(left="<b>0</b>")


urlpatterns = [
    path("", nothing_wrong, name="home"),
    path("lists/", nothing_wrong, name="lists"),
    path("lists/old/", nothing_wrong, name="old-lists"),
    path("print/", out_of_blanks),
    path("api/print/", out_of_blanks),
    path("look/", include("jemput.node.look.urls")),
    path("gallery/", gallery.office),
]
