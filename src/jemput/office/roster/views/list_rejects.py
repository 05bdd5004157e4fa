"""Pages of rejected rows: one to mend, many to send out and bring back, many to put aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster import actions, list_pages
from jemput.office.roster.forms import RejectForm, on_disk
from jemput.office.roster.list_sheets import XLSX, read_rejects, rejects_sheet
from jemput.office.roster.models import ListImport, RejectedRow


@may("roster.import")
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """One rejected row: as it stood, why, and a form to mend it."""
    found = get_object_or_404(RejectedRow.objects.select_related("list_import"), pk=pk)
    form = RejectForm(request.POST or None, reject=found)
    if request.method == "POST":
        name = actions.correct_reject(
            reject=found, cells=form.written(), by=signed_in(request).username, at=timezone.now()
        )
        if name:
            messages.success(request, _("Baris %(row)d masuk daftar.") % {"row": found.row_number})
            return redirect("roster:list", pk=found.list_import_id)
    context = {"title": _("Baris %(row)d") % {"row": found.row_number}, "reject": found, "form": form}
    context["reasons"] = reasons_in_words(found.reasons)
    return render(request, "roster/reject.html", context)


@may("roster.import")
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Decide that a rejected row names nobody."""
    found = get_object_or_404(RejectedRow, pk=pk)
    because = request.POST.get("reason", "")
    actions.dismiss_reject(reject=found, because=because, by=signed_in(request).username, at=timezone.now())
    return redirect("roster:list", pk=found.list_import_id)


@may("roster.import")
@require_POST
def dismiss_many(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Decide the same of the chosen rows, or of all that wait for one reason."""
    found = get_object_or_404(ListImport, pk=pk)
    because = request.POST.get("reason", "").strip()
    keys = [int(key) for key in request.POST.getlist("reject") if key.isdigit()]
    if not because or not keys:
        messages.error(request, _("Pilih baris dan tulis sebabnya."))
        return redirect("roster:list", pk=pk)
    count = actions.dismiss_rejects(
        list_import=found, keys=keys, because=because, by=signed_in(request).username, at=timezone.now()
    )
    messages.success(request, _("%(count)d baris diabaikan.") % {"count": count})
    return redirect("roster:list", pk=pk)


@may("roster.import")
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Every rejected row that waits, with its reasons, to be mended in a spreadsheet."""
    found = get_object_or_404(ListImport, pk=pk)
    actions.note_rejects_exported(list_import=found, by=signed_in(request).username, at=timezone.now())
    content = rejects_sheet(list_pages.reject_lines(found), list_pages.rejects_stamp(found))
    name = f"ditolak-{slugify(found.source)[:40]}-{found.pk}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@may("roster.import")
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The spreadsheet of rejected rows, mended: each changed row is read again."""
    found = get_object_or_404(ListImport, pk=pk)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Pilih berkasnya dulu."))
        return redirect("roster:list", pk=pk)
    with on_disk(file) as path:
        rows = read_rejects(path, str(file.name), list_pages.rejects_stamp(found))
    result = actions.correct_rejects(
        list_import=found, rows=rows, by=signed_in(request).username, at=timezone.now()
    )
    told = {"mended": result.mended, "refused": result.refused, "untouched": result.untouched}
    words = _("%(mended)d baris masuk, %(refused)d masih salah, %(untouched)d tidak diubah.") % told
    (messages.success if result.mended else messages.warning)(request, words)
    return redirect("roster:list", pk=pk)
