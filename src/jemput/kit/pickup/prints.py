"""The only writers of prints in the van: an order kept, sent to the printer once, and what came out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.kit.checkin.actions import require_unlocked
from jemput.kit.pickup import spool
from jemput.kit.pickup.errors import PhotoMissing, PrintClosed, SheetStillQueued
from jemput.kit.pickup.models import PrintOrder
from jemput.kit.pickup.states import PRINT, PrintState
from jemput.kit.pickup.telling import tell_print
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PhotoMessage, PrintOrderMessage, photo_question
from jemput.node.exchange.models import Parent
from jemput.node.ledger.actions import record
from jemput.node.ledger.transitions import advance
from jemput.node.look.card_layer import CardFace, set_cards
from jemput.node.look.errors import QueueNotReady
from jemput.node.look.queues import require_queue, send_to_queue
from jemput.packet.introductions import read_introduction
from jemput.packet.letters import read_letter


@transaction.atomic
def keep_order(*, message: PrintOrderMessage, by: str, at: datetime) -> PrintOrder:
    """Note that a card is to be printed here; taken back, it is given back unless the printer has it."""
    order, _ = PrintOrder.objects.get_or_create(
        id=message.order_id, defaults={**_columns(message), "received_at": at}
    )
    record(action="print.told", subject=order.card_id, by=by, at=at, details={"withdrawn": message.withdrawn})
    if message.withdrawn and order.state == PrintState.ORDERED:
        _close(order, PrintState.NOT_PRINTED, "", by, at)
    return order


def _columns(message: PrintOrderMessage) -> dict[str, Any]:
    face = {
        "province": message.province,
        "kabupaten": message.kabupaten,
        "fields": [list(field) for field in message.fields],
        "issued": message.issued,
    }
    return {
        "card_id": message.card_id,
        "packet_id": message.packet_id,
        "nik": message.nik,
        "name": message.name,
        "blank": message.blank,
        "face": face,
    }


@transaction.atomic
def keep_photo(*, message: PhotoMessage, by: str, at: datetime) -> None:
    """Keep the center's letter with the photo; it stays sealed until the card is printed."""
    waiting = PrintOrder.objects.filter(
        id=message.order_id, packet_id=message.packet_id, state=PrintState.ORDERED
    )
    if waiting.update(photo=message.letter_bytes):
        record(action="print.photo_kept", subject=str(message.order_id), by=by, at=at)


def print_card(*, order: PrintOrder, queue: str, by: str, at: datetime) -> PrintOrder:
    """Set the card in memory and hand it to the printer, once: the photo is forgotten before it leaves.

    Raises PhotoMissing, PrintClosed, QueueNotReady. When the printer stops in the middle the order is
    unknown: a person says what came out.
    """
    require_unlocked()
    if order.state != PrintState.ORDERED:
        raise PrintClosed
    sheet = set_cards([_face(order)], specimen=False)
    require_queue(queue)
    _mark_sent(order, queue, by, at)
    try:
        order.queue_job = send_to_queue(queue, sheet, title=f"KTP-el {order.blank}")
    except QueueNotReady:
        _lose_sight(order, by, at)
        raise
    order.save(update_fields=["queue_job"])
    return order


@transaction.atomic
def _mark_sent(order: PrintOrder, queue: str, by: str, at: datetime) -> None:
    held = PrintOrder.objects.select_for_update().get(pk=order.pk)
    if held.state != PrintState.ORDERED:
        raise PrintClosed
    order.queue, order.photo = queue, b""
    order.save(update_fields=["queue", "photo"])
    advance(order, "send", table=PRINT, by=by, at=at, details={"blank": order.blank, "queue": queue})


@transaction.atomic
def _lose_sight(order: PrintOrder, by: str, at: datetime) -> None:
    advance(order, "lose_sight", table=PRINT, by=by, at=at)
    tell_print(order=order, by=by, at=at)


def settle_print(*, order: PrintOrder, outcome: PrintState, reason: str, by: str, at: datetime) -> PrintOrder:
    """Say what came out: a card, a spoiled one, or nothing, so that the blank is as good as before.

    Nothing may come out once nothing is said to have: its job is taken back from the queue first.
    Raises PrintClosed, SheetStillQueued.
    """
    _require_way(order, outcome)
    if order.queue and outcome == PrintState.NOT_PRINTED:
        spool.take_back(order.queue_job)
        if spool.may_still_print(order.queue, order.queue_job):
            raise SheetStillQueued(queue=order.queue)
    with transaction.atomic():
        held = PrintOrder.objects.select_for_update().get(pk=order.pk)
        _require_way(held, outcome)
        return _close(held, outcome, reason, by, at)


def _require_way(order: PrintOrder, outcome: PrintState) -> None:
    if (order.state, outcome.value) not in PRINT:
        raise PrintClosed


def _close(order: PrintOrder, outcome: PrintState, reason: str, by: str, at: datetime) -> PrintOrder:
    order.photo, order.face, order.reason = b"", {}, reason.strip()[:200]
    order.closed_by, order.closed_at = by, at
    order.save(update_fields=["photo", "face", "reason", "closed_by", "closed_at"])
    advance(order, outcome.value, table=PRINT, by=by, at=at, details={"blank": order.blank})
    tell_print(order=order, by=by, at=at)
    return order


def _face(order: PrintOrder) -> CardFace:
    return CardFace(
        province=order.face["province"],
        kabupaten=order.face["kabupaten"],
        fields=tuple((label, value) for label, value in order.face["fields"]),
        issued=order.face["issued"],
        serial=order.blank,
        photo=_photo(order),
    )


def _photo(order: PrintOrder) -> bytes:
    above = Parent.objects.first()
    if not order.photo or above is None or not above.center_introduction:
        raise PhotoMissing
    try:
        center = read_introduction(above.center_introduction.encode()).introduction.identity
        question = photo_question(order.pk, order.packet_id)
        return read_letter(bytes(order.photo), writer=center.verify_key, question=question, key=me().sealing)
    except Problem as problem:
        raise PhotoMissing from problem
