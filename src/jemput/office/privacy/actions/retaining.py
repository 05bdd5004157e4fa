"""Writers of retention: set a term, hold, lift, and the night's deletion."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jemput.node.ledger.actions import record
from jemput.office.privacy.errors import BadTerm, StillHeld, Unexplained
from jemput.office.privacy.models import Hold, RetentionRun, RetentionTerm
from jemput.office.privacy.queries.terms import days_of, due_now
from jemput.office.privacy.rules import TERMS, allowed

NIGHT = "retention"
"""Who deletes at night."""

AT_HOUR = 2
"""From this hour of the local night on, once a day."""


@transaction.atomic
def set_term(*, key: str, days: int, because: str, by: str, at: datetime) -> RetentionTerm:
    """Change how long something is kept. Raises BadTerm, Unexplained."""
    term = TERMS[key]
    if not because.strip():
        raise Unexplained()
    if not allowed(term, days):
        raise BadTerm(days=days, shortest=term.shortest, longest=term.longest)
    details = {"from": days_of(key), "to": days, "because": because.strip()}
    told = {"days": days, "because": because.strip(), "set_by": by, "set_at": at}
    row, _ = RetentionTerm.objects.update_or_create(key=key, defaults=told)
    record(action="retention.term_set", subject=f"term {key}", by=by, at=at, details=details)
    return row


@transaction.atomic
def hold(*, key: str = "", nik: str = "", because: str, by: str, at: datetime) -> Hold:
    """Keep one kind of thing, or everything about one person, until lifted. Raises Unexplained."""
    if not because.strip() or not (key or nik):
        raise Unexplained()
    made = Hold.objects.create(key=key, nik=nik, because=because.strip(), set_by=by, set_at=at)
    details = {"because": made.because}
    record(action="retention.held", subject=nik or f"term {key}", by=by, at=at, details=details)
    return made


@transaction.atomic
def lift(*, held: Hold, by: str, at: datetime) -> None:
    """End a hold; what was due in the meantime goes the next night. Raises StillHeld."""
    if held.lifted_at:
        raise StillHeld()
    held.lifted_by, held.lifted_at = by, at
    held.save(update_fields=["lifted_by", "lifted_at"])
    record(action="retention.lifted", subject=held.nik or f"term {held.key}", by=by, at=at)


@transaction.atomic
def delete_due(*, by: str = NIGHT, at: datetime) -> RetentionRun:
    """Delete all whose term is over, and keep how many of each went."""
    counts: dict[str, int] = {}
    for key, dues in due_now(at).items():
        counts[key] = sum(one.go(one.rows) for one in dues)
    run = RetentionRun.objects.create(at=at, by=by, counts=counts)
    record(action="retention.deleted", subject=f"run {run.pk}", by=by, at=at, details=counts)
    return run


def delete_nightly(at: datetime) -> RetentionRun | None:
    """The worker's errand: once each local night, also after nights the machine was off."""
    here = timezone.localtime(at)
    last = RetentionRun.objects.filter(by=NIGHT).first()
    if here.hour < AT_HOUR or (last and timezone.localtime(last.at).date() >= here.date()):
        return None
    return delete_due(at=at)
