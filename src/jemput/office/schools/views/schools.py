"""Pages of the register: progress, one school, its form, a visit, an obstacle."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.schools import actions, tables
from jemput.office.schools.forms import ObstacleForm, SchoolForm, VisitForm
from jemput.office.schools.models import School
from jemput.office.schools.queries import pages
from jemput.office.schools.queries import progress as progress_queries
from jemput.office.schools.queries.standings import polling_day, pupil_rows
from jemput.office.schools.reading import note_care_read
from jemput.office.trips.models import Place


@may("schools.see")
def progress(request: HttpRequest) -> HttpResponse:
    """How far the work at schools is, in people and in schools."""
    today = timezone.localdate()
    rows = progress_queries.school_rows(on=today)
    orphans = Place.objects.filter(kind__in=("school", "slb"), school__isnull=True)
    context = {
        "title": _("Sekolah"),
        "tabs": pages.room_tabs("progress"),
        "progress": progress_queries.progress(rows, on=today),
        "unvisited": progress_queries.unvisited(rows),
        "bars": pages.bars(rows),
        "layer": pages.layer(),
        "has_schools": bool(rows),
        "orphans": orphans.count(),
    }
    return tables.schools_table(rows).respond(request, "schools/progress.html", context)


@may("schools.see")
def map_json(request: HttpRequest) -> HttpResponse:
    """The kecamatan with their pupils left."""
    return JsonResponse(pages.map_features(progress_queries.school_rows(on=timezone.localdate())))


@may("schools.see")
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: its figures, its pupils, what stands in the way."""
    found = get_object_or_404(School, pk=pk)
    today = timezone.localdate()
    rows = progress_queries.school_rows(on=today, only=found)
    if not rows:
        return redirect("schools:edit", pk=pk)
    judged_on = rows[0].planned or today
    context = {
        "title": found.name,
        "school": found,
        "row": rows[0],
        "figures": pages.figures(rows[0]),
        "entries": pages.entries(rows[0]),
        "judged_on": judged_on,
        "polling_day": polling_day(judged_on),
    }
    pupils = pupil_rows(on=today, school=found)
    note_care_read(found, rows=len(pupils), by=signed_in(request).username, at=timezone.now())
    return tables.pupils_table(pupils).respond(request, "schools/school.html", context)


@may("schools.write")
def new(request: HttpRequest) -> HttpResponse:
    """Add a school by hand."""
    return _form(request, None)


@may("schools.write")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a school."""
    return _form(request, get_object_or_404(School, pk=pk))


def _form(request: HttpRequest, found: School | None) -> HttpResponse:
    form = SchoolForm(request.POST or None, school=found)
    if request.method == "POST" and form.is_valid():
        saved = actions.put_school(
            form=form.facts(), school=found, by=signed_in(request).username, at=timezone.now()
        )
        messages.success(request, _("%(school)s dicatat.") % {"school": saved.name})
        return redirect("schools:school", pk=saved.pk) if saved.active else redirect("schools:progress")
    title = _("Perbaiki sekolah") if found else _("Tambah sekolah")
    return render(request, "schools/form.html", {"title": title, "form": form, "school": found})


@may("schools.write")
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a visit that no trip of ours knows."""
    found = get_object_or_404(School, pk=pk)
    form = VisitForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.note_visit(
            school=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now()
        )
        messages.success(request, _("Kunjungan dicatat."))
        return redirect("schools:school", pk=pk)
    context = {"title": _("Catat kunjungan ke %(school)s") % {"school": found.name}}
    return render(request, "schools/form.html", {**context, "form": form, "school": found})


@may("schools.write")
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    """Note why a school could not be visited."""
    found = get_object_or_404(School, pk=pk)
    form = ObstacleForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.note_obstacle(
            school=found, kind=told["kind"], cause=told["cause"],
            started_at=timezone.make_aware(datetime.combine(told["since"], time(8))),
            by=signed_in(request).username, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Kendala dicatat."))
        return redirect("schools:school", pk=pk)
    context = {"title": _("Kendala di %(school)s") % {"school": found.name}}
    return render(request, "schools/form.html", {**context, "form": form, "school": found})


@require_POST
@may("schools.write")
def adopt(request: HttpRequest) -> HttpResponseBase:
    """Enter the places of kind school that were made by hand into the register."""
    count = actions.adopt_places(by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("%(count)d sekolah dicatat dari lokasi.") % {"count": count})
    return redirect("schools:progress")
