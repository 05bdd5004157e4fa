"""From an encounter's rows to the two parts of its packet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jemput.kernel.body import ExceptionReason, Modality, Outcome
from jemput.kernel.nik import Sex
from jemput.kit.capture.biodata import confirmed
from jemput.kit.capture.models import Duplicate, Encounter, Exemption, Sample
from jemput.kit.capture.queries import attempts_of, best_samples, content_of, exception_photo, exemptions_of
from jemput.packet.envelope import Blob
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE, Approval, Correction, Facts, Mode, SampleOutcome

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg"}
NOTES_BLOB = "notes.json"
"""Beside the facts, for office and center: a reader that does not know it leaves it aside."""
PROOF_NAME = "exception-photo"


@dataclass(frozen=True)
class Parts:
    """What is sealed: facts for office and center, biometrics for the center alone."""

    facts: list[Blob]
    biometrics: list[Blob]


def parts_of(encounter: Encounter, *, receipt_code: str, at: datetime) -> Parts:
    """Gather everything of a complete encounter; raises DraftLost, NotOpened, BadRecord."""
    facts = facts_of(encounter, receipt_code=receipt_code, at=at)
    blobs = [_blob(spot.code, sample) for spot, sample in sorted(best_samples(encounter).items())]
    proof = exception_photo(encounter)
    if proof is not None:
        blobs.append(_blob(PROOF_NAME, proof))
    notes = json.dumps(notes_of(encounter), ensure_ascii=False, sort_keys=True).encode()
    return Parts(
        [Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts.to_bytes()), Blob(NOTES_BLOB, FACTS_MEDIA_TYPE, notes)],
        blobs,
    )


def notes_of(encounter: Encounter) -> dict[str, Any]:
    """What the facts have no field for: who stood by, and what a supervisor said to a suspicion."""
    guardian = {"name": encounter.guardian_name, "relation": encounter.guardian_relation}
    return {
        "schema": 1,
        "guardian": guardian if encounter.guardian_name else None,
        "called_different": [
            {
                "other": str(one.other_id) if one.other_id else None,
                "operator": one.operator or None,
                "log10_ratio": round(one.log10_ratio, 2),
                "reason": one.reason,
                "decided_by": one.decided_by,
                "decided_at": one.decided_at.isoformat() if one.decided_at else None,
            }
            for one in encounter.duplicates.exclude(decision=Duplicate.Decision.OPEN)
        ],
    }


def facts_of(encounter: Encounter, *, receipt_code: str, at: datetime) -> Facts:
    """All that the office may know of the encounter."""
    person, stop = encounter.person, encounter.stop
    biodata = confirmed(person, encounter.corrections)
    exemptions = exemptions_of(encounter)
    approvers = [one.approved_by for one in exemptions if one.approved_by]
    return Facts(
        schema=1,
        encounter_id=encounter.id,
        trip_id=stop.trip_id if stop else None,
        stop_id=stop.id if stop else None,
        list_name_id=_uuid(person.list_name_id),
        nik=person.nik,
        family_card=biodata["family_card"] or None,
        name=biodata["name"],
        sex=Sex(biodata["sex"]),
        birth_place=biodata["birth_place"],
        birth_date=date.fromisoformat(biodata["birth_date"]),
        village_code=person.village_code,
        address=_address(biodata["address"], person.rt, person.rw),
        profile=encounter.profile_code,
        mode=Mode(person.mode),
        started_at=encounter.started_at,
        ended_at=at,
        operator=encounter.operator_name,
        supervisor=approvers[-1] if approvers else None,
        village_officer=encounter.village_officer or None,
        corrections=tuple(Correction(**one) for one in encounter.corrections),
        outcomes=outcomes_of(encounter),
        approvals=tuple(_approval(one) for one in exemptions if one.approved_at),
        receipt_code=receipt_code,
    )


def outcomes_of(encounter: Encounter) -> tuple[SampleOutcome, ...]:
    """What became of every expected sample, in the order of the body."""
    samples = best_samples(encounter)
    exempt = {one.spot: one for one in exemptions_of(encounter)}
    tries = attempts_of(encounter)
    return tuple(
        excepted_outcome(exempt[spot])
        if spot in exempt
        else SampleOutcome(
            spot.modality, spot.position, Outcome.CAPTURED, None, samples[spot].quality, tries[spot]
        )
        for spot in sorted(encounter.profile.expected)
    )


def excepted_outcome(one: Exemption) -> SampleOutcome:
    """A device that failed is a failure to acquire; everything else is an exception of the person."""
    reason = ExceptionReason(one.reason)
    outcome = Outcome.FAILED if reason is ExceptionReason.DEVICE else Outcome.EXCEPTION
    return SampleOutcome(one.spot.modality, one.position, outcome, reason, None, 0)


def _approval(one: Exemption) -> Approval:
    if one.approved_at is None:
        raise ValueError(one)
    return Approval(
        Modality(one.modality), one.position, ExceptionReason(one.reason), one.approved_by, one.approved_at
    )


def _address(address: str, rt: str, rw: str) -> str:
    return f"{address} RT/RW {rt or '-'}/{rw or '-'}".strip() if rt or rw else address


def _uuid(value: UUID | None) -> UUID | None:
    return UUID(str(value)) if value else None


def _blob(name: str, sample: Sample) -> Blob:
    extension = _EXTENSIONS.get(sample.media_type, "iso")
    return Blob(f"{name}.{extension}", sample.media_type, content_of(sample))
