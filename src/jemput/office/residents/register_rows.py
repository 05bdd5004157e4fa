"""One row of a register file as a resident's fields, or the numbered reasons why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jemput.kernel.statuses import NationalStatus
from jemput.office.regions.queries import VillageIndex
from jemput.office.residents import codes
from jemput.office.sheets import cells
from jemput.office.sheets.cells import Cell
from jemput.office.sheets.errors import UnknownWord
from jemput.office.sheets.reading import SheetRow
from jemput.office.sheets.recording import status_of
from jemput.office.sheets.rows import Refused, RowReader, village_of

NO_WORDS: Mapping[str, str] = {}
LISTS = ("religion", "blood", "education", "occupation", "shdk")
_BASE = {"": 1, "HIDUP": 1, "MATI": 2, "PINDAH": 3, "HILANG": 4, "PERGI": 6, "TIDAK VALID": 9}


@dataclass(frozen=True)
class RegisterRow:
    """What a good row says: the fields of a Resident, and the center's status where the file has one."""

    fields: dict[str, Any]
    status: NationalStatus | None


def read_row(
    row: SheetRow, index: VillageIndex, today: date, words: Mapping[str, str] = NO_WORDS
) -> RegisterRow | Refused:
    """A resident's fields from one row; `words` put the layout's codes of recording into words."""
    reader = RowReader(row)
    found: dict[str, Any] = {
        "nik": reader.read("nik", cells.nik),
        "name": reader.read("name", cells.person_name),
        "sex": reader.read("sex", cells.sex),
        "birth_date": reader.read("birth_date", lambda cell: cells.birth_date(cell, today=today)),
        "marital": reader.read("marital", lambda cell: _coded("marital", cell)) or 1,
        "village_id": village_of(reader, index),
    }
    for name, heading in (("nik", "NIK"), ("sex", "JENIS KELAMIN"), ("birth_date", "TANGGAL LAHIR")):
        reader.require(name, found[name], heading)
    if reader.problems:
        return reader.refused()
    found |= {name: _coded_or_none(name, row.cells.get(name)) for name in LISTS}
    found |= _plain(row)
    return RegisterRow(found, status_of(row.cells.get("recording"), words))


def _plain(row: SheetRow) -> dict[str, Any]:
    """Fields that are never a reason to refuse a person."""
    written = {name: cells.text(row.cells.get(name)) for name in row.cells}
    status = written.get("base_status", "").upper()
    return {
        "family_card": cells.family_card(row.cells.get("family_card")),
        "birth_place": written.get("birth_place", "").upper()[:80],
        "nationality": _coded_or_none("nationality", row.cells.get("nationality")) or 1,
        "mother_name": written.get("mother_name", "").upper()[:120],
        "father_name": written.get("father_name", "").upper()[:120],
        "address": written.get("address", "")[:200],
        "rt": cells.rt_rw(row.cells.get("rt"))[:4],
        "rw": cells.rt_rw(row.cells.get("rw"))[:4],
        "base_status": int(status) if status in {"1", "2", "3", "4", "6", "9"} else _BASE.get(status, 1),
    }


def _coded(name: str, cell: Cell) -> int | None:
    written = cells.text(cell)
    code = codes.read(name, written) if written else None
    if written and code is None:
        raise UnknownWord(field=name, value=written)
    return code


def _coded_or_none(name: str, cell: Cell) -> int | None:
    return codes.read(name, cells.text(cell)) if cell is not None else None
