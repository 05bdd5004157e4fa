"""What goes down to kits and what is printed; presence and obstacles at the stops."""

from datetime import date, timedelta

import pytest

from jemput.node.exchange.messages import MESSAGES, PersonMessage, TripMessage
from jemput.node.exchange.models import FeedEntry, Peer
from jemput.node.exchange.states import Standing
from jemput.office.roster.models import ListName
from jemput.office.trips import papers
from jemput.office.trips.actions.announcing import announce_trip, approve_trip, cancel_trip, let_in, shut_out
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.presence import end_obstacle, note_officer, start_obstacle
from jemput.office.trips.errors import AlreadyLinked, BadTimes, KitNotLinked
from jemput.office.trips.models import Kit, Obstacle, StopPerson, Trip
from jemput.office.trips.rules import name_id, name_uid
from tests.integration.office.outing import (
    KIT_ID,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    TERUSAN,
    make_campaign,
    make_crew,
    make_kit,
    make_names,
    make_peer,
    make_regions,
    office_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip() -> Trip:
    make_regions()
    make_names(3, homes=1)
    make_names(2, village=TERUSAN, first=60)
    crew = make_crew()
    return open_trip(
        campaign=make_campaign([crew]),
        crew=crew,
        day=MONDAY,
        places=[office_of(SUNGAI_BULUH)],
        by="s",
        at=NOW,
    )


def told(topic: str, scope: str = KIT_ID) -> list[dict[str, object]]:
    return list(FeedEntry.objects.filter(topic=topic, scope=scope).values_list("payload", flat=True))


def test_approving_tells_the_kit_its_trip_people_and_operators(trip: Trip) -> None:
    said = approve_trip(trip=trip, by="kadis", at=NOW)
    assert said is not None and (said.people, said.unfit) == (3, 0)
    message = TripMessage.from_json(told("trip")[0])
    assert message.stops[0].expected_people == 3 and message.operators == ("budi",)
    people = [PersonMessage.from_json(one) for one in told("person")]
    assert sum(one.home_visit for one in people) == 1
    assert told("account")[0]["password_hash"] == "pbkdf2$x"


def test_only_the_places_of_the_kits_own_trips_go_down(trip: Trip) -> None:
    approve_trip(trip=trip, by="kadis", at=NOW)
    villages = {one["village_code"] for one in told("person")}
    assert villages == {SUNGAI_BULUH}
    assert set(FeedEntry.objects.values_list("scope", flat=True)) == {KIT_ID}


def test_every_announced_message_can_be_read_back(trip: Trip) -> None:
    approve_trip(trip=trip, by="kadis", at=NOW)
    for entry in FeedEntry.objects.all():
        MESSAGES[entry.topic].from_json(entry.payload)


def test_announcing_again_withdraws_who_left(trip: Trip) -> None:
    approve_trip(trip=trip, by="kadis", at=NOW)
    gone = StopPerson.objects.filter(stop__trip=trip).first()
    assert gone is not None
    gone.delete()
    announce_trip(trip=Trip.objects.get(pk=trip.pk), by="kadis", at=NOW)
    assert told("withdrawn")[0]["list_name_ids"] == [str(name_uid(gone.list_name_id))]


def test_who_has_no_birth_date_is_counted_not_sent(trip: Trip) -> None:
    person = StopPerson.objects.filter(stop__trip=trip).first()
    assert person is not None
    ListName.objects.filter(pk=person.list_name_id).update(resident=None, birth_date=None)
    said = approve_trip(trip=trip, by="kadis", at=NOW)
    assert said is not None and (said.people, said.unfit) == (2, 1)


def test_cancelling_makes_the_kit_forget(trip: Trip) -> None:
    approve_trip(trip=trip, by="kadis", at=NOW)
    cancel_trip(trip=trip, reason="banjir", by="kadis", at=NOW)
    assert told("trip")[-1]["cancelled"] is True
    assert told("withdrawn")[-1]["list_name_ids"] == []


def test_a_kit_without_machine_is_approved_but_not_told(trip: Trip) -> None:
    Kit.objects.update(peer_id=None)
    assert approve_trip(trip=Trip.objects.get(), by="kadis", at=NOW) is None
    with pytest.raises(KitNotLinked):
        announce_trip(trip=Trip.objects.get(), by="kadis", at=NOW)


def test_letting_a_machine_in_links_it_and_sends_its_operators() -> None:
    crew = make_crew(kit=make_kit(peer=None))
    peer = make_peer("kit-2", state=Standing.REQUESTED)
    kit = let_in(peer=peer, kit=crew.kit, by="kadis", at=NOW)
    assert kit.peer_id == "kit-2" and Peer.objects.get().state == Standing.APPROVED
    assert told("account", "kit-2")[0]["username"] == "budi"
    with pytest.raises(AlreadyLinked):
        let_in(peer=make_peer("kit-3", state=Standing.REQUESTED), kit=kit, by="kadis", at=NOW)


def test_shutting_a_machine_out_tells_it_and_frees_its_kit() -> None:
    make_kit()
    shut_out(peer=make_peer(), reason="dicuri", by="kadis", at=NOW)
    assert Kit.objects.get().peer_id is None
    assert told("revoked")[0]["reason"] == "dicuri"


@pytest.mark.parametrize("name", papers.PAPERS)
def test_every_paper_is_a_pdf(trip: Trip, name: str) -> None:
    assert papers.paper(name, trip, on=date(2018, 12, 1)).startswith(b"%PDF")


def test_absence_of_the_officer_is_an_obstacle_until_the_officer_comes(trip: Trip) -> None:
    stop = trip.stops.get()
    note_officer(stop=stop, present=False, name="Pak Kades", office="Kepala Desa", by="budi", at=NOW)
    note_officer(stop=stop, present=False, name="Pak Kades", office="Kepala Desa", by="budi", at=NOW)
    later = NOW + timedelta(minutes=50)
    note_officer(stop=stop, present=True, name="Pak Kasi", office="Kasi", by="budi", at=later)
    obstacle = Obstacle.objects.get()
    assert obstacle.kind == "officer_absent" and obstacle.duration(until=later) == timedelta(minutes=50)


def test_obstacles_have_cause_and_duration(trip: Trip) -> None:
    stop = trip.stops.get()
    obstacle = start_obstacle(kind="power", cause="PLN padam", stop=stop, started_at=NOW, by="budi", at=NOW)
    assert obstacle.duration(until=NOW + timedelta(hours=2)) == timedelta(hours=2)
    end_obstacle(obstacle=obstacle, ended_at=NOW + timedelta(hours=1), by="budi", at=NOW)
    assert obstacle.duration(until=NOW + timedelta(hours=9)) == timedelta(hours=1)
    with pytest.raises(BadTimes):
        end_obstacle(obstacle=obstacle, ended_at=NOW - timedelta(hours=1), by="budi", at=NOW)


def test_travelled_ids_come_back() -> None:
    assert name_id(name_uid(13_298)) == 13_298
