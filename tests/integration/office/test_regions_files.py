"""Region files: what is read, what is refused by name, and the shipped list of all Indonesia."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.regions import RegionCode
from jemput.office.regions import atlas, sources
from jemput.office.regions.errors import (
    CoordinatesSwapped,
    RegionFileUnreadable,
    RegionRowWrong,
    UnknownKabupaten,
)
from jemput.office.regions.rules import name_key

HEAD = "# sumber: contoh\nkode,nama,level,tipe,kode_induk,kodepos,lat,lng\n"


def written(folder: Path, text: str, name: str = "wilayah.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def feature(code: str, ring: list[list[float]]) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kode": code}, "geometry": geometry}


def test_a_csv_is_read_below_its_comment(tmp_path: Path) -> None:
    row = "15.04.08.1008,Terusan,desa_kelurahan,KELURAHAN,15.04.08,36655,-1.7,103.1\n"
    (found,) = sources.read_csv(written(tmp_path, HEAD + row))
    assert (found.code, found.kind, found.postcode, found.lat) == (
        "15.04.08.1008",
        "kelurahan",
        "36655",
        -1.7,
    )


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(RegionFileUnreadable, match="lat, lng"):
        sources.read_csv(written(tmp_path, "kode,nama,level,tipe,kode_induk,kodepos\n"))


@pytest.mark.parametrize("row", ["15-04,Batanghari,,,,,,", "15.04,Batanghari,,,,,utara,103"])
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(RegionRowWrong, match="row 3"):
        sources.read_csv(written(tmp_path, HEAD + row + "\n"))


def test_a_file_that_is_no_geojson_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionFileUnreadable):
        sources.read_geojson(written(tmp_path, "bukan json", "batas.geojson"))


def test_latitude_before_longitude_is_noticed(tmp_path: Path) -> None:
    swapped = [[-1.7, 103.1], [-1.8, 103.1], [-1.8, 103.2], [-1.7, 103.1]]
    text = json.dumps({"features": [feature("15.04.01.2001", swapped)]})
    with pytest.raises(CoordinatesSwapped):
        sources.read_geojson(written(tmp_path, text, "batas.geojson"))


def test_the_shipped_list_has_all_of_indonesia() -> None:
    by_depth = [0, 0, 0, 0, 0]
    for row in atlas.rows():
        by_depth[row.code.level] += 1
    assert by_depth[1:] == [34, 514, 7230, 83449]
    assert (atlas.FILE.stat().st_size, atlas.FILE.with_name("NOTICE").exists()) < (3_000_000, True)


@pytest.mark.parametrize(("code", "kecamatan", "villages"), [("15.04", 8, 124), ("61.06", 23, 282)])
def test_a_kabupaten_comes_with_its_province(code: str, kecamatan: int, villages: int) -> None:
    rows = atlas.kabupaten(RegionCode(code))
    assert [row.code for row in rows[:2]] == [code[:2], code]
    assert sum(row.kind == "kecamatan" for row in rows) == kecamatan
    assert sum(row.kind in {"desa", "kelurahan"} for row in rows) == villages


@pytest.mark.parametrize("code", ["99.99", "15", "15.04.03"])
def test_what_is_no_kabupaten_is_refused(code: str) -> None:
    with pytest.raises(UnknownKabupaten):
        atlas.kabupaten(RegionCode(code))


@given(
    st.sampled_from(["", "Kel. ", "KELURAHAN ", "desa ", "Kec. "]),
    st.sampled_from(["Muara  Bulian", "MUARA BULIAN"]),
)
def test_titles_and_spaces_do_not_matter(title: str, name: str) -> None:
    assert name_key(title + name) == "MUARABULIAN"
