"""Pupils linked to the register: by linkage where it is sure, by a clerk where it asks."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from jemput.kernel.nik import Nik
from jemput.linkage import link
from jemput.node.ledger.actions import announce, record
from jemput.office.residents.linking import WRITTEN, register_people, row_of, settle
from jemput.office.residents.models import Resident
from jemput.office.roster.actions.policy import thresholds
from jemput.office.schools import states
from jemput.office.schools.errors import TakenByPupil
from jemput.office.schools.models import Pupil, SchoolImport

Link = Pupil.Link
BATCH_ROWS = 500


def link_pupils(*, school_import: SchoolImport, by: str, at: datetime) -> Counter[str]:
    """Link every waiting pupil of an import; returns how many are sure, to be asked, and not found.

    Nothing is guessed: a pupil whose resident another pupil is already goes to the clerk.
    """
    waiting = list(school_import.pupils.filter(link_state=Link.WAITING, left=False).select_related("school"))
    counts: Counter[str] = Counter()
    if not waiting:
        return counts
    _show(school_import, "linking", 0, len(waiting))
    # Who states no village is taken to live where the school is.
    rows = [row_of(pupil, village=pupil.village_id or pupil.school.village_id) for pupil in waiting]
    linked = link(rows, register_people(Resident.objects.all()), thresholds())
    found = {row.row_id: row for row in linked.rows}
    taken = set(
        Pupil.objects.filter(resident__isnull=False, left=False).values_list("resident_id", flat=True)
    )
    for start in range(0, len(waiting), BATCH_ROWS):
        batch = waiting[start : start + BATCH_ROWS]
        with transaction.atomic():
            for pupil in batch:
                counts[settle(pupil, found[str(pupil.pk)], taken, at)] += 1
            Pupil.objects.bulk_update(batch, WRITTEN)
            _show(school_import, "linking", start + len(batch), len(waiting))
    with transaction.atomic():
        _show(school_import, "", len(waiting), len(waiting))
        subject = f"schools {school_import.pk}"
        record(action="schools.linked", subject=subject, by=by, at=at, details=dict(counts))
    return counts


def _show(school_import: SchoolImport, step: str, done: int, total: int) -> None:
    school_import.step, school_import.done, school_import.total = step, done, total
    school_import.save(update_fields=["step", "done", "total"])


@transaction.atomic
def settle_pupil(*, pupil: Pupil, resident: Resident, by: str, at: datetime) -> Pupil:
    """A clerk says which resident a pupil is. Raises TakenByPupil, NotNow."""
    other = Pupil.objects.filter(resident=resident, left=False).exclude(pk=pupil.pk).first()
    if other:
        raise TakenByPupil(pupil=other.name, school=other.school.name)
    return _decide(pupil, "settle", resident, by, at)


@transaction.atomic
def settle_unknown(*, pupil: Pupil, by: str, at: datetime) -> Pupil:
    """A clerk says that the register does not have this pupil. Raises NotNow."""
    return _decide(pupil, "nobody", None, by, at)


@transaction.atomic
def reopen(*, pupil: Pupil, by: str, at: datetime) -> Pupil:
    """Take a decision back: the pupil returns to the clerk's queue."""
    return _decide(pupil, "reopen", None, by, at)


def _decide(pupil: Pupil, event: str, resident: Resident | None, by: str, at: datetime) -> Pupil:
    found = Pupil.objects.select_for_update().get(pk=pupil.pk)
    found.link_state = states.after(states.PUPILS, found.link_state, event)
    found.resident, found.decided_by, found.decided_at = resident, by, at
    found.save()
    details = {"decision": event, "resident": found.resident_id}
    record(action="schools.pupil_decided", subject=f"pupil {found.pk}", by=by, at=at, details=details)
    return found


@transaction.atomic
def put_nik(*, pupil: Pupil, nik: Nik, by: str, at: datetime) -> Pupil:
    """Write down a pupil's NIK as the copy of the family card has it, and link them anew (S4-3)."""
    found = Pupil.objects.select_for_update().get(pk=pupil.pk)
    before, found.nik = found.nik, str(nik)
    found.resident, found.link_state = None, Link.WAITING
    found.save(update_fields=["nik", "resident", "link_state"])
    record(
        action="schools.pupil_nik", subject=f"pupil {found.pk}", by=by, at=at, details={"had": bool(before)}
    )
    subject, payload = f"schools {found.last_import_id}", {"import": found.last_import_id}
    announce(topic="schools.pupils_waiting", subject=subject, payload=payload, at=at)
    return found
