"""Region files as plain rows: the CSV and GeoJSON layouts that offices exchange."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jemput.kernel.regions import BadRegionCode, Level, RegionCode
from jemput.office.regions.errors import CoordinatesSwapped, RegionFileUnreadable, RegionRowWrong

COLUMNS = ("kode", "nama", "level", "tipe", "kode_induk", "kodepos", "lat", "lng")
WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
"""A box around Indonesia, degrees."""


@dataclass(frozen=True)
class RegionRow:
    """One region as a file gives it; the kind follows from code and name."""

    code: RegionCode
    name: str
    postcode: str = ""
    lat: float | None = None
    lng: float | None = None
    elevation_m: int | None = None

    @property
    def kind(self) -> str:
        """What the region is called by law, by its code and, for a kota, its name."""
        match self.code.level:
            case Level.PROVINCE:
                return "province"
            case Level.KABUPATEN:
                return "kota" if self.name.startswith("Kota ") else "kabupaten"
            case Level.KECAMATAN:
                return "kecamatan"
            case Level.VILLAGE:
                return "kelurahan" if self.code.is_kelurahan else "desa"


@dataclass(frozen=True)
class ShapeRow:
    """One feature of a boundary file: whose area, and the GeoJSON geometry, longitude first."""

    code: RegionCode
    geometry: dict[str, Any]


def read_csv(path: Path) -> list[RegionRow]:
    """Rows of a `wilayah_*.csv`: comment lines start with #; parents may stand anywhere.

    Raises RegionFileUnreadable for missing columns, RegionRowWrong naming the first bad row.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RegionFileUnreadable(file=path.name, reason=str(error)) from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise RegionFileUnreadable(file=path.name, reason=", ".join(missing))
    numbers = [number for number, _ in numbered[1:]]
    return [_row(path.name, number, cells) for number, cells in zip(numbers, reader, strict=False)]


def _row(file: str, number: int, cells: dict[str, str]) -> RegionRow:
    try:
        return RegionRow(
            code=RegionCode(cells["kode"]),
            name=" ".join(cells["nama"].split()),
            postcode=(cells["kodepos"] or "").strip(),
            lat=float(cells["lat"]) if cells["lat"] else None,
            lng=float(cells["lng"]) if cells["lng"] else None,
        )
    except (BadRegionCode, ValueError, TypeError, AttributeError) as error:
        raise RegionRowWrong(file=file, row=number, reason=str(error)) from error


def read_geojson(path: Path) -> list[ShapeRow]:
    """Areas of a `batas_*.geojson`: a FeatureCollection whose features have the property `kode`.

    Raises RegionFileUnreadable, RegionRowWrong, and CoordinatesSwapped for areas outside Indonesia.
    """
    try:
        collection = json.loads(path.read_text(encoding="utf-8"))
        features = collection["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegionFileUnreadable(file=path.name, reason=str(error)) from error
    return [_shape(path.name, number, feature) for number, feature in enumerate(features, 1)]


def _shape(file: str, number: int, feature: dict[str, Any]) -> ShapeRow:
    try:
        code = RegionCode(str(feature["properties"]["kode"]))
        geometry = feature["geometry"]
        inside = all(_in_indonesia(*point[:2]) for point in _points(geometry["coordinates"]))
        kind = geometry["type"]
    except (BadRegionCode, KeyError, TypeError, ValueError) as error:
        raise RegionRowWrong(file=file, row=number, reason=str(error)) from error
    if kind not in {"Polygon", "MultiPolygon"}:
        raise RegionRowWrong(file=file, row=number, reason=str(kind))
    if not inside:
        raise CoordinatesSwapped(code=code)
    return ShapeRow(code, geometry)


def _points(coordinates: list[Any]) -> Iterator[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for inner in coordinates:
        yield from _points(inner)


def _in_indonesia(lng: float, lat: float) -> bool:
    return WEST <= lng <= EAST and SOUTH <= lat <= NORTH
