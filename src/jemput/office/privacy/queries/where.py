"""What a reading or an act was about, in words: the trail keeps keys, people read names of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WHERE: Mapping[str, StrOrPromise] = {
    "resident": _("halaman penduduk"),
    "name": _("nama di daftar"),
    "listname": _("nama di daftar"),
    "trail": _("jejak akses orangnya"),
    "trip_sheet": _("lembar perjalanan"),
    "summons": _("surat panggilan"),
    "attendance": _("daftar hadir"),
    "card": _("halaman kartu"),
    "parcel": _("penyerahan kartu"),
    "finding": _("temuan desa"),
    "personrequest": _("permintaan data"),
    "incident": _("insiden"),
}
NUMBERED = frozenset({"trip_sheet", "summons", "attendance"})
"""Papers: the number behind is the trip's, which people know."""

_KEY = re.compile(r"([a-z_]+)[ :]([\w-]+)")
_PACKET = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def where_words(subject: str) -> str:
    """A subject in words; as it stands where it is words already (a sheet's title, a paper's number)."""
    if _PACKET.fullmatch(subject):
        return str(_("paket rekaman"))
    found = _KEY.fullmatch(subject)
    words = WHERE.get(found[1]) if found else None
    if found is None or words is None:
        return subject
    return f"{words} {found[2]}" if found[1] in NUMBERED else str(words)
