"""Reads of pickup: the cards in the van, and the fingers that one of them belongs to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from jemput.biometrics.person import PersonTemplate
from jemput.kernel.errors import Problem
from jemput.kit.pickup.errors import CardUnknown, NoReference, PrintClosed
from jemput.kit.pickup.models import PrintOrder, WaitingCard
from jemput.kit.pickup.states import CardState, PrintState
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import Parent
from jemput.packet.introductions import read_introduction
from jemput.packet.letters import read_letter, reference_question


def cards() -> QuerySet[WaitingCard]:
    """Every card that came with this kit and was not withdrawn, by name."""
    return WaitingCard.objects.exclude(state=CardState.WITHDRAWN)


def waiting() -> QuerySet[WaitingCard]:
    """Cards that wait in the van for their residents."""
    return WaitingCard.objects.filter(state=CardState.WAITING)


def card_by_id(card_id: str) -> WaitingCard:
    """One card; raises CardUnknown."""
    found = cards().filter(pk=card_id).first()
    if found is None:
        raise CardUnknown
    return found


def enrolled_fingers(card: WaitingCard) -> PersonTemplate:
    """The enrolled fingers out of the center's letter; raises NoReference where it is missing or false."""
    above = Parent.objects.first()
    if not card.reference or above is None or not above.center_introduction:
        raise NoReference
    try:
        center = read_introduction(above.center_introduction.encode()).introduction.identity
        question = reference_question(card.packet_id)
        content = read_letter(
            bytes(card.reference), writer=center.verify_key, question=question, key=me().sealing
        )
        return PersonTemplate.from_bytes(content)
    except Problem as problem:
        raise NoReference from problem


def open_prints() -> QuerySet[PrintOrder]:
    """Print orders that wait for the printer, or for somebody who says what came out."""
    return PrintOrder.objects.filter(state__in=(PrintState.ORDERED, PrintState.SENT, PrintState.UNKNOWN))


def open_print(order_id: UUID) -> PrintOrder:
    """One of them; raises PrintClosed."""
    found = open_prints().filter(pk=order_id).first()
    if found is None:
        raise PrintClosed
    return found
