"""The rooms of a program and the line above every page: each program names its own in `config/rooms.py`.

A rooms module has `ROOMS: tuple[Room, ...]` and `PROGRAM: str` (what the sign-in page calls it), and may have
`headline(request) -> Headline`, `counts(request) -> Mapping[url_name, int]` and, at the kit,
`standing(request) -> Standing`. They are asked only by pages that show them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from jemput.node.look.parts import Standing, Text, Tone


@dataclass(frozen=True)
class Room:
    """One entry of the sidebar; shown to those whose role has `permission` (to all where it is None)."""

    label: Text
    icon: str
    url_name: str
    permission: str | None = None


@dataclass(frozen=True)
class Pill:
    """A short fact beside the heading of every page, e.g. the days left to the deadline."""

    text: Text
    url: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Headline:
    """The small line above the heading (where we are, how big it is) and the pills beside it."""

    context: Text = ""
    pills: tuple[Pill, ...] = ()


@dataclass(frozen=True)
class Door:
    """A room as one reader sees it: its address, whether they stand in it, and what waits there."""

    label: Text
    icon: str
    url: str
    active: bool
    count: int


class Shell:
    """What surrounds a page, worked out once a request and only if a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def module(self) -> ModuleType | None:
        """The program's rooms module, where it has one."""
        name = getattr(settings, "JEMPUT_ROOMS", "")
        return import_module(name) if name and find_spec(name) else None

    @cached_property
    def program(self) -> str:
        """What people call this program."""
        return str(getattr(self.module, "PROGRAM", ""))

    @cached_property
    def doors(self) -> list[Door]:
        """The rooms this reader may enter, the one they stand in marked."""
        rooms: tuple[Room, ...] = getattr(self.module, "ROOMS", ())
        addresses = {room: reverse(room.url_name) for room in rooms if self._may_enter(room)}
        here = _closest(self.request.path, list(addresses.values()))
        counts = self._ask("counts", {})
        return [
            Door(room.label, room.icon, url, url == here, counts.get(room.url_name, 0))
            for room, url in addresses.items()
        ]

    @cached_property
    def headline(self) -> Headline:
        """The line above the heading."""
        headline: Headline = self._ask("headline", Headline())
        return headline

    @cached_property
    def standing(self) -> Standing:
        """The kit's top bar."""
        standing: Standing = self._ask("standing", Standing())
        return standing

    def _may_enter(self, room: Room) -> bool:
        if room.permission is None:
            return True
        may: Callable[[str], bool] | None = getattr(getattr(self.request, "user", None), "may", None)
        return may is not None and may(room.permission)

    def _ask(self, name: str, otherwise: Any) -> Any:
        question = getattr(self.module, name, None)
        return question(self.request) if question else otherwise


def _closest(path: str, addresses: list[str]) -> str:
    """The longest address that `path` lies below; "/" only for itself."""
    below = [
        url for url in addresses if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
    ]
    return max(below, key=len, default="")
