"""Pages of lists: take one in, look before deciding, mend what was rejected."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster import actions, pages
from jemput.office.roster.forms import ListForm, RejectForm, on_disk
from jemput.office.roster.models import ListImport, RejectedRow


@may("roster.see")
def lists(request: HttpRequest) -> HttpResponse:
    """Every list ever received."""
    context = {"title": _("Daftar masuk"), "tabs": pages.room_tabs("lists")}
    return pages.lists_table().respond(request, "roster/lists.html", context)


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
    return render(request, "roster/upload.html", {"title": _("Masukkan daftar"), "form": form})


@may("roster.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: its stamp, counts, a sample, the rejects; before it is taken in, the decision."""
    found = get_object_or_404(ListImport, pk=pk)
    context = {
        "title": found.source,
        "list": found,
        "entries": pages.stamp(found),
        "figures": pages.list_figures(found),
        "sample": pages.sample_rows(found),
        "headings": [pages.FIELD_LABELS[name] for name in pages.SAMPLE_FIELDS],
    }
    return pages.rejects_table(found).respond(request, "roster/list.html", context)


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
