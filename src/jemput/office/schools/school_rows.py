"""One row of a register of schools as a school's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from jemput.office.regions.queries import VillageIndex
from jemput.office.schools import rules
from jemput.office.sheets import cells
from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import EmptyFile, MissingColumns, NothingThere, RepeatedRow
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.mending import Manner, Mender, Oddities, SheetRow
from jemput.office.sheets.reading import survey
from jemput.office.sheets.rows import Refused, RowReader, reasons, village_of

LAYOUT = "school_register"
FIELDS = tuple(layout(LAYOUT).headings)


@dataclass(frozen=True)
class SchoolRow:
    """What a good row says: the fields of a School, and the row as it stood."""

    number: int
    fields: dict[str, Any]
    raw: dict[str, str]

    @property
    def match(self) -> tuple[str, str]:
        """What makes it the same school as another row: its NPSN, else village and name."""
        if self.fields["npsn"]:
            return "npsn", self.fields["npsn"]
        return self.fields["village_id"], self.fields["name_key"]


class _EachRow(Mender):
    """Rows of schools each stand for themselves: a short one is no broken line of the one above."""

    def _sort(self, number: int, filled: Sequence[str], values: Sequence[Cell], held: SheetRow | None) -> str:
        return super()._sort(number, filled, values, None)


def open_register(path: Path) -> Iterator[SheetRow]:
    """The rows of a file of schools. Raises the numbered errors of unreadable files."""
    found, wanted = survey(path), layout(LAYOUT)
    tops = [top for top in found.sheets if top.rows]
    top = min(tops, key=lambda top: len(wanted.missing(wanted.columns(top.heading.headings))))
    columns = wanted.columns(top.heading.headings)
    if wanted.missing(columns):
        raise MissingColumns(file=path.name, columns=", ".join(wanted.missing(columns)))
    sheet = next(sheet for sheet in found.book.sheets if sheet.name == top.name)
    manner = Manner(
        columns=columns,
        headings=top.heading.headings,
        formulas=sheet.extent.formulas,
        merges=sheet.merges,
    )
    below = ((number, cells) for number, cells in sheet.rows() if number > top.heading.row)
    rows = _EachRow(manner, Oddities()).rows(below)
    first = next(rows, None)
    if first is None:
        raise EmptyFile(file=path.name)
    return chain([first], rows)


def read_schools(rows: Iterable[SheetRow], index: VillageIndex) -> Iterator[SchoolRow | Refused]:
    """Every row as a school or with its reasons; a row that repeats an earlier one is refused as such."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        found = read_school(row, index)
        if isinstance(found, SchoolRow):
            first = seen.setdefault(found.match, row.number)
            if first != row.number:
                found = Refused(row.number, row.as_text(), reasons([RepeatedRow(row=first)]))
        yield found


def read_school(row: SheetRow, index: VillageIndex) -> SchoolRow | Refused:
    """A school's fields from one row."""
    reader = RowReader(row)
    name: str = reader.read("name", lambda cell: cells.plain_text(cell, "NAMA SEKOLAH")) or ""
    number = reader.read("npsn", lambda cell: rules.npsn(cells.text(cell)))
    stated = reader.read("pupils", lambda cell: rules.pupils_stated(cells.text(cell)))
    principal = reader.read("principal", lambda cell: cells.plain_text(cell, "KEPALA SEKOLAH"))
    kind = reader.read("kind", lambda cell: rules.kind_of(cells.text(cell), name)) if name else ""
    village = village_of(reader, index)
    if not name and not reader.problems:
        reader.problems.append(NothingThere(field="NAMA SEKOLAH"))
    if reader.problems or village is None:
        return reader.refused()
    fields = {
        "npsn": number,
        "name": name[:120],
        "name_key": rules.school_key(name)[:120],
        "kind": str(kind),
        "village_id": village,
        "principal": (principal or "")[:120],
        "phone": cells.text(row.cells.get("phone"))[:30],
        "pupils_stated": stated,
    }
    return SchoolRow(row.number, fields, row.as_text())


def rewritten(number: int, written: Mapping[str, str]) -> SheetRow:
    """A rejected row as a clerk has rewritten it, ready to be read again."""
    return SheetRow(number, {name: written.get(name, "") for name in FIELDS})
