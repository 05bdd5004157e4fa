"""How long things are kept now, what of them is due, and what would go tonight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jemput.office.privacy.models import RetentionTerm
from jemput.office.privacy.retention import FINDERS, Due, held_keys, held_niks
from jemput.office.privacy.rules import TERMS, Term, older_than


@dataclass(frozen=True)
class TermNow:
    """A term as it stands: its days, who set them, whether it is held, and how much is due."""

    term: Term
    days: int
    changed: RetentionTerm | None
    held: bool
    due: int


def days_of(key: str) -> int:
    """How many days something is kept: as the head set it, else as usual."""
    changed = RetentionTerm.objects.filter(key=key).first()
    return changed.days if changed else TERMS[key].days


def due_now(at: datetime) -> dict[str, list[Due]]:
    """What would be deleted now, by term; held kinds and held people are left out."""
    keys, niks = held_keys(), held_niks()
    return {key: find(older_than(at, days_of(key)), niks) for key, find in FINDERS.items() if key not in keys}


def terms_now(at: datetime) -> list[TermNow]:
    """Every term for the page."""
    due, changed = due_now(at), {row.key: row for row in RetentionTerm.objects.all()}
    return [
        TermNow(
            term=term,
            days=changed[key].days if key in changed else term.days,
            changed=changed.get(key),
            held=key not in due,
            due=sum(one.rows.count() for one in due.get(key, [])),
        )
        for key, term in TERMS.items()
    ]
