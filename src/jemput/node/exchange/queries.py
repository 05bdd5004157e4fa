"""What pages and jobs ask of the exchange; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from jemput.node.exchange.actions.feed import EVERYBODY
from jemput.node.exchange.models import FeedEntry, FeedHead, OutgoingPacket, Parent, Peer
from jemput.node.exchange.states import UNSENT, Standing

MAX_PAGE = 1000


@dataclass(frozen=True)
class Queue:
    """What still has to reach the node above."""

    packets: int
    bytes: int
    oldest: datetime | None
    with_problem: int


def queue() -> Queue:
    """The queue in numbers."""
    unsent = OutgoingPacket.objects.filter(state__in=UNSENT)
    sums = unsent.aggregate(packets=Count("packet_id"), bytes=Sum("size"))
    oldest = unsent.order_by("queued_at").first()
    troubled = unsent.exclude(last_problem="").count()
    return Queue(sums["packets"], sums["bytes"] or 0, oldest.queued_at if oldest else None, troubled)


def unsent() -> QuerySet[OutgoingPacket]:
    """The queue itself, oldest first."""
    return OutgoingPacket.objects.filter(state__in=UNSENT)


def above() -> Parent | None:
    """The node above, if it was ever met."""
    return Parent.objects.first()


def kits_and_offices() -> QuerySet[Peer]:
    """The nodes that speak to us themselves, those that wait for an answer first."""
    return Peer.objects.filter(via=None).order_by("-state", "kind", "name")


def waiting_for_approval() -> QuerySet[Peer]:
    """Machines that asked to be let in."""
    return Peer.objects.filter(state=Standing.REQUESTED)


def feed_page(peer: Peer, *, after: int, limit: int) -> dict[str, Any]:
    """The next entries for one peer; `up_to` is how far the feed was looked through.

    The head is read first: whatever is committed later has a higher sequence and is seen next time.
    """
    head = FeedHead.objects.first()
    entries = list(_visible(peer, after)[: min(max(limit, 1), MAX_PAGE) + 1])
    more = len(entries) > min(max(limit, 1), MAX_PAGE)
    entries = entries[:-1] if more else entries
    up_to = entries[-1].sequence if more else max(head.last if head else 0, after)
    rows = [{"sequence": one.sequence, "topic": one.topic, "payload": one.payload} for one in entries]
    return {"entries": rows, "up_to": max([up_to, *[one.sequence for one in entries]]), "more": more}


def _visible(peer: Peer, after: int) -> QuerySet[FeedEntry]:
    entries = FeedEntry.objects.filter(sequence__gt=after, scope__in=(peer.id, EVERYBODY)).order_by(
        "sequence"
    )
    return entries.filter(topic="revoked") if peer.state == Standing.REVOKED else entries
