"""Compare fingers 1:1 before sealing: is the hand on the glass the hand that was enrolled?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.biometrics.errors import OtherAlgorithm
from jemput.kit.capture import rules
from jemput.kit.capture.actions.samples import by_scanner, keep, order_for
from jemput.kit.capture.errors import NothingToTake, NoTriesLeft, WrongStep
from jemput.kit.capture.models import Encounter, Sample
from jemput.kit.capture.queries import balance_of, best_samples, content_of, verification_samples
from jemput.kit.capture.states import State
from jemput.kit.checkin.actions import require_unlocked
from jemput.kit.devices import reading
from jemput.kit.devices.samples import Captured, Spot
from jemput.kit.devices.sbi.chain import FIRST, next_hash
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record

MATCHED, FAILED, ACCEPTED = "matched", "failed", "accepted"
"""Results: fingers match; none does after three tries; a supervisor let it pass after that."""


def verify(*, encounter: Encounter, by: str, at: datetime) -> bool:
    """Take the index fingers again (the next best where they are missing) and compare each with its own.

    One match is enough. After three tries without one, only a supervisor lets the encounter go on.
    """
    require_unlocked()
    if encounter.step is not State.VERIFICATION:
        raise WrongStep(state=encounter.state)
    wanted = rules.fingers_to_verify(balance_of(encounter).captured)
    if not wanted:
        raise NothingToTake
    tries = max((sample.attempt for sample in verification_samples(encounter)), default=0)
    if not rules.tries_left(tries):
        raise NoTriesLeft
    captured = _again(encounter, wanted, by, at)
    return _compare(encounter, captured, is_last=rules.tries_left(tries) == 1, by=by, at=at)


def _again(encounter: Encounter, wanted: tuple[Spot, ...], by: str, at: datetime) -> list[Captured]:
    """One glass holds one hand, so the two index fingers are two captures, each chained to the last."""
    captured: list[Captured] = []
    previous = encounter.device_hash or FIRST
    for spot in wanted:
        order = order_for(encounter, frozenset({spot}), frozenset(), previous_hash=previous)
        taken = by_scanner(order, by, at)
        previous = next_hash(previous, taken[-1].content)
        captured += taken
    return captured


def _compare(encounter: Encounter, captured: list[Captured], *, is_last: bool, by: str, at: datetime) -> bool:
    enrolled = best_samples(encounter, with_templates=True)
    results = [_compared(one, enrolled[one.spot]) for one in captured]
    samples = keep(
        encounter=encounter,
        step=State.VERIFICATION,
        captured=captured,
        use=Sample.Use.VERIFY,
        by=by,
        at=at,
    )
    matched = any(result.matched for result in results)
    with transaction.atomic():
        for sample, result in zip(samples, results, strict=True):
            sample.comparison_score, sample.matched = result.score, result.matched
            sample.save(update_fields=["comparison_score", "matched"])
        if matched or is_last:
            _conclude(encounter, MATCHED if matched else FAILED, by, at)
    return matched


def _compared(probe: Captured, enrolled: Sample) -> reading.Comparison:
    """A finger on which nothing was found matches nothing."""
    if probe.template is None or enrolled.template is None:
        return reading.Comparison(0.0, False)
    try:
        return reading.compare_fingers(probe.template, bytes(enrolled.template))
    except OtherAlgorithm:  # taken before an update: what was captured is looked at anew
        judged = reading.judge(probe.spot, content_of(enrolled))
        return reading.compare_fingers(probe.template, judged.template or b"")


@transaction.atomic
def accept_unmatched(*, encounter: Encounter, approver: User, by: str, at: datetime) -> Encounter:
    """Let an encounter go on whose fingers did not match: worn prints exist, and the center compares all."""
    if encounter.verification != FAILED:
        raise WrongStep(state=encounter.state)
    _conclude(encounter, ACCEPTED, by, at, approved_by=approver.username)
    return encounter


def _conclude(encounter: Encounter, result: str, by: str, at: datetime, **details: str) -> None:
    encounter.verification = result
    encounter.save(update_fields=["verification"])
    details = {"result": result, **details}
    record(action="encounter.verified", subject=str(encounter.id), by=by, at=at, details=details)
