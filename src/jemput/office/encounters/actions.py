"""The only writers of encounters: a packet's facts, its way, the center's words, corrections."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.kernel.statuses import RE_RECORD, NationalStatus
from jemput.node.exchange import usb
from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PacketStatusMessage, StatusMessage
from jemput.node.exchange.usb import Handled
from jemput.node.ledger.actions import announce, record
from jemput.office.encounters.errors import AlreadyDecided, FactsMismatch, UnknownStatus
from jemput.office.encounters.models import (
    CorrectionProposal,
    Encounter,
    ExceptionApproval,
    SampleResult,
    StatusEvent,
    UnreadPacket,
)
from jemput.office.encounters.queries.people import name_of, resident_of
from jemput.office.regions.models import Region
from jemput.office.residents.actions import StatusWord, add_statuses, correct
from jemput.office.residents.models import Resident
from jemput.office.trips.actions.outings import advance_trip
from jemput.office.trips.actions.people import mark_recorded
from jemput.office.trips.models import Stop, Trip
from jemput.office.trips.queries.announcement import peers_expecting
from jemput.office.trips.states import TRIP, TripEvent, TripState, allows
from jemput.packet.facts import Facts
from jemput.packet.manifest import Manifest

SOURCE = "Perekaman jemput bola"
"""Who says that a person of ours has been captured: until the center speaks, we do."""

CENTER = "Pusat"

DECISIVE = RE_RECORD | {
    NationalStatus.PRINT_READY_RECORD,
    NationalStatus.DUPLICATE_RECORD,
    NationalStatus.ADJUDICATE_RECORD,
    NationalStatus.REQUEST_VALIDATION,
}
"""The center's words that answer a packet."""


@transaction.atomic
def record_encounter(
    *, facts: Facts, manifest: Manifest, peer: str, received_at: datetime, by: str, at: datetime
) -> Encounter:
    """Keep what the office may know of one packet; the same packet once more changes nothing.

    A second packet of the same NIK is kept beside the first and both are flagged: the center decides.
    Raises FactsMismatch where another kit sealed it than `peer`.
    """
    known = Encounter.objects.filter(packet_id=manifest.packet_id).first()
    if known:
        return known
    if manifest.kit_id != peer:
        raise FactsMismatch(packet_id=manifest.packet_id, sealed_by=manifest.kit_id, sent_by=peer)
    encounter = _keep(facts, manifest, received_at)
    _keep_details(encounter, facts)
    _flag_twins(encounter)
    captured = StatusWord(facts.nik, NationalStatus.BIO_CAPTURED, facts.ended_at)
    add_statuses(words=[captured], source=SOURCE, batch=str(manifest.packet_id), by=by, at=at)
    if encounter.list_name:
        mark_recorded(list_name=encounter.list_name, by=by, at=at)
    if encounter.trip and allows(TRIP, TripState(encounter.trip.state), TripEvent.START):
        advance_trip(trip=encounter.trip, event=TripEvent.START, by=by, at=at)
    details = {"kit": peer, "sequence": manifest.sequence, "nik": facts.nik}
    record(action="encounter.recorded", subject=str(manifest.packet_id), by=by, at=at, details=details)
    payload = {"nik": facts.nik, "encounter": encounter.pk, "twin": encounter.twin}
    announce(topic="encounter.recorded", subject=str(manifest.packet_id), payload=payload, at=at)
    return encounter


def _keep(facts: Facts, manifest: Manifest, received_at: datetime) -> Encounter:
    stop = Stop.objects.filter(pk=facts.stop_id).first() if facts.stop_id else None
    trip = Trip.objects.filter(pk=facts.trip_id).first() if facts.trip_id else None
    return Encounter.objects.create(
        packet_id=manifest.packet_id,
        encounter_id=facts.encounter_id,
        kit_id=manifest.kit_id,
        sequence=manifest.sequence,
        list_name=name_of(facts.list_name_id, facts.nik),
        resident=resident_of(facts.nik),
        nik=facts.nik,
        name=facts.name,
        sex=facts.sex.value,
        birth_date=facts.birth_date,
        village=Region.objects.filter(code=facts.village_code).first(),
        trip=trip or (stop.trip if stop else None),
        stop=stop,
        mode=facts.mode.value,
        profile=facts.profile,
        operator=facts.operator,
        supervisor=facts.supervisor or "",
        village_officer=facts.village_officer or "",
        receipt_code=facts.receipt_code,
        started_at=facts.started_at,
        ended_at=facts.ended_at,
        sealed_at=manifest.created_at,
        received_at=received_at,
    )


def _keep_details(encounter: Encounter, facts: Facts) -> None:
    SampleResult.objects.bulk_create(
        SampleResult(
            encounter=encounter,
            modality=one.modality.value,
            position=one.position,
            outcome=one.outcome.value,
            reason=one.reason.value if one.reason else "",
            quality=one.quality,
            attempts=one.attempts,
        )
        for one in facts.outcomes
    )
    ExceptionApproval.objects.bulk_create(
        ExceptionApproval(
            encounter=encounter,
            modality=one.modality.value,
            position=one.position,
            reason=one.reason.value,
            approved_by=one.approved_by,
            approved_at=one.approved_at,
        )
        for one in facts.approvals
    )
    CorrectionProposal.objects.bulk_create(
        CorrectionProposal(
            encounter=encounter, field=one.field, old=one.old, new=one.new, confirmed_by=one.confirmed_by
        )
        for one in facts.corrections
    )


def _flag_twins(encounter: Encounter) -> None:
    """Two packets of one NIK; the earlier of a failed recording and its repetition is no twin."""
    others = Encounter.objects.filter(nik=encounter.nik).exclude(pk=encounter.pk)
    if others.exclude(national_status__in=sorted(RE_RECORD)).update(twin=True):
        encounter.twin = True
        encounter.save(update_fields=["twin"])


@transaction.atomic
def note_unread(*, packet_id: UUID, kit_id: str, problem: Problem, by: str, at: datetime) -> UnreadPacket:
    """Keep why a packet's facts could not be read; the packet itself stays and goes on."""
    defaults = {"kit_id": kit_id, "code": problem.code, "problem": problem.text()[:500], "at": at}
    unread, _ = UnreadPacket.objects.update_or_create(packet_id=packet_id, defaults=defaults)
    record(action="packet.unread", subject=str(packet_id), by=by, at=at, details={"code": problem.code})
    return unread


def recover_from_disk(*, folder: str, by: str, at: datetime) -> list[Handled]:
    """Take the sealed packets below a broken kit's folder into custody; raises NoFolder."""
    return usb.recover_from_disk(Path(folder or "-"), mine=me(), by=by, at=at)


@transaction.atomic
def note_forwarded(*, packet_id: UUID, by: str, at: datetime) -> int:
    """The packet was queued to the center."""
    return _note_moment("forwarded_at", packet_id, by=by, at=at)


@transaction.atomic
def note_received_at_center(*, packet_id: UUID, by: str, at: datetime) -> int:
    """The center signed for the packet."""
    return _note_moment("received_center_at", packet_id, by=by, at=at)


def _note_moment(field: str, packet_id: UUID, *, by: str, at: datetime) -> int:
    """Set one moment of a packet's way, the first time only."""
    changed = Encounter.objects.filter(packet_id=packet_id, **{f"{field}__isnull": True}).update(
        **{field: at}
    )
    if changed:
        record(action=f"encounter.{field}", subject=str(packet_id), by=by, at=at)
    return changed


@transaction.atomic
def hear_status(
    *,
    nik: str,
    packet_id: UUID | None,
    status: str,
    said_at: datetime,
    detail: str,
    by: str,
    at: datetime,
) -> bool:
    """Append what the center says of a NIK, verbatim; return whether it was new. Raises UnknownStatus.

    The history may go backwards, and words may come late: the newest by the center's own date counts.
    """
    if status not in NationalStatus.__members__.values():
        raise UnknownStatus(status=status)
    known = StatusEvent.objects.filter(nik=nik, packet_id=packet_id, status=status, at=said_at)
    if known.exists():
        return False
    word = NationalStatus(status)
    StatusEvent.objects.create(
        nik=nik, packet_id=packet_id, status=word.value, at=said_at, detail=detail, heard_at=at
    )
    _apply(word, nik=nik, packet_id=packet_id, said_at=said_at)
    batch = str(packet_id) if packet_id else ""
    add_statuses(words=[StatusWord(nik, word, said_at)], source=CENTER, batch=batch, by=by, at=at)
    payload = {"nik": nik, "status": status, "packet_id": batch, "at": said_at.isoformat(), "detail": detail}
    _tell_kits(word, nik=nik, packet_id=packet_id, said_at=said_at, detail=detail, at=at)
    record(action="status.heard", subject=nik, by=by, at=at, details=payload)
    announce(topic="status.heard", subject=nik, payload=payload, at=at)
    return True


@transaction.atomic
def pass_packet_status(*, message: PacketStatusMessage, by: str, at: datetime) -> UnreadPacket | None:
    """Keep the center's word on a packet that we could not read either, and tell the kit that sealed it."""
    unread = UnreadPacket.objects.filter(packet_id=message.packet_id).first()
    if unread is None:
        return None
    unread.national_status, unread.national_at = message.status.value, message.at
    unread.national_detail = message.detail[:500]
    unread.save()
    publish(scope=unread.kit_id, message=message, at=at)
    details = {"status": message.status.value, "detail": message.detail}
    record(action="packet.status_heard", subject=str(message.packet_id), by=by, at=at, details=details)
    return unread


def _apply(word: NationalStatus, *, nik: str, packet_id: UUID | None, said_at: datetime) -> None:
    found = Encounter.objects.filter(packet_id=packet_id) if packet_id else Encounter.objects.filter(nik=nik)
    for encounter in found:
        if encounter.national_at is None or said_at >= encounter.national_at:
            encounter.national_status, encounter.national_at = word.value, said_at
        if word is NationalStatus.RECEIVED_AT_CENTRAL and encounter.received_center_at is None:
            encounter.received_center_at = said_at
        if word in DECISIVE and encounter.answered_at is None:
            encounter.answered_at = said_at
        encounter.save()


def _tell_kits(
    word: NationalStatus, *, nik: str, packet_id: UUID | None, said_at: datetime, detail: str, at: datetime
) -> None:
    """Pass the word on to the kits that expect this person or have recorded it."""
    recorded_by = Encounter.objects.filter(nik=nik).values_list("kit_id", flat=True)
    message = StatusMessage(nik=nik, packet_id=packet_id, status=word, at=said_at, detail=detail)
    for peer in sorted(peers_expecting(nik) | set(recorded_by)):
        publish(scope=peer, message=message, at=at)


@transaction.atomic
def decide_correction(
    *, proposal: CorrectionProposal, accept: bool, by: str, at: datetime
) -> CorrectionProposal:
    """Accept a correction into the register, or refuse it; raises AlreadyDecided, NotCorrectable."""
    proposal = CorrectionProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != CorrectionProposal.State.PROPOSED:
        raise AlreadyDecided()
    proposal.state = CorrectionProposal.State.ACCEPTED if accept else CorrectionProposal.State.REFUSED
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save()
    encounter = proposal.encounter
    if accept:
        changes = {proposal.field: _typed(proposal.field, proposal.new)}
        correct(nik=encounter.nik, changes=changes, because=proposal.confirmed_by, by=by, at=at)
    details = {"field": proposal.field, "accepted": accept}
    record(action="correction.decided", subject=str(encounter.packet_id), by=by, at=at, details=details)
    return proposal


def _typed(field: str, text: str) -> Any:
    """A correction's text as the register's own type of value."""
    kind = Resident._meta.get_field(field.removesuffix("_id")).get_internal_type()
    if kind == "DateField":
        return date.fromisoformat(text)
    return int(text) if kind.endswith("IntegerField") else text
