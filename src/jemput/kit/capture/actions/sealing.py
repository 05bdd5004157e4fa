"""Seal: from drafts to a packet that this kit can never open again, and a receipt for the resident."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jemput.kit.capture.actions.encounters import advance
from jemput.kit.capture.errors import (
    NotProvisioned,
    SamePersonOpen,
    StepIncomplete,
    VerificationOpen,
    WrongStep,
)
from jemput.kit.capture.facts import Parts, parts_of
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.queries import balance_of, name_of, open_suspicions, verification_open
from jemput.kit.capture.states import Event, State
from jemput.kit.checkin import actions as checkin
from jemput.kit.checkin.states import Event as PersonEvent
from jemput.node.exchange.actions.outgoing import Link, seal_next
from jemput.node.exchange.errors import NoParent
from jemput.node.exchange.identity import Me, Readers, me, readers
from jemput.node.ledger.actions import announce
from jemput.packet.envelope import Origin, SealedPacket
from jemput.packet.envelope import seal as seal_envelope
from jemput.packet.tokens import sign_token

RECEIPT = "RECEIPT"
"""The kind of token on a resident's receipt."""

SOFTWARE = f"jemput-kit {version('jemput')}"


def seal(*, encounter: Encounter, by: str, at: datetime) -> Encounter:
    """Close an encounter for good: packet, queue, receipt and the person's state in one transaction.

    The drafts and their key go when it has committed. Raises NotProvisioned, StepIncomplete,
    VerificationOpen, WrongStep, DraftLost, DiskFull; then nothing has changed.
    """
    checkin.require_unlocked()
    _require_ready(encounter)
    mine, sealed_to = me(), _readers()
    folder = draft_folder(encounter)
    code = receipt_code(encounter.id)
    parts = parts_of(encounter, receipt_code=code, at=at)
    with transaction.atomic():
        moved = advance(encounter=encounter, event=Event.SEAL, by=by, at=at)
        packet = seal_next(
            kit_id=mine.node_id,
            seal=lambda link: _sealed(moved, parts, link, mine, sealed_to, at),
            by=by,
            at=at,
        )
        moved.draft_key, moved.ended_at, moved.sequence = "", at, packet.sequence
        moved.receipt_code, moved.receipt_token = code, _token(moved, code, mine, at)
        moved.save(update_fields=["draft_key", "ended_at", "sequence", "receipt_code", "receipt_token"])
        checkin.advance(person=moved.person, event=PersonEvent.CAPTURE_SEALED, by=by, at=at)
        payload = {"packet_id": str(packet.packet_id), "sequence": packet.sequence}
        announce(topic="encounter.sealed", subject=str(moved.id), payload=payload, at=at)
        transaction.on_commit(folder.delete)
    return moved


def receipt_code(encounter_id: UUID) -> str:
    """The code that a resident can read aloud: the last twelve digits of the encounter's id."""
    digits = UUID(str(encounter_id)).hex[-12:].upper()
    return "-".join((digits[:4], digits[4:8], digits[8:]))


def _readers() -> Readers:
    try:
        return readers()
    except NoParent as error:
        raise NotProvisioned from error


def _require_ready(encounter: Encounter) -> None:
    if encounter.step is not State.REVIEW:
        raise WrongStep(state=encounter.state)
    missing = sorted(balance_of(encounter).missing)
    if missing:
        raise StepIncomplete(
            missing_id=", ".join(spot.words.id for spot in missing),
            missing_en=", ".join(spot.words.en for spot in missing),
        )
    if verification_open(encounter):
        raise VerificationOpen
    suspected = open_suspicions(encounter)
    if suspected:
        raise SamePersonOpen(name=name_of(suspected[0]))


def _sealed(
    encounter: Encounter, parts: Parts, link: Link, mine: Me, sealed_to: Readers, at: datetime
) -> SealedPacket:
    """One packet an encounter, with its id: sealing again after a crash cannot make a second."""
    origin = Origin(
        packet_id=UUID(str(encounter.id)),
        kit_id=mine.node_id,
        sequence=link.sequence,
        previous=link.previous,
        created_at=at,
        software=SOFTWARE,
    )
    return seal_envelope(
        origin,
        facts=parts.facts,
        biometrics=parts.biometrics,
        office=sealed_to.office,
        center=sealed_to.center,
        key=mine.signing,
    )


def _token(encounter: Encounter, code: str, mine: Me, at: datetime) -> str:
    claims = {
        "code": code,
        "packet": str(encounter.id),
        "kit": mine.node_id,
        "day": timezone.localdate(at).isoformat(),
    }
    return sign_token(RECEIPT, claims, key=mine.signing)
