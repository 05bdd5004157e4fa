"""Pages of a list's versions: two compared, one back in its own layout, an empty template to fill."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.regions.queries import villages
from jemput.office.roster import actions, version_pages
from jemput.office.roster.list_sheets import XLSX, list_sheet, template_sheet
from jemput.office.roster.models import ListComparison, ListImport
from jemput.office.sheets.layouts import codes, layout


@may("roster.see")
@require_POST
def compare(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Have a list compared with an older one."""
    newer = get_object_or_404(ListImport, pk=pk)
    older = get_object_or_404(ListImport, pk=request.POST.get("older") or 0)
    found = actions.ask_comparison(
        older=older, newer=newer, by=signed_in(request).username, at=timezone.now()
    )
    return redirect("roster:comparison", pk=found.pk)


@may("roster.see")
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is new, gone and changed from one version to the other."""
    found = get_object_or_404(ListComparison.objects.select_related("older", "newer"), pk=pk)
    context = {
        "title": _("Dua daftar dibandingkan"),
        "comparison": found,
        "figures": version_pages.comparison_figures(found),
        "entries": version_pages.comparison_entries(found),
    }
    return version_pages.compared_table(found).respond(request, "roster/comparison.html", context)


@may("roster.see")
def comparison_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a comparison is done; then the page reloads."""
    found = get_object_or_404(ListComparison, pk=pk)
    response = render(request, "roster/comparison_progress.html", {"comparison": found})
    if found.done_at:
        response["HX-Refresh"] = "true"
    return response


@may("roster.import")
def download(request: HttpRequest, pk: int) -> FileResponse:
    """A list back as .xlsx in the layout it came in, with what came of each name; noted in the ledger."""
    found = get_object_or_404(ListImport, pk=pk)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        headings = version_pages.export_headings(found)
        list_sheet(headings, version_pages.export_rows(found), version_pages.EXPORT_EXTRA, path)
        stream = path.open("rb")
    actions.note_exported(list_import=found, by=signed_in(request).username, at=timezone.now())
    name = f"{slugify(found.source)[:40]}-{found.as_of:%Y-%m-%d}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


@may("roster.see")
def template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet of a layout, ready to fill in, with the villages to choose from."""
    of = layout(code if code in codes() and layout(code).written else "candidates")
    places = [
        (v.parent.name if v.parent else "", v.name) for v in villages().order_by("parent__name", "name")
    ]
    headers = {"Content-Disposition": f'attachment; filename="templat-{slugify(of.code)}.xlsx"'}
    return HttpResponse(template_sheet(of, places), content_type=XLSX, headers=headers)
