"""Pages of coverage: home, figures, names, statements."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.coverage import actions, tables
from jemput.office.coverage.forms import CoverageClaimForm
from jemput.office.coverage.queries import counts
from jemput.office.coverage.queries import statements as statement_queries
from jemput.office.coverage.queries.home import home_page
from jemput.office.coverage.queries.pages import figures_page, unrecorded_layer
from jemput.office.regions import queries as regions


@may("home.see")
def home(request: HttpRequest) -> HttpResponseBase:
    """Where is everybody, will we make the deadline, where must we go."""
    return render(request, "coverage/home.html", {"title": _("Beranda"), **home_page(timezone.now())})


@may("coverage.see")
def figures(request: HttpRequest) -> HttpResponse:
    """All kecamatan, with what the figures rest on."""
    kabupaten = regions.home()
    table = tables.region_table(counts.region_table(kabupaten.code), kabupaten.name)
    return table.respond(request, "coverage/figures.html", figures_page(kabupaten))


@may("coverage.see")
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One kecamatan by village, or one village's names."""
    here = regions.region(code)
    context: dict[str, object] = {"title": here.full_name, "region": here}
    if here.is_village:
        rows = counts.names().filter(list_name__village=here)
        return tables.names_table(rows).respond(request, "coverage/names.html", context)
    table = tables.region_table(counts.region_table(code), here.full_name)
    return table.respond(request, "coverage/region.html", {**context, "map": unrecorded_layer(code)})


@may("home.see")
def map_json(request: HttpRequest, code: str) -> HttpResponse:
    """The regions directly inside one, with how many are unrecorded."""
    return JsonResponse(counts.unrecorded_map(code))


@may("coverage.see")
def names(request: HttpRequest) -> HttpResponse:
    """The rows behind every number: names by state, link, cause and place."""
    context = {"title": _("Nama dan keadaannya"), "last_look": counts.last_look()}
    return tables.names_table(counts.names()).respond(request, "coverage/names.html", context)


@may("coverage.see")
def statements(request: HttpRequest) -> HttpResponse:
    """Every claim, whoever made it."""
    table = tables.statements_table(statement_queries.statements())
    return table.respond(request, "coverage/statements.html", {"title": _("Pernyataan cakupan")})


@may("coverage.state")
def state(request: HttpRequest) -> HttpResponse:
    """Keep a claim with its source."""
    form = CoverageClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        statement = form.statement(regions.home().code)
        actions.state_coverage(form=statement, by=signed_in(request).username, at=timezone.now())
        messages.success(request, _("Pernyataan dicatat."))
        return redirect("coverage:reconcile")
    return render(request, "coverage/state.html", {"title": _("Catat pernyataan"), "form": form})


@require_POST
@may("home.see")
def look_again(request: HttpRequest) -> HttpResponse:
    """Work the states out now instead of in a few seconds."""
    actions.refresh(at=timezone.now())
    return redirect("coverage:home")
