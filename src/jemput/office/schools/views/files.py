"""Pages of files: hand one in, look before deciding, mend what was rejected, take an empty form home."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.sheets import sheet_response
from jemput.node.look.tables import Column
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster.forms import on_disk
from jemput.office.schools import actions, tables
from jemput.office.schools.forms import LAYOUTS, FileForm, RejectForm
from jemput.office.schools.models import SchoolImport, SchoolReject
from jemput.office.schools.queries import pages
from jemput.office.sheets.layouts import layout

_SAMPLES = {
    SchoolImport.Kind.REGISTER: ("name", "npsn", "kind", "village", "kecamatan", "pupils"),
    SchoolImport.Kind.ROSTER: ("school", "class_name", "name", "nik", "birth_date", "sex"),
}


@may("schools.see")
def imports(request: HttpRequest) -> HttpResponse:
    """Every file ever received."""
    context = {"title": _("Berkas sekolah"), "tabs": pages.room_tabs("imports")}
    return tables.imports_table().respond(request, "schools/imports.html", context)


@may("schools.write")
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a file of schools or pupils."""
    asked = {"as_of": timezone.localdate(), "kind": request.GET.get("kind", "roster")}
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        initial={**asked, "school": request.GET.get("school")},
    )
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data}
        file = told.pop("file")
        with on_disk(file) as path:
            found = actions.receive_file(
                path=path, file_name=file.name, **told, by=signed_in(request).username, at=timezone.now()
            )
        return redirect("schools:import", pk=found.pk)
    return render(request, "schools/upload.html", {"title": _("Masukkan berkas sekolah"), "form": form})


@may("schools.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its stamp, counts, a sample, the rejects; before it is taken in, the decision."""
    found = get_object_or_404(SchoolImport.objects.select_related("school"), pk=pk)
    fields = _SAMPLES[SchoolImport.Kind(found.kind)]
    headings = layout(LAYOUTS[found.kind]).headings
    context = {
        "title": found.source,
        "import": found,
        "entries": pages.import_entries(found),
        "figures": pages.import_figures(found),
        "headings": [headings[name][0].capitalize() if name != "nik" else "NIK" for name in fields],
        "sample": [[_shown(row, name) for name in fields] for row in found.sample],
    }
    return tables.rejects_table(found).respond(request, "schools/import.html", context)


def _shown(row: dict[str, str], name: str) -> str:
    text = row.get(name, "")
    digits = "".join(c for c in text if c.isdigit())
    return f"{digits[:4]}••••••••{digits[12:]}" if name == "nik" and len(digits) == 16 else text


@may("schools.see")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work on a file is; once it is done the page reloads."""
    found = get_object_or_404(SchoolImport, pk=pk)
    response = render(request, "schools/import_progress.html", {"import": found})
    if not found.is_busy:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@may("schools.write")
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a draft in."""
    found = get_object_or_404(SchoolImport, pk=pk)
    actions.confirm(school_import=found, by=signed_in(request).username, at=timezone.now())
    return redirect("schools:import", pk=pk)


@require_POST
@may("schools.write")
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw a draft away."""
    found = get_object_or_404(SchoolImport, pk=pk)
    actions.discard(school_import=found, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Berkas dibuang; tidak ada yang masuk."))
    return redirect("schools:imports")


@may("schools.write")
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """One rejected row: as it stood, why, and a form to mend it."""
    found = get_object_or_404(SchoolReject.objects.select_related("school_import__school"), pk=pk)
    form = RejectForm(request.POST or None, reject=found)
    if request.method == "POST":
        done = actions.mend(
            reject=found, cells=form.written(), by=signed_in(request).username, at=timezone.now()
        )
        if done:
            messages.success(request, _("Baris %(row)d masuk.") % {"row": found.row_number})
            return redirect("schools:import", pk=found.school_import_id)
    context = {"title": _("Baris %(row)d") % {"row": found.row_number}, "reject": found, "form": form}
    context["reasons"] = reasons_in_words(found.reasons)
    return render(request, "schools/reject.html", context)


@may("schools.see")
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with the headings that a file needs, for schools to fill in."""
    if kind not in LAYOUTS:
        raise Http404
    headings = layout(LAYOUTS[kind]).headings
    columns: list[Column[object]] = [Column(name, words[0]) for name, words in headings.items()]
    title = _("Formulir daftar siswa") if kind == SchoolImport.Kind.ROSTER else _("Formulir daftar sekolah")
    return sheet_response(columns=columns, rows=[], title=title, at=timezone.now(), reveal_niks=False)
