"""Bad files: each is refused or read with a number and a word on what to do, and none hurts the machine."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jemput.kernel.regions import RegionCode
from jemput.office.regions.actions import init_kabupaten
from jemput.office.roster import actions
from jemput.office.roster.models import ListImport
from jemput.office.sheets import errors
from jemput.office.sheets.guards import has_macros, kind_of
from jemput.office.sheets.reading import survey
from tests import list_files as files
from tests.cast import AT, BY

HEAD = ["NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "DESA", "KODE WILAYAH"]
DAY = date(2018, 12, 1)


def line(person: tuple[str, ...], code: str = files.CODE) -> list[Any]:
    return [person[0], person[1], person[3], "", code]


def put_into(path: Path, member: str, content: bytes) -> Path:
    """Replace or add one member of a zip file."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, kept in {**members, member: content}.items():
            new.writestr(name, kept)
    return path


def test_a_stray_cell_far_away_does_not_take_the_memory(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI)])
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    put_into(path, "xl/worksheets/sheet1.xml", sheet + b"</sheetData></worksheet>")
    with pytest.raises(errors.TooWide, match="16384"):
        survey(path)


def test_an_ods_that_repeats_a_filled_row_a_million_times_is_refused(tmp_path: Path) -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string">'
    )
    bomb += "<text:p>x</text:p></table:table-cell></table:table-row>"
    with pytest.raises(errors.RepeatsItself):
        survey(files.ods(tmp_path / "x.ods", [HEAD], bomb))


def test_an_ods_that_ends_in_a_million_empty_rows_is_read(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
    empty += ' table:number-columns-repeated="16384"/></table:table-row>'
    assert not survey(files.ods(tmp_path / "x.ods", [HEAD, line(files.ASNI)], empty)).plan.missing


def test_two_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(";".join(HEAD) + "\n" + ";".join(line(files.ASNI)) + "\n" + ";;;;\n" * 2_000_000)
    found = survey(path)
    from jemput.office.sheets.reading import read

    assert len(list(read(found, found.plan).rows)) == 1


def test_macros_are_noticed_and_left_alone(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "x.xlsm", [HEAD, line(files.ASNI)])
    put_into(path, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Attribute VB_Name")
    found = survey(path)
    assert has_macros(path, kind_of(path)) and [p.code for p in found.notes(found.plan)] == ["O312"]


def test_a_format_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI)]).rename(tmp_path / "x.xls")
    assert not survey(path).plan.missing


@pytest.fixture
def home(db: None) -> None:
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=AT)


def take_in(path: Path) -> ListImport:
    return actions.import_list(path=path, source="Pusat", as_of=DAY, by=BY, at=AT, dry_run=True)


@pytest.mark.usefixtures("home")
def test_a_list_of_another_kabupaten_is_said_to_be_one(tmp_path: Path) -> None:
    people = [
        files.ASNI,
        files.JONI,
        files.RINA,
        files.ANAK,
        ("1504035203750099", "X Y", "", "01-01-1990", "L"),
    ]
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, *(line(person, "3503011001") for person in people)])
    with pytest.raises(errors.OtherKabupaten, match=r"35030.*Batanghari"):
        take_in(path)
    failed = ListImport.objects.get()
    assert failed.state == "failed" and failed.problem.startswith("O319") and failed.rejects.count() == 5


@pytest.mark.usefixtures("home")
def test_one_row_of_elsewhere_says_where(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI), line(files.JONI, "3503011001")])
    (reject,) = take_in(path).rejects.all()
    assert reject.reasons[0]["code"] == "O320" and reject.line[1] == files.JONI[1]


@pytest.mark.usefixtures("home")
def test_one_nik_beside_two_names_is_noted(tmp_path: Path) -> None:
    other = (files.ASNI[0], "NURHAYATI", "", "12-03-1975", "P")
    found = take_in(files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI), line(other)]))
    assert found.rows_good == 2 and [note["code"] for note in found.notes] == ["O318"]


@pytest.mark.usefixtures("home")
def test_a_formula_refuses_its_row_alone(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "x.xlsx", [HEAD, line(files.ASNI), line(files.JONI)])
    book = openpyxl.load_workbook(path)
    book.active["A3"] = "=A2"
    book.save(path)
    found = take_in(path)
    assert (found.rows_good, found.rejects.get().reasons[0]["code"]) == (1, "O143")
