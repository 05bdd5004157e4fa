"""News from above: scoped, in order, applied once, and one bad piece never stops the rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from jemput.kernel.ids import new_id
from jemput.kernel.nik import Sex
from jemput.kernel.statuses import NationalStatus
from jemput.node.exchange import queries
from jemput.node.exchange.actions.feed import EVERYBODY, publish, publish_many
from jemput.node.exchange.client import pull as pulling
from jemput.node.exchange.errors import NoParent
from jemput.node.exchange.messages import (
    MESSAGES,
    AccountMessage,
    CardMessage,
    Message,
    PacketStatusMessage,
    PersonMessage,
    ReferenceMessage,
    RevokedMessage,
    StatusMessage,
    StopFacts,
    TripMessage,
    WithdrawnMessage,
)
from jemput.node.exchange.models import FeedCursor, FeedEntry, RefusedEntry
from jemput.packet.facts import Mode
from tests.integration.exchange.conftest import OWN_TABLES, Van, now
from tests.unit.packet.making import NOW

pytestmark = OWN_TABLES

Handlers = dict[str, "pulling.Handler[Message]"]


def account(name: str) -> AccountMessage:
    return AccountMessage(name, name.title(), "operator", "pbkdf2_sha256$1$x$y", active=True)


@pytest.fixture
def heard(no_handlers: Handlers) -> list[str]:
    names: list[str] = []

    def note(message: AccountMessage, at: datetime) -> None:
        if message.username == "rusak":
            raise NoParent
        if message.username == "kutu":
            raise RuntimeError("a bug")
        names.append(message.username)

    pulling.apply_with(AccountMessage, note)
    return names


def test_a_kit_hears_its_own_news_and_everybodys_in_order(van: Van, heard: list[str]) -> None:
    for scope, name in ((van.mine.node_id, "siti"), ("kit-other", "orang"), (EVERYBODY, "budi")):
        publish(scope=scope, message=account(name), at=now())
    assert van.sync().pulled.applied == 2
    assert heard == ["siti", "budi"]
    assert FeedCursor.objects.get().sequence == 3


def test_news_is_applied_once(van: Van, heard: list[str]) -> None:
    publish(scope=EVERYBODY, message=account("siti"), at=now())
    van.sync()
    assert van.sync().pulled.applied == 0 and heard == ["siti"]
    assert van.peer.read_up_to == 1


def test_more_news_than_a_page_holds(van: Van, heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "PAGE", 3)
    names = [f"u{number}" for number in range(8)]
    publish_many(scope=EVERYBODY, messages=[account(name) for name in names], at=now())
    assert van.sync().pulled.applied == 8 and heard == names


def test_news_that_cannot_be_applied_is_set_aside(van: Van, heard: list[str]) -> None:
    for name in ("siti", "rusak", "budi"):
        publish(scope=EVERYBODY, message=account(name), at=now())
    publish(scope=EVERYBODY, message=RevokedMessage("?", now()), at=now())
    done = van.sync()
    assert (done.pulled.applied, done.pulled.refused, heard) == (2, 2, ["siti", "budi"])
    assert [one.problem[:4] for one in RefusedEntry.objects.order_by("sequence")] == ["N332", "N334"]


def test_a_bug_stops_the_feed_until_it_is_mended(van: Van, heard: list[str]) -> None:
    publish_many(scope=EVERYBODY, messages=[account("siti"), account("kutu")], at=now())
    with pytest.raises(RuntimeError):
        van.sync()
    assert FeedCursor.objects.get().sequence == 1 and heard == ["siti"]
    FeedEntry.objects.filter(sequence=2).update(payload=account("kutilang").to_json())
    van.sync()
    assert heard == ["siti", "kutilang"]


def test_packets_go_up_before_news_comes_down(van: Van, no_handlers: Handlers) -> None:
    sent = van.seal()
    seen: list[str] = []

    def look(message: AccountMessage, at: datetime) -> None:
        sent.refresh_from_db()
        seen.append(sent.state)

    pulling.apply_with(AccountMessage, look)
    publish(scope=EVERYBODY, message=account("siti"), at=now())
    van.sync()
    assert seen == ["acknowledged"]


def test_a_refused_packet_does_not_keep_the_news_away(van: Van, heard: list[str]) -> None:
    van.seal().path.unlink()
    publish(scope=EVERYBODY, message=account("siti"), at=now())
    done = van.sync()
    assert (done.pushed.refused, heard) == (1, ["siti"])


def test_every_message_comes_back_as_it_was() -> None:
    for message in _one_of_each():
        assert type(message).from_json(message.to_json()) == message
    assert {type(message) for message in _one_of_each()} <= set(MESSAGES.values())
    assert all(kind.topic == topic for topic, kind in MESSAGES.items())


def test_old_news_of_other_kits_is_never_shown(van: Van) -> None:
    publish(scope="kit-other", message=account("siti"), at=now())
    page = queries.feed_page(van.peer, after=0, limit=10)
    assert (page["entries"], page["up_to"], page["more"]) == ([], 1, False)


def _one_of_each() -> list[Message]:
    trip, stop, row = new_id(), new_id(), new_id()
    return [
        _trip(trip, stop),
        _person(trip, stop, row),
        WithdrawnMessage(trip, (row,)),
        StatusMessage("1504034107950001", row, NationalStatus.PRINT_READY_RECORD, NOW, ""),
        PacketStatusMessage(row, NationalStatus.ENROLL_FAILURE_AT_CENTRAL, NOW, "P121 rusak"),
        RevokedMessage("hilang", NOW + timedelta(days=1)),
        account("siti"),
        CardMessage(
            card_id="card-1",
            packet_id=row,
            consignment="K-7",
            nik="1504034107950001",
            name="RATNA DEWI",
            birth_date=date(1995, 7, 1),
            village_code="15.04.03.2019",
            village_name="Sungai Buluh",
            withdrawn=False,
        ),
        ReferenceMessage(row, "kit-1", "AAAA"),
    ]


def _trip(trip: UUID, stop: UUID) -> TripMessage:
    facts = StopFacts(
        stop_id=stop,
        number=1,
        place_name="SP4",
        kind="hamlet",
        village_code="15.04.03.2019",
        village_name="Sungai Buluh",
        lat=-1.71,
        lng=103.2,
        mode=Mode.COLLECTIVE,
        starts="08:00",
        village_officer="Pak Kasi",
        expected_people=40,
    )
    return TripMessage(
        trip_id=trip,
        name="Perjalanan 7",
        date=date(2018, 12, 5),
        starts="07:00",
        ends=None,
        kit_id="kit-1",
        prints_cards=False,
        cancelled=False,
        crew=("Siti",),
        operators=("siti",),
        stops=(facts,),
    )


def _person(trip: UUID, stop: UUID, row: UUID) -> PersonMessage:
    return PersonMessage(
        trip_id=trip,
        stop_id=stop,
        list_name_id=row,
        nik="1504034107950001",
        family_card=None,
        name="RATNA DEWI",
        sex=Sex.FEMALE,
        birth_place="JAMBI",
        birth_date=date(1995, 7, 1),
        marital=1,
        address="JL. LINTAS",
        rt="03",
        rw="01",
        village_code="15.04.03.2019",
        village_name="Sungai Buluh",
        mode=Mode.HOME_VISIT,
        home_visit=True,
        national_status=None,
        deactivated=False,
        summons_code="JB-1",
    )
