"""A clerk's queue without a mouse."""

from __future__ import annotations

from tests.journeys.cast import DOUBTFUL
from tests.journeys.people import Clerk


def test_a_clerk_links_doubtful_names_by_keyboard_alone(clerk: Clerk) -> None:
    # Given two names of the list that may be somebody in the register
    clerk.goes_to_room_by_keys(2, "Daftar")
    clerk.tabs_to("Penautan")
    first = clerk.is_asked_about(*(person.name for person in DOUBTFUL))
    # When the first is skipped, and both are answered by a key
    clerk.skips()
    second = clerk.is_asked_about(*(person.name for person in DOUBTFUL))
    assert first != second
    clerk.answers("1")
    clerk.answers("1")
    # Then nothing is left to ask
    clerk.has_nothing_left_to_answer()
