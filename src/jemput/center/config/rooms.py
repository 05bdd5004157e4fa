"""The rooms of the center."""

from django.utils.translation import gettext_lazy as _

from jemput.node.look.rooms import Room

PROGRAM = _("Pusat")
ROOMS = (
    Room(_("Masuk"), "inbox", "intake:arrivals", "intake.see"),
    Room(_("Cari"), "search", "search:searches", "search.see"),
    Room(_("Adjudikasi"), "scale", "adjudication:cases", "adjudication.see"),
    Room(_("Status"), "flag", "publication:statuses", "publication.see"),
    Room(_("Galeri"), "users", "identities:gallery", "identities.see"),
)
