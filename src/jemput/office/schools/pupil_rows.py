"""One row of a school roster as a pupil's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jemput.kernel.nik import Nik
from jemput.office.regions.queries import VillageIndex
from jemput.office.schools import rules
from jemput.office.schools.errors import UnknownSchool
from jemput.office.schools.models import School
from jemput.office.sheets import cells
from jemput.office.sheets.errors import RepeatedRow
from jemput.office.sheets.layouts import layout
from jemput.office.sheets.reading import SheetRow, Table, open_table
from jemput.office.sheets.rows import Refused, RowReader, reasons

LAYOUT = "school_roster"
FIELDS = tuple(layout(LAYOUT).headings)


@dataclass(frozen=True)
class PupilRow:
    """What a good row says: the fields of a Pupil, and the row as it stood."""

    number: int
    fields: dict[str, Any]
    raw: dict[str, str]

    @property
    def match(self) -> tuple[int, str]:
        """What makes it the same pupil as another row: the school with name and birth date."""
        return self.fields["school_id"], self.fields["match_key"]


@dataclass(frozen=True)
class SchoolIndex:
    """Finds a school by NPSN, or by a name only one school bears; `only` where a file is of one school."""

    by_npsn: Mapping[str, int]
    by_key: Mapping[str, int]
    only: int | None = None

    def find(self, npsn: str, name: str) -> int:
        """The school's key. Raises UnknownSchool."""
        if self.only is not None and not npsn and not name:
            return self.only
        found = self.by_npsn.get(npsn) or self.by_key.get(rules.school_key(name)) if npsn or name else None
        if found is None:
            raise UnknownSchool(school=(name or npsn or "–")[:60])
        return found


def school_index(only: School | None = None) -> SchoolIndex:
    """An index over the active schools; a file of one school may leave the school's columns out."""
    rows = list(School.objects.filter(active=True).values_list("pk", "npsn", "name_key"))
    times = Counter(key for _, _, key in rows)
    return SchoolIndex(
        {npsn: pk for pk, npsn, _ in rows if npsn},
        {key: pk for pk, _, key in rows if times[key] == 1},
        only.pk if only else None,
    )


def open_roster(path: Path) -> Table:
    """Open a file of pupils. Raises the numbered errors of unreadable files."""
    return open_table(path, layout(LAYOUT))


def read_pupils(
    table: Table, schools: SchoolIndex, villages: VillageIndex, today: date
) -> Iterator[PupilRow | Refused]:
    """Every row as a pupil or with its reasons; a row that repeats an earlier one is refused as such."""
    seen: dict[tuple[int, str], int] = {}
    for row in table.rows:
        found = read_pupil(row, schools, villages, today)
        if isinstance(found, PupilRow):
            first = seen.setdefault(found.match, row.number)
            if first != row.number:
                found = Refused(row.number, row.as_text(), reasons([RepeatedRow(row=first)]))
        yield found


def read_pupil(
    row: SheetRow, schools: SchoolIndex, villages: VillageIndex, today: date
) -> PupilRow | Refused:
    """A pupil's fields from one row; without a NIK a pupil needs a birth date, and the other way round."""
    reader = RowReader(row)
    nik: Nik | None = reader.read("nik", cells.nik)
    name = reader.read("name", cells.person_name)
    born = reader.read("birth_date", lambda cell: cells.birth_date(cell, today=today))
    sex = reader.read("sex", cells.sex)
    school = reader.read("school", lambda cell: _school(row, cells.text(cell), schools))
    if nik is None:
        reader.require("birth_date", born, "TANGGAL LAHIR")
    if reader.problems:
        return reader.refused()
    born = born or rules.born_by_nik(nik or "", today=today)
    fields = {
        "school_id": school,
        "match_key": rules.pupil_key(name, born, nik or ""),
        "nik": nik or "",
        "name": name,
        "birth_date": born,
        "sex": sex or (nik.sex if nik else ""),
        **_plain(row, villages),
    }
    return PupilRow(row.number, fields, row.as_text())


def _school(row: SheetRow, name: str, schools: SchoolIndex) -> int:
    return schools.find(rules.npsn(cells.text(row.cells.get("npsn"))), name)


def _plain(row: SheetRow, villages: VillageIndex) -> dict[str, Any]:
    """What may be missing or wrong without harm: an unknown village is none of ours, no reason to refuse."""
    named = {name: cells.text(row.cells.get(name)) for name in ("village_code", "kecamatan", "village")}
    village = villages.find(
        code=named["village_code"],
        kecamatan=named["kecamatan"].removeprefix("Kec. "),
        name=named["village"],
        kind=cells.text(row.cells.get("village_kind")).lower(),
    )
    return {
        "class_name": cells.text(row.cells.get("class_name"))[:30],
        "birth_place": cells.text(row.cells.get("birth_place")).upper()[:80],
        "mother_name": cells.text(row.cells.get("mother_name")).upper()[:120],
        "family_card": cells.family_card(row.cells.get("family_card")),
        "village_id": village,
    }


def rewritten(number: int, written: Mapping[str, str]) -> SheetRow:
    """A rejected row as a clerk has rewritten it, ready to be read again."""
    return SheetRow(number, {name: written.get(name, "") for name in FIELDS})
