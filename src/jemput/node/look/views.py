"""The door of a program: straight into the first room its reader may enter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jemput.node.look.errors import NotForYou
from jemput.node.look.rooms import Shell


def first_room(request: HttpRequest) -> HttpResponse:
    """Where "/" leads; a role without any room is told so."""
    doors = Shell(request).doors
    if not doors:
        raise NotForYou()
    return redirect(doors[0].url)
