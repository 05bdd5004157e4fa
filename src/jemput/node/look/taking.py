"""Taking a list away as .xlsx: the trail keeps who took which rows, and why where the NIKs are full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from jemput.node.ledger.reading import Reading, note_full_sheet, note_read
from jemput.node.look.cells import masked
from jemput.node.look.sheets import sheet_response

if TYPE_CHECKING:
    from jemput.node.look.tables import TableView

FULL_EXPORT = "niks.export"
"""The permission to take a list away with full NIKs."""


def may_take_full(view: TableView[Any]) -> bool:
    """Whether a list has NIKs and its reader may take them away in full."""
    may = getattr(getattr(view.request, "user", None), "may", None)
    has_niks = any(column.kind == "nik" and column.export for column in view.table.columns)
    return view.table.exportable and has_niks and may is not None and may(FULL_EXPORT)


def sheet(view: TableView[Any]) -> HttpResponse:
    """The rows that fit as an .xlsx; a signed-in reader's name goes into the trail."""
    rows = view.rows()
    reader = getattr(view.request, "user", None)
    if reader is not None and reader.is_authenticated:
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
        by, at = reader.get_username(), timezone.now()
        note_read(kind=Reading.SHEET, subject=_taken(view), by=by, at=at, rows=count)
    return _response(view, rows, reveal_niks=view.table.reveal_niks)


def full_sheet(view: TableView[Any], reason: str) -> HttpResponse:
    """The same with full NIKs, for a reason that each person's trail keeps.

    Raises ReasonNeeded, PermissionDenied.
    """
    if not may_take_full(view):
        raise PermissionDenied
    rows = list(view.rows())
    columns = [column for column in view.table.columns if column.kind == "nik" and column.export]
    niks = [str(column.of(row) or "") for row in rows for column in columns]
    by, at = view.request.user.get_username(), timezone.now()
    note_full_sheet(subject=_taken(view), niks=niks, by=by, at=at, reason=reason)
    return _response(view, rows, reveal_niks=True)


def _taken(view: TableView[Any]) -> str:
    """What a sheet holds, for the trail: its title, its page and what was searched, long numbers masked."""
    asked = urlencode({key: view.request.GET[key] for key in view.request.GET if "export" not in key})
    hidden = re.sub(r"\d{9,}", lambda found: masked(found[0]), asked)
    return f"{_title(view)}: {view.request.path}{'?' if hidden else ''}{hidden}"


def _title(view: TableView[Any]) -> str:
    return str(view.table.title or view.table.name or "Jemput")


def _response(view: TableView[Any], rows: Any, *, reveal_niks: bool) -> HttpResponse:
    return sheet_response(
        columns=[column for column in view.table.columns if column.export],
        rows=rows,
        title=_title(view),
        at=timezone.localtime(),
        reveal_niks=reveal_niks,
    )
