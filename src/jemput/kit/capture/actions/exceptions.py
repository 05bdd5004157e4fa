"""Note what cannot be taken: with reason, photo and a supervisor's approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jemput.kernel.body import ExceptionReason
from jemput.kit.capture import rules
from jemput.kit.capture.actions.samples import keep
from jemput.kit.capture.errors import BadReason, NotASupervisor, PhotoMissing, WrongStep
from jemput.kit.capture.models import Encounter, Exemption, Sample
from jemput.kit.capture.queries import balance_of, exception_photo
from jemput.kit.capture.states import CAPTURE_STEPS
from jemput.kit.devices.browser_camera.photos import read_proof
from jemput.kit.devices.samples import Spot
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record


def exempt(
    *,
    encounter: Encounter,
    spots: Sequence[Spot],
    reason: ExceptionReason,
    note: str,
    approver: User | None,
    photo: bytes,
    by: str,
    at: datetime,
) -> list[Exemption]:
    """Except some spots of the encounter, which forgets samples of them that were taken before.

    Without an approver only what the profile lets the operator skip. A reason that can be seen needs a photo,
    now or from an earlier exception. Raises BadReason, NotASupervisor, PhotoMissing, WrongStep.
    """
    _check(encounter, spots, reason, approver)
    if photo:
        proof = [read_proof(photo)]
        keep(encounter=encounter, step=encounter.step, captured=proof, use=Sample.Use.PROOF, by=by, at=at)
    elif rules.needs_photo([reason]) and exception_photo(encounter) is None:
        raise PhotoMissing
    return _note(encounter, spots, reason, note.strip(), approver, by, at)


def _check(
    encounter: Encounter, spots: Sequence[Spot], reason: ExceptionReason, approver: User | None
) -> None:
    profile = encounter.profile
    if encounter.step not in CAPTURE_STEPS or not spots or not set(spots) <= profile.expected:
        raise WrongStep(state=encounter.state)
    for spot in spots:
        if reason not in rules.REASONS_FOR[spot.modality]:
            raise BadReason(spot_id=spot.words.id, spot_en=spot.words.en)
    if approver is None and not set(spots) <= profile.optional:
        raise NotASupervisor


@transaction.atomic
def _note(
    encounter: Encounter,
    spots: Sequence[Spot],
    reason: ExceptionReason,
    note: str,
    approver: User | None,
    by: str,
    at: datetime,
) -> list[Exemption]:
    noted: list[Exemption] = []
    for spot in spots:
        encounter.samples.filter(
            use=Sample.Use.ENROLL, modality=spot.modality, position=spot.position
        ).delete()
        one, _ = Exemption.objects.update_or_create(
            encounter=encounter,
            modality=spot.modality,
            position=spot.position,
            defaults={
                "reason": reason,
                "note": note,
                "noted_by": by,
                "noted_at": at,
                "approved_by": approver.shown_name if approver else "",
                "approved_at": at if approver else None,
            },
        )
        noted.append(one)
    details = {
        "spots": [spot.code for spot in spots],
        "reason": reason,
        "approved_by": approver.username if approver else "",
    }
    record(action="encounter.excepted", subject=str(encounter.id), by=by, at=at, details=details)
    return noted


@transaction.atomic
def withdraw(*, encounter: Encounter, spot: Spot, by: str, at: datetime) -> None:
    """Take an exception back, so that the sample is expected again."""
    if encounter.step not in CAPTURE_STEPS:
        raise WrongStep(state=encounter.state)
    encounter.exemptions.filter(modality=spot.modality, position=spot.position).delete()
    record(
        action="encounter.exception_withdrawn",
        subject=str(encounter.id),
        by=by,
        at=at,
        details={"spot": spot.code},
    )


def skip_optional(*, encounter: Encounter, reason: ExceptionReason, by: str, at: datetime) -> list[Exemption]:
    """Skip what is still missing at the open step, where the profile lets the operator do so alone."""
    missing = sorted(balance_of(encounter, step=encounter.step).missing)
    return exempt(
        encounter=encounter, spots=missing, reason=reason, note="", approver=None, photo=b"", by=by, at=at
    )
