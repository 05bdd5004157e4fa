"""What the columns of a list mean, as somebody says it: kept for this list, and remembered for the next."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.roster import states
from jemput.office.roster.actions.lists import announce_received
from jemput.office.roster.models import ListImport, RememberedLayout
from jemput.office.sheets.errors import MissingColumns
from jemput.office.sheets.reading import Plan


@transaction.atomic
def choose_columns(
    *, list_import: ListImport, plan: Plan, remember: bool, by: str, at: datetime
) -> ListImport:
    """Say how a list's file is read; a task reads it so. With `remember`, the next such header goes through.

    Raises MissingColumns where a list cannot be without what is still missing, NotNow.
    """
    if plan.missing:
        raise MissingColumns(file=list_import.file_name, columns=", ".join(plan.missing))
    list_import.state = states.after(states.IMPORTS, list_import.state, "explained")
    list_import.reading = {**plan.as_json(), "chosen": True}
    list_import.layout, list_import.problem, list_import.step = plan.layout, "", ""
    list_import.save()
    if remember:
        RememberedLayout.objects.update_or_create(
            fingerprint=plan.fingerprint,
            defaults={
                "headings": list(plan.headings),
                "layout": plan.layout,
                "columns": dict(plan.columns),
                "village": plan.village,
                "by": by,
                "at": at,
            },
        )
    announce_received(list_import, at)
    details = {"layout": plan.layout, "columns": dict(plan.columns), "remembered": remember}
    record(action="roster.list_explained", subject=f"list {list_import.pk}", by=by, at=at, details=details)
    return list_import


@transaction.atomic
def forget_layout(*, layout: RememberedLayout, by: str, at: datetime) -> None:
    """Forget what somebody said of a header; lists taken in by it stay as they are."""
    details = {"headings": layout.headings, "columns": layout.columns, "said_by": layout.by}
    record(action="roster.layout_forgotten", subject=layout.fingerprint[:16], by=by, at=at, details=details)
    layout.delete()
