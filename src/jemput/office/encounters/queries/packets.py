"""Packets on their way: what is unsent, late, missing or unreadable, and which kits are silent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jemput.node.exchange.models import OutgoingPacket, Peer
from jemput.node.exchange.states import UNSENT, Standing
from jemput.office.encounters.models import Encounter, UnreadPacket
from jemput.office.encounters.rules import PATIENCE, Leg, missing_sequences

SILENT = timedelta(days=2)
"""A kit that has not spoken for so long is named on the home page."""


def unsent() -> QuerySet[OutgoingPacket]:
    """Packets that the center has not signed for, oldest first, each with the last problem."""
    return OutgoingPacket.objects.filter(state__in=[state.value for state in UNSENT])


def unsent_count() -> int:
    """How many packets the center has not signed for."""
    return unsent().count()


def late(at: datetime) -> QuerySet[Encounter]:
    """Encounters whose packet has been on its present leg longer than that leg's patience."""
    to_center = Q(received_center_at__isnull=True, answered_at__isnull=True)
    return Encounter.objects.filter(
        Q(to_center, forwarded_at__isnull=True, received_at__lt=at - PATIENCE[Leg.AT_OFFICE])
        | Q(to_center, forwarded_at__lt=at - PATIENCE[Leg.TO_CENTER])
        | Q(answered_at__isnull=True, received_center_at__lt=at - PATIENCE[Leg.AT_CENTER])
    )


@dataclass(frozen=True)
class KitCustody:
    """One kit's packets: received, and the numbers in its chain that have not come."""

    kit_id: str
    name: str
    received: int
    missing: tuple[int, ...]
    last_contact: datetime | None


def kit_custody() -> list[KitCustody]:
    """Every kit with what of its chain is here."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for kit, sequence in Encounter.objects.order_by().values_list("kit_id", "sequence"):
        numbers[kit].append(sequence)
    for packet in UnreadPacket.objects.all():
        numbers.setdefault(packet.kit_id, [])
    peers = {peer.id: peer for peer in Peer.objects.filter(kind="kit")}
    return [
        KitCustody(
            kit_id=kit,
            name=peers[kit].name if kit in peers else kit,
            received=len(numbers.get(kit, [])),
            missing=tuple(missing_sequences(numbers.get(kit, []))),
            last_contact=peers[kit].last_contact if kit in peers else None,
        )
        for kit in sorted(numbers.keys() | peers.keys())
    ]


def late_kits(at: datetime) -> list[str]:
    """Names of approved kits that have not spoken for two days."""
    approved = Peer.objects.filter(kind="kit", state=Standing.APPROVED)
    return list(approved.filter(last_contact__lt=at - SILENT).values_list("name", flat=True))
