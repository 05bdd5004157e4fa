"""One row read field by field: every reason at once, and the village it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jemput.kernel.errors import Problem
from jemput.office.regions.queries import VillageIndex
from jemput.office.sheets import cells
from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import NothingThere, OtherRegion, UnknownVillage
from jemput.office.sheets.reading import SheetRow


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken in, with every reason at once."""

    number: int
    cells: dict[str, str]
    reasons: list[dict[str, str]]
    sheet: str = ""
    line: list[str] = field(default_factory=list)


class RowReader:
    """Collects a row's problems instead of stopping at the first, so that one look repairs all."""

    def __init__(self, row: SheetRow) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def read(self, name: str, reading: Callable[[Cell], Any]) -> Any:
        """One field by its reading; None, and the reason kept, where that fails."""
        try:
            return reading(self.row.get(name))
        except Problem as problem:
            self.problems.append(problem)
            return None

    def require(self, name: str, value: Any, heading: str) -> None:
        """Note that a field must not be empty, unless something else is wrong with it already."""
        if value is None and not self.problems:
            self.problems.append(NothingThere(field=heading))

    def refused(self) -> Refused:
        """The row with its reasons."""
        return refused(self.row, self.problems)


def refused(row: SheetRow, problems: list[Problem]) -> Refused:
    """A row with the reasons why it is not taken in, and the whole line as it stood."""
    line = [cells.text(cell) for cell in row.line]
    return Refused(row.number, row.as_text(), reasons(problems), row.sheet, line)


def reasons(problems: list[Problem]) -> list[dict[str, str]]:
    """Problems as they are kept: number and both languages."""
    return [{"code": p.code, "id": p.text("id"), "en": p.text("en")} for p in problems]


def village_of(reader: RowReader, index: VillageIndex) -> str | None:
    """The code of the row's village; None, and the reason kept, where it is none or two of ours."""
    named = {
        name: cells.text(reader.row.cells.get(name))
        for name in ("village_code", "kecamatan", "village", "village_kind")
    }
    code = index.find(
        code=named["village_code"],
        kecamatan=named["kecamatan"],
        name=named["village"],
        kind=named["village_kind"].lower(),
    )
    if code is None:
        reader.problems.append(_elsewhere(named, index))
    return code


def _elsewhere(named: dict[str, str], index: VillageIndex) -> Problem:
    """Why a village is none of ours: its code is another kabupaten's, or nobody knows the name."""
    digits = "".join(c for c in named["village_code"] if c.isdigit())
    home = next(iter(index.by_code), "")[:4]
    if len(digits) >= 10 and not digits.startswith(home):
        return OtherRegion(code=named["village_code"], home=f"{home[:2]}.{home[2:]}")
    shown = named["village"] or named["village_code"]
    return UnknownVillage(village=shown, kecamatan=named["kecamatan"])
