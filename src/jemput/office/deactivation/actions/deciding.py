"""The ministry's decision: its file looked at row by row, then carried out."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from jemput.node.ledger.actions import record
from jemput.office.deactivation import states
from jemput.office.deactivation.decision_rows import ReadyRow, read_decision
from jemput.office.deactivation.errors import SameDecisionTwice
from jemput.office.deactivation.models import Decision, DecisionRow, Proposal, ProposedPerson
from jemput.office.residents.actions import block_unrecorded
from jemput.office.residents.models import Resident

Standing = ProposedPerson.Standing
RowState = DecisionRow.State
UNNAMED = "tidak ada di daftar keputusan"


@transaction.atomic
def receive_decision(
    *, proposal: Proposal, path: Path, file_name: str, number: str, day: date, by: str, at: datetime
) -> Decision:
    """Keep a decision's file and read it; nobody is blocked before somebody has looked at it.

    Raises the numbered errors of unreadable files, SameDecisionTwice, NotNow before the list was sent.
    """
    states.after(states.PROPOSALS, proposal.state, "decide")
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    if Decision.objects.filter(sha256=sha256).exclude(state=Decision.State.DISCARDED).exists():
        raise SameDecisionTwice(file=file_name)
    stored = Path("uploads") / "decisions" / f"{sha256}{Path(file_name).suffix.lower()}"
    read = list(read_decision(path, proposal))
    _store(path, settings.JEMPUT.data_dir / stored)
    decision = Decision.objects.create(
        proposal=proposal, number=number, day=day, file_name=file_name,
        stored_file=str(stored), sha256=sha256, by=by, at=at,
    )  # fmt: skip
    DecisionRow.objects.bulk_create([_row(decision, each) for each in read], batch_size=1000)
    details = {"number": number, "file": file_name, "sha256": sha256, "rows": len(read)}
    record(action="deactivation.decision_received", subject=proposal.number, by=by, at=at, details=details)
    return decision


def _row(decision: Decision, read: ReadyRow) -> DecisionRow:
    return DecisionRow(
        decision=decision,
        row_number=read.number,
        cells=read.cells,
        person_id=read.person,
        approves=read.approves,
        state=RowState.REJECTED if read.reasons else RowState.READY,
        reasons=read.reasons,
    )


def _store(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(path, target)
    target.chmod(0o600)


@transaction.atomic
def discard_decision(*, decision: Decision, by: str, at: datetime) -> Decision:
    """Throw a decision's file away before it was applied: the wrong file, or a better one came."""
    decision.state = states.after(states.DECISIONS, decision.state, "discard")
    decision.save()
    record(action="deactivation.decision_discarded", subject=decision.proposal.number, by=by, at=at)
    return decision


@transaction.atomic
def apply_decision(*, decision: Decision, by: str, at: datetime) -> Counter[str]:
    """Do what the decision says: block the approved under its number and date, leave the others active.

    Whoever was recorded meanwhile is not blocked; whoever no row names counts as not approved.
    """
    decision.state = states.after(states.DECISIONS, decision.state, "apply")
    proposal = decision.proposal
    proposal.state = states.after(states.PROPOSALS, proposal.state, "decide")
    proposal.save()
    decision.applied_by, decision.applied_at = by, at
    decision.save()
    done = settle(decision, list(decision.rows.filter(state=RowState.READY)), by=by, at=at)
    left = proposal.people.filter(standing=Standing.LISTED)
    done["unnamed"] = left.update(
        standing=Standing.REFUSED, reason=UNNAMED, changed_by=by, changed_at=at, holds=False
    )
    proposal.people.update(holds=False)
    details = {"number": decision.number, **done}
    record(action="deactivation.decision_applied", subject=proposal.number, by=by, at=at, details=details)
    return done


def settle(decision: Decision, rows: Sequence[DecisionRow], *, by: str, at: datetime) -> Counter[str]:
    """Carry out some rows of an applied decision; returns how many were blocked, refused, recorded."""
    people = {p.pk: p for p in decision.proposal.people.select_related("resident")}
    found = [(row, people[row.person_id]) for row in rows if row.person_id]
    approved = [person for row, person in found if row.approves]
    able = set(
        Resident.objects.blockable(decision.proposal.cut_off)
        .filter(proposed__proposal=decision.proposal)
        .values_list("pk", flat=True)
    )
    blocked = [person for person in approved if person.resident_id in able]
    recorded = [person for person in approved if person.resident_id not in able]
    refused = [person for row, person in found if not row.approves]
    if blocked:
        block_unrecorded(
            cut_off=decision.proposal.cut_off,
            niks=[person.resident.nik for person in blocked],
            document=decision.number,
            document_date=decision.day,
            by=by,
            at=at,
        )
    _conclude(blocked, "approve", decision.number, by, at)
    _conclude(recorded, "record", "", by, at)
    _conclude(refused, "refuse", decision.number, by, at)
    for row in rows:
        row.state = states.after(states.ROWS, row.state, "apply")
    _in_parts(DecisionRow.objects.all(), [row.pk for row in rows], state=RowState.APPLIED)
    return Counter(blocked=len(blocked), recorded=len(recorded), refused=len(refused))


def _conclude(people: Sequence[ProposedPerson], event: str, reason: str, by: str, at: datetime) -> None:
    """Move people on and let them go; who is refused once more stays so."""
    moved = [p for p in people if (p.standing, event) != (Standing.REFUSED, "refuse")]
    ends = {states.after(states.PEOPLE, person.standing, event) for person in moved}
    for standing in ends:
        told = {"reason": reason, "changed_by": by, "changed_at": at, "holds": False}
        _in_parts(ProposedPerson.objects.all(), [p.pk for p in moved], standing=standing, **told)


def _in_parts(rows: QuerySet[Any], keys: Sequence[int], **values: object) -> None:
    """Write the same values to many rows: a database takes only so many keys at once."""
    for start in range(0, len(keys), 1000):
        rows.filter(pk__in=keys[start : start + 1000]).update(**values)
