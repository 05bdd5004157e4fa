"""The only writers of pickup: what office and center send, one finger compared, a card handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Finger, Modality
from jemput.kit.checkin.actions import require_unlocked
from jemput.kit.devices import reading
from jemput.kit.devices.actions import capture_by_scanner
from jemput.kit.devices.samples import Spot
from jemput.kit.devices.sbi.capture import Order
from jemput.kit.pickup import rules
from jemput.kit.pickup.errors import CardClosed, NoMoreTries, NoReference, ProofMissing
from jemput.kit.pickup.models import Proof, WaitingCard
from jemput.kit.pickup.queries import enrolled_fingers
from jemput.kit.pickup.states import CARD, CardState, Event
from jemput.kit.pickup.telling import tell_card
from jemput.node.exchange.messages import CardMessage, ReferenceMessage
from jemput.node.ledger.actions import record
from jemput.node.ledger.transitions import advance

REQUESTED_QUALITY = 40


@dataclass(frozen=True)
class Checked:
    """One finger against the enrolled one: which, the log10 likelihood ratio, and whether it is enough."""

    finger: Finger
    score: float
    matched: bool


@transaction.atomic
def keep_card(*, message: CardMessage, by: str, at: datetime) -> WaitingCard:
    """Note that a card travels with this kit, or no longer; told again, it changes nothing that was done."""
    told = {
        "packet_id": message.packet_id,
        "consignment": message.consignment,
        "nik": message.nik,
        "name": message.name,
        "birth_date": message.birth_date,
        "village_code": message.village_code,
        "village_name": message.village_name,
    }
    before = WaitingCard.objects.filter(pk=message.card_id).values_list("consignment", flat=True).first()
    card, _ = WaitingCard.objects.update_or_create(
        id=message.card_id, defaults=told, create_defaults={**told, "received_at": at}
    )
    if before not in (None, message.consignment) and not message.withdrawn:
        _set_out_again(card, by, at)
    if message.withdrawn and card.state == CardState.WAITING:
        _forget(card)
        advance(card, Event.WITHDRAW, table=CARD, by=by, at=at)
    record(action="pickup.card_told", subject=card.id, by=by, at=at, details={"withdrawn": message.withdrawn})
    return card


def _set_out_again(card: WaitingCard, by: str, at: datetime) -> None:
    """What was done with a card in an earlier consignment does not count in a new one."""
    if card.state in (CardState.RETURNS, CardState.WITHDRAWN):
        card.tries, card.finger_matched_at, card.score = 0, None, None
        card.receiver = card.proof = card.reason = card.note = card.closed_by = ""
        card.closed_at, card.received_at = None, at
        card.save()
        advance(card, Event.SET_OUT_AGAIN, table=CARD, by=by, at=at)


@transaction.atomic
def keep_reference(*, message: ReferenceMessage, by: str, at: datetime) -> None:
    """Keep the center's letter with the enrolled fingers; it stays sealed until somebody stands here."""
    kept = WaitingCard.objects.filter(packet_id=message.packet_id, state=CardState.WAITING)
    if kept.update(reference=message.letter_bytes):
        record(action="pickup.reference_kept", subject=str(message.packet_id), by=by, at=at)


def check_finger(*, card: WaitingCard, by: str, at: datetime) -> Checked:
    """Let the resident's finger be scanned and compare it 1:1; each try asks for another finger.

    Raises NoReference, NoMoreTries, CardClosed, and what the scanner raises; those cost no try.
    """
    require_unlocked()
    _require_open(card)
    if not rules.tries_left(card.tries):
        raise NoMoreTries
    enrolled: PersonTemplate = enrolled_fingers(card)
    finger = rules.finger_to_ask(enrolled.fingers, tries=card.tries)
    if finger is None:
        raise NoReference
    spot = Spot(Modality.FINGER, finger)
    node = settings.JEMPUT
    order = Order(Modality.FINGER, frozenset({spot}), frozenset(), REQUESTED_QUALITY, f"pickup-{card.id}")
    taken = capture_by_scanner(order=order, ports=node.sbi_ports, trust=node.device_trust, by=by, at=at)
    found = taken[0].template
    compared = reading.Comparison(0.0, False)
    if found is not None:
        compared = reading.compare_fingers(found, enrolled.fingers[finger].to_bytes())
    return _noted(card, Checked(finger, compared.score, compared.matched), by, at)


@transaction.atomic
def _noted(card: WaitingCard, checked: Checked, by: str, at: datetime) -> Checked:
    card.tries += 1
    card.score = checked.score
    card.finger_matched_at = at if checked.matched else None
    card.save(update_fields=["tries", "score", "finger_matched_at"])
    details = {"finger": int(checked.finger), "score": round(checked.score, 2), "matched": checked.matched}
    record(action="pickup.finger_checked", subject=card.id, by=by, at=at, details=details)
    return checked


@transaction.atomic
def hand_over(
    *, card: WaitingCard, proof: Proof, receiver: str, note: str, by: str, at: datetime
) -> WaitingCard:
    """Put the card into a hand, by a finger that matched, by a document, or to a relative with a letter.

    Raises ProofMissing, CardClosed.
    """
    _require_open(card)
    by_finger = proof == Proof.FINGER
    if (by_finger and card.finger_matched_at is None) or (not by_finger and not note.strip()):
        raise ProofMissing
    if proof == Proof.RELATIVE and not receiver.strip():
        raise ProofMissing
    card.receiver, card.proof, card.note = receiver.strip() or card.name, proof, note.strip()
    return _closed(card, Event.HAND_OVER, by, at)


@transaction.atomic
def send_back(*, card: WaitingCard, reason: str, note: str, by: str, at: datetime) -> WaitingCard:
    """Take the card back to the office: not met, moved, dead, or wrong."""
    _require_open(card)
    card.reason, card.note = reason, note.strip()
    return _closed(card, Event.SEND_BACK, by, at)


def _closed(card: WaitingCard, event: Event, by: str, at: datetime) -> WaitingCard:
    card.closed_by, card.closed_at = by, at
    _forget(card)
    card.save(update_fields=["receiver", "proof", "reason", "note", "closed_by", "closed_at"])
    advance(card, event, table=CARD, by=by, at=at, details={"proof": card.proof, "reason": card.reason})
    tell_card(card=card, by=by, at=at)
    return card


def _forget(card: WaitingCard) -> None:
    """Fingers are kept no longer than the card they are for."""
    card.reference = b""
    card.save(update_fields=["reference"])


def _require_open(card: WaitingCard) -> None:
    if card.state != CardState.WAITING:
        raise CardClosed
