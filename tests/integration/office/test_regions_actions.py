"""Regions: any kabupaten from the shipped list, better files over it, and nothing lost on a second run."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from shapely.geometry import Point, shape

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.node.ledger.models import Entry
from jemput.office.regions import actions, queries
from jemput.office.regions.errors import NoHome, RegionRowWrong
from jemput.office.regions.models import Region, RegionShape

AT = datetime(2018, 12, 5, 2, tzinfo=UTC)
FOUR = [("15.04", 8, 124), ("71.10", 7, 81), ("61.06", 23, 282), ("35.03", 14, 157)]
pytestmark = pytest.mark.django_db
Source = RegionShape.Source


def init(code: str = "71.10") -> actions.RegionReport:
    return actions.init_kabupaten(code=RegionCode(code), by="sri", at=AT)


def sources_of(code: str) -> set[str]:
    return set(
        RegionShape.objects.filter(region__in=Region.objects.within(code)).values_list("source", flat=True)
    )


def test_init_gives_every_region_an_area() -> None:
    report = init()
    assert (report.kecamatan, report.villages, report.drawn) == (7, 81, 89)
    assert Region.objects.within("71.10").filter(shape__isnull=True).count() == 0
    assert queries.home().name == "Kabupaten Bolaang Mongondow Timur"
    assert Entry.objects.get(action="regions.initialized").subject == "71.10"


def test_init_again_keeps_what_a_newer_file_brought() -> None:
    init()
    Region.objects.filter(code="71.10.01.2001").update(name="Kayumoyondi Baru")
    init()
    assert Region.objects.get(code="71.10.01.2001").name == "Kayumoyondi Baru"
    assert Region.objects.within("71.10").count() == 89


def test_without_init_there_is_no_home() -> None:
    with pytest.raises(NoHome):
        queries.home()


def test_a_surveyed_boundary_replaces_the_drawn_cell(tmp_path: Path) -> None:
    init()
    village = Region.objects.get(code="71.10.01.2001")
    ring = [[124.5, 0.8], [124.6, 0.8], [124.6, 0.9], [124.5, 0.9], [124.5, 0.8]]
    feature = {"properties": {"kode": village.code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    stranger = {**feature, "properties": {"kode": "71.10.99.2999"}}
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"features": [feature, stranger]}))
    report = actions.import_regions(geojson_path=path, by="sri", at=AT)
    village.refresh_from_db()
    assert (report.polygons, report.unknown_shapes) == (1, ["71.10.99.2999"])
    assert village.shape.source == Source.POLYGON and sources_of("71.10") == set(Source.values)
    assert shape(village.shape.geometry).contains(Point(village.lng or 0, village.lat or 0))


def test_a_csv_whose_parents_are_missing_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("kode,nama,level,tipe,kode_induk,kodepos,lat,lng\n15.04.01.2001,X,,,15.04.01,,,\n")
    with pytest.raises(RegionRowWrong):
        actions.import_regions(csv_path=path, by="sri", at=AT)
    assert not Region.objects.exists()


@pytest.mark.shared_data
@pytest.mark.parametrize(("code", "kecamatan", "villages"), FOUR)
def test_the_four_kabupaten_of_the_articles(
    shared_data: Path, code: str, kecamatan: int, villages: int
) -> None:
    folder = shared_data / "regions"
    csv_path, geojson_path = next(folder.glob(f"wilayah_{code}*")), next(folder.glob(f"batas_{code}*"))
    report = actions.import_regions(csv_path=csv_path, geojson_path=geojson_path, by="sri", at=AT)
    assert (report.kecamatan, report.villages, report.unknown_shapes) == (kecamatan, villages, [])
    assert sources_of(code) == {Source.POLYGON}
    for region in Region.objects.within(code).villages().select_related("shape"):
        assert shape(region.shape.geometry).contains(Point(region.lng or 0, region.lat or 0))


def test_two_villages_of_one_name_are_told_apart_by_kind() -> None:
    init("15.04")
    index = queries.village_index()
    assert index.find(kecamatan="Maro Sebo Ilir", name="Terusan", kind="kelurahan") != index.find(
        kecamatan="Maro Sebo Ilir", name="Terusan", kind="desa"
    )
    assert index.find(kecamatan="Maro Sebo Ilir", name="TERUSAN") is None
    assert index.find(code="1504081008") == index.find(kecamatan="MARO SEBO ILIR", name="Kel. Terusan")
    assert index.find(name="Sungai Buluh") == "15.04.03.2019"


def test_the_map_is_sent_once_while_nothing_changes(client: Client) -> None:
    init()
    sri = add_account(username="sri", password="rahasia-sekali", role="head", full_name="Sri", by="t", at=AT)
    client.force_login(sri, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("regions:map.json", args=["71.10"])
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, len(first.json()["features"]), again.status_code) == (200, 7, 304)
    assert client.get(reverse("regions:tree")).status_code == 200
    assert client.get(reverse("regions:one", args=["71.10.01"])).status_code == 200
