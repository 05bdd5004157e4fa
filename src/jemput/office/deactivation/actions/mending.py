"""Rejected rows of a decision: mended by hand and read again, or dismissed with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.deactivation import states
from jemput.office.deactivation.actions.deciding import settle
from jemput.office.deactivation.decision_rows import people_of, read_cells
from jemput.office.deactivation.errors import NoReason
from jemput.office.deactivation.models import Decision, DecisionRow


@transaction.atomic
def mend_row(*, row: DecisionRow, cells: Mapping[str, str], by: str, at: datetime) -> DecisionRow:
    """Read a rejected row again as rewritten; where the decision is applied already, so is the row."""
    to = states.after(states.ROWS, row.state, "mend")
    decision = row.decision
    taken = dict(
        decision.rows.exclude(pk=row.pk).filter(person__isnull=False).values_list("person", "row_number")
    )
    read = read_cells(row.row_number, cells, people_of(decision.proposal), decision.proposal.number, taken)
    before, row.cells = row.cells, read.cells
    row.reasons, row.person_id, row.approves = read.reasons, read.person, read.approves
    if not read.reasons:
        row.state = to
    row.save()
    if row.state == DecisionRow.State.READY and decision.state == Decision.State.APPLIED:
        settle(decision, [row], by=by, at=at)
    details = {"before": before, "after": row.cells, "state": row.state}
    subject = f"{decision.proposal.number} row {row.row_number}"
    record(action="deactivation.row_mended", subject=subject, by=by, at=at, details=details)
    return row


@transaction.atomic
def dismiss_row(*, row: DecisionRow, because: str, by: str, at: datetime) -> DecisionRow:
    """Decide that a rejected row means nobody of ours. Raises NoReason."""
    if not because.strip():
        raise NoReason()
    row.state = states.after(states.ROWS, row.state, "dismiss")
    row.dismissed_because = because.strip()[:200]
    row.save()
    subject = f"{row.decision.proposal.number} row {row.row_number}"
    details = {"because": because}
    record(action="deactivation.row_dismissed", subject=subject, by=by, at=at, details=details)
    return row
