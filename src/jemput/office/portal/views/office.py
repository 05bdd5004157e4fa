"""What the Dinas sees of the villages: how far each is before the deadline, and which children want a KIA."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.gate import may
from jemput.office.portal import office_pages
from jemput.office.portal.progress import progress


@may("roster.see")
def villages(request: HttpRequest) -> HttpResponse:
    """Every village before the end of the year: visited, planned, or left over."""
    today = timezone.localdate()
    deadline = office_pages.asked_deadline(request.GET.get("until", ""), today)
    found = progress(on=today, deadline=deadline)
    context = {
        "title": _("Desa sampai tenggat"),
        "deadline": deadline,
        "figures": office_pages.progress_figures(found),
    }
    return office_pages.progress_table(found).respond(request, "portal/villages.html", context)


@may("roster.see")
def kia(request: HttpRequest) -> HttpResponse:
    """The children for whom a village wants a KIA made at the visit."""
    context = {"title": _("KIA yang diminta desa")}
    return office_pages.kia_table().respond(request, "portal/kia_wanted.html", context)
