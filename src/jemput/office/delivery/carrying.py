"""Cards that travel with a kit: what the kit is told of each, and its words turned into ours."""

from __future__ import annotations

from collections.abc import Mapping

from jemput.node.exchange.messages import CardMessage
from jemput.office.cards.models import Card
from jemput.office.delivery.models import Consignment
from jemput.office.delivery.rules import Receiver, ReturnReason

PROOFS: Mapping[str, Receiver] = {
    "finger": Receiver.SELF_FINGER,
    "document": Receiver.SELF_DOCUMENT,
    "relative": Receiver.RELATIVE_LETTER,
}
"""How the kit says that it knew the receiver."""
REASONS: Mapping[str, ReturnReason] = {reason.value: reason for reason in ReturnReason}
"""Why the kit says that a card comes back."""


def card_message(card: Card, consignment: Consignment, *, withdrawn: bool) -> CardMessage:
    """One card as its kit shall know it."""
    return CardMessage(
        card_id=str(card.pk),
        packet_id=card.encounter.packet_id,
        consignment=consignment.number,
        nik=card.nik,
        name=card.name,
        birth_date=card.encounter.birth_date,
        village_code=consignment.village_id,
        village_name=consignment.village.name,
        withdrawn=withdrawn,
    )
