"""Operators' own fingers: taken once by a supervisor, so that none is ever recorded as a resident's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Finger
from jemput.kernel.ids import new_id
from jemput.kit.capture import rules
from jemput.kit.capture.actions.same_person import OPERATOR, hits_of
from jemput.kit.capture.actions.samples import by_scanner
from jemput.kit.capture.errors import NobodyOfThatName, SamePersonOpen
from jemput.kit.capture.models import OperatorPrints
from jemput.kit.capture.pool import person_of
from jemput.kit.capture.profiles import LEFT_FOUR, RIGHT_FOUR
from jemput.kit.devices import reading
from jemput.kit.devices.samples import Captured, Spot
from jemput.kit.devices.sbi.capture import Order
from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record

HANDS = {"left": LEFT_FOUR, "right": RIGHT_FOUR}


def enroll_operator(*, username: str, hand: str, by: str, at: datetime) -> OperatorPrints:
    """Take one hand of an operator and keep its templates, never its pictures.

    Raises NobodyOfThatName, SamePersonOpen where the hand is another operator's, and what scanning raises.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or hand not in HANDS:
        raise NobodyOfThatName
    template = _template(_scan(HANDS[hand], by, at))
    for hit in hits_of(template):
        other = hit.subject.removeprefix(OPERATOR)
        if hit.subject.startswith(OPERATOR) and other != username:
            raise SamePersonOpen(name=other)
    return _keep(user, template, hand=hand, by=by, at=at)


@transaction.atomic
def _keep(user: User, template: PersonTemplate, *, hand: str, by: str, at: datetime) -> OperatorPrints:
    known = OperatorPrints.objects.filter(username=user.username).first()
    before = PersonTemplate.from_bytes(bytes(known.template)) if known else PersonTemplate()
    merged = PersonTemplate({**before.fingers, **template.fingers})
    kept, _ = OperatorPrints.objects.update_or_create(
        username=user.username,
        defaults={
            "shown_name": user.shown_name,
            "template": merged.to_bytes(),
            "taken_at": at,
            "taken_by": by,
        },
    )
    record(action="operator.enrolled", subject=user.username, by=by, at=at, details={"hand": hand})
    return kept


@transaction.atomic
def forget_operator(*, username: str, by: str, at: datetime) -> None:
    """Forget an operator's fingers."""
    number, _ = OperatorPrints.objects.filter(username=username).delete()
    if number:
        record(action="operator.forgotten", subject=username, by=by, at=at)


def is_operator(*, username: str, by: str, at: datetime) -> bool:
    """Take the right index finger and say whether it is this operator's: a second factor at sign-in.

    Raises NobodyOfThatName where the operator's fingers are not known, and what scanning raises.
    """
    known = OperatorPrints.objects.filter(username=username).first()
    if known is None:
        raise NobodyOfThatName
    fingers = PersonTemplate.from_bytes(bytes(known.template)).fingers
    finger = next((one for one in _ASKED if one in fingers), next(iter(fingers)))
    taken = _scan(frozenset({Spot(next(iter(RIGHT_FOUR)).modality, finger)}), by, at)
    matches = [
        reading.compare_fingers(one.template, fingers[finger].to_bytes()).matched
        for one in taken
        if one.template is not None
    ]
    return any(matches)


_ASKED = (Finger.RIGHT_INDEX, Finger.LEFT_INDEX, Finger.RIGHT_MIDDLE, Finger.LEFT_MIDDLE)


def _scan(wanted: frozenset[Spot], by: str, at: datetime) -> list[Captured]:
    modality = next(iter(wanted)).modality
    order = Order(modality, wanted, frozenset(), rules.GOOD_QUALITY[modality], str(new_id()))
    return by_scanner(order, by, at)


def _template(captured: list[Captured]) -> PersonTemplate:
    return person_of((one.spot, one.template) for one in captured if one.template is not None)
