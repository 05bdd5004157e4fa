"""The only writers of the handover: pack, send, receive, put into a hand, take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from django.db import models, transaction

from jemput.node.exchange.actions.feed import publish, publish_many
from jemput.node.exchange.actions.reporting import report
from jemput.node.exchange.identity import me
from jemput.node.exchange.introducing import introduction_of
from jemput.node.exchange.messages import ReferenceMessage
from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import ReferenceWanted
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.office.cards.models import Card
from jemput.office.cards.states import CardState
from jemput.office.delivery.carrying import card_message
from jemput.office.delivery.errors import (
    KitCannotCarry,
    NothingToPack,
    NotInThisConsignment,
    NotOneVillage,
    NotPrinted,
    NotWithThisKit,
    PackedAgain,
    ReceiverMissing,
)
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.delivery.rules import ReturnReason
from jemput.office.delivery.states import CONSIGNMENT, PARCEL, ConsignmentState, ParcelState
from jemput.office.trips.models import Kit


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
def send(
    *, consignment: Consignment, courier: str, seal: str, by: str, at: datetime, kit: Kit | None = None
) -> None:
    """Hand a consignment to its courier, or to a kit: it is told of each card, and its fingers asked for.

    Raises KitCannotCarry.
    """
    if kit is not None:
        consignment.kit, consignment.machine, courier = kit, _machine(kit), courier or kit.name
    consignment.courier, consignment.seal = courier or consignment.courier, seal or consignment.seal
    consignment.save(update_fields=["courier", "seal", "kit", "machine"])
    advance(consignment, "send", table=CONSIGNMENT, by=by, at=at, details={"courier": courier})
    if consignment.machine:
        _tell_kit(consignment, _travelling(consignment), at=at)
        _ask_for_fingers(consignment, by=by, at=at)


def _machine(kit: Kit) -> str:
    if not Peer.objects.filter(pk=kit.peer_id or "", state=Standing.APPROVED).exists():
        raise KitCannotCarry(kit=kit.name)
    return kit.peer_id or ""


def _travelling(consignment: Consignment) -> list[Parcel]:
    """What of a consignment is still with its kit."""
    parcels = consignment.parcels.filter(state=ParcelState.ON_ITS_WAY)
    return list(parcels.select_related("card__encounter", "card__village"))


def _tell_kit(
    consignment: Consignment, parcels: Sequence[Parcel], *, at: datetime, withdrawn: bool = False
) -> None:
    messages = [card_message(parcel.card, consignment, withdrawn=withdrawn) for parcel in parcels]
    publish_many(scope=consignment.machine, messages=messages, at=at)


def _ask_for_fingers(consignment: Consignment, *, by: str, at: datetime) -> None:
    """Only the center can release them, and only we can say which kit of ours hands the card over."""
    word = introduction_of(consignment.machine, mine=me(), at=at)
    for parcel in _travelling(consignment) if word else []:
        packet_id = parcel.card.encounter.packet_id
        wanted = ReferenceWanted(packet_id, word.text if word else "")
        report(message=wanted, subject=f"packet:{packet_id}", by=by, at=at)


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
    travelling = [parcel for parcel in parcels if parcel.state == ParcelState.ON_ITS_WAY]
    if consignment.machine:
        _tell_kit(consignment, travelling, at=at, withdrawn=True)
    for parcel in travelling:
        event = "miss" if parcel.card_id in missing else "arrive"
        advance(parcel, event, table=PARCEL, by=by, at=at, details={"consignment": consignment.number})


@transaction.atomic
def come_back(*, consignment: Consignment, by: str, at: datetime) -> int:
    """Take back from a kit what it has not handed over: those cards wait at the office again."""
    travelling = _travelling(consignment)
    if consignment.machine:
        _tell_kit(consignment, travelling, at=at, withdrawn=True)
    for parcel in travelling:
        parcel.reason, parcel.closed_at = ReturnReason.NOT_MET.value, at
        parcel.save(update_fields=["reason", "closed_at"])
        advance(parcel, "come_back", table=PARCEL, by=by, at=at, details={"consignment": consignment.number})
    advance(consignment, "close", table=CONSIGNMENT, by=by, at=at, details={"back": len(travelling)})
    return len(travelling)


@transaction.atomic
def hand_over(
    *, parcel: Parcel, receiver: str, proof: str, by: str, at: datetime, note: str = "", by_kit: bool = False
) -> None:
    """Put a card into a hand, by finger, by document, or to a relative with a letter.

    `by_kit` says that a kit's crew did so on its way. Raises ReceiverMissing, NotPossible, PackedAgain.
    """
    if not receiver.strip():
        raise ReceiverMissing()
    if by_kit:
        _require_not_packed_again(parcel)
    parcel.receiver, parcel.proof, parcel.closed_at = receiver.strip(), proof, at
    parcel.reason, parcel.note = "", note
    parcel.save(update_fields=["receiver", "proof", "closed_at", "reason", "note"])
    event = "hand_over_by_kit" if by_kit else "hand_over"
    advance(parcel, event, table=PARCEL, by=by, at=at, details={"proof": proof})
    announce(topic="delivery.handed_over", subject=parcel.card.nik, payload={"card": parcel.card_id}, at=at)
    _close_if_empty(parcel.consignment, by=by, at=at)


def _require_not_packed_again(parcel: Parcel) -> None:
    again = (
        Parcel.objects.filter(card=parcel.card_id).exclude(pk=parcel.pk).exclude(state=ParcelState.RETURNED)
    )
    other = again.select_related("consignment").first()
    if other is not None:
        raise PackedAgain(card=parcel.card_id, consignment=other.consignment.number)


@transaction.atomic
def take_back(
    *, parcel: Parcel, reason: str, by: str, at: datetime, note: str = "", by_kit: bool = False
) -> None:
    """Book a card that comes back: not met, moved, dead, wrong. It waits at the office again."""
    parcel.reason, parcel.closed_at, parcel.note = reason, at, note
    parcel.save(update_fields=["reason", "closed_at", "note"])
    event = "come_back" if by_kit else "return"
    advance(parcel, event, table=PARCEL, by=by, at=at, details={"reason": reason})
    _close_if_empty(parcel.consignment, by=by, at=at)


def _close_if_empty(consignment: Consignment, *, by: str, at: datetime) -> None:
    """A consignment that travelled with a kit is over once the kit has none of its cards."""
    with_kit = consignment.machine and consignment.state == ConsignmentState.SENT
    if with_kit and not _travelling(consignment):
        advance(consignment, "close", table=CONSIGNMENT, by=by, at=at)


@transaction.atomic
def pass_reference(*, message: ReferenceMessage, by: str, at: datetime) -> None:
    """Pass the center's letter on, unopened, to the kit it is sealed to and its card travels with.

    Raises NotWithThisKit.
    """
    with_kit = Parcel.objects.filter(state=ParcelState.ON_ITS_WAY, consignment__state=ConsignmentState.SENT)
    here = with_kit.filter(card__encounter__packet_id=message.packet_id, consignment__machine=message.kit_id)
    if not here.exists():
        raise NotWithThisKit(card=message.packet_id, machine=message.kit_id)
    publish(scope=message.kit_id, message=message, at=at)
    details = {"kit": message.kit_id}
    record(action="reference.passed_on", subject=str(message.packet_id), by=by, at=at, details=details)
