"""Sheets for villages without a line: downloaded, filled in, sent back, every row answered for."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.sheets import XLSX
from jemput.office.portal import intake, pages, queries, workbooks
from jemput.office.portal.filled import FilledRow, read_filled
from jemput.office.portal.forms import SheetForm
from jemput.office.portal.models import SheetUpload
from jemput.office.portal.workbooks import Field
from jemput.office.regions.models import Region

Kind = SheetUpload.Kind
FIELDS = {Kind.ANSWERS: workbooks.ANSWERS, Kind.CANDIDATES: workbooks.CANDIDATES}


@gzip_page
@may("portal.answer")
def answers(request: HttpRequest) -> HttpResponse:
    """Take the village's names along, or send them back answered."""
    return _page(request, Kind.ANSWERS)


@gzip_page
@may("portal.propose")
def candidates(request: HttpRequest) -> HttpResponse:
    """Take an empty list of candidates along, or send it back filled in."""
    return _page(request, Kind.CANDIDATES)


def _page(request: HttpRequest, kind: SheetUpload.Kind) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    region = queries.own_region(user)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        rows = _rows(upload, FIELDS[kind])
        sender = intake.Sender(region, user.username, at, queries.visit_day(region, timezone.localdate(at)))
        take = intake.take_answers if kind == Kind.ANSWERS else intake.take_candidates
        return redirect("portal:sheet-result", pk=take(rows=rows, file_name=upload.name, sender=sender).pk)
    context = {
        "title": _("Isi tanpa sinyal") if kind == Kind.ANSWERS else _("Banyak calon sekaligus"),
        "region": region,
        "kind": kind.value,
        "form": form,
        "waiting": queries.standing(region).total - queries.standing(region).answered,
        "uploads": SheetUpload.objects.filter(region=region, kind=kind)[:10],
    }
    return render(request, "portal/sheet.html", context)


def _rows(upload: UploadedFile[bytes], fields: Sequence[Field]) -> list[FilledRow]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "isian.xlsx"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        return read_filled(path, fields)


@may("portal.answer")
def answers_file(request: HttpRequest) -> HttpResponse:
    """The village's open names as a sheet with answer columns."""
    region = queries.own_region(signed_in(request))
    names = queries.with_question(queries.own_names(region).unanswered())
    title = f"Nama-nama {region.full_name}, {timezone.localdate():%d-%m-%Y}"
    return _file(workbooks.answers_sheet(names, title=title), "nama", region)


@may("portal.propose")
def candidates_file(request: HttpRequest) -> HttpResponse:
    """An empty list of candidates with drop-downs."""
    region = queries.own_region(signed_in(request))
    villages = [village.name for village in Region.objects.within(region.code).villages()]
    title = f"Calon {region.full_name}"
    return _file(workbooks.candidates_sheet(villages, title=title), "calon", region)


def _file(content: bytes, word: str, region: Region) -> HttpResponse:
    name = f"{word}-{region.code}-{timezone.localdate():%d-%m-%Y}.xlsx"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=disposition)


@gzip_page
@may("portal.see")
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of every row of a sheet."""
    region = queries.own_region(signed_in(request))
    upload = get_object_or_404(SheetUpload, pk=pk, region=region)
    context = {
        "title": upload.file_name,
        "upload": upload,
        "counts": pages.outcome_counts(upload),
        "lines": pages.open_lines(upload, get_language() or "id"),
    }
    return render(request, "portal/sheet_result.html", context)


@may("portal.see")
def mending_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of a sheet that were not taken in, with the reasons, to be mended and sent again."""
    region = queries.own_region(signed_in(request))
    upload = get_object_or_404(SheetUpload, pk=pk, region=region)
    lines = [(line.line.cells, line.reason) for line in pages.open_lines(upload, "id")]
    title = f"Perbaikan {upload.file_name}"
    return _file(workbooks.mending_sheet(FIELDS[Kind(upload.kind)], lines, title=title), "perbaikan", region)
