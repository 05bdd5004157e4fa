"""The front door: throttled sign-in, two languages, and pages that fetch nothing from elsewhere."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.people import Visitor
from tests.journeys.stage import Stage


def test_somebody_who_guesses_passwords_is_shut_out(arrive: Arrive, on_stage: Stage) -> None:
    # Given a stranger who knows a name
    stranger = arrive(Visitor, on_stage.office)
    # When five passwords are wrong
    for guess in range(5):
        stranger.tries_to_sign_in("eko", f"rahasia{guess}")
    # Then even the right one no longer opens the door
    stranger.tries_to_sign_in_rightly("eko")
    stranger.sees_the_door_shut()


def test_a_reader_switches_to_english_and_back(arrive: Arrive, on_stage: Stage) -> None:
    # Given somebody at the office's sign-in page, which speaks Indonesian
    reader = arrive(Visitor, on_stage.office)
    reader.reads_in("id", "Masuk")
    # When the switch is pressed, the office speaks English, also inside
    reader.switches_to("EN")
    reader.reads_in("en", "Sign in")
    reader.signed_in_as("dewi").reads_in("en", "Planner")
    # Then it speaks Indonesian again when asked to
    reader.switches_to("ID")
    reader.reads_in("id", "Perencana")


@pytest.mark.parametrize(("program", "username"), [("office", "sari"), ("kit", "maria"), ("center", "pusat")])
def test_every_room_opens_and_asks_nobody_else(
    arrive: Arrive, on_stage: Stage, program: str, username: str
) -> None:
    # Given somebody who may see much
    visitor = arrive(Visitor, getattr(on_stage, program)).signed_in_as(username)
    # When every room of the program is entered
    rooms = visitor.visits_every_room()
    # Then each opened, fitted desk and phone, and (watched from outside) fetched nothing from elsewhere
    assert len(rooms) >= 3
