"""S0-5: the village officer's presence is logged, an absence is an obstacle, corrections name the officer."""

from datetime import timedelta

import pytest

from jemput.node.ledger.models import Entry
from jemput.office.encounters.actions import record_encounter
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.presence import note_officer
from jemput.office.trips.models import Obstacle, OfficerPresence, Stop
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_names,
    make_regions,
    office_of,
)
from tests.integration.office.test_encounters_intake import manifest
from tests.unit.packet.making import RATNA

pytestmark = [pytest.mark.acceptance("S0-5"), pytest.mark.django_db]


@pytest.fixture
def stop() -> Stop:
    make_regions()
    make_names(2)
    crew = make_crew()
    place = office_of(SUNGAI_BULUH)
    trip = open_trip(campaign=make_campaign([crew]), crew=crew, day=MONDAY, places=[place], by="s", at=NOW)
    return trip.stops.get()


def test_presence_is_logged_with_who_and_when(stop: Stop) -> None:
    note_officer(stop=stop, present=True, name="Pak Kasi", office="Kasi Pemerintahan", by="budi", at=NOW)
    presence = OfficerPresence.objects.get()
    assert (presence.name, presence.office, presence.at, presence.noted_by) == (
        "Pak Kasi", "Kasi Pemerintahan", NOW, "budi",
    )  # fmt: skip
    assert not Obstacle.objects.exists()
    assert Entry.objects.filter(action="stop.officer", by="budi").exists()


def test_absence_is_an_obstacle_with_cause_and_duration(stop: Stop) -> None:
    note_officer(
        stop=stop, present=False, name="", office="Kepala Desa", by="budi", at=NOW, cause="rapat di kecamatan"
    )
    came = NOW + timedelta(minutes=75)
    note_officer(stop=stop, present=True, name="Pak Kades", office="Kepala Desa", by="budi", at=came)
    obstacle = Obstacle.objects.get()
    assert (obstacle.kind, obstacle.cause) == ("officer_absent", "rapat di kecamatan")
    assert obstacle.duration(until=came + timedelta(days=1)) == timedelta(minutes=75)


def test_corrections_on_the_spot_name_the_officer_who_confirmed_them(stop: Stop) -> None:
    encounter = record_encounter(
        facts=RATNA, manifest=manifest(), peer=KIT_ID, received_at=NOW, by=KIT_ID, at=NOW
    )
    correction = encounter.corrections.get()
    assert (correction.new, correction.confirmed_by) == ("SUNGAI BULUH", "Pak Kasi")
    assert correction.state == "proposed"
