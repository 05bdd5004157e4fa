"""The rooms of the office."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.node.look.rooms import Headline, Room
from jemput.office.coverage import headline as coverage
from jemput.office.privacy.headline import pills

__all__ = ["PROGRAM", "ROOMS", "headline"]

PROGRAM = _("Kantor")
ROOMS = (
    Room(_("Beranda"), "home", "coverage:home", "home.see"),
    Room(_("Daftar"), "list-check", "roster:names", "roster.see"),
    Room(_("Penduduk"), "user-check", "residents:search", "residents.see"),
    Room(_("Sekolah"), "school", "schools:progress", "schools.see"),
    Room(_("Rencana"), "calendar", "trips:campaigns", "trips.see"),
    Room(_("Perjalanan"), "route", "trips:trips", "trips.see"),
    Room(_("Rekaman"), "fingerprint", "encounters:list", "encounters.see"),
    Room(_("Kartu"), "id", "cards:queue", "cards.see"),
    Room(_("Stok"), "packages", "stock:overview", "stock.see"),
    Room(_("Penyerahan"), "truck-delivery", "delivery:overview", "delivery.see"),
    Room(_("Angka"), "chart-bar", "coverage:figures", "coverage.see"),
    Room(pgettext_lazy("many", "Kit"), "devices", "trips:kits", "kits.manage"),
    Room(_("Penonaktifan"), "lock", "deactivation:overview", "deactivation.see"),
    Room(_("Wilayah"), "map", "regions:tree", "regions.see"),
    Room(_("Privasi"), "shield-check", "privacy:requests", "privacy.see"),
    Room(_("Nama-nama"), "list-check", "portal:names", "portal.see"),
    Room(_("Sekolah"), "school", "schools:counts", "partner.see"),
    Room(_("Calon"), "users", "portal:candidates", "portal.propose"),
    Room(_("Jadwal"), "calendar", "portal:schedule", "portal.see"),
    Room(_("Kartu datang"), "id", "portal:cards", "portal.see"),
)


def headline(request: HttpRequest) -> Headline:
    """Where we are and the days left, and what of privacy is pressing."""
    line = coverage.headline(request)
    return Headline(line.context, (*pills(request), *line.pills))
