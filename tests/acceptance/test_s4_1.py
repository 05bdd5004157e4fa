"""S4-1: 1,667 of 2,100 pupils (79.38 %) and 24 of 26 schools (92.31 %): two figures that are never mixed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from jemput.node.accounts.models import User
from jemput.office.coverage.actions import refresh
from jemput.office.coverage.figures import school_progress
from jemput.office.coverage.queries.schools import progress, school_rows
from jemput.office.encounters.models import Encounter
from jemput.office.trips.actions.outings import advance_trip, open_trip
from jemput.office.trips.actions.places import PlaceForm, expect_at, put_place
from jemput.office.trips.actions.presence import start_obstacle
from jemput.office.trips.models import Obstacle
from jemput.office.trips.states import TripEvent
from tests.integration.office.outing import (
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_names,
    make_regions,
)
from tests.integration.office.test_coverage_states import recorded

pytestmark = pytest.mark.acceptance("S4-1")

DAY = date(2018, 12, 5)


def article_schools() -> dict[str, tuple[int, int]]:
    """26 schools with 2,100 pupils; the 24 visited ones hold the 1,667 recorded, spread unevenly."""
    schools = {f"SMA {n}": (69 + (n <= 11), 80) for n in range(1, 25)}
    return {**schools, "SMKN 5": (0, 100), "SMAN 9": (0, 80)}


def test_the_articles_two_percentages() -> None:
    schools = article_schools()
    visited = frozenset(schools) - {"SMKN 5", "SMAN 9"}
    found = school_progress(schools, visited, source="Dinas", as_of=DAY)
    assert (found.pupils.part, found.pupils.denominator) == (1_667, 2_100)
    assert (found.schools.part, found.schools.denominator) == (24, 26)
    assert (found.pupils.percent(), found.schools.percent()) == ("79,38 %", "92,31 %")
    assert found.pupils.denominator_name != found.schools.denominator_name


@pytest.mark.django_db
def test_the_page_counts_pupils_and_schools_apart() -> None:
    make_regions()
    names = make_names(6)
    schools = [
        put_place(village_code=SUNGAI_BULUH, form=PlaceForm(kind="school", name=name), by="s", at=NOW)
        for name in ("SMAN 1", "SMKN 5")
    ]
    expect_at(place=schools[0], list_names=names[:4], by="s", at=NOW)
    expect_at(place=schools[1], list_names=names[4:], by="s", at=NOW)
    crew = make_crew()
    trip = open_trip(
        campaign=make_campaign([crew]), crew=crew, day=MONDAY, places=schools[:1], by="s", at=NOW
    )
    assert set(trip.stops.get().people.values_list("meeting", flat=True)) == {"school"}
    for event in (TripEvent.APPROVE, TripEvent.ANNOUNCE, TripEvent.START):
        advance_trip(trip=trip, event=event, by="s", at=NOW)
    for n, name in enumerate(names[:3]):
        recorded(name, n + 1)
    start_obstacle(kind="road", cause="jalan putus", started_at=NOW, by="s", at=NOW)
    Obstacle.objects.update(place=schools[1])
    refresh(at=NOW)
    rows = school_rows()
    found = progress(rows, on=DAY)
    assert (found.pupils.percent(), found.schools.percent()) == ("50,00 %", "50,00 %")
    assert (found.pupils.denominator, found.schools.denominator) == (6, 2)
    unvisited = next(row for row in rows if not row.visited)
    assert (unvisited.place.name, unvisited.obstacles) == ("SMKN 5", "jalan putus")
    assert Encounter.objects.count() == 3
    client = Client()
    client.force_login(User.objects.create_user(username="kadis", password="x", role="head"))
    assert "SMKN 5" in client.get(reverse("coverage:schools")).content.decode()
