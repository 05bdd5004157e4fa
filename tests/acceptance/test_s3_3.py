"""S3-3: one team-day in Kelutan, Surodakan and Tamanan: together at the office first, then at homes."""

from datetime import date, time

import pytest

from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.crews import put_crew, put_kit
from jemput.office.trips.actions.people import mark_recorded, visit_at_home
from jemput.office.trips.actions.places import seed_places
from jemput.office.trips.actions.plans import approve_plan, ask_for_plan, work_out
from jemput.office.trips.models import StopPerson, Trip
from jemput.office.trips.queries.pages import absentees
from jemput.office.trips.rules import Meeting, absentees_to_visit
from tests.integration.office.outing import NOW, make_names, make_regions

pytestmark = pytest.mark.acceptance("S3-3")

DAY = date(2018, 12, 27)
KELURAHAN = (
    ("35.03.11.1005", "Kelutan", -8.061, 111.719),
    ("35.03.11.1006", "Surodakan", -8.049, 111.703),
    ("35.03.11.1002", "Tamanan", -8.056, 111.711),
)


@pytest.fixture
def trip(db: None) -> Trip:
    """Twelve people in three kelurahan, one of each to be visited at home, one crew, one day."""
    make_regions(KELURAHAN)
    for n, (code, *_) in enumerate(KELURAHAN):
        make_names(4, village=code, first=100 * (n + 1), homes=1)
    seed_places(by="sari", at=NOW)
    kit = put_kit(name="Kit 1", stations=2, by="sari", at=NOW)
    crew = put_crew(name="Tim A", kit=kit, members=[], by="sari", at=NOW)
    campaign = put_campaign(
        form=CampaignForm(name="Serentak", first_day=DAY, deadline=DAY), crews=[crew], by="sari", at=NOW
    )
    plan = ask_for_plan(campaign=campaign, by="sari", at=NOW, seconds_allowed=2)
    (made,) = approve_plan(plan=work_out(plan=plan, by="sari", at=NOW), by="kadis", at=NOW)
    return made


def test_one_team_reaches_three_kelurahan_in_one_day(trip: Trip) -> None:
    assert trip.day == DAY
    assert set(trip.stops.values_list("place__village", flat=True)) == {code for code, *_ in KELURAHAN}
    assert StopPerson.objects.filter(stop__trip=trip).count() == 12


def test_at_every_stop_the_session_comes_before_the_homes(trip: Trip) -> None:
    for stop in trip.stops.all():
        assert stop.session_at and stop.homes_at and stop.leaves_at
        assert time(7, 0) <= stop.session_at < stop.homes_at < stop.leaves_at <= time(18, 0)
        meetings = [person.meeting for person in stop.people.order_by("pk")]
        assert meetings == [Meeting.COLLECTIVE] * 3 + [Meeting.HOME_VISIT]


def test_who_did_not_come_is_visited_at_home(trip: Trip) -> None:
    stop = trip.stops.earliest("position")
    came = stop.people.filter(meeting=Meeting.COLLECTIVE).first()
    assert came is not None
    mark_recorded(list_name=came.list_name, by="kit", at=NOW)
    assert visit_at_home(people=absentees(stop.pk), by="budi", at=NOW) == 2
    assert stop.people.filter(meeting=Meeting.HOME_VISIT).count() == 3
    assert StopPerson.objects.get(pk=came.pk).meeting == Meeting.COLLECTIVE


def test_homes_are_visited_only_while_the_day_lasts() -> None:
    expected = ["a", "b", "c", "d"]
    homes = absentees_to_visit(
        expected=expected, recorded=frozenset({"b"}), minutes_left=75, minutes_a_visit=35
    )
    assert homes == ["a", "c"]
