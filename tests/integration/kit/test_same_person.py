"""One person under two names, an operator's own hand, the wrong hand: noticed before anybody leaves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from jemput.biometrics.errors import MalformedTemplate
from jemput.kit.capture.actions.operators import is_operator
from jemput.kit.capture.errors import DecisionReasonMissing, HandTwice, NotASupervisor, SamePersonOpen
from jemput.kit.capture.jobs import purge_templates
from jemput.kit.capture.models import Duplicate, Encounter, OperatorPrints, Sample
from jemput.kit.capture.pool import Pool
from jemput.kit.capture.states import State
from jemput.kit.checkin.actions import finish_trip, keep_person
from jemput.kit.checkin.models import Person, Trip
from jemput.node.accounts.models import User
from jemput.node.exchange.messages import TripMessage
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.ledger.models import Entry
from jemput.simulator.faults import Fault, FaultKind
from tests.integration.kit.conftest import AT, PASSWORD, Above, Scanners, person_message
from tests.integration.kit.test_capture_way import Way
from tests.integration.kit.test_exceptions import refused

pytestmark = pytest.mark.django_db

MARIA = {"supervisor": "maria", "password": PASSWORD}


@pytest.fixture
def ani(trip: TripMessage) -> Person:
    """Another name on the list."""
    told = person_message(trip, list_name_id=None, nik="6106154101900001", name="ANI", summons_code="")
    return keep_person(message=told, by="office", at=AT)


def test_the_same_fingers_under_two_names_need_a_supervisor(
    kit: Client, siti: Person, ani: Person, supervisor: User, above: Above, scanners: Scanners
) -> None:
    first = Way(kit, siti)
    first.to_step(State.REVIEW)
    first.act("review")
    second = Way(kit, ani)
    second.to_step(State.REVIEW)
    found = Duplicate.objects.get()
    assert (str(found.encounter_id), str(found.other_id)) == (second.id, first.id)
    page = kit.get(f"/capture/{second.id}/review/").content.decode()
    assert "Mungkin orang yang sama" in page and "SITI AMINAH" in page and "6106155503620003" not in page
    assert "PUTUSSIBAU, 15 Mar 1962" in page and "1962-03-15" not in page
    assert refused(second, "review/") == SamePersonOpen.code
    assert refused(second, "different/", MARIA | {"reason": " "}) == DecisionReasonMissing.code
    assert (
        refused(second, "different/", {**MARIA, "password": "x", "reason": "kembar"}) == NotASupervisor.code
    )
    second.act("different", MARIA | {"reason": "kembar identik, KK diperiksa"})
    second.act("review")
    assert OutgoingPacket.objects.count() == 2 and Duplicate.objects.get().decided_by == "Maria Lusia"


def test_two_different_people_raise_no_suspicion(
    kit: Client, siti: Person, ani: Person, scanners: Scanners
) -> None:
    Way(kit, siti).to_step(State.THUMBS)
    scanners.put(8)
    Way(kit, ani).to_step(State.THUMBS, seed=8)
    assert not Duplicate.objects.exists()


def test_an_abandoned_recording_is_forgotten_by_the_search(
    kit: Client, siti: Person, ani: Person, scanners: Scanners
) -> None:
    first = Way(kit, siti)
    first.to_step(State.THUMBS)
    first.post("abandon/", {"reason": "salah orang"})
    Way(kit, ani).to_step(State.THUMBS)
    assert not Duplicate.objects.exists()


def test_the_wrong_hand_on_the_glass_is_told_and_not_kept(
    kit: Client, siti: Person, scanners: Scanners
) -> None:
    way = Way(kit, siti)
    way.to_step(State.RIGHT_FOUR)
    scanners.service.faults.add([Fault(FaultKind.WRONG_FINGER)])
    assert refused(way, "right_four/") == HandTwice.code
    assert not way.encounter.samples.filter(position__in=[2, 3, 4, 5]).exists()
    way.take("right_four")
    assert way.encounter.step is State.THUMBS


def test_an_operators_own_hand_is_noticed(
    kit: Client, siti: Person, operator: User, supervisor: User, scanners: Scanners
) -> None:
    boss = Client()
    boss.force_login(supervisor, backend="jemput.kit.config.signing_in.KitBackend")
    assert kit.post("/capture/operators/wayan/", {"hand": "right"}).status_code == 403
    for hand in ("right", "left"):
        boss.post("/capture/operators/wayan/", {"hand": hand})
    assert "Dikenal" in kit.get("/capture/operators/").content.decode()
    assert is_operator(username="wayan", by="test", at=timezone.now())
    way = Way(kit, siti)
    way.to_step(State.RIGHT_FOUR)
    assert Duplicate.objects.get().operator == "wayan"
    assert "Wayan Suarta" in kit.get(f"/capture/{way.id}/right_four/").content.decode()
    scanners.put(8)
    assert not is_operator(username="wayan", by="test", at=timezone.now())
    boss.post("/capture/operators/wayan/", {"hand": "forget"})
    assert not OperatorPrints.objects.exists()


def test_templates_go_with_the_trip(kit: Client, siti: Person, above: Above, scanners: Scanners) -> None:
    way = Way(kit, siti)
    way.to_step(State.REVIEW)
    way.act("review")
    assert purge_templates(AT) == 0 and Sample.objects.exclude(template=None).exists()
    finish_trip(trip=Trip.objects.get(), by="wayan", at=AT)
    assert purge_templates(AT) == 12
    assert not Sample.objects.exclude(template=None).exists() and Encounter.objects.exists()


def test_templates_of_an_earlier_program_hold_nothing_up(
    kit: Client, siti: Person, ani: Person, scanners: Scanners
) -> None:
    first = Way(kit, siti)
    first.to_step(State.RIGHT_FOUR)
    for sample in Sample.objects.exclude(template=None):
        Sample.objects.filter(pk=sample.pk).update(template=b"\x63" + bytes(sample.template or b"")[1:])
    first.take("right_four")
    Way(kit, ani).to_step(State.RIGHT_FOUR)
    assert first.encounter.step is State.THUMBS and not Duplicate.objects.exists()


def test_a_failed_search_is_written_down_and_loses_nothing(
    kit: Client, siti: Person, scanners: Scanners, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MalformedTemplate(why="test")

    monkeypatch.setattr(Pool, "hits", fails)
    way = Way(kit, siti)
    way.to_step(State.RIGHT_FOUR)
    assert way.encounter.samples.count() == 4
    assert Entry.objects.filter(action="encounter.search_failed").exists()
