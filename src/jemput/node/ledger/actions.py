"""The only writers of the ledger: record an act, announce news, check the chain."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from jemput.node.ledger.models import Entry, Head, News

HEAD = 1
"""The one row of its table."""

READ = "SELECT last_hash FROM ledger_head WHERE id = %s"
LOCKED = READ + " FOR UPDATE"
ENTRY = (
    'INSERT INTO ledger_entry (at, "by", action, subject, details, previous_hash, hash) '
    "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
NEWS = "INSERT INTO ledger_news (at, topic, subject, payload) VALUES (%s, %s, %s, %s) RETURNING id"
"""The columns in the order of the models' fields."""


@transaction.atomic(savepoint=False)
def record(
    *, action: str, subject: str, by: str, at: datetime, details: dict[str, Any] | None = None
) -> Entry:
    """Append one act to the audit, chained to the one before; call it inside the act's own transaction."""
    entry = Entry(
        at=at.astimezone(UTC),
        by=by,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=_lock_head(),
    )
    entry.hash = digest(entry)
    _insert(entry, ENTRY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET last_hash = %s WHERE id = %s", [entry.hash, HEAD])
    return entry


@transaction.atomic(savepoint=False)
def announce(*, topic: str, subject: str, payload: dict[str, Any], at: datetime) -> News:
    """Append one piece of news; subscribers hear it after the transaction has committed."""
    _lock_head()
    news = News(topic=topic, subject=subject, payload=payload, at=at)
    _insert(news, NEWS)
    return news


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


def _lock_head() -> str:
    """The hash of the last entry, ours until the transaction ends: entries chain, news commit in order."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKED if connection.features.has_select_for_update else READ, [HEAD])
        found = cursor.fetchone()
    if found is None:
        Head.objects.get_or_create(pk=HEAD)
        return _lock_head()
    return str(found[0])


def _insert(row: Entry | News, statement: str) -> None:
    """Insert as Django would, without building the statement anew: every act of every room comes by here."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias
