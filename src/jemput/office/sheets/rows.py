"""One row read field by field: every reason at once, and the village it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jemput.kernel.errors import Problem
from jemput.office.regions.queries import VillageIndex
from jemput.office.sheets import cells
from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import NothingThere, UnknownVillage
from jemput.office.sheets.reading import SheetRow


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken in, with every reason at once."""

    number: int
    cells: dict[str, str]
    reasons: list[dict[str, str]]


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
        return Refused(self.row.number, self.row.as_text(), reasons(self.problems))


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
        shown = named["village"] or named["village_code"]
        reader.problems.append(UnknownVillage(village=shown, kecamatan=named["kecamatan"]))
    return code
