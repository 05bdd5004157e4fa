"""Sending, run by the worker so that no page waits for a slow network."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from jemput.kit.capture.models import Encounter
from jemput.kit.checkin import actions as checkin
from jemput.kit.outbox import queries
from jemput.node.exchange.actions.rescue import rescue_sealed
from jemput.node.exchange.client import sync
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PacketStatusMessage, StatusMessage

OFFICE = "office"


@task()
def send() -> None:
    """One round with the office now, however long it has not answered."""
    sync.run_once(timezone.now(), now=True)


def rescue(at: datetime) -> int:
    """The worker's errand: take up again sealed files that lost their rows; return how many."""
    found = rescue_sealed(mine=me(), at=at, is_open=queries.is_open)
    return sum(one.problem is None for one in found)


def hear_packet_status(message: PacketStatusMessage, at: datetime) -> None:
    """Feed topic `packet_status`: the center could not open a packet; we know whom it is about."""
    encounter = Encounter.objects.filter(id=message.packet_id).select_related("person").first()
    if encounter is None:
        return
    told = StatusMessage(
        nik=encounter.person.nik,
        packet_id=message.packet_id,
        status=message.status,
        at=message.at,
        detail=message.detail,
    )
    checkin.note_status(message=told, by=OFFICE, at=at)
