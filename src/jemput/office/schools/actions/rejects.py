"""Rejected rows mended by hand: read again as rewritten, and taken in where nothing is wrong any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.node.ledger.actions import announce, record
from jemput.office.regions.queries import village_index
from jemput.office.schools import pupil_rows, school_rows
from jemput.office.schools.actions.rows import write_pupils, write_schools
from jemput.office.schools.errors import NotNow
from jemput.office.schools.models import SchoolImport, SchoolReject
from jemput.office.sheets.rows import Refused


@transaction.atomic
def mend(*, reject: SchoolReject, cells: dict[str, str], by: str, at: datetime) -> bool:
    """Read a rejected row again as a clerk has rewritten it; False, and the new reasons kept, if it fails.

    Raises NotNow for a row that was mended, or whose file is not taken in yet.
    """
    found = reject.school_import
    if reject.mended_by or found.state != SchoolImport.State.DONE:
        raise NotNow(event="mend", state=found.state)
    before, reject.cells = reject.cells, cells
    row = _read(reject, cells)
    if isinstance(row, Refused):
        reject.reasons = row.reasons
        reject.save()
        return False
    if isinstance(row, school_rows.SchoolRow):
        write_schools(found, [row], at)
    else:
        write_pupils(found, [row])
        subject, payload = f"schools {found.pk}", {"import": found.pk}
        announce(topic="schools.pupils_waiting", subject=subject, payload=payload, at=at)
    reject.mended_by, reject.mended_at = by, at
    reject.save()
    details = {"row": reject.row_number, "before": before, "after": cells}
    record(action="schools.reject_mended", subject=f"schools {found.pk}", by=by, at=at, details=details)
    return True


def _read(
    reject: SchoolReject, cells: dict[str, str]
) -> school_rows.SchoolRow | pupil_rows.PupilRow | Refused:
    found = reject.school_import
    if found.kind == SchoolImport.Kind.REGISTER:
        return school_rows.read_school(school_rows.rewritten(reject.row_number, cells), village_index())
    row = pupil_rows.rewritten(reject.row_number, cells)
    return pupil_rows.read_pupil(row, pupil_rows.school_index(found.school), village_index(), found.as_of)
