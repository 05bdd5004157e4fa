"""Pages of eligibility as of a date: counts by region, the people behind them, and potential voters."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.regions import queries as regions
from jemput.office.regions.models import Region
from jemput.office.residents import eligibility_pages as shown
from jemput.office.residents import pages, recounting
from jemput.office.residents.census import counts_as_of
from jemput.office.residents.eligibility_forms import PollingDayForm, VotersForm, chosen_day
from jemput.office.residents.models import PollingDay
from jemput.office.residents.voters import voters_sheet


def _here(request: HttpRequest) -> Region:
    """The region asked for, else the whole kabupaten."""
    code = request.GET.get("region", "") or request.POST.get("region", "")
    home = regions.home()
    found = Region.objects.within(home.code).filter(code=code).select_related("parent").first()
    return found or home


@may("residents.see")
def eligibility(request: HttpRequest) -> HttpResponse:
    """Who must have a card as of a date, by kecamatan or by village."""
    today, here = timezone.localdate(), _here(request)
    on = chosen_day(request.GET, today)
    asked = counts_as_of(on=on, today=today)
    context = {
        "title": _("Wajib KTP per tanggal"),
        "tabs": pages.room_tabs("eligibility"),
        "here": here,
        "on": on,
        "presets": shown.presets(today, on),
        "figures": shown.figures(asked.inside(here.code), asked, here.code),
        "sources": shown.sources(asked),
    }
    table = shown.lines_table(shown.lines(asked, here, page="eligibility"), here.full_name)
    return table.respond(request, "residents/eligibility.html", context)


@may("residents.see")
def eligible_people(request: HttpRequest) -> HttpResponse:
    """The people of one group, to look at or to take along."""
    today, here = timezone.localdate(), _here(request)
    on = chosen_day(request.GET, today)
    labels = shown.group_labels(on)
    group = request.GET.get("group", "")
    group = group if group in labels else "unrecorded"
    rows = shown.people_of(group, on=on, today=today, region=here.code)
    context = {"title": labels[group], "here": here, "on": on, "back": shown.asking("eligibility", on)}
    return shown.people_table(rows, labels[group]).respond(request, "residents/eligible_people.html", context)


@may("residents.see")
def voters(request: HttpRequest) -> HttpResponse:
    """DP4: who may vote on a polling day, by region, with the list to hand over."""
    today, here = timezone.localdate(), _here(request)
    polling = PollingDay.objects.filter(day__gte=today).first()
    on = chosen_day(request.GET, polling.day if polling else today)
    asked = counts_as_of(on=on, today=today)
    context = {
        "title": _("Pemilih potensial (DP4)"),
        "tabs": pages.room_tabs("voters"),
        "here": here,
        "on": on,
        "presets": shown.presets(today, on),
        "figures": shown.voter_figures(asked.inside(here.code), on),
        "sources": shown.sources(asked),
        "form": VotersForm(initial={"on": on, "region": here.code}),
        "is_small": here.code.count(".") >= 2,
        "polling_form": PollingDayForm(),
    }
    table = shown.voters_table(shown.lines(asked, here, page="voters"), here.full_name)
    return table.respond(request, "residents/voters.html", context)


@may("residents.see")
def voter_names(request: HttpRequest) -> HttpResponse:
    """The potential voters of one village by name."""
    here = _here(request)
    on = chosen_day(request.GET, timezone.localdate())
    title = _("Pemilih potensial %(village)s") % {"village": here.full_name}
    upper = here.parent.code if here.parent else ""
    context = {
        "title": title,
        "here": here,
        "on": on,
        "form": VotersForm(initial={"on": on, "region": here.code}),
        "back": shown.asking("voters", on, upper),
    }
    table = shown.voter_names_table(shown.voters(on, here.code), title, on)
    return table.respond(request, "residents/voter_names.html", context)


@may("residents.reveal")
@require_POST
def voters_export(request: HttpRequest) -> HttpResponseBase:
    """Hand out a region's potential voters as .xlsx; full numbers only with a reason, which is kept."""
    form, here = VotersForm(request.POST), _here(request)
    on: date = chosen_day(request.POST, timezone.localdate())
    full = form.is_valid() and bool(form.cleaned_data["full"])
    rows = list(shown.voters(on, here.code).order_by("village", "family_card", "name"))
    recounting.note_voters_exported(
        subject=f"DP4 {here.code} per {on:%d-%m-%Y}",
        niks=[row.nik for row in rows],
        full=full,
        reason=form.data.get("reason", ""),
        by=signed_in(request).username,
        at=timezone.now(),
    )
    return voters_sheet(rows, region=here, on=on, full=full, at=timezone.localtime())


@may("residents.block")
def polling_day(request: HttpRequest) -> HttpResponse:
    """Keep a polling day that the office prepares for."""
    form = PollingDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recounting.set_polling_day(**form.cleaned_data, by=signed_in(request).username, at=timezone.now())
        messages.success(request, _("Hari pemungutan suara dicatat."))
        return redirect("residents:voters")
    context = {"title": _("Hari pemungutan suara"), "form": form}
    return render(request, "residents/polling_day.html", context)
