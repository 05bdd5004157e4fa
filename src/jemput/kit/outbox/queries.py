"""Reads of the outbox: what is unsent and why, how the kit stands with its office, the top bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from jemput.kit.capture.models import Encounter
from jemput.kit.checkin.queries import current_trips
from jemput.kit.outbox.power import read_battery
from jemput.node.exchange import queries as exchange
from jemput.node.exchange.models import OutgoingPacket, Parent
from jemput.node.exchange.states import Standing as ParentStanding
from jemput.node.ledger.models import Entry
from jemput.node.look.parts import Standing

FRESH = timedelta(minutes=5)
"""How long after the last contact the network counts as there."""

SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """One packet of the outbox with the person it is about."""

    packet: OutgoingPacket
    name: str


def is_online(*, at: datetime) -> bool:
    """Whether the office answered lately and the last round with it went well."""
    above = exchange.above()
    if above is None or above.last_contact is None or above.last_problem:
        return False
    return at - above.last_contact <= FRESH


def standing(*, at: datetime, operator: str) -> Standing:
    """What the top bar always shows."""
    battery = read_battery()
    trips = current_trips(at=at)
    return Standing(
        trip=trips[0].title if trips else "",
        online=is_online(at=at),
        unsent=exchange.queue().packets,
        battery_percent=battery.percent if battery else None,
        charging=battery.charging if battery else False,
        operator=operator,
    )


def unsent() -> list[Waiting]:
    """Packets without a receipt, oldest first."""
    return _named(list(exchange.unsent()[:SHOWN]))


def acknowledged() -> list[Waiting]:
    """The latest packets whose receipt is here."""
    done = OutgoingPacket.objects.exclude(acknowledged_at=None).order_by("-acknowledged_at")
    return _named(list(done[:20]))


def one(packet_id: UUID) -> Waiting:
    """One packet with its person; raises OutgoingPacket.DoesNotExist."""
    return _named([OutgoingPacket.objects.get(pk=packet_id)])[0]


def history(packet_id: UUID) -> list[Entry]:
    """What the audit holds of one packet, newest first."""
    subjects = (f"packet:{packet_id}", f"outgoingpacket:{packet_id}")
    return list(Entry.objects.filter(subject__in=subjects).order_by("-id")[:SHOWN])


def is_open(packet_id: UUID) -> bool:
    """Whether the encounter of this id is still being recorded: it will be sealed again."""
    return Encounter.objects.filter(id=packet_id, sequence=None).exists()


def above() -> Parent | None:
    """The office, where this kit has met it."""
    return exchange.above()


def is_let_in() -> bool:
    """Whether the office has approved this kit."""
    office = exchange.above()
    return office is not None and office.state == ParentStanding.APPROVED


def _named(packets: list[OutgoingPacket]) -> list[Waiting]:
    """A packet has its encounter's id."""
    ids = [packet.packet_id for packet in packets]
    rows = Encounter.objects.filter(id__in=ids).select_related("person")
    names = {encounter.id: encounter.person.name for encounter in rows}
    return [Waiting(packet, names.get(packet.packet_id, "–")) for packet in packets]
