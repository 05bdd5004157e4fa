"""One person recorded twice, or one hand taken for the other: noticed while the person is still here.

Each capture is searched 1:N among this trip's people and the operators. A hit never ends a recording by
itself: it asks a supervisor, who says why the two are different people, or abandons it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jemput.biometrics.calibration import FINGER
from jemput.biometrics.fingerprints.descriptors import describe
from jemput.biometrics.fingerprints.matching import compare_described
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Finger, Modality
from jemput.kernel.errors import Problem
from jemput.kit.capture import queries, rules
from jemput.kit.capture.errors import DecisionReasonMissing, HandTwice
from jemput.kit.capture.models import Duplicate, Encounter, OperatorPrints, Sample
from jemput.kit.capture.pool import Hit, Pool, person_of
from jemput.kit.devices.samples import Captured, Spot
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record

OPERATOR = "operator:"
"""How the pool names operators; residents go by their encounter's id."""

_pool = Pool()


def look_for_same_person(*, encounter: Encounter, by: str, at: datetime) -> list[Duplicate]:
    """Search what was taken so far among everybody of the trip; keep what needs a supervisor's answer.

    What was taken counts in any case: a search that fails is written down, and the center searches anyway.
    """
    own = UUID(str(encounter.id))
    probe = person_of(queries.templates_of([own]).get(own, []))
    try:
        hits = [] if probe.is_empty else _search(probe, but=str(own))
    except Problem as problem:
        details = {"problem": problem.code}
        record(action="encounter.search_failed", subject=str(own), by=by, at=at, details=details)
        return []
    return _note(encounter, hits, by=by, at=at)


def hits_of(probe: PersonTemplate, *, but: str = "") -> list[Hit]:
    """Everybody of the pool who may be this person."""
    return _search(probe, but=but)


def _search(probe: PersonTemplate, *, but: str) -> list[Hit]:
    residents = {str(who): count for who, count in queries.pooled_samples().items() if str(who) != but}
    operators = {f"{OPERATOR}{one.username}": one for one in queries.operator_prints()}
    counts = residents | {who: int(one.taken_at.timestamp() * 1_000_000) for who, one in operators.items()}
    with _pool.lock:
        stale = _pool.stale(counts)
        changed = {who: _operator(operators[who]) for who in stale & operators.keys()}
        loaded = queries.templates_of(UUID(who) for who in stale - operators.keys())
        changed |= {str(who): person_of(parts) for who, parts in loaded.items()}
        _pool.catch_up(counts, changed)
        return _pool.hits(probe, but=but)


def _operator(prints: OperatorPrints) -> PersonTemplate:
    fingers = PersonTemplate.from_bytes(bytes(prints.template)).fingers
    return person_of((_spot(finger), template.to_bytes()) for finger, template in fingers.items())


@transaction.atomic
def _note(encounter: Encounter, hits: Sequence[Hit], *, by: str, at: datetime) -> list[Duplicate]:
    """Keep each hit once; an unanswered one that better samples have cleared is forgotten."""
    kept: list[Duplicate] = []
    for hit in hits:
        operator = hit.subject.removeprefix(OPERATOR) if hit.subject.startswith(OPERATOR) else ""
        one, is_new = Duplicate.objects.update_or_create(
            encounter=encounter,
            other_id=None if operator else UUID(hit.subject),
            operator=operator,
            defaults={"log10_ratio": hit.log10_ratio},
            create_defaults={"log10_ratio": hit.log10_ratio, "found_at": at},
        )
        kept.append(one)
        if is_new:
            details = {"other": hit.subject, "log10_ratio": round(hit.log10_ratio, 2)}
            record(action="encounter.suspected", subject=str(encounter.id), by=by, at=at, details=details)
    ids = [one.pk for one in kept]
    encounter.duplicates.filter(decision=Duplicate.Decision.OPEN).exclude(pk__in=ids).delete()
    return kept


@transaction.atomic
def call_different(*, encounter: Encounter, reason: str, approver: User, by: str, at: datetime) -> int:
    """A supervisor says that all the suspected pairs are different people, and why."""
    if len(reason.strip()) < 3:
        raise DecisionReasonMissing
    open_ones = encounter.duplicates.filter(decision=Duplicate.Decision.OPEN)
    pairs = [one.operator or str(one.other_id) for one in open_ones]
    number = open_ones.update(
        decision=Duplicate.Decision.OTHERS,
        reason=reason.strip()[:300],
        decided_by=approver.shown_name,
        decided_at=at,
    )
    details = {"others": pairs, "reason": reason.strip(), "approved_by": approver.username}
    record(action="encounter.called_different", subject=str(encounter.id), by=by, at=at, details=details)
    return number


def require_own_places(encounter: Encounter, captured: Sequence[Captured]) -> None:
    """Raise HandTwice where a finger just taken is one that was already taken as another of this person."""
    samples = queries.best_samples(encounter, with_templates=True).items()
    before = person_of((spot, bytes(one.template)) for spot, one in samples if one.template is not None)
    now = person_of((one.spot, one.template) for one in captured if one.template is not None)
    taken = {_spot(finger): describe(template) for finger, template in before.fingers.items()}
    for finger, template in now.fingers.items():
        spot = _spot(finger)
        others = [other for other in taken if rules.could_be_mistaken(spot, other)]
        own = describe(template) if others else None
        for other in others:
            if own and FINGER(compare_described(own, taken[other])) >= rules.SAME_FINGER:
                raise HandTwice(
                    now_id=spot.words.id.capitalize(),
                    now_en=spot.words.en,
                    before_id=other.words.id,
                    before_en=other.words.en,
                )


def _spot(finger: Finger) -> Spot:
    return Spot(Modality.FINGER, finger)


def forget_samples(encounters: Sequence[UUID]) -> int:
    """Forget the templates of some encounters; the samples' rows, which say nothing of the skin, stay."""
    found = Sample.objects.filter(encounter__in=encounters, template__isnull=False)
    return found.update(template=None)
