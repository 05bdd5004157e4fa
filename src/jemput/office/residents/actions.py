"""The only writers of residents: note a status, block and reactivate, correct, mark what befell somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jemput.kernel.statuses import RECORDED, NationalStatus
from jemput.node.ledger.actions import announce, record
from jemput.office.residents.errors import NotBlockable, NotBlocked, NotCorrectable, UnknownResident
from jemput.office.residents.models import (
    BaseStatus,
    Deactivation,
    Resident,
    ResidentQuerySet,
    ResidentStatus,
)
from jemput.office.residents.register_import import import_register

__all__ = [
    "StatusWord",
    "add_statuses",
    "block_unrecorded",
    "correct",
    "import_register",
    "reactivate",
    "set_base_status",
]

UNRECORDED, RECORDING = "unrecorded", "recorded"
"""Why somebody is blocked, and why active again without a decision."""

CORRECTABLE = frozenset(
    {
        "name", "sex", "birth_place", "birth_date", "religion", "marital", "blood", "education", "occupation",
        "shdk", "mother_name", "father_name", "address", "rt", "rw", "family_card", "village_id",
    }
)  # fmt: skip


@dataclass(frozen=True)
class StatusWord:
    """What the national center said of one NIK, and when."""

    nik: str
    status: NationalStatus
    at: datetime


@transaction.atomic
def add_statuses(*, words: Sequence[StatusWord], source: str, batch: str = "", by: str, at: datetime) -> int:
    """Append what the center said; repeats are harmless. Whoever is now recorded becomes active again.

    Returns how many words were new.
    """
    fresh = _unsaid(words, source)
    ResidentStatus.objects.bulk_create(
        [ResidentStatus(nik=w.nik, status=w.status, at=w.at, source=source, batch=batch) for w in fresh],
        ignore_conflicts=True,
        batch_size=1000,
    )
    if not fresh:
        return 0
    details = {"count": len(fresh), "batch": batch}
    record(action="resident.statuses_added", subject=source, by=by, at=at, details=details)
    for word in fresh:
        payload = {"status": word.status.value, "at": word.at.isoformat()}
        announce(topic="resident.status", subject=word.nik, payload=payload, at=at)
    recorded = [word.nik for word in fresh if word.status in RECORDED]
    for resident in Resident.objects.filter(nik__in=recorded).blocked():
        reactivate(resident=resident, because=RECORDING, document=_paper_of(source, batch), by=by, at=at)
    return len(fresh)


def _paper_of(source: str, batch: str) -> str:
    """What a reactivation by recording rests on: the packet or the batch in which the word came."""
    return f"{source} {batch}".strip()[:120]


def _unsaid(words: Sequence[StatusWord], source: str) -> list[StatusWord]:
    said = ResidentStatus.objects.filter(source=source, nik__in={word.nik for word in words})
    known = set(said.values_list("nik", "at", "status"))
    return [w for w in dict.fromkeys(words) if (w.nik, w.at, w.status.value) not in known]


@transaction.atomic
def block_unrecorded(
    *,
    cut_off: date,
    by: str,
    at: datetime,
    niks: Collection[str] | None = None,
    document: str = "",
    document_date: date | None = None,
) -> list[Deactivation]:
    """Block living adults of 23 and more who are unrecorded on the cut-off: all of them, or those decided on.

    `document` is the decision it rests on.

    Raises NotBlockable where `niks` names somebody who does not qualify: a proposal is not a decision.
    """
    proposed = Resident.objects.blockable(cut_off)
    chosen = list(proposed) if niks is None else _among(proposed, niks)
    if niks is not None and len(chosen) != len(set(niks)):
        raise NotBlockable(count=len(set(niks)) - len(chosen), cut_off=cut_off)
    rows = Deactivation.objects.bulk_create(
        [
            Deactivation(
                resident=resident,
                cut_off=cut_off,
                reason=UNRECORDED,
                blocked_at=at,
                blocked_by=by,
                blocked_document=document,
                blocked_document_date=document_date,
            )
            for resident in chosen
        ],
        batch_size=1000,
    )
    details = {"count": len(rows), "document": document}
    record(action="residents.blocked", subject=f"cut-off {cut_off}", by=by, at=at, details=details)
    return rows


def _among(proposed: ResidentQuerySet, niks: Collection[str]) -> list[Resident]:
    """Those of some NIKs that are proposed, asked for in parts: a database takes only so many at once."""
    asked = list(dict.fromkeys(niks))
    parts = (asked[start : start + 1000] for start in range(0, len(asked), 1000))
    return [resident for part in parts for resident in proposed.filter(nik__in=part)]


@transaction.atomic
def reactivate(
    *,
    resident: Resident,
    because: str,
    by: str,
    at: datetime,
    document: str = "",
    document_date: date | None = None,
) -> Deactivation:
    """Make a blocked resident active again, by a recording or by a decision's document. Raises NotBlocked."""
    row = resident.deactivations.select_for_update().filter(reactivated_at__isnull=True).first()
    if row is None:
        raise NotBlocked()
    row.reactivated_at, row.reactivated_by, row.reactivated_because = at, by, because
    row.reactivated_document = document
    row.reactivated_document_date = document_date or timezone.localdate(at)
    row.save()
    details = {"because": because, "document": document}
    record(action="resident.reactivated", subject=resident.nik, by=by, at=at, details=details)
    return row


@transaction.atomic
def set_base_status(
    *, resident: Resident, status: BaseStatus, because: str, by: str, at: datetime
) -> Resident:
    """Mark a resident dead, moved, … on the strength of an accepted finding."""
    before, resident.base_status = resident.base_status, status
    resident.save(update_fields=["base_status"])
    details = {"from": before, "to": int(status), "because": because}
    record(action="resident.base_status_set", subject=resident.nik, by=by, at=at, details=details)
    return resident


@transaction.atomic
def correct(*, nik: str, changes: dict[str, Any], because: str, by: str, at: datetime) -> Resident:
    """Correct biodata as an officer has accepted it; the values before stay in the ledger.

    Raises UnknownResident, NotCorrectable for fields that nobody corrects here (the NIK, the statuses).
    """
    resident = Resident.objects.select_for_update().filter(nik=nik).first()
    if resident is None:
        raise UnknownResident(nik=nik)
    if not changes.keys() <= CORRECTABLE:
        raise NotCorrectable(fields=", ".join(sorted(changes.keys() - CORRECTABLE)))
    before = {name: str(getattr(resident, name)) for name in changes}
    for name, value in changes.items():
        setattr(resident, name, value)
    resident.save()
    after = {name: str(value) for name, value in changes.items()}
    details = {"before": before, "after": after, "because": because}
    record(action="resident.corrected", subject=nik, by=by, at=at, details=details)
    return resident
