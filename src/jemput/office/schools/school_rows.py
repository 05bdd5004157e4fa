"""One row of a register of schools as a school's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jemput.office.regions.queries import VillageIndex
from jemput.office.schools import rules
from jemput.office.sheets import cells
from jemput.office.sheets.errors import NothingThere, RepeatedRow
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, Table, open_table
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


def open_register(path: Path) -> Table:
    """Open a file of schools. Raises the numbered errors of unreadable files."""
    return open_table(path, layout(LAYOUT))


def read_schools(table: Table, index: VillageIndex) -> Iterator[SchoolRow | Refused]:
    """Every row as a school or with its reasons; a row that repeats an earlier one is refused as such."""
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
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
