"""A program with three rooms."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from jemput.node.look.rooms import Headline, Room

PROGRAM = "Kantor"
ROOMS = (
    Room("Beranda", "home", "home"),
    Room("Daftar", "list", "lists", permission="roster.see"),
    Room("Daftar lama", "history", "old-lists", permission="roster.see"),
)


def headline(request: HttpRequest) -> Headline:
    return Headline("Kabupaten Batanghari")


def counts(request: HttpRequest) -> Mapping[str, int]:
    return {"lists": 37}
