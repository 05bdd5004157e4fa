"""The only writers of regions: choose the kabupaten, take in files of regions and boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jemput.kernel.regions import Level, RegionCode
from jemput.node.ledger.actions import record
from jemput.office.regions import atlas, shapes, sources
from jemput.office.regions.errors import RegionRowWrong
from jemput.office.regions.models import Home, Region, RegionShape
from jemput.office.regions.sources import RegionRow, ShapeRow

_FIELDS = ("name", "kind", "parent_id", "postcode", "lat", "lng", "elevation_m")
Source = RegionShape.Source


@dataclass
class RegionReport:
    """What an import did: counts by level, and the codes a person should look at."""

    kecamatan: int = 0
    villages: int = 0
    polygons: int = 0
    drawn: int = 0
    not_in_file: list[str] = field(default_factory=list)
    unknown_shapes: list[str] = field(default_factory=list)


@transaction.atomic
def init_kabupaten(*, code: RegionCode, by: str, at: datetime) -> RegionReport:
    """Make `code` the office's kabupaten, with parents, kecamatan, villages and an area for each.

    Running it again changes nothing that a newer file has brought since.
    """
    rows = atlas.kabupaten(code)
    known = set(Region.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True))
    _store_rows([row for row in rows if row.code not in known])
    Home.objects.update_or_create(pk=1, defaults={"kabupaten_id": code})
    report = _count(code)
    report.drawn = _draw(code, at)
    record(action="regions.initialized", subject=code, by=by, at=at, details=asdict(report))
    return report


@transaction.atomic
def import_regions(
    *, csv_path: Path | None = None, geojson_path: Path | None = None, by: str, at: datetime
) -> RegionReport:
    """Take in a CSV of regions, a GeoJSON of boundaries, or both; surveyed areas replace drawn ones.

    Regions that the file no longer names are kept and reported: people may still live there on paper.
    """
    rows = sources.read_csv(csv_path) if csv_path else []
    areas = sources.read_geojson(geojson_path) if geojson_path else []
    _store_rows(rows)
    unknown = _store_areas(areas, at)
    report = RegionReport(polygons=len(areas) - len(unknown), unknown_shapes=unknown)
    for code in _kabupaten_of([*(row.code for row in rows), *(area.code for area in areas)]):
        counted = _count(code)
        report.kecamatan += counted.kecamatan
        report.villages += counted.villages
        report.drawn += _draw(code, at)
        report.not_in_file += _left_out(code, rows)
    details = {**asdict(report), "files": [path.name for path in (csv_path, geojson_path) if path]}
    record(action="regions.imported", subject="regions", by=by, at=at, details=details)
    return report


def _kabupaten_of(codes: Iterable[RegionCode]) -> list[str]:
    """The kabupaten that a file speaks of."""
    return sorted({".".join(code.split(".")[:2]) for code in codes if code.level >= Level.KABUPATEN})


def _store_rows(rows: Sequence[RegionRow]) -> None:
    """Insert or update level by level, so that every parent is there before its children."""
    for level in Level:
        of_level = [row for row in rows if row.code.level is level]
        _require_parents(of_level)
        Region.objects.bulk_create(
            [_region(row) for row in of_level],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[name for name in _FIELDS if name != "elevation_m"],
            batch_size=500,
        )


def _region(row: RegionRow) -> Region:
    return Region(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent_id=row.code.parent,
        postcode=row.postcode,
        lat=row.lat,
        lng=row.lng,
        elevation_m=row.elevation_m,
    )


def _require_parents(rows: Sequence[RegionRow]) -> None:
    """A file may start at its kabupaten: the province then comes from the shipped list."""
    wanted = {row.code.parent for row in rows} - {None}
    missing = wanted - set(Region.objects.filter(code__in=wanted).values_list("code", flat=True))
    if not missing:
        return
    provinces = [row for row in atlas.rows() if row.code in missing and row.code.level is Level.PROVINCE]
    _store_rows(provinces)
    orphans = missing - {row.code for row in provinces}
    if orphans:
        raise RegionRowWrong(file="CSV", row="-", reason=", ".join(sorted(map(str, orphans))))


def _store_areas(areas: Sequence[ShapeRow], at: datetime) -> list[str]:
    """Keep the surveyed areas; return the codes that no region has."""
    regions = Region.objects.in_bulk([area.code for area in areas])
    known = [area for area in areas if area.code in regions]
    _put_shapes({area.code: shapes.mended(area.geometry) for area in known}, Source.POLYGON, at)
    for area in known:
        _move_inside(regions[area.code], area)
    Region.objects.bulk_update(regions.values(), ["lat", "lng"], batch_size=500)
    return [area.code for area in areas if area.code not in regions]


def _move_inside(region: Region, area: ShapeRow) -> None:
    """Published centroids sometimes lie outside their own village; a point to travel to must lie inside."""
    point = (region.lng, region.lat) if region.lng is not None and region.lat is not None else None
    region.lng, region.lat = shapes.point_inside(area.geometry, point)


def _put_shapes(areas: dict[str, shapes.Geometry], source: str, at: datetime) -> None:
    RegionShape.objects.bulk_create(
        [
            RegionShape(
                region_id=code,
                source=source,
                geometry=geometry,
                outline=shapes.outline(geometry, wide=len(code) < 13),
                updated_at=at,
            )
            for code, geometry in areas.items()
        ],
        update_conflicts=True,
        unique_fields=["region"],
        update_fields=["source", "geometry", "outline", "updated_at"],
        batch_size=200,
    )


def _draw(kabupaten: str, at: datetime) -> int:
    """Draw what no file gave: cells for villages, then kecamatan and kabupaten as unions; return how many."""
    cells = _cells(kabupaten)
    _put_shapes(cells, Source.VORONOI, at)
    inside = Region.objects.within(kabupaten)
    drawn = len(cells)
    for parents in (inside.kecamatan(), inside.filter(code=kabupaten)):
        unions = dict(_unions(parents.exclude(shape__source=Source.POLYGON)))
        _put_shapes(unions, Source.UNION, at)
        drawn += len(unions)
    return drawn


def _cells(kabupaten: str) -> dict[str, shapes.Geometry]:
    villages = Region.objects.within(kabupaten).villages()
    surveyed = RegionShape.objects.filter(region__in=villages, source=Source.POLYGON)
    taken = dict(surveyed.values_list("region_id", "geometry"))
    places = villages.values_list("code", "lng", "lat")
    points = {code: (lng, lat) for code, lng, lat in places if lng is not None and lat is not None}
    if taken.keys() >= points.keys():
        return {}
    cells = shapes.voronoi_cells(points, list(taken.values()))
    return {code: cell for code, cell in cells.items() if code not in taken}


def _unions(parents: Iterable[Region]) -> Iterable[tuple[str, shapes.Geometry]]:
    for parent in parents:
        inner = RegionShape.objects.filter(region__parent=parent).values_list("geometry", flat=True)
        if inner:
            yield parent.code, shapes.union(list(inner))


def _count(kabupaten: str) -> RegionReport:
    inside = Region.objects.within(kabupaten)
    return RegionReport(kecamatan=inside.kecamatan().count(), villages=inside.villages().count())


def _left_out(kabupaten: str, rows: Sequence[RegionRow]) -> list[str]:
    named = {row.code for row in rows}
    return [
        c for c in Region.objects.within(kabupaten).values_list("code", flat=True) if named and c not in named
    ]
