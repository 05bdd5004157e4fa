"""A clerk's long queue: twenty names by keys alone, one undone, a merge that takes a second clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from jemput.demo.programs import served
from tests.journeys.people.clerks import QueueClerk
from tests.journeys.pictures import picture
from tests.journeys.stage import free_ports, set_scene

REASON = "Satu orang dengan dua NIK"
Hire = Callable[[str], QueueClerk]


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office of its own, whose list left much to ask; its address."""
    folder = tmp_path_factory.mktemp("queue") / "office"
    assert set_scene("office:queue", folder)["asked"] == 23
    port = free_ports(1)[0]
    program = served("office", "Dinas Batanghari", folder, port)
    program.start()
    yield f"http://127.0.0.1:{port}"
    program.stop()


@pytest.fixture
def hire(arrive: Callable[..., QueueClerk], office: str) -> Hire:
    """A clerk at a desk of their own."""
    return lambda name: arrive(QueueClerk, office).signed_in_as(name)


def test_twenty_names_by_keyboard_alone_one_undone(hire: Hire) -> None:
    # Given Sari at the first of twenty-three questions, and Eko at another one
    sari, eko = hire("sari"), hire("eko")
    sari.opens_the_queue()
    eko.opens_the_queue()
    assert sari.asked() != eko.asked()
    picture(sari.page, "office-queue")
    sari.reads_the_keys()
    sari.looks_for("xaveria 09-03-1988", finds="XAVERIA KHOLIFAH")
    # When she answers nineteen, and the twentieth wrongly
    sari.answers_each("1", 19)
    wrong = sari.asked()
    sari.answers("0")
    sari.has_decided(20, of=23)
    # Then U brings the wrong one back, and she answers it rightly
    assert sari.undoes() == wrong
    sari.answers("1")
    sari.has_decided(20, of=23)


def test_a_merge_takes_a_second_clerk(hire: Hire) -> None:
    # Given a row whose person another row with another NIK has already
    sari, eko = hire("sari"), hire("eko")
    sari.opens_the_queue()
    sari.skips_to_the_taken_one()
    picture(sari.page, "office-merge-question")
    # When Sari proposes that they are one person
    sari.proposes(REASON)
    # Then she cannot confirm it herself, but Eko, who reads her reason, can
    sari.opens_the_proposal(REASON)
    sari.cannot_confirm()
    eko.opens_the_proposal(REASON)
    picture(eko.page, "office-merge")
    eko.confirms()


def test_the_register_is_searched_for_people_who_stand_in_it_twice(hire: Hire) -> None:
    sari = hire("sari")
    sari.has_the_register_searched()
    picture(sari.page, "office-pairs")
    sari.is_asked_whether_one_person("XAVERIA KHOLIFAH")
    picture(sari.page, "office-pair")
    sari.proposes("Nama, lahir, dan ibu sama")
    sari.page.goto("/roster/links/model/")
    picture(sari.page, "office-link-model")
