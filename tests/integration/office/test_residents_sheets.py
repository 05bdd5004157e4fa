"""Spreadsheets as offices have them: every format is read, every kind of damage has its number."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.nik import BadNik
from jemput.office.sheets import cells, errors
from jemput.office.sheets.layouts import codes, layout
from jemput.office.sheets.reading import SheetRow, open_table

LIST = layout("unrecorded")
HEADINGS = ["NO", "NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "KODE WILAYAH"]
SITI = ["1", "1504034507620001", "SITI AMINAH", "05-07-1962", "1504032019"]
TODAY = date(2018, 12, 5)


def rows(path: Path) -> list[SheetRow]:
    return list(open_table(path, LIST).rows)


def xlsx(folder: Path, *lines: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(folder / "daftar.xlsx")
    return folder / "daftar.xlsx"


def xls(folder: Path, *lines: list[Any]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("BELUM REKAM")
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            sheet.write(r, c, value)
    book.save(str(folder / "daftar.xls"))
    return folder / "daftar.xls"


def text(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    (folder / "daftar.csv").write_bytes(content.encode(encoding))
    return folder / "daftar.csv"


@pytest.mark.parametrize("make", [xlsx, xls])
def test_old_and_new_excel_with_a_letterhead_above(tmp_path: Path, make: Any) -> None:
    path = make(tmp_path, ["DINAS DUKCAPIL"], [], HEADINGS, SITI)
    (row,) = rows(path)
    assert (row.number, row.cells["nik"], row.cells["name"]) == (4, "1504034507620001", "SITI AMINAH")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_any_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = "\r\n".join(separator.join(line) for line in (HEADINGS, ["1", SITI[1], "RENÉ", *SITI[3:]]))
    assert rows(text(tmp_path, lines, encoding))[0].cells["name"] == "RENÉ"


def test_headings_are_found_in_the_second_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["sampul"])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("DATA")
    for line in (HEADINGS, SITI):
        sheet.append(line)
    book.save(path)
    assert len(rows(path)) == 1


def test_a_sheet_that_starts_in_column_c(tmp_path: Path) -> None:
    (row,) = rows(xlsx(tmp_path, [None, None, *HEADINGS], [None, None, *SITI]))
    assert row.cells["village_code"] == "1504032019"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", errors.EmptyFile),
        (b"NIK;NAMA LENGKAP;TANGGAL LAHIR;KODE WILAYAH\r\n", errors.EmptyFile),
        (b"NO;NAMA LENGKAP\r\n1;SITI\r\n", errors.MissingColumns),
        (b"PK\x03\x04 not a zip after all", errors.NotASpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", errors.NotASpreadsheet),
        (b"%PDF-1.7 scan of a list", errors.NotASpreadsheet),
        (b"<html><table><tr><td>NIK</td></tr></table></html>", errors.NotASpreadsheet),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", errors.NotASpreadsheet),
    ],
)
def test_what_cannot_be_read_has_its_number(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    path = tmp_path / "daftar.xls"
    path.write_bytes(content)
    with pytest.raises(problem):
        rows(path)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingColumns, match="NIK, TANGGAL LAHIR"):
        rows(text(tmp_path, "NAMA LENGKAP;KODE WILAYAH\nSITI;1504032019\n"))


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60 * 2**20)
    with pytest.raises(errors.ZipBomb):
        rows(path)


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jemput.office.sheets.guards.LARGEST_MB", 0)
    with pytest.raises(errors.TooLarge):
        rows(text(tmp_path, "NIK\n1"))


def test_a_formula_is_known_even_where_excel_kept_its_result(tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADINGS, ["1", "=B9", "SITI", "05-07-1962", "1504032019"])
    (row,) = rows(path)
    with pytest.raises(errors.FormulaCell):
        row.get("nik")


@pytest.mark.parametrize("cell", ["6,10609E+15", "6.10609E+15", 6106091234567890.0, 9171012345678901.0])
def test_a_rounded_nik_is_never_taken(cell: Any) -> None:
    with pytest.raises(errors.PrecisionLost):
        cells.nik(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "6106091204560001\u00a0",
        "'6106091204560001",
        "6106091204560001.0",
        '="6106091204560001"',
        6106091204560001.0,
    ],
)
def test_a_nik_that_can_still_be_read(cell: Any) -> None:
    assert cells.nik(cell) == "6106091204560001"


@pytest.mark.parametrize("cell", ["6106091204560000", "6106093204560001", "610609120456", "NIHIL"])
def test_a_wrong_nik_is_refused(cell: str) -> None:
    with pytest.raises(BadNik):
        cells.nik(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "05-07-1962",
        "5/7/1962",
        "5 Juli 1962",
        "1962-07-05",
        22832,
        22832.0,
        datetime.fromisoformat("1962-07-05"),
        "5.7.1962",
    ],
)
def test_one_birth_date_in_many_spellings(cell: Any) -> None:
    assert cells.birth_date(cell, today=TODAY) == date(1962, 7, 5)


@pytest.mark.parametrize("cell", ["31-02-1990", "00-00-0000", "1985", "17-08-2091", "BELUM ADA", "05-07-62"])
def test_an_impossible_birth_date_is_refused(cell: str) -> None:
    with pytest.raises(errors.BadDate):
        cells.birth_date(cell, today=TODAY)


@given(st.dates(date(1905, 1, 1), TODAY))
def test_every_date_survives_its_spelling_and_its_number(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert cells.birth_date(f"{day:%d-%m-%Y}", today=TODAY) == day
    assert serial < 10000 or cells.birth_date(float(serial), today=TODAY) == day


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+62812", "-2+3"])
def test_a_name_that_is_a_formula_is_refused(cell: str) -> None:
    with pytest.raises(errors.FormulaCell):
        cells.person_name(cell)


@given(st.text(max_size=40))
def test_reading_a_sex_never_breaks(written: str) -> None:
    try:
        assert cells.sex(written) in {None, "L", "P"}
    except errors.UnknownWord as problem:
        assert problem.code == "O145"


def test_every_layout_is_sound() -> None:
    for code in codes():
        known = layout(code)
        assert all(field in known.headings for group in known.required for field in group)
