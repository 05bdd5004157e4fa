"""The only writer of statuses: append, and tell the office that sent the packet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.center.intake.models import Arrival
from jemput.center.publication.models import StatusEvent
from jemput.kernel.statuses import NationalStatus
from jemput.node.exchange.actions.feed import publish as put_on_feed
from jemput.node.exchange.messages import Message, PacketStatusMessage, StatusMessage
from jemput.node.ledger.actions import record


@transaction.atomic
def publish(
    *, arrival: Arrival, nik: str, status: NationalStatus, by: str, at: datetime, detail: str = ""
) -> StatusEvent | None:
    """Append a status and put it on the feed of the office; None when it is already the latest."""
    latest = StatusEvent.objects.filter(arrival=arrival).first()
    if latest and latest.status == status:
        return None
    event = StatusEvent.objects.create(arrival=arrival, nik=nik, status=status, at=at, detail=detail)
    packet_id = arrival.packet.packet_id
    message: Message = PacketStatusMessage(packet_id=packet_id, status=status, at=at, detail=detail)
    if nik:
        message = StatusMessage(nik=nik, packet_id=packet_id, status=status, at=at, detail=detail)
    put_on_feed(scope=arrival.packet.deliverer_id, message=message, at=at)
    record(action="status.published", subject=str(packet_id), by=by, at=at, details={"status": status})
    return event
