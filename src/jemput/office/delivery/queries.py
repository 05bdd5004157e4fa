"""What the pages of the handover read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.office.delivery.actions import waiting_cards
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.delivery.rules import HandoverTotals
from jemput.office.delivery.states import ParcelState
from jemput.office.trips.models import Kit
from jemput.office.trips.states import KitState


@dataclass(frozen=True)
class VillageWaiting:
    """Printed cards of one village that wait to be packed."""

    code: str
    name: str
    district: str
    cards: int


def waiting_by_village() -> list[VillageWaiting]:
    """Villages with printed cards at the office, most first."""
    rows = (
        waiting_cards()
        .filter(village__isnull=False)
        .values_list("village_id", "village__name", "village__parent__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "village_id")
    )
    return [VillageWaiting(code, name, district or "", n) for code, name, district, n in rows]


def consignments() -> QuerySet[Consignment]:
    """Consignments with their counts."""
    return Consignment.objects.select_related("village__parent").annotate(
        cards=Count("parcels"),
        handed=Count("parcels", filter=Q(parcels__state=ParcelState.HANDED_OVER)),
        missing=Count("parcels", filter=Q(parcels__state=ParcelState.MISSING)),
        back=Count("parcels", filter=Q(parcels__state=ParcelState.RETURNED)),
    )


def kits_that_carry() -> QuerySet[Kit]:
    """Kits with a machine that was let in: they can be told of cards."""
    approved = Peer.objects.filter(state=Standing.APPROVED).values("pk")
    return Kit.objects.filter(peer_id__in=approved, state=KitState.READY)


def totals(chosen: QuerySet[Consignment]) -> HandoverTotals:
    """Cards by village over the chosen consignments."""
    rows = Parcel.objects.filter(consignment__in=chosen).values_list("consignment__village_id")
    return HandoverTotals(dict(rows.annotate(n=Count("pk"))))
