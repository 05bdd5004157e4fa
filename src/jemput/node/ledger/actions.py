"""The only writers of the ledger: record an act, announce news, check the chain."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from jemput.node.ledger.models import Entry, Head, News


@transaction.atomic(savepoint=False)
def record(
    *, action: str, subject: str, by: str, at: datetime, details: dict[str, Any] | None = None
) -> Entry:
    """Append one act to the audit, chained to the one before; call it inside the act's own transaction."""
    head = _locked_head()
    entry = Entry(
        at=at.astimezone(UTC),
        by=by,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=head.last_hash,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    head.last_hash = entry.hash
    head.save(update_fields=["last_hash"])
    return entry


@transaction.atomic(savepoint=False)
def announce(*, topic: str, subject: str, payload: dict[str, Any], at: datetime) -> News:
    """Append one piece of news; subscribers hear it after the transaction has committed."""
    _locked_head()
    return News.objects.create(topic=topic, subject=subject, payload=payload, at=at)


def digest(entry: Entry) -> str:
    """SHA-256 over the canonical JSON of an entry's content, as hex."""
    text = json.dumps(entry.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break() -> Entry | None:
    """The first entry whose hash or link is wrong; None when the whole chain holds."""
    previous = ""
    for entry in Entry.objects.order_by("id").iterator():
        if entry.previous_hash != previous or entry.hash != digest(entry):
            return entry
        previous = entry.hash
    return None


def _locked_head() -> Head:
    """The head, ours until the transaction ends; every act of every room asks for it, so it asks once."""
    locked = Head.objects.select_for_update().filter(pk=1).first()
    if locked is None:
        Head.objects.get_or_create(pk=1)
        locked = Head.objects.select_for_update().get(pk=1)
    return locked
