"""Presets: which one a file is, what it says of each person, and what PDF and Excel did to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.office.sheets.families import family_of
from jemput.office.sheets.layouts import best_fit, fingerprint, layout, presets
from jemput.office.sheets.reading import Plan, SheetRow, Table, planned, read, survey
from tests import list_files as files

Make = Callable[[Path], Path]
MADE: dict[str, tuple[Make, str]] = {
    "bip_ektp": (files.bip_ektp, "x.xls"),
    "bip_2012": (files.bip_2012, "x.xls"),
    "bip_2016": (files.bip_2016, "x.xlsx"),
    "siak": (files.siak, "x.xlsx"),
    "opensid": (files.opensid, "x.xlsx"),
}


def table(path: Path, village: str = "") -> tuple[Table, list[SheetRow]]:
    found = survey(path)
    plan = found.plan
    if village:
        plan = Plan(
            plan.layout, plan.sheets, plan.heading_row, plan.headings, plan.columns, village, plan.above
        )
    opened = read(found, plan)
    return opened, list(opened.rows)


def column(rows: list[SheetRow], name: str) -> list[Any]:
    return [row.cells.get(name) for row in rows]


@pytest.mark.parametrize("code", MADE)
def test_a_preset_is_known_by_its_headings_and_reads_everybody(tmp_path: Path, code: str) -> None:
    make, name = MADE[code]
    path = make(tmp_path / name)
    assert survey(path).plan.layout == code
    _opened, rows = table(path, files.CODE)
    names = [person[1] for person in files.PEOPLE]
    assert column(rows, "name") == names[: len(rows)] and len(rows) in {2, 4}
    assert column(rows, "birth_date")[0] == "12-03-1975"


@pytest.mark.parametrize("code", [found.code for found in presets()])
def test_every_preset_fits_its_own_headings_best(code: str) -> None:
    headings = files.headings(code)
    assert best_fit(headings).code == code
    assert not layout(code).missing({**layout(code).columns(headings), "village": 0})


def test_the_columns_are_as_many_as_the_documents_say() -> None:
    counts = {"bip_ektp": 19, "bip_2016": 12, "siak": 37, "opensid": 43}
    assert {code: len(layout(code).written) for code in counts} == counts


def test_a_family_tells_its_members_card_village_rt_and_rw(tmp_path: Path) -> None:
    _opened, rows = table(files.bip_ektp(tmp_path / "x.xls"))
    first = rows[0].cells
    told = (first["family_card"], first["village"], first["village_kind"], first["rt"], first["rw"])
    assert told == (files.CARD, "SUNGAI BULUH", "desa", "002", "001")


def test_a_status_wrapped_over_two_lines_is_one_and_the_footer_is_nobody(tmp_path: Path) -> None:
    opened, rows = table(files.bip_ektp(tmp_path / "x.xls"))
    assert rows[2].cells["recording"] == "SENT FOR CARD PRINTING"
    assert [problem.code for problem in opened.oddities.problems()] == ["O316", "O317"]


@pytest.mark.parametrize(
    ("filled", "cells"),
    [
        ([files.CARD, "ASNI", "DESA LUBUK RT/RW : 002/000 DUSUN : -"], ("002", "000", None)),
        ([f"No. KK : {files.CARD}", "Alamat : A, Nama Dusun : SATU, RT/RW : -/-"], (None, None, "A, SATU")),
        ([files.CARD, "ASNI", "DUSUN SATU, RT:001, RW:002, Kodepos:83355,-"], ("001", "002", "SATU")),
    ],
)
def test_three_ways_to_tell_of_a_family(filled: list[str], cells: tuple[str | None, ...]) -> None:
    found = family_of(filled)
    assert found and found.cells["family_card"] == files.CARD
    assert tuple(found.cells.get(name) for name in ("rt", "rw", "address")) == cells


def test_the_letterhead_names_the_village(tmp_path: Path) -> None:
    _opened, rows = table(files.bip_2012(tmp_path / "x.xls"))
    assert column(rows, "village") == ["SUNGAI BULUH"] * 2 and column(rows, "rt") == ["001"] * 2


def test_an_ods_is_read_like_the_others(tmp_path: Path) -> None:
    lines = [files.headings("unrecorded"), files.filled("unrecorded", **files.told(files.ASNI))]
    _opened, rows = table(files.ods(tmp_path / "x.ods", lines), files.CODE)
    assert column(rows, "nik") == [files.ASNI[0]]


HEAD = ["NO", "NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "ALAMAT", "KODE WILAYAH"]


def broken(person: tuple[str, ...]) -> list[str]:
    return ["1", person[0], person[1], person[3], "JL. POROS", files.CODE]


def test_a_row_broken_over_two_lines_is_put_together(tmp_path: Path) -> None:
    first = broken(files.ASNI)
    first[1], first[2] = first[1][:10], "ASNI"
    rest = ["", files.ASNI[0][10:], "MARLINA", "", "", ""]
    opened, rows = table(files.xlsx(tmp_path / "x.xlsx", [HEAD, first, rest, broken(files.JONI)]))
    assert column(rows, "nik") == [files.ASNI[0], files.JONI[0]]
    assert rows[0].cells["name"] == "ASNI MARLINA" and opened.oddities.counts == {"joined": 1}


def test_headings_on_each_page_and_column_numbers_are_passed_over(tmp_path: Path) -> None:
    counting = [str(n) for n in range(1, 7)]
    lines = [HEAD, counting, broken(files.ASNI), HEAD, broken(files.JONI), ["Jumlah : 2"]]
    opened, rows = table(files.xlsx(tmp_path / "x.xlsx", lines))
    assert len(rows) == 2 and opened.oddities.counts == {"heading": 2, "footer": 1}


def test_a_village_merged_over_its_rows_is_everybody_s(tmp_path: Path) -> None:
    head = ["NIK", "NAMA", "TGL LAHIR", "DESA"]
    lines: list[files.Line] = [head, [*_three(files.ASNI), files.VILLAGE], [*_three(files.JONI), None]]
    _opened, rows = table(files.xlsx(tmp_path / "x.xlsx", lines, merged=["D2:D3"]))
    assert column(rows, "village") == [files.VILLAGE] * 2


def _three(person: tuple[str, ...]) -> list[str]:
    return [person[0], person[1], person[3]]


def test_headings_over_two_merged_rows(tmp_path: Path) -> None:
    upper = ["NO", "NIK", "NAMA", "TEMPAT, TANGGAL LAHIR", None, "DESA"]
    lower = [None, None, None, "TEMPAT", "TANGGAL", None]
    line = ["1", files.ASNI[0], files.ASNI[1], files.ASNI[2], files.ASNI[3], files.VILLAGE]
    lines: list[files.Line] = [upper, lower, line]
    path = files.xlsx(tmp_path / "x.xlsx", lines, merged=["D1:E1"])
    _opened, rows = table(path)
    assert rows[0].cells["birth_place"] == files.ASNI[2] and rows[0].cells["birth_date"] == files.ASNI[3]
    assert [problem.code for problem in survey(path).notes(survey(path).plan)] == ["O314"]


def test_one_column_of_place_and_date_and_one_of_rt_and_rw(tmp_path: Path) -> None:
    head = ["NIK", "NAMA", "TEMPAT, TANGGAL LAHIR", "RT/RW", "DESA"]
    line = [files.ASNI[0], files.ASNI[1], "MUARA BULIAN, 12-03-1975", "002/001", files.VILLAGE]
    _opened, (row,) = table(files.xlsx(tmp_path / "x.xlsx", [head, line]))
    read_as = [row.cells[name] for name in ("birth_place", "birth_date", "rt", "rw")]
    assert read_as == ["MUARA BULIAN", "12-03-1975", "002", "001"]


def test_sheets_of_one_header_are_one_list_and_others_can_be_chosen(tmp_path: Path) -> None:
    path = files.xls(
        tmp_path / "x.xls",
        [HEAD, broken(files.ASNI)],
        [HEAD, broken(files.JONI)],
        [["NIK", "CATATAN"], ["1", "x"]],
    )
    found = survey(path)
    assert len(list(read(found, found.plan).rows)) == 2
    assert [problem.code for problem in found.notes(found.plan)] == ["O313"]
    one = planned(found.sheets, sheets=["Lembar 2"], heading_row=1, code="unrecorded")
    assert [row.cells["name"] for row in read(found, one).rows] == [files.JONI[1]]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_header_has_a_layout_and_a_fingerprint(headings: list[str]) -> None:
    assert best_fit(headings).code
    assert fingerprint(headings) == fingerprint([heading.upper() for heading in [*headings, ""]])
