"""Areas: cells around villages never overlap, hold their own village, and leave surveyed land alone."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from jemput.office.regions import shapes

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[103.0, -2.0], [103.1, -2.0], [103.1, -1.9], [103.0, -1.9], [103.0, -2.0]]],
}

places = st.lists(
    st.tuples(st.integers(10300, 10399), st.integers(-199, -100)), min_size=1, max_size=25, unique=True
).map(lambda grid: {str(i): (x / 100, y / 100) for i, (x, y) in enumerate(grid)})


@settings(max_examples=30, deadline=None)
@given(places)
def test_each_cell_holds_its_own_village_and_no_cells_overlap(points: dict[str, tuple[float, float]]) -> None:
    cells = {code: shape(cell) for code, cell in shapes.voronoi_cells(points).items()}
    assert all(cells[code].buffer(1e-4).contains(Point(*point)) for code, point in points.items())
    together = shapely.union_all(list(cells.values())).area
    assert together == pytest.approx(sum(cell.area for cell in cells.values()), rel=1e-3)


def test_two_villages_at_one_point_both_get_land() -> None:
    cells = shapes.voronoi_cells({"a": (103.0, -1.5), "b": (103.0, -1.5), "c": (103.4, -1.2)})
    assert all(not shape(cell).is_empty for cell in cells.values())


def test_surveyed_land_stays_free() -> None:
    cells = shapes.voronoi_cells({"a": (103.05, -1.95), "b": (103.2, -1.95), "c": (103.2, -1.8)}, [SQUARE])
    assert shape(cells["b"]).intersection(shape(SQUARE)).area < 1e-6
    assert not shape(cells["a"]).is_empty


def test_a_union_closes_the_slivers_between_neighbors() -> None:
    right = {
        "type": "Polygon",
        "coordinates": [
            [[103.10005, -2.0], [103.2, -2.0], [103.2, -1.9], [103.10005, -1.9], [103.10005, -2.0]]
        ],
    }
    assert shapes.union([SQUARE, right])["type"] == "Polygon"


def test_a_point_outside_moves_inside() -> None:
    assert shapes.point_inside(SQUARE, (103.05, -1.95)) == (103.05, -1.95)
    assert shape(SQUARE).contains(Point(*shapes.point_inside(SQUARE, (99.0, -1.95))))


def test_an_outline_has_fewer_points_and_nearly_the_same_area() -> None:
    circle = shapes.as_geojson(Point(103, -2).buffer(0.3, quad_segs=200))
    light = shapes.outline(circle, wide=True)
    assert len(light["coordinates"][0]) < len(circle["coordinates"][0]) / 4
    assert shape(light).area == pytest.approx(shape(circle).area, rel=0.02)


def test_a_self_crossing_polygon_is_mended() -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[103, -2], [103.1, -1.9], [103.1, -2], [103, -1.9], [103, -2]]],
    }
    assert shape(shapes.mended(bow)).is_valid
