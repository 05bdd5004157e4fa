"""Lists as offices have them, one file a layout, all of the same four people of one village."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from jemput.office.sheets.layouts import layout

Line = Sequence[Any]
VILLAGE, KECAMATAN, CODE = "Sungai Buluh", "Muara Bulian", "1504032019"
ASNI, JONI, RINA, ANAK = (
    ("1504035203750011", "ASNI MARLINA", "MUARA BULIAN", "12-03-1975", "P"),
    ("1504031706880012", "JONI FIRDAUS", "JAMBI", "17-06-1988", "L"),
    ("1504035010900013", "RINA OKTAVIA", "SUNGAI BULUH", "10-10-1990", "P"),
    ("1504030502150014", "RAFI ALHAFIZ", "MUARA BULIAN", "05-02-2015", "L"),
)
"""Asni and Joni wait to be recorded, Rina is recorded, Rafi is a child."""
PEOPLE = (ASNI, JONI, RINA, ANAK)
CARD = "1504030101120003"


def xlsx(path: Path, *sheets: Sequence[Line], merged: Sequence[str] = ()) -> Path:
    """A workbook of so many sheets."""
    book = openpyxl.Workbook()
    for number, lines in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"Lembar {number + 1}")
        for line in lines:
            sheet.append(list(line))
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def xls(path: Path, *sheets: Sequence[Line]) -> Path:
    """The same as an old .xls."""
    book = xlwt.Workbook()
    for number, lines in enumerate(sheets):
        sheet = book.add_sheet(f"Lembar {number + 1}")
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                sheet.write(y, x, value)
    book.save(str(path))
    return path


def ods(path: Path, lines: Sequence[Line], extra: str = "") -> Path:
    """The same as LibreOffice saves it, as far as reading goes; `extra` are rows as raw XML."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
            for cell in line
        )
        + "</table:table-row>"
        for line in lines
    )
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="DATA">{rows}{extra}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest'
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    return path


def headings(code: str) -> list[str]:
    """The columns of a layout, as it writes them."""
    return [heading for heading, _name in layout(code).written]


def filled(code: str, **told: Any) -> list[Any]:
    """One row of a layout, by field; columns without a meaning stay empty."""
    return [told.get(name, "") if name else "" for _heading, name in layout(code).written]


def told(person: tuple[str, str, str, str, str], **more: Any) -> dict[str, Any]:
    """One person by field."""
    nik, name, place, born, sex = person
    return {"nik": nik, "name": name, "birth_place": place, "birth_date": born, "sex": sex, **more}


def bip_ektp(path: Path) -> Path:
    """A BIP e-KTP: a family's row, its members, one status wrapped over two lines, a page's footer."""
    words = {"L": "Lk", "P": "Pr"}
    rows = [filled("bip_ektp", **{**told(p), "sex": words[p[4]], "marital": "K"}) for p in PEOPLE]
    rows[3][6] = "BK"
    for row, status in zip(rows, ("-", "BELUM REKAM", "SENT FOR CARD", "-"), strict=True):
        row[18] = status
    for number, row in enumerate(rows, 1):
        row[0] = number
    family = [CARD, "", "ASNI MARLINA", *[""] * 8, f"DESA {VILLAGE.upper()} RT/RW : 002/001 DUSUN : -"]
    wrapped = [""] * 18 + ["PRINTING"]
    lines = [["BUKU INDUK PENDUDUK"], [], headings("bip_ektp"), family, *rows[:3], wrapped, rows[3]]
    return xls(path, [*lines, ["Halaman 1 dari 1"]])


def bip_2012(path: Path) -> Path:
    """A BIP of 2012: captions, the family below them, the headings again, then its members."""
    rows = [filled("bip_2012", **told(p, marital="K", recording="NULL")) for p in PEOPLE[:2]]
    caption = ["", "NO.KK", "", "NAMA KEPALA KELUARGA", "", "", "ALAMAT"]
    family = ["", CARD, "", "ASNI MARLINA", "", "", "DUSUN SATU, RT:001, RW:002, Kodepos:36613,-"]
    above = [["DESA/KELURAHAN : SUNGAI BULUH"], ["KECAMATAN : MUARA BULIAN"]]
    return xls(path, [*above, headings("bip_2012"), caption, family, headings("bip_2012"), *rows])


def bip_2016(path: Path) -> Path:
    """A BIP of 2016, which names no village anywhere."""
    rows = [filled("bip_2016", **told(p)) for p in PEOPLE]
    for number, row in enumerate(rows, 1):
        row[0] = str(number)
    family = [f"No. KK : {CARD}", "", "Alamat : JL. POROS, Nama Dusun : SATU, RT/RW : 03/02"]
    return xlsx(path, [headings("bip_2016"), family, *rows, ["Keterangan:"]])


def siak(path: Path) -> Path:
    """SIAK's list of 37 columns."""
    place = {"kecamatan": KECAMATAN.upper(), "village": VILLAGE.upper(), "family_card": CARD}
    rows = [filled("siak", **told(p, marital="KAWIN", **place)) for p in PEOPLE[:2]]
    return xlsx(path, [headings("siak"), *rows])


def opensid(path: Path) -> Path:
    """OpenSID's 43 columns, coded, of one village that it does not name."""
    codes = (2, 2, 6, 1)
    rows = [
        filled("opensid", **{**told(p), "sex": 2 if p[4] == "P" else 1, "marital": 1, "recording": code})
        for p, code in zip(PEOPLE, codes, strict=True)
    ]
    return xlsx(path, [headings("opensid"), *rows])


def free(
    path: Path,
    title: str = "DATA WARGA BELUM EKTP",
    place: tuple[str, str, str] = (VILLAGE, KECAMATAN, CODE),
    people: Sequence[tuple[str, str, str, str, str]] = PEOPLE[:3],
) -> Path:
    """Somebody's own columns; two headings nobody could guess, and one broken NIK."""
    head = ["Nomer", "Nomor identitas", "Nama orangnya", "TTL", "L/P", "Kampung", "Kec."]
    rows = [
        [n, nik, name, f"{home}, {born}", sex, place[0], place[1]]
        for n, (nik, name, home, born, sex) in enumerate(people, 1)
    ]
    rows[people.index(RINA)][1] = "6,10609E+15"
    return xlsx(path, [[title], [], head, *rows], [["catatan", "lain"]])
