"""Pages of lists: take one in, look before deciding, mend what was rejected."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.roster import actions, list_pages, pages, queries
from jemput.office.roster.forms import ListForm, on_disk
from jemput.office.roster.list_columns import named
from jemput.office.roster.models import ListImport
from jemput.office.sheets.layouts import presets


@may("roster.see")
def lists(request: HttpRequest) -> HttpResponse:
    """Every list ever received."""
    context = {"title": _("Daftar masuk"), "tabs": pages.room_tabs("lists")}
    return list_pages.lists_table().respond(request, "roster/lists.html", context)


@may("roster.import")
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a list file."""
    form = ListForm(request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data}
        file = told.pop("file")
        with on_disk(file) as path:
            found = actions.receive_list(
                path=path, file_name=file.name, **told, by=signed_in(request).username, at=timezone.now()
            )
        return redirect("roster:list", pk=found.pk)
    layouts = sorted(map(named, presets()))
    context = {"title": _("Masukkan daftar"), "form": form, "layouts": layouts}
    return render(request, "roster/upload.html", context)


@may("roster.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: its stamp, counts, a sample, the rejects; before it is taken in, the decision."""
    found = get_object_or_404(ListImport, pk=pk)
    context = {
        "title": found.source,
        "list": found,
        "badge": list_pages.state_badge(found),
        "entries": list_pages.stamp(found),
        "figures": list_pages.list_figures(found),
        "notes": list_pages.notes(found),
        "sample": list_pages.sample_rows(found),
        "headings": [list_pages.FIELD_LABELS[name] for name in list_pages.SAMPLE_FIELDS],
        "explainable": bool(found.survey) and found.state in list_pages.EXPLAINABLE,
        "open_rejects": queries.open_rejects(found).count() if found.rows_rejected else 0,
        "older": list_pages.comparable(found),
        "compared": found.comparisons.select_related("older"),
    }
    deciding = found.state == ListImport.State.IMPORTED and signed_in(request).may("roster.import")
    return list_pages.rejects_table(found, selectable=deciding).respond(request, "roster/list.html", context)


@may("roster.see")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work on a list is; once it is done the page reloads."""
    found = get_object_or_404(ListImport, pk=pk)
    response = render(request, "roster/list_progress.html", {"list": found})
    if not found.is_busy:
        response["HX-Refresh"] = "true"
    return response


@may("roster.import")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a draft in."""
    found = get_object_or_404(ListImport, pk=pk)
    actions.confirm(list_import=found, by=signed_in(request).username, at=timezone.now())
    return redirect("roster:list", pk=pk)


@may("roster.import")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw a draft away."""
    found = get_object_or_404(ListImport, pk=pk)
    actions.discard(list_import=found, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Daftar dibuang; tidak ada nama yang masuk."))
    return redirect("roster:lists")
