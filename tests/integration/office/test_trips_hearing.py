"""What a kit tells of its stops, through the office's real handlers, up to the page and the next planning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer

from jemput.node.accounts.models import User
from jemput.node.exchange.actions.hearing import apply_waiting
from jemput.node.exchange.actions.reporting import report
from jemput.node.exchange.client.sync import sync
from jemput.node.exchange.models import OutgoingReport, Peer
from jemput.node.exchange.reports import (
    AttendanceReport,
    ObstacleReport,
    OfficerReport,
    Report,
    StopReport,
)
from jemput.office.trips.actions.announcing import announce_trip, approve_trip, shut_out
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.people import mark_recorded
from jemput.office.trips.hearing import OBSTACLES
from jemput.office.trips.models import Obstacle, Stop, StopPerson, Trip, WalkIn
from jemput.office.trips.queries.due import due_names
from jemput.office.trips.rules import name_uid
from jemput.office.trips.states import TURNOUT, Turnout, TurnoutEvent
from tests.integration.office.outing import (
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_kit,
    make_names,
    make_peer,
    make_regions,
    office_of,
)
from tests.integration.office.told_by_kit import kit_one, tell

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)
NIK = "1504030501900004"


@pytest.fixture
def stop() -> Stop:
    """A stop with three people, announced to the kit."""
    make_regions()
    make_names(3)
    peer = make_peer()
    crew = make_crew()
    trip = open_trip(
        campaign=make_campaign([crew]),
        crew=crew,
        day=MONDAY,
        places=[office_of(SUNGAI_BULUH)],
        by="s",
        at=NOW,
    )
    approve_trip(trip=trip, by="kadis", at=NOW)
    assert trip.kit.peer_id == peer.id
    return trip.stops.get()


def obstacle(stop: Stop, *, kind: str = "power", ended_at: datetime | None = None) -> ObstacleReport:
    return ObstacleReport(uuid4(), stop.trip_id, stop.pk, kind, "PLN padam", NOW, ended_at, "budi")


def officer(stop: Stop, state: str, at: datetime = NOW) -> OfficerReport:
    return OfficerReport(stop.trip_id, stop.pk, state, "Pak Kades", "rapat", at, "budi")  # type: ignore[arg-type]


def became(person: StopPerson, state: str, note: str = "") -> AttendanceReport:
    stop, name = person.stop, name_uid(person.list_name_id)
    return AttendanceReport(
        stop.trip_id, stop.pk, uuid4(), name, NIK, state, False, None, note, NOW, "budi"  # type: ignore[arg-type]
    )  # fmt: skip


def ran(stop: Stop, finished_at: datetime | None) -> StopReport:
    return StopReport(stop.trip_id, stop.pk, NOW, finished_at, 3, 1, 0, 1, 1, "", "budi")


def people(stop: Stop) -> list[StopPerson]:
    return list(StopPerson.objects.filter(stop=stop).select_related("stop").order_by("pk"))


def test_an_obstacle_told_twice_and_ended_is_one_obstacle(stop: Stop) -> None:
    told = obstacle(stop)
    over = replace(told, ended_at=NOW + timedelta(minutes=90))
    assert tell(told, told, over, told) == []
    kept = Obstacle.objects.get()
    assert (kept.kind, kept.cause, kept.stop_id) == ("power", "PLN padam", stop.pk)
    assert kept.duration(until=LATER) == timedelta(minutes=90)


@pytest.mark.parametrize(("theirs", "ours"), [*OBSTACLES.items(), ("meteor", Obstacle.Kind.OTHER)])
def test_every_kind_of_the_kit_has_one_of_ours(stop: Stop, theirs: str, ours: str) -> None:
    assert tell(obstacle(stop, kind=theirs)) == []
    assert Obstacle.objects.get().kind == ours


def test_the_officers_absence_is_one_obstacle_until_the_officer_comes(stop: Stop) -> None:
    absent = obstacle(stop, kind="officer")
    came = NOW + timedelta(minutes=40)
    tell(absent, officer(stop, "absent"))
    tell(replace(absent, ended_at=came), officer(stop, "arrived", came), officer(stop, "confirmed", LATER))
    assert Obstacle.objects.get().ended_at == came
    presence = stop.officer_presence
    assert presence.present and presence.confirmed_at == LATER
    tell(officer(stop, "absent", NOW))
    presence.refresh_from_db()
    assert presence.present


def test_who_came_who_did_not_and_why(stop: Stop) -> None:
    first, second, third = people(stop)
    guest = AttendanceReport(
        stop.trip_id, stop.pk, uuid4(), None, NIK, "recorded", True, None, "", NOW, "budi"
    )  # fmt: skip
    tell(became(first, "recorded"), became(second, "no_show"), became(third, "turned_away", "sudah direkam"))
    tell(guest, guest)
    assert [one.turnout for one in people(stop)] == ["captured", "no_show", "turned_away"]
    assert people(stop)[2].reason == "sudah direkam"
    assert WalkIn.objects.get().turnout == "captured"
    assert Trip.objects.get().state == "under_way"


def test_whom_the_van_holds_is_not_planned_again_and_the_rest_is(stop: Stop) -> None:
    first, second, third = people(stop)
    tell(became(first, "recorded"), became(second, "no_show"), ran(stop, LATER))
    assert [one.turnout for one in people(stop)] == ["captured", "no_show", "left_over"]
    assert set(due_names()) == {second.list_name, third.list_name}
    mark_recorded(list_name=first.list_name, by="kit", at=LATER)
    assert people(stop)[0].turnout == "recorded"


def test_a_stop_opened_again_expects_those_left_over(stop: Stop) -> None:
    tell(ran(stop, LATER))
    assert {one.turnout for one in people(stop)} == {"left_over"}
    tell(ran(stop, None), at=LATER)
    assert {one.turnout for one in people(stop)} == {"expected"}
    assert not due_names().exists()


def test_an_older_word_of_the_same_person_changes_nothing(stop: Stop) -> None:
    first = people(stop)[0]
    tell(became(first, "turned_away", "demam"), at=LATER)
    tell(became(first, "no_show"), at=NOW)
    assert people(stop)[0].turnout == "turned_away"


def test_a_lost_kit_gives_back_whom_only_it_recorded(stop: Stop) -> None:
    first = people(stop)[0]
    tell(became(first, "recorded"), ran(stop, LATER))
    shut_out(peer=Peer.objects.get(), reason="terbakar", by="kadis", at=LATER)
    assert first.list_name in due_names()


@pytest.mark.parametrize("what", ["obstacle", "officer", "attendance", "stop"])
def test_a_kit_speaks_for_its_own_trips_only(stop: Stop, what: str) -> None:
    person = people(stop)[0]
    Trip.objects.update(kit=make_kit("Kit 2", peer="kit-other"))
    told: dict[str, Report] = {
        "obstacle": obstacle(stop),
        "officer": officer(stop, "arrived"),
        "attendance": became(person, "recorded"),
        "stop": ran(stop, LATER),
    }
    assert tell(told[what])[0].startswith("O213")
    assert not Obstacle.objects.exists() and people(stop)[0].turnout == "expected"


def test_times_that_cannot_be_are_refused(stop: Stop) -> None:
    before = NOW - timedelta(hours=1)
    assert [one[:4] for one in tell(obstacle(stop, ended_at=before), ran(stop, before))] == ["O208", "O208"]


def test_the_page_shows_what_really_happened(stop: Stop, client: Client) -> None:
    first, second, _ = people(stop)
    tell(obstacle(stop, ended_at=NOW + timedelta(minutes=45)), officer(stop, "arrived"))
    tell(became(first, "recorded"), became(second, "turned_away", "demam tinggi"), ran(stop, LATER))
    client.force_login(User.objects.create(username="kadis", role="head"))
    page = client.get(f"/trips/{stop.trip_id}/").content.decode()
    assert "Kenyataan: 09.00 sampai 12.00." in page and "45 menit" in page
    assert "Tidak dapat direkam: demam tinggi" in page and "2 kembali ke perencanaan." in page
    assert "Terekam, paket belum tiba" in page and "1 datang tanpa dijadwalkan" in page


def test_announcing_again_does_not_undo_what_was_told(stop: Stop) -> None:
    tell(became(people(stop)[0], "recorded"))
    announce_trip(trip=Trip.objects.get(), by="kadis", at=LATER)
    assert people(stop)[0].turnout == "captured"


@pytest.mark.django_db(transaction=True)
def test_a_report_goes_all_the_way_over_the_wire(stop: Stop, live_server: LiveServer) -> None:
    kit, told = kit_one(), obstacle(stop)
    report(message=told, subject=f"obstacle:{told.obstacle_id}", by="budi", at=NOW)
    url, at = live_server.url, datetime.now(UTC)
    # A kit that enrolls finds itself let in by `stop`; its second round tells.
    sync(url=url, mine=kit, at=at)
    assert sync(url=url, mine=kit, at=at).problem is None
    assert not OutgoingReport.objects.filter(acknowledged_at=None).exists()
    assert apply_waiting(at) == 1
    assert Obstacle.objects.get().told_id == told.obstacle_id


@given(events=st.lists(st.sampled_from([e for e in TurnoutEvent if e != TurnoutEvent.LOSE])))
def test_nothing_takes_back_what_was_recorded(events: list[TurnoutEvent]) -> None:
    state: str = Turnout.EXPECTED
    seen = {state}
    for event in events:
        state = TURNOUT[state, event]
        seen.add(state)
    held = Turnout.RECORDED if TurnoutEvent.RECORD in events else Turnout.CAPTURED
    assert not seen & {Turnout.RECORDED, Turnout.CAPTURED} or state == held


def test_every_event_is_defined_in_every_state() -> None:
    assert {(s, e) for s in Turnout for e in TurnoutEvent} == set(TURNOUT)
