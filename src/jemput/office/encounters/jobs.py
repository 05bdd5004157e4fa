"""What encounters do on news: read a received packet's facts and pass it on; hear receipts and statuses."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.outgoing import pass_on
from jemput.node.exchange.errors import FileGone
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PacketStatusMessage, StatusMessage
from jemput.node.exchange.models import ReceivedPacket
from jemput.node.ledger.models import News
from jemput.office.encounters import actions
from jemput.office.encounters.errors import FactsMissing
from jemput.office.encounters.models import Encounter
from jemput.packet.envelope import SealedPacket, open_part, read_packet
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.manifest import Part

BY = "office"


def take_in_packet(news: News) -> None:
    """News `packet.received`: keep the facts, then queue the same file to the center.

    A packet that cannot be read is kept, shown to a person and passed on: it never blocks another.
    """
    packet = ReceivedPacket.objects.select_related("peer").get(pk=news.payload["packet_id"])
    at = timezone.now()
    try:
        sealed = read_packet(_content(packet), key=packet.peer.verify_key)
        actions.record_encounter(
            facts=_facts(sealed),
            manifest=sealed.manifest,
            peer=packet.peer_id,
            received_at=packet.received_at,
            by=packet.peer_id,
            at=at,
        )
    except Problem as problem:
        actions.note_unread(packet_id=packet.packet_id, kit_id=packet.peer_id, problem=problem, by=BY, at=at)
    pass_on(packet=packet, by=BY, at=at)
    actions.note_forwarded(packet_id=packet.packet_id, by=BY, at=at)


def _content(packet: ReceivedPacket) -> bytes:
    try:
        return packet.path.read_bytes()
    except OSError as error:
        raise FileGone(packet_id=packet.packet_id) from error


def _facts(sealed: SealedPacket) -> Facts:
    key = me().opener(sealed.manifest.part(Part.FACTS).recipients)
    blobs = open_part(sealed, Part.FACTS, key)
    if FACTS_BLOB not in blobs:
        raise FactsMissing(packet_id=sealed.manifest.packet_id)
    return Facts.from_bytes(blobs[FACTS_BLOB])


def note_receipt(news: News) -> None:
    """News `packet.acknowledged`: the center has signed for a packet."""
    actions.note_received_at_center(packet_id=UUID(news.subject), by=news.payload["receiver"], at=news.at)


def hear_status(message: StatusMessage, at: datetime) -> None:
    """Feed topic `status` from the center."""
    actions.hear_status(
        nik=message.nik,
        packet_id=message.packet_id,
        status=message.status.value,
        said_at=message.at,
        detail=message.detail,
        by=actions.CENTER,
        at=at,
    )


def hear_packet_status(message: PacketStatusMessage, at: datetime) -> None:
    """Feed topic `packet_status` from the center: it could not open a packet, so it names nobody.

    Where we could read its facts we know whom it is about; else the kit that sealed it does.
    """
    encounter = Encounter.objects.filter(packet_id=message.packet_id).first()
    if encounter is None:
        actions.pass_packet_status(message=message, by=actions.CENTER, at=at)
        return
    actions.hear_status(
        nik=encounter.nik,
        packet_id=message.packet_id,
        status=message.status.value,
        said_at=message.at,
        detail=message.detail,
        by=actions.CENTER,
        at=at,
    )
