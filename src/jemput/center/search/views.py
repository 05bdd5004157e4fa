"""Pages of the searches."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from jemput.center.search.models import Search
from jemput.node.accounts.gate import may
from jemput.node.look.tables import Column, Nothing, Table


@may("search.see")
def searches(request: HttpRequest) -> HttpResponseBase:
    """Every 1:N search with what it found and how long it took."""
    rows = Search.objects.select_related("record").annotate(
        near=Count("candidates"),
        alarming=Count("candidates", filter=Q(candidates__alarming=True)),
        best=Max("candidates__log_false_match"),
    )
    table: Table[Search] = Table(
        title=_("Cari"),
        columns=[
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("record__name", _("Nama"), sortable=True),
            Column("record__nik", _("NIK"), kind="nik"),
            Column("gallery_size", _("Galeri"), kind="whole", sortable=True),
            Column("milliseconds", _("Milidetik"), kind="whole", sortable=True),
            Column("near", _("Mirip"), kind="whole", sortable=True),
            Column("alarming", _("Mencurigakan"), kind="whole", sortable=True),
        ],
        rows=rows,
        search_fields=("record__name", "record__nik__startswith"),
        order="-at",
        nothing=Nothing(
            _("Belum ada pencarian."), _("Setiap rekaman baru dicari 1:N dengan sendirinya."), "search"
        ),
    )
    return table.respond(request, "search/searches.html", {"title": _("Cari")})
