"""What comes back to a village: when the crew comes, which cards came, what became of each name."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from jemput.node.accounts.gate import may, signed_in
from jemput.office.coverage.states import ChainState
from jemput.office.portal import pages, queries, village_results

PER_PAGE = 30


@gzip_page
@may("portal.see")
def schedule(request: HttpRequest) -> HttpResponse:
    """The visits planned for this village: day, place, hour, and what to bring."""
    region = queries.own_region(signed_in(request))
    context = {
        "title": _("Jadwal"),
        "region": region,
        "visits": queries.visits(region, timezone.localdate()),
        "done": queries.visited(region)[:5],
    }
    return render(request, "portal/schedule.html", context)


@gzip_page
@may("portal.see")
def cards(request: HttpRequest) -> HttpResponse:
    """Consignments to this village and every card in them."""
    region = queries.own_region(signed_in(request))
    sent = Paginator(village_results.consignments(region), 5).get_page(request.GET.get("page"))
    context = {
        "title": _("Kartu datang"),
        "region": region,
        "tabs": pages.card_tabs("cards"),
        "page": sent,
        "consignments": [(one, village_results.parcels(one)) for one in sent.object_list],
    }
    return render(request, "portal/cards.html", context)


@gzip_page
@may("portal.see")
def results(request: HttpRequest) -> HttpResponse:
    """What became of each name: recorded, card ready, arrived, handed over, or to come again."""
    region, key = queries.own_region(signed_in(request)), request.GET.get("result", "")
    page = Paginator(village_results.results(region, key), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Hasil per nama"),
        "region": region,
        "tabs": pages.card_tabs("results"),
        "counts": village_results.result_counts(region),
        "chosen": key,
        "page": page,
        "rows": [(row, village_results.RESULT_OF[ChainState(row.state)]) for row in page.object_list],
    }
    return render(request, "portal/results.html", context)
