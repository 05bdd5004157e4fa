"""Begin, move, correct and abandon an encounter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.ids import new_id
from jemput.kernel.nik import Person as Aged
from jemput.kit.capture import rules
from jemput.kit.capture.biodata import Correction, confirmed, corrections_of
from jemput.kit.capture.errors import (
    BadCorrection,
    BadRequest,
    ConfirmerMissing,
    GuardianMissing,
    ProfileUnfit,
    StepIncomplete,
    WrongStep,
)
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import RELATIONS, Encounter, Move
from jemput.kit.capture.profiles import PROFILES, Guardian, Profile, fits, usual
from jemput.kit.capture.queries import balance_of, verification_open
from jemput.kit.capture.states import Event, State, after
from jemput.kit.checkin import actions as checkin
from jemput.kit.checkin.errors import MayNotRecord
from jemput.kit.checkin.models import Person
from jemput.kit.checkin.queries import verdict_on
from jemput.kit.checkin.states import Event as PersonEvent
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record
from jemput.packet.drafts import DraftKey


@dataclass(frozen=True)
class Attendant:
    """Who stands by: name and relation, both empty where nobody does."""

    name: str = ""
    relation: str = ""


@transaction.atomic
def begin(*, person: Person, profile_code: str, operator: User, at: datetime) -> Encounter:
    """Start an encounter where the status check allows it; raises MayNotRecord with the check's own words."""
    checkin.require_unlocked()
    checkin.require_safe(at=at)
    verdict = verdict_on(person, on=timezone.localdate(at))
    if not verdict.may_record:
        raise MayNotRecord(
            says_id=verdict.says.id.rstrip("."),
            says_en=verdict.says.en.rstrip("."),
            do_id=verdict.do.id.rstrip("."),
            do_en=verdict.do.en.rstrip("."),
        )
    profile = _chosen(profile_code, _aged(person), on=timezone.localdate(at))
    encounter_id = new_id()
    checkin.advance(
        person=person,
        event=PersonEvent.CAPTURE_BEGUN,
        by=operator.username,
        at=at,
        encounter_id=encounter_id,
    )
    encounter = Encounter.objects.create(
        id=encounter_id,
        person=person,
        stop=person.stop,
        profile_code=profile.code,
        operator=operator.username,
        operator_name=operator.shown_name,
        village_officer=person.stop.officer_name if person.stop else "",
        started_at=at,
        draft_key=DraftKey.generate().text,
    )
    details = {"profile": profile.code, "finding": verdict.finding}
    record(action="encounter.begun", subject=str(encounter.id), by=operator.username, at=at, details=details)
    return encounter


@transaction.atomic
def advance(*, encounter: Encounter, event: Event, by: str, at: datetime) -> Encounter:
    """Move an encounter by the table and keep the history; leaving a step needs it to be complete."""
    locked = Encounter.objects.select_for_update().get(pk=encounter.pk)
    new = after(locked.step, event, steps=locked.profile.steps)
    if new is None:
        raise WrongStep(state=locked.state)
    if event in {Event.DONE, Event.SEAL}:
        _require_complete(locked)
    Move.objects.create(encounter=locked, event=event, before=locked.state, after=new, by=by, at=at)
    locked.state = new
    locked.save(update_fields=["state"])
    record(action=f"encounter.{event}", subject=str(locked.id), by=by, at=at, details={"state": new})
    return locked


def _require_complete(encounter: Encounter) -> None:
    if encounter.step is State.VERIFICATION and verification_open(encounter):
        from_words = rules.fingers_to_verify(balance_of(encounter).captured)
        raise StepIncomplete(
            missing_id=", ".join(spot.words.id for spot in from_words),
            missing_en=", ".join(spot.words.en for spot in from_words),
        )
    step = None if encounter.step is State.REVIEW else encounter.step
    missing = sorted(balance_of(encounter, step=step).missing)
    if missing:
        raise StepIncomplete(
            missing_id=", ".join(spot.words.id for spot in missing),
            missing_en=", ".join(spot.words.en for spot in missing),
        )


def _aged(person: Person, corrections: list[Correction] | None = None) -> Aged:
    biodata = confirmed(person, corrections or [])
    return Aged(date.fromisoformat(biodata["birth_date"]), person.ever_married)


def _chosen(code: str, aged: Aged, *, on: date) -> Profile:
    """The profile asked for (by age where none is); raises ProfileUnfit for one of another age."""
    if not code:
        return usual(aged, on=on)
    if code not in PROFILES:
        raise BadRequest
    profile = PROFILES[code]
    if not fits(profile, aged, on=on):
        raise ProfileUnfit(profile_id=profile.label.id, profile_en=profile.label.en)
    return profile


@transaction.atomic
def choose_profile(*, encounter: Encounter, profile_code: str, by: str, at: datetime) -> Encounter:
    """Change what is expected, while the biodata are still being read back; raises ProfileUnfit."""
    if encounter.step not in {State.CHECKED_IN, State.BIODATA}:
        raise WrongStep(state=encounter.state)
    aged = _aged(encounter.person, encounter.corrections)
    profile = _chosen(profile_code, aged, on=timezone.localdate(at))
    encounter.profile_code = profile.code
    encounter.save(update_fields=["profile_code"])
    details = {"profile": profile.code}
    record(action="encounter.profile_chosen", subject=str(encounter.id), by=by, at=at, details=details)
    return encounter


@transaction.atomic
def confirm_biodata(
    *,
    encounter: Encounter,
    entered: Mapping[str, str],
    confirmed_by: str,
    attendant: Attendant = Attendant(),
    by: str,
    at: datetime,
) -> Encounter:
    """Keep what the resident said after hearing the biodata; changes need the village officer's name.

    A corrected date of birth that makes another age of the person also changes the profile. Raises
    ConfirmerMissing, GuardianMissing, BadCorrection.
    """
    if encounter.step is not State.BIODATA:
        raise WrongStep(state=encounter.state)
    corrections: list[Correction] = corrections_of(encounter.person, entered)
    confirmer = confirmed_by.strip()
    if corrections and not confirmer:
        raise ConfirmerMissing
    _refit(encounter, corrections, on=timezone.localdate(at))
    _keep_attendant(encounter, attendant)
    encounter.corrections = [{**correction, "confirmed_by": confirmer} for correction in corrections]
    encounter.village_officer = confirmer or encounter.village_officer
    encounter.save()
    details = {
        "corrected": [correction["field"] for correction in corrections],
        "confirmed_by": confirmer if corrections else "",
        "profile": encounter.profile_code,
    }
    record(action="encounter.biodata_confirmed", subject=str(encounter.id), by=by, at=at, details=details)
    return advance(encounter=encounter, event=Event.DONE, by=by, at=at)


def _refit(encounter: Encounter, corrections: list[Correction], *, on: date) -> None:
    aged = _aged(encounter.person, corrections)
    if fits(encounter.profile, aged, on=on):
        return
    profile = usual(aged, on=on)
    if not fits(profile, aged, on=on):
        raise BadCorrection(field="Tanggal lahir")
    encounter.profile_code = profile.code


def _keep_attendant(encounter: Encounter, attendant: Attendant) -> None:
    name, relation = " ".join(attendant.name.split()).upper()[:100], attendant.relation
    is_known = relation in dict(RELATIONS)
    if encounter.profile.guardian is Guardian.REQUIRED and not (len(name) > 1 and is_known):
        raise GuardianMissing
    encounter.guardian_name = name
    encounter.guardian_relation = relation if name and is_known else ""


@transaction.atomic
def abandon(*, encounter: Encounter, reason: str, by: str, at: datetime) -> Encounter:
    """End without a packet; the drafts and their key are forgotten, the person waits again."""
    moved = advance(encounter=encounter, event=Event.ABANDON, by=by, at=at)
    folder = draft_folder(moved)
    moved.samples.all().delete()
    moved.draft_key, moved.abandon_reason, moved.ended_at = "", reason.strip(), at
    moved.save(update_fields=["draft_key", "abandon_reason", "ended_at"])
    checkin.advance(person=moved.person, event=PersonEvent.CAPTURE_ABANDONED, by=by, at=at, note=reason)
    transaction.on_commit(folder.delete)
    return moved
