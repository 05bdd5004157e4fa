"""Child cards: the status check offers them, and only what a child gives is asked for."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.nik import Person as Aged
from jemput.kit.capture.errors import BadCorrection, GuardianMissing, ProfileUnfit
from jemput.kit.capture.facts import NOTES_BLOB
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.profiles import ADULT, KIA, KIA_SMALL, PEMULA, PROFILES, fits, usual
from jemput.kit.capture.states import STEPS, Event, State, after
from jemput.kit.checkin.actions import keep_person
from jemput.kit.checkin.models import Person
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import TripMessage
from jemput.node.exchange.models import OutgoingPacket
from jemput.packet.envelope import open_part, read_packet
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.manifest import Part
from tests.integration.kit.conftest import AT, Above, person_message
from tests.integration.kit.test_capture_way import Way, photo
from tests.integration.kit.test_exceptions import refused

pytestmark = pytest.mark.django_db

PARENT = {"guardian": "Aminah", "relation": "mother"}


def born(years: int, days: int = 0) -> date:
    """Somebody who had the birthday of so many years so many days ago."""
    today = timezone.localdate()
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days + 3)


def child(trip: TripMessage, years: int) -> Person:
    """A child of that age who waits at the stop."""
    day = born(years)
    told = person_message(trip, nik="6106151202150003", name="RIO", birth_date=day, marital=1)
    return keep_person(message=told, by="office", at=AT)


def facts_of(above: Above) -> tuple[Facts, dict[str, bytes], dict[str, bytes]]:
    """The facts, both facts blobs and the samples of the only packet."""
    packet = read_packet(OutgoingPacket.objects.get().path.read_bytes(), key=me().signing.public)
    facts = open_part(packet, Part.FACTS, above.office)
    return (
        Facts.from_bytes(facts[FACTS_BLOB]),
        dict(facts),
        dict(open_part(packet, Part.BIOMETRICS, above.center)),
    )


def test_a_small_child_gives_biodata_alone(kit: Client, trip: TripMessage, above: Above) -> None:
    person = child(trip, 3)
    assert "Buat KIA" in kit.get(f"/checkin/queue/{person.id}/").content.decode()
    way = Way(kit, person)
    assert way.encounter.profile is KIA_SMALL
    way.act("checked_in")
    assert refused(way, "biodata/", {"relation": "mother"}) == GuardianMissing.code
    way.act("biodata", PARENT)
    assert way.encounter.step is State.REVIEW
    way.act("review")
    facts, blobs, samples = facts_of(above)
    assert (facts.profile, facts.outcomes, samples) == ("kia_under_5", (), {})
    assert json.loads(blobs[NOTES_BLOB])["guardian"] == {"name": "AMINAH", "relation": "mother"}


def test_an_older_child_gives_a_photo_and_no_fingers(kit: Client, trip: TripMessage, above: Above) -> None:
    way = Way(kit, child(trip, 9))
    way.act("checked_in")
    way.act("biodata", PARENT)
    assert way.encounter.step is State.FACE
    way.take("face", {"photo": photo(7)})
    page = kit.get(f"/capture/{way.id}/review/").content.decode()
    assert "AMINAH (Ibu)" in page and "Empat jari" not in page
    way.act("review")
    facts, _blobs, samples = facts_of(above)
    assert facts.profile == "kia" and set(samples) == {"face.jpg"}
    assert "KTP-el dicetak" not in kit.get(f"/capture/{way.id}/receipt/").content.decode()


def test_a_child_is_never_taken_with_an_adults_profile(kit: Client, trip: TripMessage) -> None:
    person = child(trip, 9)
    answer = kit.post(f"/capture/begin/{person.id}/", {"profile": "adult"})
    assert answer.status_code == 409 and ProfileUnfit.code in answer.content.decode()
    way = Way(kit, person)
    assert refused(way, "checked_in/", {"profile": "pemula"}) == ProfileUnfit.code


def test_a_corrected_birth_date_makes_a_child_of_an_adult(kit: Client, siti: Person) -> None:
    way = Way(kit, siti)
    way.act("checked_in")
    nine = {"birth_date": born(9).isoformat(), "confirmed_by": "Yohanes Jabu"}
    siti_single = Person.objects.filter(id=siti.id).update(ever_married=False)
    assert siti_single and refused(way, "biodata/", nine) == GuardianMissing.code
    unborn = {"birth_date": timezone.localdate().isoformat(), "confirmed_by": "Yohanes Jabu"}
    assert refused(way, "biodata/", unborn) == BadCorrection.code
    way.act("biodata", {**nine, **PARENT})
    assert Encounter.objects.get().profile is KIA and way.encounter.step is State.FACE


@given(st.dates(date(1940, 1, 1), date(2018, 2, 24)), st.booleans())
def test_everybody_has_exactly_one_usual_profile_and_it_fits(day: date, married: bool) -> None:
    person, on = Aged(day, married), date(2018, 2, 26)
    assert fits(usual(person, on=on), person, on=on)
    assert sum(fits(one, person, on=on) for one in (ADULT, PEMULA, KIA_SMALL)) <= 1


@given(st.sampled_from(sorted(PROFILES)), st.lists(st.sampled_from([Event.DONE, Event.BACK]), max_size=30))
def test_an_encounter_only_ever_stands_at_a_step_of_its_profile(code: str, events: list[Event]) -> None:
    steps, state = PROFILES[code].steps, STEPS[0]
    for event in events:
        state = after(state, event, steps=steps) or state
        assert state in steps


def test_the_rules_are_one_page_that_a_supervisor_can_read(kit: Client) -> None:
    page = kit.get("/capture/profiles/").content.decode()
    assert all(profile.label.id in page for profile in PROFILES.values())
    assert "boleh dilewati" in page and "Rekam dan cetak" in page
