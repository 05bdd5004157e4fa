"""One row of a list as a name's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jemput.kernel.nik import Nik
from jemput.kernel.regions import RegionCode
from jemput.office.regions.queries import VillageIndex
from jemput.office.roster.rules import match_key
from jemput.office.sheets import cells
from jemput.office.sheets.errors import RepeatedRow
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, Table, open_table
from jemput.office.sheets.rows import Refused, RowReader, reasons, village_of

LAYOUT = "unrecorded"
FIELDS = tuple(layout(LAYOUT).headings)


@dataclass(frozen=True)
class NameRow:
    """What a good row says: the fields of a ListName but for the import it came with."""

    number: int
    fields: dict[str, Any]

    @property
    def match_key(self) -> str:
        """What makes it the same name as another row."""
        return str(self.fields["match_key"])


def open_list(path: Path) -> Table:
    """Open a list file in any layout we know. Raises the numbered errors of unreadable files."""
    return open_table(path, layout(LAYOUT))


def read_list(table: Table, index: VillageIndex, today: date) -> Iterator[NameRow | Refused]:
    """Every row as a name or with its reasons; a row that repeats an earlier one is refused as such."""
    seen: dict[str, int] = {}
    for row in table.rows:
        found = read_row(row, index, today)
        if isinstance(found, NameRow):
            first = seen.setdefault(found.match_key, row.number)
            if first != row.number:
                found = Refused(row.number, row.as_text(), reasons([RepeatedRow(row=first)]))
        yield found


def read_row(row: SheetRow, index: VillageIndex, today: date) -> NameRow | Refused:
    """A name's fields from one row; without a NIK it needs a birth date to be told from its namesakes."""
    reader = RowReader(row)
    nik: Nik | None = reader.read("nik", cells.nik)
    name = reader.read("name", cells.person_name)
    born = reader.read("birth_date", lambda cell: cells.birth_date(cell, today=today))
    sex = reader.read("sex", cells.sex)
    address = reader.read("address", lambda cell: cells.plain_text(cell, "ALAMAT"))
    village = village_of(reader, index)
    if nik is None:
        reader.require("birth_date", born, "TANGGAL LAHIR")
    if reader.problems or village is None:
        return reader.refused()
    kabupaten = RegionCode(village).digits[:4]
    doubts = nik.doubts(birth_date=born, sex=sex, kabupaten_digits=kabupaten) if nik else []
    fields = {
        "nik": nik or "",
        "name": name,
        "birth_date": born,
        "sex": sex or "",
        "address": (address or "")[:200],
        "village_id": village,
        "doubts": [doubt.value for doubt in doubts],
        "match_key": match_key(nik or "", name, born, village),
        "raw": row.as_text(),
        **_plain(row),
    }
    return NameRow(row.number, fields)


def _plain(row: SheetRow) -> dict[str, str]:
    return {
        "birth_place": cells.text(row.cells.get("birth_place")).upper()[:80],
        "family_card": cells.family_card(row.cells.get("family_card")),
        "mother_name": cells.text(row.cells.get("mother_name")).upper()[:120],
        "rt": cells.rt_rw(row.cells.get("rt"))[:4],
        "rw": cells.rt_rw(row.cells.get("rw"))[:4],
    }


def corrected(number: int, written: Mapping[str, str]) -> SheetRow:
    """A rejected row as a clerk has rewritten it, ready to be read again."""
    return SheetRow(number, {name: written.get(name, "") for name in FIELDS})
