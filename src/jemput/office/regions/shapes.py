"""Areas by geometry alone: Voronoi cells around villages, unions of villages, lighter outlines for maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry import MultiPoint, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

Geometry = dict[str, Any]
"""A GeoJSON geometry in degrees, longitude first."""
Point = tuple[float, float]
"""Longitude and latitude in degrees."""

GRID_DEGREES = 0.00001
OUTLINE_DEGREES = {"village": 0.0004, "wide": 0.0015}
"""How far an outline may stray from the true border: 45 m for villages, 170 m for whole kecamatan."""


def voronoi_cells(points: Mapping[str, Point], taken: Sequence[Geometry] = ()) -> dict[str, Geometry]:
    """The land nearest to each village, cut to a hull around all of them and free of areas already `taken`.

    Degrees in and out; distances are compared with longitude shortened by the latitude's cosine. A cell that
    lies wholly inside taken land keeps its full extent: a village must have some place on the map.
    """
    if not points:
        return {}
    squeeze = cos(radians(float(np.mean([lat for _, lat in points.values()]))))
    places = _apart(np.array([(lng * squeeze, lat) for lng, lat in points.values()]))
    hull = _hull(places)
    occupied = shapely.affinity.scale(
        shapely.union_all([_valid(g) for g in taken]), squeeze, 1, origin=(0, 0)
    )
    cells = {}
    for code, cell in zip(points, _cells(places), strict=True):
        kept = cell.intersection(hull)
        free = kept.difference(occupied)
        chosen = kept if free.is_empty else free
        cells[code] = as_geojson(shapely.affinity.scale(chosen, 1 / squeeze, 1, origin=(0, 0)))
    return cells


def _apart(places: np.ndarray) -> np.ndarray:
    """Villages that share one point are set a metre apart, else they would share one cell."""
    seen: dict[tuple[float, float], int] = {}
    for index, (x, y) in enumerate(places):
        again = seen.get((x, y), 0)
        seen[(x, y)] = again + 1
        places[index] = (x + again * GRID_DEGREES, y)
    return places


def _hull(places: np.ndarray) -> BaseGeometry:
    """A hull around the villages, wider by the usual distance between neighbors."""
    spacing = 0.05
    if len(places) > 1:
        spacing = float(np.median(cKDTree(places).query(places, k=2)[0][:, 1])) or spacing
    return shapely.concave_hull(MultiPoint(places), ratio=0.4).buffer(spacing * 1.2)


def _cells(places: np.ndarray) -> list[Polygon]:
    """One bounded Voronoi cell a place; four far corners keep the outer ones finite."""
    low, high = places.min(axis=0) - 50, places.max(axis=0) + 50
    corners = np.array([low, high, (low[0], high[1]), (high[0], low[1])])
    diagram = Voronoi(np.vstack([places, corners]))
    regions = [diagram.regions[diagram.point_region[i]] for i in range(len(places))]
    return [Polygon(diagram.vertices[region]) for region in regions]


def union(geometries: Sequence[Geometry]) -> Geometry:
    """One area from many; slivers between neighbors that do not quite meet are closed."""
    joined = shapely.union_all([_valid(g) for g in geometries], grid_size=GRID_DEGREES)
    closed = joined.buffer(GRID_DEGREES * 20).buffer(-GRID_DEGREES * 20)
    return as_geojson(closed if not closed.is_empty else joined)


def outline(geometry: Geometry, *, wide: bool) -> Geometry:
    """The same area with fewer points: for kecamatan and larger when `wide`, else for villages."""
    tolerance = OUTLINE_DEGREES["wide" if wide else "village"]
    return as_geojson(_valid(geometry).simplify(tolerance))


def mended(geometry: Geometry) -> Geometry:
    """The area without self-crossings, on the grid."""
    return as_geojson(_valid(geometry))


def point_inside(geometry: Geometry, point: Point | None) -> Point:
    """`point` where it lies in the area, else some point that does."""
    area = _valid(geometry)
    if point is not None and area.contains(shapely.Point(point)):
        return point
    inside = area.representative_point()
    return inside.x, inside.y


def as_geojson(area: BaseGeometry) -> Geometry:
    """GeoJSON of the polygons of an area, rounded to the grid; lines and points left by a cut are dropped."""
    parts = shapely.get_parts(shapely.get_parts(shapely.set_precision(area, GRID_DEGREES)))
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    whole = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    found: Geometry = mapping(whole)
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, 5)
    return [_rounded(inner) for inner in coordinates]


def _valid(geometry: Geometry) -> BaseGeometry:
    area = shape(geometry)
    return area if area.is_valid else shapely.make_valid(area)
