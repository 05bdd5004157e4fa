"""Rows as people meant them: families told above their members, broken lines joined, footers left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from jemput.kernel.errors import Problem
from jemput.office.sheets.books import Merge, Rows
from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.errors import FormulaCell, HeadingsRepeated, LinesLeftOut, RowsJoined
from jemput.office.sheets.families import Family, family_of
from jemput.office.sheets.layouts import heading_key

PLACES = (
    "kecamatan",
    "village",
    "village_code",
    "village_kind",
    "rt",
    "rw",
    "rt_rw",
    "address",
    "family_card",
)
"""Fields whose cells are merged over the rows they hold for."""
SHOWN_ROWS = 5
_FOOTER = re.compile(
    r"(?i)(hal(aman)?\b|page\b|dicetak|printed|jumlah|total|keterangan|mengetahui|kepala\b|nip\b|sumber\b)"
)
_OF_A_PERSON = ("nik", "birth_date", "born")


@dataclass(slots=True)
class SheetRow:
    """One row of people: its number as the spreadsheet shows it, and its cells by field.

    `line` is the whole row as it stood, `joined` how many broken lines were put to it.
    """

    number: int
    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()
    sheet: str = ""
    line: Sequence[Cell] = ()
    joined: int = 0

    def get(self, name: str) -> Cell:
        """One cell, None where the sheet has no such column. Raises FormulaCell."""
        if name in self.formulas:
            raise FormulaCell(field=name, value=text(self.cells.get(name)) or "=…")
        return self.cells.get(name)

    def as_text(self) -> dict[str, str]:
        """Every cell as a person reads it: what is kept of a row."""
        return {name: text(cell) for name, cell in self.cells.items()}


@dataclass
class Oddities:
    """Rows that were not plain: how many of each sort, and the first few."""

    counts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)

    def note(self, sort: str, row: int) -> None:
        """Count one more."""
        self.counts[sort] = self.counts.get(sort, 0) + 1
        shown = self.rows.setdefault(sort, [])
        if len(shown) < SHOWN_ROWS:
            shown.append(row)

    def problems(self) -> list[Problem]:
        """What to tell of them, in sentences."""
        sorts: dict[str, type[Problem]] = {
            "heading": HeadingsRepeated, "joined": RowsJoined, "footer": LinesLeftOut,
        }  # fmt: skip
        return [
            kind(count=self.counts[sort], rows=", ".join(map(str, self.rows[sort])))
            for sort, kind in sorts.items()
            if sort in self.counts
        ]


@dataclass(frozen=True)
class Manner:
    """How the rows of one sheet are to be understood."""

    columns: Mapping[str, int]
    headings: Sequence[str]
    sheet: str = ""
    families: bool = False
    defaults: Mapping[str, Cell] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    merges: Sequence[Merge] = ()


class Mender:
    """Understands the rows of one sheet, in their order."""

    def __init__(self, manner: Manner, oddities: Oddities) -> None:
        self.manner = manner
        self.oddities = oddities
        self.fields = tuple(manner.columns)
        self.places = tuple(manner.columns.values())
        self.width = max(self.places, default=-1) + 1
        self.family: dict[str, Cell] = dict(manner.defaults)
        self.heading_keys = {heading_key(heading) for heading in manner.headings} - {""}
        self.filling = self._filled_down(manner.merges)
        self.tops: dict[tuple[int, int], Cell] = {}
        pick: Any = itemgetter(*self.places) if self.places else (lambda cells: ())
        self.pick = pick if len(self.places) != 1 else (lambda cells: (pick(cells),))

    def rows(self, rows: Rows) -> Iterator[SheetRow]:
        """Every person's row; each is held back until the next shows that it does not go on."""
        nik = self.fields.index("nik") if "nik" in self.fields else -1
        plain = not (self.filling or self.manner.formulas or self.manner.families)
        held: SheetRow | None = None
        for number, line in rows:
            if plain and not any(line):
                continue
            cells = line if len(line) >= self.width else [*line, *[None] * (self.width - len(line))]
            if not plain:
                cells = self._from_above(number, cells)
            values = self.pick(cells)
            key = values[nik] if nik >= 0 else None
            if not (isinstance(key, str) and len(key) == 16 and key.isdigit() and plain):
                found = self._odd(number, cells, values, held)
            else:
                found = self._row(number, line, values)
            if found is not None:
                if held is not None:
                    yield held
                held = found
        if held is not None:
            yield held

    def _row(self, number: int, line: Sequence[Cell], values: Sequence[Cell]) -> SheetRow:
        named = dict(zip(self.fields, values, strict=True))
        if self.family:
            named = {
                **self.family,
                **{name: value for name, value in named.items() if value not in (None, "")},
            }
        if "born" in named or "rt_rw" in named:
            _split(named)
        formulas = self.manner.formulas
        calculated = (
            frozenset(name for name, at in self.manner.columns.items() if (number - 1, at) in formulas)
            if formulas
            else frozenset()
        )
        return SheetRow(number, named, calculated, self.manner.sheet, line)

    def _odd(
        self, number: int, cells: Sequence[Cell], values: Sequence[Cell], held: SheetRow | None
    ) -> SheetRow | None:
        """A row that is not plainly a person's: the person's all the same, or None where it names nobody."""
        filled = [written for written in map(text, cells) if written]
        if not filled and not self._calculated(number):
            return None
        if self.manner.families and self._tells_of_family(filled):
            return None
        sort = self._sort(number, filled, values, held)
        if sort == "joined" and held is not None:
            _join(held, dict(zip(self.fields, values, strict=True)))
        if sort:
            self.oddities.note(sort, number)
            return None
        if self._calculated(number) or any(text(value) for value in values):
            return self._row(number, cells, values)
        return None

    def _calculated(self, number: int) -> bool:
        formulas = self.manner.formulas
        return bool(formulas) and any((number - 1, at) in formulas for at in self.places)

    def _tells_of_family(self, filled: Sequence[str]) -> bool:
        told: Family | None = family_of(filled)
        if told is not None and told.cells:
            self.family = {**self.manner.defaults, **told.cells}
        return told is not None

    def _sort(self, number: int, filled: Sequence[str], values: Sequence[Cell], held: SheetRow | None) -> str:
        keys = [heading_key(cell) for cell in filled]
        if len(keys) > 1 and sum(key in self.heading_keys for key in keys) > 0.6 * len(keys):
            return "heading"
        if len(filled) > 2 and _is_counting(filled):
            return "heading"
        named = dict(zip(self.fields, values, strict=True))
        nobody = not any(text(named.get(name)) for name in _OF_A_PERSON)
        if nobody and len(filled) <= 3 and _FOOTER.match(filled[0]):
            return "footer"
        if held is not None and 0 < number - held.number <= 1 + held.joined:
            return "joined" if _goes_on(held.cells, named, filled) else ""
        return ""

    def _filled_down(self, merges: Sequence[Merge]) -> dict[int, list[tuple[int, int]]]:
        """Row → (column, row of the merged cell's value), where a place is merged downwards."""
        columns = {self.manner.columns[name] for name in PLACES if name in self.manner.columns}
        found: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in merges:
            for column in range(left, right + 1):
                if column in columns and bottom > top:
                    for row in range(top, bottom + 1):
                        found.setdefault(row, []).append((column, top))
        return found

    def _from_above(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        spots = self.filling.get(number - 1)
        if not spots or not any(text(cell) for cell in cells):
            return cells
        filled = list(cells)
        for column, top in spots:
            if top == number - 1:
                self.tops[(top, column)] = cells[column]
            else:
                filled[column] = self.tops.get((top, column), cells[column])
        return filled


def _is_counting(filled: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 4, or (1) (2) (3)."""
    numbers = [cell.strip("()") for cell in filled]
    return all(n.isdigit() and len(n) <= 2 for n in numbers) and [int(n) for n in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(numbers))
    )


def _goes_on(held: Mapping[str, Cell], named: Mapping[str, Cell], filled: Sequence[str]) -> bool:
    """Whether a row is the rest of the one above: a few words, and nothing that only a person has."""
    own = {name: text(cell) for name, cell in named.items() if text(cell)}
    if (
        not own
        or len(own) != len(filled)
        or len(own) > max(1, len([c for c in held.values() if text(c)]) // 2)
    ):
        return False
    nik, before = own.get("nik", ""), text(held.get("nik"))
    if nik and not (nik.isdigit() and before.isdigit() and len(before) + len(nik) == 16):
        return False
    date, written = own.get("birth_date", ""), text(held.get("birth_date"))
    if date and (len(written) >= 10 or len(written) + len(date) > 18):
        return False
    return not own.get("sex") and not own.get("village_code")


def _join(held: SheetRow, rest: Mapping[str, Cell]) -> None:
    cells = dict(held.cells)
    for name, cell in rest.items():
        more = text(cell)
        if more:
            before = text(cells.get(name))
            tight = name in ("nik", "family_card", "birth_date") or before.endswith(("_", "-"))
            cells[name] = f"{before}{'' if tight or not before else ' '}{more}"
    held.cells, held.joined = cells, held.joined + 1


_BORN = re.compile(r"(.*?)[\s,/]+(\d{1,2}\s*[-/. ].*|\d{4}-\d\d-\d\d)")


def _split(named: dict[str, Cell]) -> None:
    """Two things in one column become two fields: place and date of birth, RT and RW."""
    born = _BORN.fullmatch(text(named.get("born")))
    if born:
        named.setdefault("birth_place", born[1])
        named.setdefault("birth_date", born[2])
    elif text(named.get("born")):
        named.setdefault("birth_date", named["born"])
    rt, slash, rw = text(named.get("rt_rw")).partition("/")
    if slash:
        named.setdefault("rt", rt.strip())
        named.setdefault("rw", rw.strip())
