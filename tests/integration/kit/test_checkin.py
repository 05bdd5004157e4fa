"""Who is expected, who came, what held the work up; and may this person be recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.ids import new_id
from jemput.kernel.statuses import RE_RECORD, RECORDED, NationalStatus
from jemput.kit.checkin import actions, queries
from jemput.kit.checkin.actions.stops import note_officer
from jemput.kit.checkin.actions.trips import finish_trip
from jemput.kit.checkin.errors import AlreadyListed, KitLocked, NotNow, ObstacleTimes, ReasonMissing
from jemput.kit.checkin.models import Obstacle, Person, Stop, Trip
from jemput.kit.checkin.rules import Finding, Known, check, seventeenth_birthday
from jemput.kit.checkin.states import TRANSITIONS, Attendance, Event, after
from jemput.node.exchange.messages import StatusMessage, TripMessage
from jemput.node.exchange.models import OutgoingReport, Parent
from tests.integration.kit.conftest import AT, Above, person_message

TODAY = date(2018, 2, 26)
ADULT = Known(date(1962, 3, 15), True, None, False, None, False)


@pytest.mark.parametrize(
    ("known", "finding", "may_record"),
    [
        (ADULT, Finding.CLEAR, True),
        (replace(ADULT, birth_date=date(2001, 12, 1), ever_married=False), Finding.PEMULA, True),
        (replace(ADULT, birth_date=date(2002, 2, 27), ever_married=False), Finding.FOR_KIA, True),
        (replace(ADULT, birth_date=TODAY, ever_married=False), Finding.TOO_YOUNG, False),
        (replace(ADULT, birth_date=date(2002, 2, 26), ever_married=False), Finding.PEMULA, True),
        (replace(ADULT, birth_date=date(2003, 1, 1), ever_married=True), Finding.CLEAR, True),
        (replace(ADULT, is_deactivated=True), Finding.REACTIVATES, True),
        (replace(ADULT, recorded_here_on=TODAY), Finding.RECORDED_TODAY, False),
        (replace(ADULT, recorded_here_on=date(2018, 2, 25)), Finding.ALREADY_RECORDED, False),
        (replace(ADULT, is_being_recorded=True), Finding.BEING_RECORDED, False),
        (replace(ADULT, national_status=NationalStatus.UNREGISTERED), Finding.CLEAR, True),
        (replace(ADULT, national_status=NationalStatus.DUPLICATE_RECORD), Finding.IN_DISPUTE, False),
    ],
)
def test_the_status_is_checked_before_capture(known: Known, finding: Finding, may_record: bool) -> None:
    verdict = check(known, on=TODAY)
    assert (verdict.finding, verdict.may_record) == (finding, may_record)


@given(st.sampled_from(NationalStatus), st.booleans())
def test_only_the_unrecorded_and_the_failed_are_recorded(status: NationalStatus, deactivated: bool) -> None:
    verdict = check(replace(ADULT, national_status=status, is_deactivated=deactivated), on=TODAY)
    assert verdict.may_record is (status not in RECORDED)


@given(st.dates(date(1950, 1, 1), date(2012, 12, 31)), st.sampled_from(sorted(RE_RECORD)))
def test_a_failed_recording_is_repeated_even_on_the_same_day(born: date, status: NationalStatus) -> None:
    known = Known(born, True, status, False, TODAY, False)
    assert check(known, on=TODAY).finding is Finding.RECORD_AGAIN


def test_one_born_on_a_leap_day_is_printed_on_the_first_of_march() -> None:
    assert seventeenth_birthday(date(2004, 2, 29)) == date(2021, 3, 1)


@given(st.sampled_from(Attendance), st.lists(st.sampled_from(Event), max_size=12))
def test_whoever_is_recorded_stays_recorded(state: Attendance, events: list[Event]) -> None:
    was_recorded = False
    for event in events:
        state = after(state, event) or state
        was_recorded = was_recorded or state is Attendance.RECORDED
        assert not was_recorded or state is Attendance.RECORDED
    assert all(there in set(Attendance) for there in TRANSITIONS.values())


@pytest.mark.django_db
def test_a_trip_comes_again_changed_and_keeps_what_happened(trip: TripMessage, stop: Stop) -> None:
    actions.note_officer(stop=stop, arrived=True, name="Yohanes", reason="", by="wayan", at=AT)
    second = replace(trip.stops[0], stop_id=new_id(), number=1, place_name="SMAN 1")
    moved = replace(trip, stops=(second, replace(trip.stops[0], number=2, village_officer="Lain")))
    actions.keep_trip(message=moved, by="office", at=AT)
    assert [s.place for s in Stop.objects.order_by("number")] == ["SMAN 1", "Balai Desa Miau Merah"]
    kept = Stop.objects.get(id=stop.id)
    assert (kept.officer_name, kept.officer_state, kept.number) == ("Yohanes", "arrived", 2)


@pytest.mark.django_db
def test_the_feed_never_undoes_what_happened_here(trip: TripMessage, siti: Person) -> None:
    actions.advance(person=siti, event=Event.STAYED_AWAY, by="wayan", at=AT)
    again = person_message(trip, list_name_id=siti.list_name_id, name="SITI AMINAH BINTI UJANG")
    kept = actions.keep_person(message=again, by="office", at=AT)
    assert (kept.id, kept.attendance, kept.name) == (siti.id, "no_show", "SITI AMINAH BINTI UJANG")


@pytest.mark.django_db
def test_people_withdrawn_by_the_office_are_forgotten(trip: TripMessage, siti: Person) -> None:
    assert siti.list_name_id is not None
    actions.forget_people(trip_id=trip.trip_id, list_name_ids=[siti.list_name_id], by="office", at=AT)
    assert not Person.objects.exists() and not Trip.objects.get().is_cancelled


@pytest.mark.django_db
def test_statuses_are_a_dated_history_whose_latest_counts(siti: Person) -> None:
    for status, days in ((NationalStatus.PRINT_READY_RECORD, 3), (NationalStatus.SENT_FOR_ENROLLMENT, 1)):
        told = StatusMessage(
            nik=siti.nik, packet_id=None, status=status, at=AT + timedelta(days=days), detail=""
        )
        actions.note_status(message=told, by="office", at=AT)
        actions.note_status(message=told, by="office", at=AT)
    siti.refresh_from_db()
    assert siti.national_status == "PRINT_READY_RECORD" and len(queries.statuses_of(siti)) == 2


@pytest.mark.django_db
def test_an_absent_officer_is_an_obstacle_until_he_comes(stop: Stop) -> None:
    with pytest.raises(ReasonMissing):
        actions.note_officer(stop=stop, arrived=False, name="", reason=" ", by="wayan", at=AT)
    actions.note_officer(stop=stop, arrived=False, name="", reason="rapat", by="wayan", at=AT)
    later = AT + timedelta(minutes=40)
    actions.note_officer(stop=stop, arrived=True, name="", reason="", by="wayan", at=later)
    obstacle = Obstacle.objects.get()
    assert (obstacle.kind, obstacle.note, obstacle.ended_at) == ("officer", "rapat", later)


@pytest.mark.django_db
def test_an_obstacle_cannot_end_before_it_begins(stop: Stop) -> None:
    before = AT - timedelta(minutes=1)
    with pytest.raises(ObstacleTimes):
        actions.open_obstacle(
            stop=stop, kind="power", started_at=AT, ended_at=before, note="", by="wayan", at=AT
        )


@pytest.mark.django_db
def test_a_revoked_kit_records_nobody_until_it_is_let_in_again(above: Above) -> None:
    actions.lock_kit(reason="hilang", by="office", at=AT)
    with pytest.raises(KitLocked):
        actions.require_unlocked()
    Parent.objects.update(state="approved")
    actions.require_unlocked()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["U-7K2M-44", "6106155503620003", " 6106155503620003 "])
def test_a_summons_or_a_nik_leads_to_the_person(kit: Client, siti: Person, code: str) -> None:
    answer = kit.post("/checkin/find/", {"code": code})
    assert answer["Location"] == f"/checkin/queue/{siti.id}/"
    assert "boleh direkam" in kit.get(answer["Location"]).content.decode()


@pytest.mark.django_db
def test_a_part_of_a_name_finds_people_and_nothing_else_does(kit: Client, siti: Person) -> None:
    assert "SITI AMINAH" in kit.get("/checkin/queue/?q=amin+siti").content.decode()
    page = kit.get("/checkin/queue/?q=yohanes").content.decode()
    assert "SITI AMINAH" not in page and "6106155503620003" not in page


WALK_IN = {
    "nik": "6106150101900007",
    "name": "budi santoso",
    "sex": "P",
    "birth_place": "Sintang",
    "birth_date": "1990-01-02",
    "mode": "collective",
}


@pytest.mark.django_db
def test_a_walk_in_is_added_with_doubts_but_never_twice(kit: Client, stop: Stop) -> None:
    answer = kit.post("/checkin/queue/walk-in/", {**WALK_IN, "stop": str(stop.id)})
    person = Person.objects.get()
    assert answer["Location"] == f"/checkin/queue/{person.id}/"
    assert person.is_walk_in and person.name == "BUDI SANTOSO"
    assert person.doubts == ["birth_date_differs", "sex_differs"]
    again = kit.post("/checkin/queue/walk-in/", {**WALK_IN, "stop": str(stop.id)})
    assert again.status_code == 409 and AlreadyListed.code in again.content.decode()


@pytest.mark.django_db
def test_a_wrong_nik_is_explained_beside_its_field(kit: Client, stop: Stop) -> None:
    form = {**WALK_IN, "nik": "6106159901900007", "stop": str(stop.id)}
    page = kit.post("/checkin/queue/walk-in/", form).content.decode()
    assert "tanggal lahir di dalamnya tidak ada" in page and not Person.objects.exists()


@pytest.mark.django_db
def test_a_person_cannot_be_sent_home_without_a_reason_or_twice(siti: Person) -> None:
    with pytest.raises(ReasonMissing):
        actions.advance(person=siti, event=Event.SENT_HOME, by="wayan", at=AT)
    actions.advance(person=siti, event=Event.SENT_HOME, by="wayan", at=AT, note="sudah terekam")
    with pytest.raises(NotNow):
        actions.advance(person=siti, event=Event.SENT_HOME, by="wayan", at=AT, note="lagi")


@pytest.mark.django_db
def test_every_room_answers_and_the_top_bar_shows_the_trip(kit: Client, siti: Person, above: Above) -> None:
    for address in ("/checkin/", "/checkin/queue/", "/capture/", "/outbox/", "/devices/", "/pickup/"):
        page = kit.get(address)
        assert page.status_code == 200 and "Silat Hilir, hari 1" in page.content.decode(), address
    assert Client().get("/outbox/enrollment/").status_code == 200


def told(topic: str) -> list[dict[str, object]]:
    """What the kit will tell its office, of one kind."""
    return [one.payload for one in OutgoingReport.objects.filter(topic=topic)]


def test_what_happens_at_a_stop_is_told_to_the_office(stop: Stop, siti: Person) -> None:
    note_officer(stop=stop, arrived=False, name="", reason="di ladang", by="wayan", at=AT)
    note_officer(stop=stop, arrived=True, name="Yohanes", reason="", by="wayan", at=AT + timedelta(hours=1))
    assert [one["state"] for one in told("village_officer")] == ["absent", "arrived"]
    begun, over = told("obstacle")
    assert begun["obstacle_id"] == over["obstacle_id"] and begun["ended_at"] is None and over["ended_at"]
    finish_trip(trip=stop.trip, by="wayan", at=AT + timedelta(hours=8))
    assert [(one["state"], one["nik"]) for one in told("attendance")] == [("no_show", siti.nik)]
    (ended,) = told("stop")
    assert (ended["expected"], ended["recorded"], ended["no_shows"]) == (1, 0, 1) and ended["finished_at"]
