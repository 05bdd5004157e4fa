"""The wizard for a list's columns: what somebody chose on the page, and how the first rows would be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Text
from jemput.office.regions.queries import village_index, villages
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster.list_rows import ListReader, NameRow
from jemput.office.roster.models import ListImport
from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.layouts import Layout, layout, presets
from jemput.office.sheets.reading import Plan, SheetTop, planned, tried
from jemput.office.sheets.rows import Refused

SHOWN_ROWS = 6
TRIED_ROWS = 8

MEANINGS: Mapping[str, Text] = {
    "nik": gettext_lazy("NIK"),
    "name": gettext_lazy("Nama"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "birth_place": gettext_lazy("Tempat lahir"),
    "born": gettext_lazy("Tempat dan tanggal lahir"),
    "sex": gettext_lazy("Jenis kelamin"),
    "village_code": gettext_lazy("Kode wilayah"),
    "village": gettext_lazy("Desa/kelurahan"),
    "village_kind": gettext_lazy("Desa atau kelurahan (tipe)"),
    "kecamatan": gettext_lazy("Kecamatan"),
    "address": gettext_lazy("Alamat"),
    "rt": gettext_lazy("RT"),
    "rw": gettext_lazy("RW"),
    "rt_rw": gettext_lazy("RT/RW"),
    "family_card": gettext_lazy("Nomor KK"),
    "mother_name": gettext_lazy("Nama ibu"),
    "father_name": gettext_lazy("Nama ayah"),
    "marital": gettext_lazy("Status kawin"),
    "recording": gettext_lazy("Status perekaman"),
}
"""What a column of a list can mean, in the order people look for it."""


@dataclass(frozen=True)
class ShownColumn:
    """One column of the file: its place, its letter, its heading, what it means now, its first cells."""

    place: int
    letter: str
    heading: str
    meaning: str
    cells: list[str]


@dataclass(frozen=True)
class TriedRow:
    """One row as it would be read."""

    number: int
    verdict: Badge
    cells: list[str]
    why: str = ""


@dataclass(frozen=True)
class Wizard:
    """Everything the page of columns shows."""

    plan: Plan
    tops: list[SheetTop]
    columns: list[ShownColumn] = field(default_factory=list)
    tried: list[TriedRow] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The first rows below the headings, cell by cell."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    @property
    def missing(self) -> str:
        """Headings that are required and mean nothing yet."""
        return ", ".join(self.plan.missing)

    @property
    def meanings(self) -> list[tuple[str, Text]]:
        """What a column can mean."""
        return [("", _("(tidak dipakai)")), *MEANINGS.items()]

    @property
    def layouts(self) -> list[tuple[str, str]]:
        """The layouts to choose among."""
        return sorted(((found.code, named(found)) for found in presets()), key=itemgetter(1))

    @property
    def heading_rows(self) -> list[tuple[int, str]]:
        """The rows that may hold the headings, each with its first words."""
        return [(number, " · ".join(filter(None, map(shown, cells)))[:90]) for number, cells in self.top.rows]

    @property
    def top(self) -> SheetTop:
        """The sheet whose columns are shown."""
        return next((top for top in self.tops if top.name in self.plan.sheets), self.tops[0])

    @property
    def sheets(self) -> list[SheetTop]:
        """The sheets that hold anything."""
        return [top for top in self.tops if top.rows]

    @property
    def needs_village(self) -> bool:
        """Whether no column says the village."""
        return not {"village", "village_code"} & set(self.plan.columns)

    @property
    def villages(self) -> list[tuple[str, str]]:
        """The villages to choose among for every row."""
        found = villages().order_by("parent__name", "name")
        return [(v.code, f"{v.parent.name if v.parent else ''} · {v.full_name}") for v in found]


TRIED_FIELDS = ("nik", "name", "birth_date", "sex", "village", "kecamatan", "address")


def wizard(list_import: ListImport, chosen: Plan | None = None) -> Wizard:
    """The page of columns of a list, by the plan it has or one somebody is trying out."""
    tops = [SheetTop.from_json(kept) for kept in list_import.survey]
    plan = chosen or Plan.from_json(list_import.reading)
    found = Wizard(plan, tops)
    below = [cells for number, cells in found.top.rows if number > plan.heading_row][:SHOWN_ROWS]
    width = max([len(plan.headings), *(len(cells) for cells in below)], default=0)
    by_place = {place: name for name, place in plan.columns.items()}
    columns = [
        ShownColumn(
            place=at,
            letter=letters(at),
            heading=plan.headings[at] if at < len(plan.headings) else "",
            meaning=by_place.get(at, ""),
            cells=[shown(cells[at]) if at < len(cells) else "" for cells in below],
        )
        for at in range(width)
    ]
    filled = [column for column in columns if column.heading or column.meaning or any(column.cells)]
    return Wizard(plan, tops, filled, _tried(list_import, tops, plan))


def _tried(list_import: ListImport, tops: list[SheetTop], plan: Plan) -> list[TriedRow]:
    reader = ListReader(village_index(), list_import.as_of, layout(plan.layout))
    rows = []
    for row in tried(tops, plan):
        read, cells = reader.read(row), [shown(row.cells.get(name)) for name in TRIED_FIELDS]
        if isinstance(read, NameRow):
            rows.append(TriedRow(row.number, Badge(_("masuk"), "good"), cells))
        elif isinstance(read, Refused):
            why = reasons_in_words(read.reasons)
            rows.append(TriedRow(row.number, Badge(_("ditolak"), "danger"), cells, why))
        else:
            words = {"recorded": _("sudah rekam"), "young": _("belum cukup umur")}
            rows.append(TriedRow(row.number, Badge(_("dilewati"), "muted"), cells, words[read.because]))
        if len(rows) >= TRIED_ROWS:
            break
    return rows


def chosen_plan(list_import: ListImport, asked: QueryDict) -> Plan:
    """What somebody chose on the page; guessed anew where heading, sheet or layout changed."""
    tops = [SheetTop.from_json(kept) for kept in list_import.survey]
    known = {found.code for found in presets()}
    code = asked.get("layout", "")
    row = asked.get("heading_row", "")
    names = {top.name for top in tops}
    guess = "guess" in asked or asked.get("changed") == "yes"
    return planned(
        tops,
        sheets=[name for name in asked.getlist("sheet") if name in names] or [tops[0].name],
        heading_row=int(row) if row.isdigit() else 0,
        code=code if code in known else list_import.layout,
        columns=None if guess else _columns(asked),
        village=_village(asked.get("village", "")),
    )


def _columns(asked: QueryDict) -> dict[str, int]:
    """Field to column, as the selects say; the first of two columns with one meaning counts."""
    found: dict[str, int] = {}
    places = (key.removeprefix("column-") for key in asked if key.startswith("column-"))
    for place in sorted(int(place) for place in places if place.isdigit()):
        meaning = asked.get(f"column-{place}", "")
        if meaning in MEANINGS:
            found.setdefault(meaning, place)
    return found


def _village(code: str) -> str:
    return code if code and villages().filter(code=code).exists() else ""


def shown(cell: Cell) -> str:
    """A cell as the page shows it: numbers of sixteen digits masked."""
    written = text(cell)
    digits = "".join(c for c in written if c.isdigit())
    return f"{digits[:4]}••••••••{digits[12:]}" if len(digits) == 16 else written[:60]


def named(found: Layout) -> str:
    """A layout's name in the reader's language."""
    return found.named(get_language() or "id")


def letters(place: int) -> str:
    """A column's letters: A, B, …, Z, AA."""
    first, second = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def shown_row(cells: Mapping[str, Any], names: tuple[str, ...] = TRIED_FIELDS) -> list[str]:
    """Some fields of a row as the page shows them."""
    return [shown(cells.get(name)) for name in names]
