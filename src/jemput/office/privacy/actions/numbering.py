"""Numbers of this room's papers: a prefix, the year, and the next place in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Manager
from django.utils import timezone


def next_number(rows: Manager[Any], prefix: str, at: datetime) -> str:
    """The next number of a year, as PREFIX-2018-0007; call it inside the act's own transaction."""
    head = f"{prefix}-{timezone.localdate(at).year}-"
    last = rows.filter(number__startswith=head).order_by("-number").values_list("number", flat=True).first()
    return f"{head}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"
