"""Rows of a BIP (Buku Induk Penduduk) that tell of a family: its card, its village, its RT and RW."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jemput.office.sheets.layouts import heading_key

_CARD = re.compile(r"(?<!\d)(\d{16})(?!\d)")
_VILLAGE = re.compile(r"(?i)\b(DESA|KEL(?:URAHAN|\.)?)\s*:?\s*(.+?)\s*(?=,|\bRT\b|$)")
_BOTH = re.compile(r"(?i)\bRT\s*/\s*RW\s*:?\s*([\d-]+)\s*/\s*([\d-]+)")
_EACH = re.compile(r"(?i)\bRT\s*:?\s*([\d-]+)\s*,\s*RW\s*:?\s*([\d-]+)")
_HAMLET = re.compile(r"(?i)\bDUSUN\s*:?\s*([^,]+)")
_STREET = re.compile(r"(?i)\bALAMAT\s*:\s*([^,]+)")
_CAPTIONS = frozenset({"NOKK", "NOMORKK", "KEPALAKELUARGA", "NAMAKEPALAKELUARGA", "ALAMAT", "NAMAKK"})


@dataclass(frozen=True)
class Family:
    """What a row says of the members below it, by field; nothing for a row of captions."""

    cells: Mapping[str, str]


def family_of(filled: Sequence[str]) -> Family | None:
    """The family that a row's filled cells tell of; None where the row is something else.

    BIP e-KTP writes `1605180812070010 | NETI | DESA X RT/RW : 002/000 DUSUN : -`, BIP 2016 `No. KK : … |
    Alamat : X, Nama Dusun : Y, RT/RW : 01/02`, BIP 2012 captions and, below, `… | DUSUN X, RT:001, RW:001`.
    """
    keys = {heading_key(cell) for cell in filled}
    if keys & {"NOKK", "NOMORKK"} and keys <= _CAPTIONS:
        return Family({})
    whole = " | ".join(filled)
    card = _CARD.search(whole)
    both = _BOTH.search(whole) or _EACH.search(whole)
    captioned = heading_key(filled[0]).startswith(("NOKK", "NOMORKK"))
    if not card or not (both or captioned):
        return None
    cells = {"family_card": card.group(1)}
    if both:
        cells |= {"rt": both[1].strip("-"), "rw": both[2].strip("-")}
    village = _VILLAGE.search(whole)
    if village:
        cells |= {"village": village[2].strip(" -|"), "village_kind": _kind(village[1])}
    address = [found for found in (_part(_STREET, whole), _part(_HAMLET, whole)) if found]
    if address:
        cells["address"] = ", ".join(dict.fromkeys(address))
    return Family({name: value for name, value in cells.items() if value})


def _kind(word: str) -> str:
    return "desa" if word.upper() == "DESA" else "kelurahan"


def _part(pattern: re.Pattern[str], whole: str) -> str:
    found = pattern.search(whole)
    return found[1].strip(" -|:") if found else ""
