"""Pages of the gallery."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from jemput.center.identities.models import Record
from jemput.node.accounts.gate import may
from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Nothing, Table


@may("identities.see")
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Everybody whose record the center keeps."""
    table: Table[Record] = Table(
        title=_("Galeri"),
        columns=[
            Column("name", _("Nama"), sortable=True),
            Column("nik", _("NIK"), kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("village_code", _("Desa"), sortable=True),
            Column("captured_at", _("Direkam"), kind="moment", sortable=True),
            Column("in_gallery", _("Dalam galeri"), value=_standing),
        ],
        rows=Record.objects.all(),
        search_fields=("name", "nik__startswith"),
        order="-captured_at",
        nothing=Nothing(_("Galeri masih kosong."), _("Orang masuk ke sini begitu paketnya dibuka."), "users"),
    )
    return table.respond(request, "identities/gallery.html", {"title": _("Galeri")})


def _standing(record: Record) -> Badge:
    return Badge(_("ya"), "good") if record.in_gallery else Badge(_("ganda, di luar"), "muted")
