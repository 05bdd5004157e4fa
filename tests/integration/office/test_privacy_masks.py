"""No page and no sheet of the office shows a full NIK: every address walked, as every role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jemput.office.regions.models import Region
from jemput.office.roster.models import ListName
from tests.integration.office.planted import ROLES, client_of, plant

pytestmark = pytest.mark.django_db
SIXTEEN = re.compile(r"(?<!\d)\d{16}(?!\d)")
OFFICE = "jemput.office."
MENDED = re.compile(r"^/roster/(rejects/\d+|lists/\d+/rejects)/$")
"""Where clerks mend refused rows, on a page or a sheet, NIKs must be seen; only who may import gets there."""


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The planted office, kept for all tests of this module, and every address it has."""
    with django_db_blocker.unblock(), connection.cursor():
        from django.db import transaction

        with transaction.atomic():
            plant()
            yield sorted(set(_addresses()))
            transaction.set_rollback(True)


def _addresses() -> Iterator[str]:
    """Every GET address of the office's own rooms, its keys filled from the rows of that room."""
    for pattern, route in every_pattern(get_resolver().url_patterns):
        room = re.match(rf"{OFFICE}\w+", pattern.callback.__module__)
        if room:
            yield from _filled(route, _keys(room[0]))


def every_pattern(found: list[Any], before: str = "/") -> Iterator[tuple[URLPattern, str]]:
    """Every address of a program with its route."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from every_pattern(one.url_patterns, before + str(one.pattern))
        else:
            yield one, before + str(one.pattern)


@cache
def _keys(room: str) -> dict[str, list[str]]:
    """Up to two keys of each table of a room, by the kind of hole they fit."""
    whole: dict[str, set[str]] = {"int": {"1"}, "uuid": set(), "str": {"15.04.03.2019"}, "slug": {"summons"}}
    for model in apps.get_models():
        if model.__module__.startswith(room):
            for key in model._base_manager.order_by("pk").values_list("pk", flat=True)[:2]:
                kind = "int" if isinstance(key, int) else "uuid" if len(str(key)) == 36 else "str"
                whole[kind].add(str(key))
    whole["str"] |= set(Region.objects.values_list("code", flat=True)[:3])
    name = ListName.objects.filter(resident__isnull=False).earliest("pk")
    whole["slug"] |= {f"resident-{name.resident_id}", "list_files"}
    return {kind: sorted(keys) for kind, keys in whole.items()}


def _filled(route: str, keys: dict[str, list[str]]) -> Iterator[str]:
    hole = re.search(r"<(?:(\w+):)?\w+>", route)
    if hole is None:
        yield route
        return
    for key in keys.get(hole[1] or "str", [])[:8]:
        yield from _filled(route.replace(hole[0], key, 1), keys)


def _text(answer: HttpResponseBase) -> str:
    """What a page or a sheet says; papers as PDF have their own tests."""
    content = bytes(getattr(answer, "content", b""))
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheet" in kind:
        with ZipFile(BytesIO(content)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return content.decode(errors="replace") if "html" in kind or "json" in kind else ""


@cache
def _planted() -> frozenset[str]:
    return frozenset(ListName.objects.values_list("nik", flat=True))


def _leaks(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    return sorted(_planted() & set(SIXTEEN.findall(_text(answer)))) if answer.status_code == 200 else []


@pytest.fixture(scope="module")
def open_pages(office: list[str]) -> list[str]:
    """The addresses that answer somebody with a page."""
    clients = [client_of("head"), client_of("village"), client_of("partner")]
    return [page for page in office if any(one.get(page).status_code == 200 for one in clients)]


@pytest.mark.usefixtures("db")
def test_the_walk_reaches_every_room(open_pages: list[str]) -> None:
    """The walk would prove nothing if the pages did not open."""
    rooms = {page.split("/")[1] for page in open_pages}
    assert {"residents", "roster", "trips", "encounters", "cards", "delivery", "coverage", "privacy"} <= rooms
    assert len(open_pages) > 60


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_full_nik(open_pages: list[str], role: str) -> None:
    """Pages and sheets, as each role."""
    client = client_of(role)
    leaks = {page: found for page in open_pages if not MENDED.match(page) and (found := _leaks(client, page))}
    assert leaks == {}


@pytest.mark.usefixtures("db")
def test_the_walk_would_find_a_full_nik(open_pages: list[str]) -> None:
    """The one page that shows numbers in full is found by the same walk."""
    head = client_of("head")
    assert [page for page in open_pages if MENDED.match(page) and _leaks(head, page)]


@pytest.mark.usefixtures("db")
def test_no_sheet_shows_a_full_nik(open_pages: list[str]) -> None:
    """The sheets that the head may take without a reason."""
    head = client_of("head")
    assert [
        page for page in open_pages if _leaks(head, f"{page}?export=xlsx") and not MENDED.match(page)
    ] == []


@pytest.mark.usefixtures("db")
def test_nothing_opens_without_a_role(office: list[str]) -> None:
    """Every address is behind a permission: an account without a role gets nowhere."""
    nobody = client_of("")
    assert [page for page in office if nobody.get(page).status_code == 200] == []
