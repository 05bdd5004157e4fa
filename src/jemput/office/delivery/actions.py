"""The only writers of the handover: pack, send, receive, put into a hand, take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from django.db import models, transaction

from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.office.cards.models import Card
from jemput.office.cards.states import CardState
from jemput.office.delivery.errors import (
    NothingToPack,
    NotInThisConsignment,
    NotOneVillage,
    NotPrinted,
    ReceiverMissing,
)
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.delivery.states import CONSIGNMENT, PARCEL, ParcelState


@transaction.atomic
def pack(*, cards: Sequence[Card], seal: str, courier: str, by: str, at: datetime) -> Consignment:
    """Pack printed cards of one village under one number."""
    ids = {card.pk for card in cards}
    packable = waiting_cards().filter(pk__in=ids).count()
    if not ids or packable != len(ids):
        raise NotPrinted(count=len(ids) - packable)
    village = cards[0].village
    if village is None or any(card.village_id != village.pk for card in cards):
        raise NotOneVillage()
    consignment = Consignment.objects.create(
        number=_number(village.pk, at),
        village=village,
        seal=seal,
        courier=courier,
        packed_at=at,
        packed_by=by,
    )
    Parcel.objects.bulk_create([Parcel(consignment=consignment, card=card) for card in cards])
    details = {"cards": len(ids), "seal": seal}
    record(action="consignment.packed", subject=consignment.number, by=by, at=at, details=details)
    return consignment


def _number(village: str, at: datetime) -> str:
    day = f"{at:%Y%m%d}"
    today = Consignment.objects.filter(number__startswith=f"{day}-{village}").count()
    return f"{day}-{village}-{today + 1}"


@transaction.atomic
def pack_all(*, courier: str, by: str, at: datetime) -> list[Consignment]:
    """Pack everything that waits, one consignment a village; raises NothingToPack."""
    waiting = waiting_cards().filter(village__isnull=False).order_by("village_id", "name")
    packed = [
        pack(cards=list(cards), seal="", courier=courier, by=by, at=at)
        for _, cards in groupby(waiting, key=lambda card: card.village_id)
    ]
    if not packed:
        raise NothingToPack()
    return packed


def waiting_cards() -> models.QuerySet[Card]:
    """Printed cards that lie in no consignment, or came back from one."""
    held = Parcel.objects.exclude(state=ParcelState.RETURNED).values("card_id")
    return Card.objects.filter(state=CardState.PRINTED).exclude(pk__in=held)


@transaction.atomic
def send(*, consignment: Consignment, courier: str, seal: str, by: str, at: datetime) -> None:
    """Hand a consignment to its courier."""
    consignment.courier, consignment.seal = courier or consignment.courier, seal or consignment.seal
    consignment.save(update_fields=["courier", "seal"])
    advance(consignment, "send", table=CONSIGNMENT, by=by, at=at, details={"courier": courier})


@transaction.atomic
def receive(
    *,
    consignment: Consignment,
    receiver: str,
    by: str,
    at: datetime,
    missing: Collection[int] = (),
    signature: str = "",
) -> None:
    """Book the village's receipt; cards named missing (by card id) are kept apart, the rest have arrived."""
    if not receiver.strip():
        raise ReceiverMissing()
    parcels = list(consignment.parcels.select_related("card"))
    if set(missing) - {parcel.card_id for parcel in parcels}:
        raise NotInThisConsignment()
    consignment.receiver, consignment.received_at, consignment.signature = receiver.strip(), at, signature
    consignment.save(update_fields=["receiver", "received_at", "signature"])
    advance(consignment, "receive", table=CONSIGNMENT, by=by, at=at, details={"receiver": receiver})
    for parcel in parcels:
        event = "miss" if parcel.card_id in missing else "arrive"
        advance(parcel, event, table=PARCEL, by=by, at=at, details={"consignment": consignment.number})


@transaction.atomic
def hand_over(*, parcel: Parcel, receiver: str, proof: str, by: str, at: datetime) -> None:
    """Put a card into a hand, by finger, by document, or to a relative with a letter."""
    if not receiver.strip():
        raise ReceiverMissing()
    parcel.receiver, parcel.proof, parcel.closed_at = receiver.strip(), proof, at
    parcel.save(update_fields=["receiver", "proof", "closed_at"])
    advance(parcel, "hand_over", table=PARCEL, by=by, at=at, details={"proof": proof})
    announce(topic="delivery.handed_over", subject=parcel.card.nik, payload={"card": parcel.card_id}, at=at)


@transaction.atomic
def take_back(*, parcel: Parcel, reason: str, by: str, at: datetime) -> None:
    """Book a card that comes back: not met, moved, dead. It waits at the office again."""
    parcel.reason, parcel.closed_at = reason, at
    parcel.save(update_fields=["reason", "closed_at"])
    advance(parcel, "return", table=PARCEL, by=by, at=at, details={"reason": reason})
