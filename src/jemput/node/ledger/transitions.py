"""The one way a record changes its state: looked up in a table, saved, and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.node.ledger.errors import NotPossible

__all__ = ["NotPossible", "Stateful", "TransitionTable", "advance"]

TransitionTable = Mapping[tuple[str, str], str]
"""(state, event) → state; what is not in the table cannot happen."""


class Stateful(Protocol):
    """A Django record with a `state`."""

    state: str
    pk: Any

    def save(self, *, update_fields: list[str]) -> None:
        """Write the named fields."""


@transaction.atomic
def advance(
    subject: Stateful,
    event: str,
    *,
    table: TransitionTable,
    by: str,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Move `subject` along `event`, or raise NotPossible; the ledger keeps who, when, from and to."""
    kind = type(subject).__name__.lower()
    before = subject.state
    after = table.get((before, event))
    if after is None:
        raise NotPossible(event=event, subject=f"{kind} {subject.pk}", state=before)
    subject.state = after
    subject.save(update_fields=["state"])
    told = {"from": before, "to": after, **(details or {})}
    record(action=f"{kind}.{event}", subject=f"{kind}:{subject.pk}", by=by, at=at, details=told)
