"""The shipped list of every region of Indonesia: one compressed file, read straight through."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

from jemput.kernel.regions import RegionCode
from jemput.office.regions.errors import UnknownKabupaten
from jemput.office.regions.sources import RegionRow

FILE = Path(__file__).with_name("villages.tsv.xz")


def rows() -> Iterator[RegionRow]:
    """Every region, parents before children, in code order."""
    with lzma.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _row(line.rstrip("\n"))


def kabupaten(code: RegionCode) -> list[RegionRow]:
    """A kabupaten or kota with its province before it and everything inside it after.

    Raises UnknownKabupaten where the list has no such kabupaten or kota.
    """
    with lzma.open(FILE, "rt", encoding="utf-8") as lines:
        wanted = (f"{code}.", f"{code}\t", f"{code.parent}\t")
        found = [_row(line.rstrip("\n")) for line in lines if line.startswith(wanted)]
    if not any(row.code == code for row in found) or code.count(".") != 1:
        raise UnknownKabupaten(code=code)
    return found


def all_kabupaten() -> list[RegionRow]:
    """Every kabupaten and kota, for choosing one's own."""
    with lzma.open(FILE, "rt", encoding="utf-8") as lines:
        return [_row(line.rstrip("\n")) for line in lines if line.index("\t") == 5]


def _row(line: str) -> RegionRow:
    code, name, *place = line.split("\t")
    if not place:
        return RegionRow(RegionCode(code), name)
    postcode, lat, lng, elevation = place
    return RegionRow(
        RegionCode(code), name, postcode, float(lat), float(lng), int(elevation) if elevation else None
    )
