"""What hands and spreadsheets do to a list on its way: rows that an import must repair or refuse by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random

from jemput.synthesis.draws import one_of
from jemput.synthesis.errors import BadShare
from jemput.synthesis.sheets import Cell

CellRow = dict[str, Cell]


class Damage(StrEnum):
    """Kinds of damage to one row."""

    FLOAT_NIK = "float_nik"
    SCIENTIFIC_NIK = "scientific_nik"
    FLOAT_TEXT_NIK = "float_text_nik"
    NO_BREAK_SPACE = "no_break_space"
    QUOTED_NIK = "quoted_nik"
    SHORT_NIK = "short_nik"
    IMPOSSIBLE_DATE = "impossible_date"
    SERIAL_DATE = "serial_date"
    YEAR_ONLY = "year_only"
    FORMULA = "formula"
    NO_NAME = "no_name"
    SHIFTED = "shifted"
    EMPTY_ROW = "empty_row"


REPAIRABLE = frozenset({Damage.NO_BREAK_SPACE, Damage.QUOTED_NIK, Damage.FLOAT_TEXT_NIK, Damage.SERIAL_DATE})
"""Damage after which everything can still be read with certainty."""


@dataclass(frozen=True)
class DamagedList:
    """Rows of which some are damaged, and which (by index) in what way."""

    rows: list[CellRow]
    damages: dict[int, Damage] = field(repr=False)


def damage(
    rows: Sequence[dict[str, str]],
    seed: int,
    share: float = 0.01,
    kinds: Sequence[Damage] = tuple(Damage),
) -> DamagedList:
    """Damage `share` of the rows (at least one of a non-empty list), each kind in turn; order is kept.

    Only rows with a NIK of 16 digits are hit, so that each kind does what its name says.
    """
    if not 0 <= share <= 1:
        raise BadShare(name="share", value=share)
    rng = Random(f"damage {seed}")
    damaged: list[CellRow] = [dict(row) for row in rows]
    whole = [index for index, row in enumerate(rows) if len(row["NIK"]) == 16]
    count = min(len(whole), max(1, round(len(rows) * share))) if share > 0 else 0
    damages = {index: kinds[turn % len(kinds)] for turn, index in enumerate(rng.sample(whole, count))}
    for index, kind in damages.items():
        _HOW[kind](rng, damaged[index])
    return DamagedList(damaged, damages)


def _float_nik(_rng: Random, row: CellRow) -> None:
    # Excel keeps 15 significant digits: the sixteenth becomes 0 and with it the person is lost.
    row["NIK"] = float(_digits(row) // 10 * 10)


def _scientific_nik(_rng: Random, row: CellRow) -> None:
    row["NIK"] = f"{_digits(row):.5E}".replace(".", ",")


def _float_text_nik(_rng: Random, row: CellRow) -> None:
    row["NIK"] = f"{_digits(row)}.0"


def _no_break_space(_rng: Random, row: CellRow) -> None:
    row["NIK"] = f"{row['NIK']}\u00a0"
    row["NO KK"] = f"\u00a0{row['NO KK']}\u200b"


def _quoted_nik(_rng: Random, row: CellRow) -> None:
    row["NIK"] = f"'{row['NIK']}"


def _short_nik(rng: Random, row: CellRow) -> None:
    row["NIK"] = str(_digits(row))[: 10 + int(rng.random() * 6)]


def _impossible_date(rng: Random, row: CellRow) -> None:
    row["TANGGAL LAHIR"] = one_of(rng, ("31-02-1990", "00-00-0000", "30-13-1985", "17-08-2091", "BELUM ADA"))


def _serial_date(_rng: Random, row: CellRow) -> None:
    day, month, year = (int(part) for part in str(row["TANGGAL LAHIR"]).split("-"))
    row["TANGGAL LAHIR"] = excel_serial(year, month, day)


def excel_serial(year: int, month: int, day: int) -> int:
    """The day number of Excel's 1900 system, right from 1 March 1900 on."""
    return (date(year, month, day) - date(1899, 12, 30)).days


def _year_only(_rng: Random, row: CellRow) -> None:
    row["TANGGAL LAHIR"] = str(row["TANGGAL LAHIR"])[-4:]


def _formula(rng: Random, row: CellRow) -> None:
    text = one_of(rng, ("=1+1", "=HYPERLINK(A1)", "@SUM(A1:A9)", "+62812000", "-2+3", "=cmd|'/C calc'!A0"))
    row[one_of(rng, ("NAMA LENGKAP", "ALAMAT"))] = text


def _no_name(_rng: Random, row: CellRow) -> None:
    row["NAMA LENGKAP"] = None


def _shifted(_rng: Random, row: CellRow) -> None:
    keys = list(row)
    values = list(row.values())
    row.update(zip(keys[1:], values[:-1], strict=True))


def _empty_row(_rng: Random, row: CellRow) -> None:
    row.update(dict.fromkeys(row))


def _digits(row: CellRow) -> int:
    return int(str(row["NIK"]))


_HOW: dict[Damage, Callable[[Random, CellRow], None]] = {
    Damage.FLOAT_NIK: _float_nik,
    Damage.SCIENTIFIC_NIK: _scientific_nik,
    Damage.FLOAT_TEXT_NIK: _float_text_nik,
    Damage.NO_BREAK_SPACE: _no_break_space,
    Damage.QUOTED_NIK: _quoted_nik,
    Damage.SHORT_NIK: _short_nik,
    Damage.IMPOSSIBLE_DATE: _impossible_date,
    Damage.SERIAL_DATE: _serial_date,
    Damage.YEAR_ONLY: _year_only,
    Damage.FORMULA: _formula,
    Damage.NO_NAME: _no_name,
    Damage.SHIFTED: _shifted,
    Damage.EMPTY_ROW: _empty_row,
}
