"""Who must be visited at home: the flag many see, and the reason that few read, each reading kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.node.ledger.reading import Reading, note_read
from jemput.office.roster.actions.findings import require_own
from jemput.office.roster.models import HomeVisit, ListName


@transaction.atomic
def flag_home_visit(
    *, list_name: ListName, category: str, by: str, at: datetime, region_code: str = ""
) -> HomeVisit:
    """Say that somebody must be visited at home; why is kept apart, for few eyes (S3-4)."""
    require_own(list_name, region_code)
    ListName.objects.filter(pk=list_name.pk).update(home_visit=True)
    need, _ = HomeVisit.objects.update_or_create(
        list_name=list_name, defaults={"category": HomeVisit.Category(category), "by": by, "at": at}
    )
    # The reason stays out of the ledger: many may read who did what, few what ails somebody.
    record(action="roster.home_visit_flagged", subject=f"name {list_name.pk}", by=by, at=at)
    return need


@transaction.atomic
def unflag_home_visit(*, list_name: ListName, by: str, at: datetime, region_code: str = "") -> None:
    """Say that somebody can come after all; the reason is forgotten."""
    require_own(list_name, region_code)
    ListName.objects.filter(pk=list_name.pk).update(home_visit=False)
    HomeVisit.objects.filter(list_name=list_name).delete()
    record(action="roster.home_visit_unflagged", subject=f"name {list_name.pk}", by=by, at=at)


@transaction.atomic
def read_home_visit(*, list_name: ListName, by: str, at: datetime, because: str = "") -> str:
    """The reason for a visit at home in words, empty for none: the only way to it, and each reading is kept.

    Who read it, when, and of whom stands in the access trail before anybody sees a word.
    """
    need = HomeVisit.objects.filter(list_name=list_name).first()
    if need is None:
        return ""
    nik = list_name.resident.nik if list_name.resident else list_name.nik
    note_read(kind=Reading.VISIT, subject=f"name {list_name.pk}", by=by, at=at, nik=nik, reason=because)
    return str(HomeVisit.Category(need.category).label)
