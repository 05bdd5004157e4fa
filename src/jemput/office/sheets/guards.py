"""What a file is by its first bytes, and whether it is safe to open."""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from jemput.office.sheets.errors import EmptyFile, NotASpreadsheet, RepeatsItself, TooLarge, TooWide, ZipBomb

Format = Literal["zip", "xls", "csv"]

MEGABYTE = 2**20
LARGEST_MB = 120
LARGEST_UNPACKED = 2_000 * MEGABYTE
HARMLESS_UNPACKED = 50 * MEGABYTE
HIGHEST_RATIO = 100
"""Sheets of text shrink 5 to 20 times; a bomb a thousand."""
_MANY_FILES = 5_000
_FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
_ROW = re.compile(rb'<row[^>]*?\br="(\d+)"')
_WIDE_CELL = re.compile(rb'r="([A-Z]{3}|[C-Z][A-Z])\d+"[^>/]*>')
_NARROW = 78
"""Columns up to BZ: any layout fits, and no cell is looked for one by one."""
MOST_CELLS = 120_000_000
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="(\d{4,})"')
MOST_REPEATS = 5_000
_OVERLAP = 400


def kind_of(path: Path) -> Format:
    """The format, by content and not by name. Raises EmptyFile, TooLarge, NotASpreadsheet, ZipBomb."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(file=path.name)
    if size > LARGEST_MB * MEGABYTE:
        raise TooLarge(file=path.name, megabytes=size // MEGABYTE, limit=LARGEST_MB)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        _refuse_bomb(path)
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if _is_binary(head) or head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<", b"%pdf", b"{\\rtf")):
        raise NotASpreadsheet(file=path.name)
    return "csv"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 50


def _refuse_bomb(path: Path) -> None:
    """Judge by the sizes the archive declares; a wrong declaration fails its checksum while reading."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise NotASpreadsheet(file=path.name) from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    swollen = unpacked > HARMLESS_UNPACKED and unpacked / packed > HIGHEST_RATIO
    if unpacked > LARGEST_UNPACKED or swollen or len(members) > _MANY_FILES:
        raise ZipBomb(file=path.name)


@dataclass(frozen=True)
class Extent:
    """What one sheet holds besides values: the row and column (from 0) of every formula."""

    formulas: frozenset[tuple[int, int]] = frozenset()


def scan(path: Path, sheet: str) -> Extent:
    """Read one sheet of an .xlsx through: its formulas, and whether it can be loaded at all.

    Reading the sheet to its end also proves the sizes that the archive declares. Raises NotASpreadsheet, and
    TooWide where a stray cell far to the right of many rows would take memory for every cell between.
    """
    found: set[tuple[int, int]] = set()
    rows, columns = 0, _NARROW
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            if not member:
                return Extent()
            with archive.open(member) as stream:
                tail = b""
                while chunk := stream.read(4 * MEGABYTE):
                    block = tail + chunk
                    if b"<f" in block or b":f" in block:
                        found.update(_place(*match.groups()) for match in _FORMULA_CELL.finditer(block))
                    rows = max(rows, _last_row(block))
                    columns = max(columns, *(_place(c, b"1")[1] for c in _WIDE_CELL.findall(block)), 0)
                    tail = block[-_OVERLAP:]
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, EOFError, zlib.error) as error:
        raise NotASpreadsheet(file=path.name) from error
    if rows * columns > MOST_CELLS:
        raise TooWide(file=path.name, sheet=sheet, columns=columns + 1, rows=rows)
    return Extent(frozenset(found))


def _last_row(block: bytes) -> int:
    found = _ROW.search(block, max(0, block.rfind(b"<row")))
    return int(found.group(1)) if found else 0


def refuse_repeats(path: Path, kind: Format) -> None:
    """Refuse an .ods that says in a few words that a filled row or cell repeats a million times.

    Raises RepeatsItself, NotASpreadsheet.
    """
    if kind != "zip":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" not in archive.namelist():
                return
            with archive.open("content.xml") as stream:
                tail = b""
                while chunk := stream.read(4 * MEGABYTE):
                    block = tail + chunk
                    for match in _REPEATED.finditer(block):
                        _judge_repeat(path, block, match)
                    tail = block[-4 * _OVERLAP :]
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise NotASpreadsheet(file=path.name) from error


def _judge_repeat(path: Path, block: bytes, match: re.Match[bytes]) -> None:
    what, times = match.groups()
    if int(times) <= MOST_REPEATS:
        return
    tag_end = block.find(b">", match.end())
    if what == b"columns":
        opening = block[block.rfind(b"<", 0, match.start()) : tag_end]
        filled = b"value-type" in opening
    else:
        row_end = block.find(b"</table:table-row>", tag_end)
        filled = b"value-type" in block[tag_end : row_end if row_end >= 0 else len(block)]
    if filled:
        raise RepeatsItself(file=path.name, times=int(times))


def has_macros(path: Path, kind: Format) -> bool:
    """Whether a workbook carries macros; they are never run, only noticed."""
    if kind == "zip":
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    if kind != "xls":
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find("_VBA_PROJECT".encode("utf-16-le")) >= 0


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row) - 1, column - 1


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive's member that holds a sheet, by the workbook's own list; empty where it is no .xlsx."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet" and element.get("name") == sheet:
            wanted = next((v for k, v in element.items() if k.rpartition("}")[2] == "id"), "")
            target = targets.get(wanted, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return path if path in names else ""
    return ""
