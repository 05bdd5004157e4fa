"""S3-7: SMA, SMK and SLB are visited: pupils are expected at school, an SLB gets longer minutes."""

from datetime import date
from pathlib import Path

import pytest

from jemput.office.roster.models import ListName
from jemput.office.schools import actions
from jemput.office.schools.actions import CarePlan
from jemput.office.schools.errors import CampaignClosed, NeedsMoreMinutes
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import Allotment
from jemput.office.trips.queries.due import count_due
from jemput.office.trips.queries.planning import planning_problem
from jemput.planning import PlaceKind
from tests.integration.office.outing import (
    MONDAY,
    NOW,
    make_campaign,
    make_crew,
    make_name,
    make_regions,
    office_of,
)
from tests.integration.office.school_cast import bring_roster, make_school, pupil_of_register, roster_row

pytestmark = [pytest.mark.acceptance("S3-7"), pytest.mark.django_db]


def filled_school(folder: Path, name: str, kind: str, first: int, count: int):  # type: ignore[no-untyped-def]
    """A school with so many pupils who are due."""
    school = make_school(name, kind=kind, open_saturdays=kind == "smk")
    people = [pupil_of_register(first + n) for n in range(count)]
    bring_roster(folder, [roster_row(person, name) for person in people])
    return school


def test_due_pupils_are_expected_at_their_school_and_the_planner_knows(tmp_path: Path) -> None:
    make_regions()
    office_of("15.04.03.2019")
    crew = make_crew()
    campaign = make_campaign([crew])
    schools = [
        filled_school(tmp_path, "SMAN 1", "sma", 1, 5),
        filled_school(tmp_path, "SMKN 5", "smk", 20, 3),
    ]
    young = pupil_of_register(99, born=date(2004, 1, 1))
    bring_roster(tmp_path, [roster_row(young, "SMAN 1")])
    counts = actions.propose_places(schools=schools, campaign=campaign, by="dewi", at=NOW)
    assert (counts["expected"], counts["added"]) == (8, 8)
    assert {place: dict(due) for place, due in count_due().items()} == {
        str(schools[0].place_id): {"session": 5}, str(schools[1].place_id): {"session": 3},
    }  # fmt: skip
    places = {place.place_id: place for place in planning_problem(campaign).places}
    sma = places[str(schools[0].place_id)]
    assert (sma.kind, sma.people_due, sma.open_weekdays) == (PlaceKind.SCHOOL, 5, frozenset(range(5)))
    trip = open_trip(campaign=campaign, crew=crew, day=MONDAY, places=[schools[0].place], by="s", at=NOW)
    assert set(trip.stops.get().people.values_list("meeting", flat=True)) == {"school"}


def test_proposing_again_doubles_nobody_and_keeps_names_of_the_list(tmp_path: Path) -> None:
    make_regions()
    campaign = make_campaign([make_crew()])
    listed = make_name(7)
    assert listed.resident
    school = make_school("SMAN 1")
    bring_roster(
        tmp_path, [roster_row(listed.resident, "SMAN 1"), roster_row(pupil_of_register(8), "SMAN 1")]
    )
    campaign.places.set([office_of("15.04.03.2019")])
    first = actions.propose_places(schools=[school], campaign=campaign, by="dewi", at=NOW)
    again = actions.propose_places(schools=[school], campaign=campaign, by="dewi", at=NOW)
    assert (first["added"], again["added"], again["expected"]) == (1, 0, 2)
    assert ListName.objects.count() == 2 == Allotment.objects.filter(place=school.place).count()
    assert school.place in campaign.places.all()


def test_an_slb_goes_into_a_campaign_with_time_enough(tmp_path: Path) -> None:
    make_regions()
    crew = make_crew()
    campaign = make_campaign([crew])
    slb = filled_school(tmp_path, "SLBN Batanghari", "slb", 1, 4)
    with pytest.raises(NeedsMoreMinutes):
        actions.propose_places(schools=[slb], campaign=campaign, by="dewi", at=NOW)
    plan = CarePlan("Kunjungan SLB", MONDAY, date(2018, 12, 7))
    care = actions.open_care_campaign(plan=plan, crews=[crew], schools=[slb], by="dewi", at=NOW)
    problem = planning_problem(care)
    assert problem.rules.record_minutes == 30
    assert [(place.kind, place.people_due) for place in problem.places] == [(PlaceKind.SLB, 4)]


def test_a_closed_campaign_takes_no_school() -> None:
    make_regions()
    campaign = make_campaign([make_crew()])
    campaign.closed = True
    with pytest.raises(CampaignClosed):
        actions.propose_places(schools=[make_school()], campaign=campaign, by="dewi", at=NOW)
