"""The only writers of arrivals: taken in, opened, refused."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.center.intake.models import Arrival
from jemput.center.intake.states import ARRIVAL
from jemput.kernel.errors import Problem
from jemput.node.exchange.models import ReceivedPacket
from jemput.node.ledger.actions import announce
from jemput.node.ledger.transitions import advance


@transaction.atomic
def arrive(*, packet: ReceivedPacket, at: datetime) -> Arrival:
    """Note a packet that has arrived; harmless when repeated."""
    arrival, new = Arrival.objects.get_or_create(packet=packet, defaults={"at": at})
    if new:
        payload = {"arrival": arrival.pk}
        announce(topic="intake.arrived", subject=str(packet.packet_id), payload=payload, at=at)
    return arrival


def mark_opened(*, arrival: Arrival, by: str, at: datetime) -> None:
    """The packet was opened and everything in it checked."""
    advance(arrival, "open", table=ARRIVAL, by=by, at=at)


@transaction.atomic
def refuse(*, arrival: Arrival, problem: Problem, by: str, at: datetime) -> None:
    """The packet cannot be used; the reason goes back to the office, the file stays."""
    arrival.problem_code, arrival.problem = problem.code, problem.text("id")[:300]
    arrival.save(update_fields=["problem_code", "problem"])
    advance(arrival, "refuse", table=ARRIVAL, by=by, at=at, details={"code": problem.code})
    payload = {"arrival": arrival.pk, "code": problem.code, "problem": arrival.problem}
    announce(topic="intake.refused", subject=str(arrival.packet_id), payload=payload, at=at)
