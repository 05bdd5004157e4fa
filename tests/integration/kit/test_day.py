"""A day at the kit: what to look after, trips past midnight, the pace, a school's classes, a summons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.ids import new_id
from jemput.kit.checkin import actions, queries, warnings
from jemput.kit.checkin.errors import ClockFarOff, DiskNearlyFull, TripOver
from jemput.kit.checkin.models import Fix, Person, Trip
from jemput.kit.checkin.pace import Recorded, pace
from jemput.kit.checkin.states import Event
from jemput.kit.checkin.trips import Outing, current
from jemput.kit.checkin.warnings import Level, Place, Seen, meters_between, session_of, warnings_of
from jemput.node.exchange.messages import TripMessage
from jemput.node.exchange.models import Parent
from jemput.packet.facts import Mode
from tests.integration.kit.conftest import AT, Above, person_message, trip_message

NOW = datetime(2018, 2, 26, 10, 0, tzinfo=UTC)
FINE = Seen(
    at=NOW,
    disk_free_bytes=50 * 10**9,
    clock_jump=timedelta(),
    office_offset=timedelta(seconds=3),
    office_heard_at=NOW,
    last_act_at=NOW,
    packets_waiting=3,
    oldest_packet_at=NOW,
    software_since=NOW,
    session=session_of(NOW, "07:00", "16:00"),
    here=Place(0.5, 112.0),
    here_accuracy_meters=30,
    stops=(Place(0.5, 112.01),),
)


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"disk_free_bytes": 10**9}, "W1", Level.ACT),
        ({"disk_free_bytes": 10**8}, "W1", Level.STOP),
        ({"office_offset": timedelta(minutes=-5)}, "W2", Level.ACT),
        ({"office_offset": timedelta(days=365)}, "W2", Level.STOP),
        ({"office_offset": timedelta(days=365), "office_heard_at": NOW - timedelta(days=2)}, "W2", Level.ACT),
        ({"clock_jump": timedelta(hours=-1)}, "W2", Level.ACT),
        ({"last_act_at": NOW + timedelta(days=1)}, "W2", Level.ACT),
        ({"oldest_packet_at": NOW - timedelta(days=4)}, "W3", Level.ACT),
        ({"packets_waiting": 90}, "W3", Level.NOTE),
        ({"at": NOW + timedelta(hours=12), "office_heard_at": NOW}, "W4", Level.NOTE),
        ({"here": Place(1.5, 112.0)}, "W5", Level.NOTE),
        ({"software_since": NOW - timedelta(days=200)}, "W6", Level.NOTE),
    ],
)
def test_each_trouble_has_one_warning_in_words(changes: dict[str, object], code: str, level: Level) -> None:
    (one,) = warnings_of(replace(FINE, **changes))  # type: ignore[arg-type]
    assert (one.code, one.level) == (code, level) and one.says.id and one.do.en


def test_a_kit_in_order_says_nothing_and_what_matters_most_comes_first() -> None:
    assert warnings_of(FINE) == []
    troubled = replace(FINE, disk_free_bytes=10**8, software_since=NOW - timedelta(days=900))
    assert [one.code for one in warnings_of(troubled)] == ["W1", "W6"]


def test_an_inaccurate_position_accuses_nobody() -> None:
    assert warnings_of(replace(FINE, here=Place(0.56, 112.0), here_accuracy_meters=20_000)) == []
    assert 110_000 < meters_between(Place(0, 112), Place(1, 112)) < 112_000


def test_a_night_session_ends_on_the_next_day() -> None:
    night = session_of(NOW, "19:00", "01:00")
    assert night.ends - night.begins == timedelta(hours=6)


@pytest.mark.django_db
def test_only_a_full_disk_and_a_wrong_date_stop_a_recording(
    kit: Client, siti: Person, above: Above, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    Parent.objects.update(last_contact=now, clock_offset_seconds=-40 * 86_400)
    with pytest.raises(ClockFarOff):
        actions.require_safe(at=now)
    answer = kit.post(f"/capture/begin/{siti.id}/")
    assert answer.status_code == 409 and "40 hari" in answer.content.decode()
    Parent.objects.update(last_contact=now - timedelta(hours=3))
    actions.require_safe(at=now)
    monkeypatch.setattr(warnings, "DISK_FULL_BYTES", 10**18)
    with pytest.raises(DiskNearlyFull):
        actions.require_safe(at=now)


@pytest.mark.django_db
def test_warnings_stand_on_today_and_in_the_top_bar(kit: Client, trip: TripMessage, above: Above) -> None:
    Parent.objects.update(last_contact=timezone.now(), clock_offset_seconds=600)
    for address in ("/checkin/", "/checkin/queue/", "/checkin/warnings/"):
        assert "Jam kit berbeda 10 menit dari jam Dinas." in kit.get(address).content.decode()
    assert "Cocokkan tanggal dan jam laptop" in kit.get("/checkin/").content.decode()


@pytest.mark.django_db
def test_only_the_latest_position_is_kept(kit: Client, trip: TripMessage) -> None:
    for lat in ("0.51", "3.5", "99"):
        kit.post("/checkin/position/", {"lat": lat, "lng": "112", "accuracy_meters": "20"})
    assert Fix.objects.get().lat == 3.5
    assert "km dari tempat perjalanan ini" in kit.get("/checkin/").content.decode()


DAY = date(2018, 2, 26)


def outing(day: date, starts: str = "07:00", finished: bool = False) -> Outing:
    return Outing(UUID(int=day.toordinal()), day, starts, finished)


@pytest.mark.parametrize(
    ("hour", "trips", "shown"),
    [
        (time(0, 30), [outing(DAY - timedelta(days=1))], 1),
        (time(0, 30), [outing(DAY - timedelta(days=1), finished=True)], 0),
        (time(0, 30), [outing(DAY - timedelta(days=1)), outing(DAY)], 2),
        (time(7, 0), [outing(DAY - timedelta(days=1)), outing(DAY)], 1),
        (time(9, 0), [outing(DAY - timedelta(days=2)), outing(DAY - timedelta(days=1))], 1),
        (time(9, 0), [outing(DAY, finished=True)], 0),
    ],
)
def test_a_trip_lasts_until_it_is_closed_or_the_next_begins(
    hour: time, trips: list[Outing], shown: int
) -> None:
    assert len(current(trips, at=datetime.combine(DAY, hour, UTC))) == shown


@given(st.lists(st.integers(0, 9), max_size=6, unique=True), st.integers(0, 23))
def test_an_unfinished_trip_of_today_is_always_shown(days: list[int], hour: int) -> None:
    trips = [outing(DAY - timedelta(days=ago)) for ago in days]
    shown = current(trips, at=datetime.combine(DAY, time(hour), UTC))
    assert all(one in shown for one in trips if one.day == DAY) and bool(shown) == bool(trips)


@pytest.mark.django_db
def test_after_midnight_the_queue_is_still_there(siti: Person) -> None:
    next_day = datetime.combine(timezone.localdate() + timedelta(days=1), time(0, 20))
    at = timezone.make_aware(next_day)
    assert [trip.title for trip in queries.current_trips(at=at)] == ["Silat Hilir, hari 1"]


@pytest.mark.django_db
def test_closing_a_trip_notes_who_stayed_away_and_can_be_taken_back(kit: Client, siti: Person) -> None:
    trip = Trip.objects.get()
    kit.post(f"/checkin/trips/{trip.id}/finish/")
    siti.refresh_from_db()
    assert siti.attendance == "no_show" and queries.current_trips(at=timezone.now()) == []
    assert "Buka kembali" in kit.get("/checkin/").content.decode()
    with pytest.raises(TripOver):
        actions.finish_trip(trip=trip, by="wayan", at=AT)
    kit.post(f"/checkin/trips/{trip.id}/reopen/")
    assert len(queries.current_trips(at=timezone.now())) == 1


def done(*minutes: int) -> list[Recorded]:
    return [Recorded(NOW + timedelta(minutes=m - 9), NOW + timedelta(minutes=m)) for m in minutes]


def test_the_forecast_goes_by_the_latest_people_and_not_by_the_break() -> None:
    found = pace(done(0, 10, 20, 120, 130, 140), waiting=6, at=NOW)
    assert (found.count, found.mean, found.interval) == (6, timedelta(minutes=9), timedelta(minutes=10))
    assert found.ends_at == NOW + timedelta(hours=1)
    assert pace([], waiting=4, at=NOW).ends_at == NOW + timedelta(hours=1)
    assert pace(done(0), waiting=0, at=NOW).ends_at is None


@given(st.lists(st.integers(0, 600), max_size=30), st.integers(0, 2000))
def test_the_forecast_is_never_in_the_past(minutes: list[int], waiting: int) -> None:
    found = pace(done(*minutes), waiting=waiting, at=NOW)
    assert found.ends_at is None if waiting == 0 else found.ends_at is not None and found.ends_at >= NOW


@pytest.fixture
def school(db: None) -> Iterator[dict[str, Person]]:
    """Two classes of a school, today."""
    message = trip_message(new_id(), day=timezone.localdate(), mode=Mode.SCHOOL)
    actions.keep_trip(message=message, by="office", at=AT)
    people = {}
    classes = {"ANI": "XI A", "BUDI": "XI A", "CICI": "XI B", "ADI": "XI B"}
    for number, (name, group) in enumerate(classes.items(), start=1):
        told = person_message(message, list_name_id=new_id(), nik=f"610615550362000{number}", name=name)
        people[name] = actions.keep_person(message=told, by="office", at=AT)
        Person.objects.filter(id=people[name].id).update(group=group)
        people[name].refresh_from_db()
    yield people


@pytest.mark.django_db
def test_the_next_of_the_class_comes_by_itself(kit: Client, school: dict[str, Person]) -> None:
    def after(name: str) -> str:
        found = queries.next_of_class(school[name])
        return found.name if found else ""

    assert [after("ANI"), after("BUDI"), after("ADI")] == ["BUDI", "ANI", "CICI"]
    actions.advance(person=school["ANI"], event=Event.STAYED_AWAY, by="wayan", at=AT)
    assert after("BUDI") == "ADI"
    page = kit.get("/checkin/queue/?group=XI+B").content.decode()
    assert "CICI" in page and "BUDI" not in page


@pytest.mark.django_db
def test_elsewhere_nobody_is_called_by_list(siti: Person) -> None:
    assert queries.next_of_class(siti) is None


@pytest.mark.django_db
def test_the_camera_reads_a_summons(kit: Client, siti: Person) -> None:
    drawn = BytesIO()
    segno.make(siti.summons_code, micro=False).save(drawn, kind="png", scale=9, border=4)
    picture = SimpleUploadedFile("summons.png", drawn.getvalue(), "image/png")
    answer = kit.post("/checkin/camera/", {"picture": picture}, headers={"Accept": "application/json"})
    assert answer.json()["url"] == f"/checkin/queue/{siti.id}/"
    nothing = kit.post("/checkin/camera/", {}, headers={"Accept": "application/json"})
    assert nothing.status_code == 400 and nothing.json()["code"] == "T211"


@pytest.mark.django_db
def test_a_home_visit_has_its_checklist(kit: Client, trip: TripMessage) -> None:
    actions.keep_person(message=person_message(trip, home_visit=True), by="office", at=AT)
    page = kit.get("/checkin/home-visits/").content.decode()
    assert "SITI AMINAH" in page and "Baterai laptop penuh" in page
    assert "Persiapan kunjungan rumah" in kit.get("/checkin/").content.decode()
