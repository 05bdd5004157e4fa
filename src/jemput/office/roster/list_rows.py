"""One row of a list as a name's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jemput.kernel.eligibility import may_be_recorded
from jemput.kernel.errors import Problem
from jemput.kernel.nik import Nik, Person
from jemput.kernel.statuses import RECORDED
from jemput.office.regions.queries import VillageIndex
from jemput.office.residents import codes
from jemput.office.roster.rules import match_key
from jemput.office.sheets import cells
from jemput.office.sheets.errors import PassedOver, RepeatedRow, SharedNik
from jemput.office.sheets.layouts import Layout, layout
from jemput.office.sheets.reading import SheetRow, Table
from jemput.office.sheets.recording import status_of
from jemput.office.sheets.rows import Refused, RowReader, refused, village_of

LAYOUT = "unrecorded"
FIELDS = tuple(
    name for name in layout(LAYOUT).headings if name not in {"born", "rt_rw", "recording", "marital"}
)
SHOWN_ROWS = 5
MARRIED_FROM = 2
"""The register's code of marital status from which on somebody has ever been married."""


@dataclass(slots=True)
class NameRow:
    """What a good row says: the fields of a ListName but for the import it came with."""

    number: int
    fields: dict[str, Any]
    sheet: str = ""

    @property
    def match_key(self) -> str:
        """What makes it the same name as another row."""
        return str(self.fields["match_key"])


@dataclass(slots=True)
class Passed:
    """A row of a list of everybody that names somebody who need not be recorded."""

    number: int
    because: str


@dataclass
class RowCounts:
    """What was noticed while rows were read."""

    passed: Counter[str] = field(default_factory=Counter)
    shared: dict[str, int] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        """What to tell of it, in sentences."""
        found: list[Problem] = []
        if self.passed:
            found.append(PassedOver(recorded=self.passed["recorded"], young=self.passed["young"]))
        if self.shared:
            rows = ", ".join(map(str, list(self.shared.values())[:SHOWN_ROWS]))
            found.append(SharedNik(count=len(self.shared), rows=rows))
        return found


def read_list(
    table: Table, reader: ListReader, counts: RowCounts | None = None
) -> Iterator[NameRow | Refused | Passed]:
    """Every row as a name or with its reasons; a row that repeats an earlier one is refused as such."""
    counts = counts or RowCounts()
    seen: dict[str, int] = {}
    holders: dict[str, str] = {}
    for row in table.rows:
        found = reader.read(row)
        if isinstance(found, NameRow):
            key, nik = found.match_key, found.fields["nik"]
            if key in seen:
                found = refused(row, [RepeatedRow(row=seen[key])])
            else:
                seen[key] = row.number
                if nik and holders.setdefault(nik, key) != key:
                    counts.shared.setdefault(nik, row.number)
        elif isinstance(found, Passed):
            counts.passed[found.because] += 1
        yield found


class ListReader:
    """Reads the rows of one list; what a kecamatan and a village mean is looked up once each."""

    def __init__(self, index: VillageIndex, today: date, of: Layout | None = None) -> None:
        self.index = index
        self.today = today
        self.layout = of or layout(LAYOUT)
        self._villages: dict[tuple[object, ...], str | None] = {}

    def read(self, row: SheetRow) -> NameRow | Refused | Passed:
        """A name's fields from one row; without a NIK it needs a birth date to be told from namesakes."""
        if self.layout.everyone:
            because = self._needs_none(row)
            if because:
                return Passed(row.number, because)
        reader = RowReader(row)
        nik: Nik | None = reader.read("nik", cells.nik)
        name = reader.read("name", cells.person_name)
        born = reader.read("birth_date", self._birth_date)
        sex = reader.read("sex", cells.sex)
        address = reader.read("address", _address)
        village = self._village(reader)
        if nik is None:
            reader.require("birth_date", born, "TANGGAL LAHIR")
        if reader.problems or village is None:
            return reader.refused()
        doubts = (
            nik.doubts(birth_date=born, sex=sex, kabupaten_digits=village[:2] + village[3:5]) if nik else []
        )
        written = row.as_text()
        fields = {
            "nik": str(nik or ""),
            "name": name,
            "birth_date": born,
            "sex": str(sex or ""),
            "address": (address or "")[:200],
            "village_id": village,
            "doubts": [doubt.value for doubt in doubts],
            "match_key": match_key(nik or "", name, born, village),
            "raw": written,
            "birth_place": written.get("birth_place", "").upper()[:80],
            "family_card": cells.family_card(row.cells.get("family_card")),
            "mother_name": written.get("mother_name", "").upper()[:120],
            "rt": cells.rt_rw(written.get("rt"))[:4],
            "rw": cells.rt_rw(written.get("rw"))[:4],
        }
        return NameRow(row.number, fields, row.sheet)

    def _birth_date(self, cell: cells.Cell) -> date | None:
        return cells.birth_date(cell, today=self.today)

    def _village(self, reader: RowReader) -> str | None:
        told = reader.row.cells.get
        place = (told("village_code"), told("kecamatan"), told("village"), told("village_kind"))
        found = self._villages.get(place)
        if found is None:
            found = village_of(reader, self.index)
            if found is not None:
                self._villages[place] = found
        return found

    def _needs_none(self, row: SheetRow) -> str:
        """Why somebody of a list of everybody is none of ours: recorded already, or too young."""
        status = status_of(row.cells.get("recording"), self.layout.words.get("recording", {}))
        if status in RECORDED:
            return "recorded"
        try:
            born = self._birth_date(row.cells.get("birth_date"))
        except Problem:
            return ""
        marital = codes.read("marital", cells.text(row.cells.get("marital"))) or 1
        if born and not may_be_recorded(Person(born, marital >= MARRIED_FROM), on=self.today):
            return "young"
        return ""


def _address(cell: cells.Cell) -> str:
    return cells.plain_text(cell, "ALAMAT")


def corrected(number: int, written: Mapping[str, str], sheet: str = "") -> SheetRow:
    """A rejected row as a clerk has rewritten it, ready to be read again."""
    return SheetRow(number, {name: written.get(name, "") for name in FIELDS}, sheet=sheet)
