"""Pages of regions: the kabupaten's map and tree, one kecamatan with its villages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition

from jemput.kernel.regions import Level
from jemput.node.accounts.gate import may
from jemput.node.look.parts import Layer
from jemput.node.look.tables import Column, Table
from jemput.office.regions import queries
from jemput.office.regions.models import Region

KECAMATAN_COLUMNS: list[Column[Region]] = [
    Column("name", gettext_lazy("Kecamatan"), sortable=True, link=lambda row: _page(row)),
    Column("code", gettext_lazy("Kode"), sortable=True),
    Column("village_count", gettext_lazy("Desa/kelurahan"), kind="whole", sortable=True),
]
VILLAGE_COLUMNS: list[Column[Region]] = [
    Column("name", gettext_lazy("Nama"), sortable=True),
    Column("code", gettext_lazy("Kode"), sortable=True),
    Column("get_kind_display", gettext_lazy("Jenis"), sortable="kind"),
    Column("postcode", gettext_lazy("Kode pos"), sortable=True),
    Column("elevation_m", gettext_lazy("Tinggi (m)"), kind="whole", sortable=True),
    Column("shape.get_source_display", gettext_lazy("Batas"), sortable="shape__source"),
]


def _page(region: Region) -> str:
    return reverse("regions:one", args=[region.code])


@may("regions.see")
def tree(request: HttpRequest) -> HttpResponse:
    """The kabupaten: its map and its kecamatan."""
    home = queries.home()
    table: Table[Region] = Table(
        KECAMATAN_COLUMNS, queries.kecamatan(), search_fields=("name", "code"), order="code"
    )
    layer = Layer(
        url=reverse("regions:map.json", args=[home.code]),
        property="villages",
        sentence=_("Jumlah desa dan kelurahan per kecamatan."),
        unit=_("desa/kelurahan"),
    )
    context = {"title": _("Wilayah"), "region": home, "layer": layer, "figures": queries.figures(home)}
    return table.respond(request, "regions/tree.html", context)


@may("regions.see")
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One kecamatan: its villages on a map and in a table."""
    region = get_object_or_404(Region.objects.select_related("parent"), code=code)
    table: Table[Region] = Table(
        VILLAGE_COLUMNS,
        queries.villages(region.code).select_related("shape"),
        search_fields=("name", "code", "postcode"),
        order="code",
    )
    layer = Layer(
        url=reverse("regions:map.json", args=[region.code]),
        property="elevation",
        sentence=_("Ketinggian desa di atas permukaan laut."),
        unit="m",
    )
    return table.respond(
        request, "regions/one.html", {"title": region.full_name, "region": region, "layer": layer}
    )


def _stamp(request: HttpRequest, code: str) -> str:
    return queries.map_stamp(code)


@may("regions.see")
@condition(etag_func=_stamp)
def map_json(request: HttpRequest, code: str) -> HttpResponseBase:
    """Areas directly inside a region as GeoJSON; unchanged ones are not sent twice."""
    response = JsonResponse(queries.feature_collection(code, queries.map_words(code, _addresses(code))))
    response["Cache-Control"] = "private, max-age=60"
    return response


def _addresses(code: str) -> dict[str, str]:
    """Kecamatan have a page; villages do not."""
    inside = Region.objects.filter(parent=code)
    return {region.code: _page(region) for region in inside if region.region_code.level is Level.KECAMATAN}
