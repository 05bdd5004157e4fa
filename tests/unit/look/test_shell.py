"""The shell around a page: rooms, language, and problems as their reader can use them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.look.errors import NotForYou
from jemput.node.look.failures import broken, form_expired, no_such_page
from jemput.node.look.language import ChosenLanguage
from jemput.node.look.middleware import ProblemMiddleware, problem_response
from jemput.node.look.rooms import Shell
from jemput.node.look.views import first_room
from tests.unit.look.addresses import OutOfBlanks


def at(path: str, *permissions: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(may=lambda permission: permission in permissions)  # type: ignore[assignment]
    return request


def test_a_room_is_hidden_from_those_who_may_not_enter() -> None:
    assert [door.label for door in Shell(at("/")).doors] == ["Beranda"]
    assert len(Shell(at("/", "roster.see")).doors) == 3
    assert [door.label for door in Shell(RequestFactory().get("/")).doors] == ["Beranda"]


@pytest.mark.parametrize(
    ("path", "room"),
    [("/", "Beranda"), ("/lists/7/", "Daftar"), ("/lists/old/3/", "Daftar lama"), ("/listsomething", None)],
)
def test_the_room_one_stands_in_is_the_closest_above(path: str, room: str | None) -> None:
    active = [door.label for door in Shell(at(path, "roster.see")).doors if door.active]
    assert active == ([room] if room else [])


def test_a_door_says_what_waits_behind_it() -> None:
    doors = Shell(at("/", "roster.see")).doors
    assert [door.count for door in doors] == [0, 37, 0]


def test_a_program_without_rooms_has_an_empty_shell() -> None:
    with override_settings(JEMPUT_ROOMS="tests.unit.look.no_rooms_here"):
        shell = Shell(at("/"))
        assert (shell.doors, shell.program, str(shell.headline.context)) == ([], "", "")


def language_for(cookie: str, accepts: str) -> str | None:
    request = RequestFactory().get("/", headers={"Accept-Language": accepts})
    request.COOKIES["jemput_language"] = cookie
    ChosenLanguage(lambda request: None).process_request(request)  # type: ignore[arg-type]
    return translation.get_language()


def test_indonesian_unless_switched_whatever_the_browser_asks() -> None:
    assert language_for("", "en-US,en") == "id"
    assert language_for("en", "id") == "en"
    assert language_for("xx", "en") == "id"


def test_a_problem_is_a_page_with_its_number_for_people() -> None:
    answer = Client().get("/print/", headers={"Accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Z901" in page and "Minta tambahan." in page
    assert "&lt;b&gt;0&lt;/b&gt;" in page and "<b>0" not in page


def test_a_problem_is_json_for_programs() -> None:
    for path, accepts in (("/api/print/", "*/*"), ("/print/", "application/json")):
        answer = Client().get(path, headers={"Accept": accepts})
        assert answer.status_code == 409 and answer.json()["code"] == "Z901"


def test_a_problem_is_a_message_in_the_corner_for_htmx() -> None:
    answer = Client().get("/print/", headers={"HX-Request": "true", "Accept": "text/html, */*"})
    assert answer["HX-Retarget"] == "#toasts" and answer.status_code == 409
    assert b"<html" not in answer.content and b"Z901" in answer.content


def test_other_exceptions_are_left_to_django() -> None:
    middleware = ProblemMiddleware(lambda request: None)  # type: ignore[arg-type, return-value]
    assert middleware.process_exception(at("/"), ValueError()) is None


@pytest.mark.parametrize(
    ("referer", "linked"),
    [("http://testserver/lists/", True), ("http://elsewhere.example/lists/", False), ("", False)],
)
def test_the_way_back_never_leads_to_another_site(referer: str, linked: bool) -> None:
    request = RequestFactory().get("/print/", headers={"Referer": referer})
    page = problem_response(request, OutOfBlanks(left=0)).content.decode()
    assert (f'href="{referer}"' in page and "Kembali" in page) is linked


@given(st.text(max_size=40))
def test_no_referer_breaks_the_error_page(referer: str) -> None:
    request = RequestFactory().get("/print/")
    request.META["HTTP_REFERER"] = referer
    assert problem_response(request, OutOfBlanks(left=0)).status_code == 409


def test_what_django_meets_itself_is_numbered_too() -> None:
    request = RequestFactory().get("/nowhere/")
    answers = [no_such_page(request, Exception()), form_expired(request), broken(request)]
    assert [
        (answer.status_code, code in answer.content)
        for answer, code in zip(answers, (b"N502", b"N503", b"N504"), strict=True)
    ] == [(404, True), (403, True), (500, True)]


def test_the_gallery_shows_itself_only_to_those_who_build_pages() -> None:
    assert Client().get("/gallery/", headers={"Accept": "text/html"}).status_code == 404
    with override_settings(DEBUG=True):
        for path in ("/gallery/", "/look/kit/", "/look/regions.json"):
            assert Client().get(path).status_code == 200


def test_the_front_door_leads_into_the_first_room_one_may_enter() -> None:
    assert first_room(at("/"))["Location"] == "/"
    with override_settings(JEMPUT_ROOMS="tests.unit.look.no_rooms_here"), pytest.raises(NotForYou):
        first_room(at("/"))
