"""News for the nodes below, and how far we have applied the news from above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from jemput.node.exchange.messages import Message
from jemput.node.exchange.models import FeedCursor, FeedEntry, FeedHead, Peer, RefusedEntry
from jemput.node.ledger.actions import record

EVERYBODY = "*"


def publish(*, scope: str, message: Message, at: datetime) -> FeedEntry:
    """Tell one peer (its id) or EVERYBODY below us; returns the entry with its sequence."""
    return publish_many(scope=scope, messages=[message], at=at)[0]


@transaction.atomic
def publish_many(*, scope: str, messages: Iterable[Message], at: datetime) -> list[FeedEntry]:
    """Tell many things at once, in this order: a trip, then its people."""
    FeedHead.objects.get_or_create(pk=1)
    head = FeedHead.objects.select_for_update().get(pk=1)
    entries = [
        FeedEntry(sequence=number, scope=scope, topic=message.topic, payload=message.to_json(), at=at)
        for number, message in enumerate(messages, start=head.last + 1)
    ]
    FeedEntry.objects.bulk_create(entries, batch_size=500)
    head.last += len(entries)
    head.save(update_fields=["last"])
    return entries


def note_read(*, peer: Peer, up_to: int) -> None:
    """Remember that a peer asked for what comes after `up_to`: it has surely applied all before."""
    Peer.objects.filter(pk=peer.pk, read_up_to__lt=up_to).update(read_up_to=up_to)


def move_cursor(*, parent_id: str, sequence: int) -> None:
    """Remember what we have applied; call it in the transaction that applied it."""
    FeedCursor.objects.update_or_create(parent_id=parent_id, defaults={"sequence": sequence})


@transaction.atomic
def refuse(*, parent_id: str, sequence: int, topic: str, payload: Any, problem: str, at: datetime) -> None:
    """Keep an entry that cannot be applied, with the reason, and go past it."""
    RefusedEntry.objects.get_or_create(
        parent_id=parent_id,
        sequence=sequence,
        defaults={"topic": topic, "payload": payload, "problem": problem[:500], "at": at},
    )
    details = {"topic": topic, "problem": problem[:500]}
    record(action="feed.refused", subject=f"feed:{sequence}", by=parent_id, at=at, details=details)
    move_cursor(parent_id=parent_id, sequence=sequence)
