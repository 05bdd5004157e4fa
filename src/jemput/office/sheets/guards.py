"""What a file is by its first bytes, and whether it is safe to open."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from jemput.office.sheets.errors import EmptyFile, NotASpreadsheet, TooLarge, ZipBomb

Format = Literal["zip", "xls", "csv"]

MEGABYTE = 2**20
LARGEST_MB = 120
LARGEST_UNPACKED = 2_000 * MEGABYTE
HARMLESS_UNPACKED = 50 * MEGABYTE
HIGHEST_RATIO = 100
"""Sheets of text shrink 5 to 20 times; a bomb a thousand."""
_MANY_FILES = 5_000
_FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
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


def formula_cells(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column (from 0) of every formula in one sheet of an .xlsx; empty for other formats.

    Reading the sheet through to its end also proves the sizes that the archive declares.
    """
    found: set[tuple[int, int]] = set()
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            if not member:
                return frozenset()
            with archive.open(member) as stream:
                tail = b""
                while chunk := stream.read(4 * MEGABYTE):
                    block = tail + chunk
                    found.update(_place(*match.groups()) for match in _FORMULA_CELL.finditer(block))
                    tail = block[-_OVERLAP:]
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, EOFError) as error:
        raise NotASpreadsheet(file=path.name) from error
    return frozenset(found)


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
