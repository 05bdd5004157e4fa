"""Packets on their way: what is unsent, late, missing or unreadable, and which kits are silent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from jemput.node.exchange.models import OutgoingPacket, Peer, ReceivedPacket
from jemput.node.exchange.rules import Stretch
from jemput.node.exchange.states import UNSENT, Standing
from jemput.office.encounters.models import Encounter, UnreadPacket
from jemput.office.encounters.rules import PATIENCE, Chain, Leg, chain_of

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
    """One kit's packets: how many are here, and where every number of its chain is."""

    peer: Peer
    received: int
    chain: Chain
    told_at: datetime | None
    bytes_in_van: int

    @property
    def name(self) -> str:
        """What people call the kit."""
        return self.peer.name

    @property
    def missing(self) -> tuple[Stretch, ...]:
        """Numbers that neither came nor are said to be in the van."""
        return self.chain.missing


def kit_custody(kit_id: str | None = None) -> list[KitCustody]:
    """Every kit, or one, with where each number of its chain is."""
    kits = Peer.objects.filter(kind="kit").select_related("chain")
    if kit_id is not None:
        kits = kits.filter(pk=kit_id)
    numbers: dict[str, list[int]] = defaultdict(list)
    rows = ReceivedPacket.objects.filter(peer__in=kits).order_by()
    for kit, sequence in rows.values_list("peer_id", "sequence"):
        numbers[kit].append(sequence)
    return [_custody(kit, numbers.get(kit.id, [])) for kit in kits]


def _custody(kit: Peer, numbers: list[int]) -> KitCustody:
    told = getattr(kit, "chain", None)
    chain = chain_of(
        numbers,
        sealed_up_to=told.sealed_up_to if told else 0,
        in_van=[(first, last) for first, last in told.here] if told else [],
    )
    return KitCustody(
        peer=kit,
        received=len(numbers),
        chain=chain,
        told_at=told.heard_at if told else None,
        bytes_in_van=told.bytes_here if told and chain.in_van else 0,
    )


def packets_of(kit_id: str) -> QuerySet[ReceivedPacket]:
    """Every packet of one kit, newest first, with its person and the moments of its way."""
    about = Encounter.objects.filter(packet_id=OuterRef("packet_id"))
    onward = OutgoingPacket.objects.filter(packet_id=OuterRef("packet_id"))
    unread = UnreadPacket.objects.filter(packet_id=OuterRef("packet_id"))
    return (
        ReceivedPacket.objects.filter(peer_id=kit_id)
        .annotate(
            encounter_pk=Subquery(about.values("pk")[:1]),
            person=Subquery(about.values("name")[:1]),
            sealed_at=Subquery(about.values("sealed_at")[:1]),
            unread=Subquery(unread.values("problem")[:1]),
            forwarded_at=Subquery(onward.values("queued_at")[:1]),
            signed_at=Subquery(onward.values("acknowledged_at")[:1]),
            attempts=Subquery(onward.values("attempts")[:1]),
            problem=Subquery(onward.values("last_problem")[:1]),
        )
        .order_by("-sequence")
    )


def late_kits(at: datetime) -> list[str]:
    """Names of approved kits that have not spoken for two days."""
    approved = Peer.objects.filter(kind="kit", state=Standing.APPROVED)
    return list(approved.filter(last_contact__lt=at - SILENT).values_list("name", flat=True))
