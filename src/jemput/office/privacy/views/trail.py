"""Pages of the access trail: everybody's readings, and all that happened to one person's data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.gate import may, signed_in
from jemput.node.ledger.reading import Reading, note_read
from jemput.office.privacy import pages
from jemput.office.privacy.forms import FindForm
from jemput.office.privacy.queries import trail


@may("privacy.see")
def everybody(request: HttpRequest) -> HttpResponse:
    """Every reading; by user, kind, person."""
    form = FindForm(request.POST if "find" in request.POST else None)
    if form.is_bound and form.is_valid():
        who = trail.person(form.cleaned_data["nik"])
        if who and who.key:
            return redirect("privacy:person", key=who.key)
        messages.warning(request, _("Tidak ada orang dengan NIK itu di register atau daftar."))
    context = {"title": _("Jejak akses"), "tabs": pages.room_tabs("trail"), "form": form}
    return pages.trail_table(trail.accesses()).respond(request, "privacy/trail.html", context)


@may("privacy.see")
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person's trail; looking at it is a reading too."""
    nik = trail.by_key(key)
    who = trail.person(nik) if nik else None
    if who is None:
        raise Http404
    by = signed_in(request).username
    note_read(kind=Reading.PERSON, subject=f"trail {key}", by=by, at=timezone.now(), nik=nik)
    context = {"title": _("Jejak akses"), "tabs": pages.room_tabs("trail"), "who": who}
    return pages.person_table(trail.trail_of(nik)).respond(request, "privacy/person.html", context)
