"""What kits and the center tell about cards that travel: a hand, the way back, fingers to compare with."""

from __future__ import annotations

from datetime import datetime

from jemput.node.exchange.messages import ReferenceMessage
from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import CardReport
from jemput.office.delivery import actions
from jemput.office.delivery.carrying import PROOFS, REASONS
from jemput.office.delivery.errors import NotWithThisKit
from jemput.office.delivery.models import Parcel
from jemput.office.delivery.rules import Receiver, ReturnReason

CENTER = "Pusat"


def card(peer: Peer, told: CardReport, at: datetime) -> None:
    """A card left the van. Raises NotWithThisKit, PackedAgain, NotPossible."""
    parcel = _parcel(peer, told)
    by = f"{told.by} ({peer.name})"[:150]
    if told.outcome == "handed_over":
        actions.hand_over(
            parcel=parcel,
            receiver=told.receiver[:120],
            proof=PROOFS.get(told.proof, Receiver.SELF_DOCUMENT).value,
            note=told.note,
            by=by,
            at=told.at,
            by_kit=True,
        )
    else:
        reason = REASONS.get(told.reason, ReturnReason.NOT_MET).value
        actions.take_back(parcel=parcel, reason=reason, note=told.note, by=by, at=told.at, by_kit=True)


def reference(message: ReferenceMessage, at: datetime) -> None:
    """The center's letter to one of our kits: we cannot open it, and pass it on. Raises NotWithThisKit."""
    actions.pass_reference(message=message, by=CENTER, at=at)


def _parcel(peer: Peer, told: CardReport) -> Parcel:
    carried = Parcel.objects.filter(consignment__number=told.consignment, consignment__machine=peer.id)
    number = told.card_id if told.card_id.isdecimal() else "0"
    found = carried.filter(card_id=int(number)).select_related("card", "consignment").first()
    if found is None:
        raise NotWithThisKit(card=told.card_id, machine=peer.name)
    return found
