"""A packet's facts at the office: kept once, flagged where doubled, followed to the center and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.custody import Delivery, take_in
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import FeedEntry, OutgoingPacket, ReceivedPacket
from jemput.node.exchange.states import Route
from jemput.node.ledger.models import News
from jemput.office.encounters import jobs
from jemput.office.encounters.actions import (
    decide_correction,
    hear_status,
    note_received_at_center,
    record_encounter,
)
from jemput.office.encounters.errors import AlreadyDecided, FactsMismatch, UnknownStatus
from jemput.office.encounters.models import CorrectionProposal, Encounter, StatusEvent, UnreadPacket
from jemput.office.encounters.rules import Leg
from jemput.office.residents.models import Resident
from jemput.office.residents.queries import current_status
from jemput.office.trips.actions.announcing import approve_trip
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import StopPerson, Trip
from jemput.office.trips.rules import name_uid
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE, Facts
from jemput.packet.keys import SealingKey
from jemput.packet.manifest import Manifest
from tests.integration.office.outing import (
    KIT_ID,
    KIT_KEY,
    MONDAY,
    NOW,
    SUNGAI_BULUH,
    make_campaign,
    make_crew,
    make_name,
    make_peer,
    make_regions,
    office_of,
)
from tests.unit.packet.making import RATNA

pytestmark = pytest.mark.django_db
SEALED = datetime(2018, 12, 5, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def regions() -> None:
    make_regions()


def packet(facts: Facts, sequence: int = 1, previous: str | None = None) -> SealedPacket:
    return seal(
        Origin(new_id(), KIT_ID, sequence, previous, SEALED, "jemput 0.1.0"),
        facts=[Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts.to_bytes())],
        biometrics=[Blob("face.fac", "application/octet-stream", b"FAC")],
        office=me().sealing.public,
        center=SealingKey(bytes(range(64, 96))).public,
        key=KIT_KEY,
    )


def manifest(sequence: int = 1) -> Manifest:
    return packet(RATNA, sequence, None if sequence == 1 else "0" * 64).manifest


def keep(facts: Facts = RATNA, sequence: int = 1) -> Encounter:
    return record_encounter(
        facts=facts, manifest=manifest(sequence), peer=KIT_ID, received_at=NOW, by=KIT_ID, at=NOW
    )


def test_outcomes_reasons_and_approvals_are_kept_but_no_sample() -> None:
    encounter = keep()
    exception = encounter.results.get(modality="finger", position=2)
    assert (exception.outcome, exception.reason, exception.quality) == ("exception", "amputated", None)
    assert encounter.approvals.get().approved_by == "budi"
    assert encounter.minutes == 11 and not encounter.slow
    assert not any(field.get_internal_type() == "BinaryField" for field in Encounter._meta.fields)


def test_the_same_packet_twice_is_kept_once() -> None:
    known = manifest()
    for _ in range(2):
        record_encounter(facts=RATNA, manifest=known, peer=KIT_ID, received_at=NOW, by=KIT_ID, at=NOW)
    assert Encounter.objects.count() == 1


def test_two_packets_of_one_nik_are_both_kept_and_flagged() -> None:
    keep(sequence=1)
    keep(sequence=2)
    assert list(Encounter.objects.values_list("twin", flat=True)) == [True, True]


def test_recording_again_after_a_failure_is_no_twin() -> None:
    first = keep(sequence=1)
    say("ENROLL_FAILURE_AT_CENTRAL", packet_id=first.packet_id)
    assert not keep(sequence=2).twin


def test_a_packet_sealed_by_another_kit_is_refused() -> None:
    with pytest.raises(FactsMismatch):
        record_encounter(facts=RATNA, manifest=manifest(), peer="kit-9", received_at=NOW, by="x", at=NOW)


def on_a_trip() -> tuple[Trip, Facts]:
    name = make_name(7)
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
    facts = replace(
        RATNA, nik=name.nik, trip_id=trip.pk, stop_id=trip.stops.get().pk, list_name_id=name_uid(name.pk)
    )
    return trip, facts


def test_a_recorded_person_is_ticked_off_and_the_trip_is_under_way() -> None:
    trip, facts = on_a_trip()
    encounter = keep(facts)
    assert encounter.trip_id == trip.pk and encounter.list_name is not None and encounter.resident is not None
    assert StopPerson.objects.get().turnout == "recorded"
    assert Trip.objects.get().state == "under_way"
    assert current_status(facts.nik) == "BIO_CAPTURED"


def say(status: str, *, packet_id: UUID | None, hours: int = 1, nik: str = RATNA.nik) -> bool:
    said_at = SEALED + timedelta(hours=hours)
    return hear_status(
        nik=nik, packet_id=packet_id, status=status, said_at=said_at, detail="", by="Pusat", at=NOW
    )


def test_history_may_go_backwards_and_late_words_do_not_win() -> None:
    one = keep()
    assert say("PRINT_READY_RECORD", packet_id=one.packet_id, hours=5)
    assert say("ADJUDICATE_RECORD", packet_id=one.packet_id, hours=9)
    assert say("RECEIVED_AT_CENTRAL", packet_id=one.packet_id, hours=2)
    one.refresh_from_db()
    assert one.national_status == "ADJUDICATE_RECORD" and one.way.leg is Leg.ANSWERED
    assert list(StatusEvent.objects.values_list("status", flat=True)) == [
        "RECEIVED_AT_CENTRAL", "PRINT_READY_RECORD", "ADJUDICATE_RECORD",
    ]  # fmt: skip


def test_repeated_words_count_once_and_unknown_ones_are_refused() -> None:
    one = keep()
    assert say("PROCESSING", packet_id=one.packet_id) and not say("PROCESSING", packet_id=one.packet_id)
    with pytest.raises(UnknownStatus):
        say("NO_ACTIVE", packet_id=one.packet_id)


def test_a_status_goes_on_to_the_kit_that_recorded_and_to_the_residents_history() -> None:
    one = keep()
    say("PRINT_READY_RECORD", packet_id=one.packet_id)
    entry = FeedEntry.objects.get(topic="status")
    assert entry.scope == KIT_ID and entry.payload["status"] == "PRINT_READY_RECORD"
    assert current_status(RATNA.nik) == "PRINT_READY_RECORD"
    assert News.objects.filter(topic="status.heard").count() == 1


def test_an_accepted_correction_changes_the_register_once() -> None:
    _, facts = on_a_trip()
    keep(facts)
    proposal = CorrectionProposal.objects.get()
    decide_correction(proposal=proposal, accept=True, by="sari", at=NOW)
    assert Resident.objects.get(nik=facts.nik).birth_place == "SUNGAI BULUH"
    with pytest.raises(AlreadyDecided):
        decide_correction(proposal=proposal, accept=False, by="sari", at=NOW)


def test_a_refused_correction_changes_nothing() -> None:
    _, facts = on_a_trip()
    keep(facts)
    decide_correction(proposal=CorrectionProposal.objects.get(), accept=False, by="sari", at=NOW)
    assert Resident.objects.get(nik=facts.nik).birth_place == ""


def arrive(content: bytes) -> News:
    """Bring a packet file into the office's custody the way the exchange does."""
    peer, path = make_peer(), _upload(content)
    take_in(file=path, delivery=Delivery(peer, peer, Route.NETWORK, NOW), mine=me())
    return News.objects.get(topic="packet.received")


def _upload(content: bytes) -> Path:
    folder = settings.JEMPUT.uploads_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{new_id()}.part"
    path.write_bytes(content)
    return path


def test_a_received_packet_is_read_and_the_same_file_is_queued_to_the_center() -> None:
    sealed = packet(RATNA)
    jobs.take_in_packet(arrive(sealed.content))
    encounter = Encounter.objects.get()
    outgoing, received = OutgoingPacket.objects.get(), ReceivedPacket.objects.get()
    assert outgoing.sha256 == received.sha256 == sealed.sha256
    assert encounter.forwarded_at is not None and encounter.way.leg is Leg.TO_CENTER
    note_received_at_center(packet_id=encounter.packet_id, by="center", at=NOW)
    encounter.refresh_from_db()
    assert encounter.way.leg is Leg.AT_CENTER


def test_a_packet_that_cannot_be_read_is_kept_shown_and_passed_on() -> None:
    bad = seal(
        Origin(new_id(), KIT_ID, 1, None, SEALED, "jemput 0.1.0"),
        facts=[Blob("other.json", FACTS_MEDIA_TYPE, b"{}")],
        biometrics=[],
        office=me().sealing.public,
        center=SealingKey(bytes(range(64, 96))).public,
        key=KIT_KEY,
    )
    jobs.take_in_packet(arrive(bad.content))
    assert UnreadPacket.objects.get().code == "O301"
    assert OutgoingPacket.objects.count() == 1 and not Encounter.objects.exists()
