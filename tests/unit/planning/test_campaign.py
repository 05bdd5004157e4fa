"""Campaigns that cannot be planned say so with a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jemput.planning import START, Crew, Rules, VisitMode, greedy_most_unrecorded, travel_minutes
from jemput.planning.errors import (
    CampaignWithoutCrews,
    CampaignWithoutDays,
    NumberOutOfRange,
    PlaceWithoutCoordinates,
    TwiceTheSame,
)
from tests.unit.planning.campaigns import MONDAY, four_places, place


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"crews": ()}, CampaignWithoutCrews),
        ({"days": ()}, CampaignWithoutDays),
        ({"days": (MONDAY, MONDAY)}, TwiceTheSame),
        ({"crews": (Crew("T1", "K1"), Crew("T2", "K1"))}, TwiceTheSame),
        ({"known_minutes": {(START, "Kelutan"): -5}}, NumberOutOfRange),
        ({"blanks": -1}, NumberOutOfRange),
    ],
)
def test_bad_campaigns(changes: dict[str, Any], problem: type[Exception]) -> None:
    with pytest.raises(problem):
        four_places(**changes)


@pytest.mark.parametrize("changes", [{"people_due": -1}, {"closes_minute": 60}, {"lat": 91.0}])
def test_bad_places(changes: dict[str, Any]) -> None:
    with pytest.raises(NumberOutOfRange):
        place("Kelutan", **{"people": 1, **changes})


def test_a_village_without_coordinates_is_named() -> None:
    problem = four_places(known_minutes={})
    with pytest.raises(PlaceWithoutCoordinates, match="Kelutan"):
        travel_minutes(problem)


def test_days_are_sorted() -> None:
    earlier = date(2018, 11, 5)
    assert four_places(days=(MONDAY, earlier)).days == (earlier, MONDAY)


def test_printing_takes_a_printer_and_the_mode_s_minutes() -> None:
    rules = Rules(None, None)
    assert rules.minutes_a_person(VisitMode.RECORD) < rules.minutes_a_person(VisitMode.RECORD_AND_PRINT)
    printing = four_places(places=(place("Kelutan", 20, mode=VisitMode.RECORD_AND_PRINT),), blanks=12)
    assert greedy_most_unrecorded(printing).totals.recorded == 0
    with_printer = Crew("T1", "K1", stations=2, has_printer=True)
    totals = greedy_most_unrecorded(
        four_places(places=printing.places, crews=(with_printer,), blanks=12)
    ).totals
    assert (totals.people, totals.cards_printed) == (20, 12)
