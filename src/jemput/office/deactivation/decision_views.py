"""Pages of the ministry's decisions: the file, what it says, the rows to mend, carrying it out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.ledger.reading import Reading, note_read
from jemput.office.deactivation import actions, pages, papers
from jemput.office.deactivation.forms import DecisionForm, RowForm
from jemput.office.deactivation.models import Decision, DecisionRow, Proposal
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster.forms import on_disk


@may("deactivation.decide")
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the ministry's decision on one proposal."""
    proposal = get_object_or_404(Proposal, pk=pk)
    form = DecisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data}
        file = told.pop("file")
        with on_disk(file) as path:
            found = actions.receive_decision(
                proposal=proposal, path=path, file_name=file.name, **told,
                by=signed_in(request).username, at=timezone.now(),
            )  # fmt: skip
        return redirect("deactivation:decision", pk=found.pk)
    context = {"title": _("Masukkan keputusan pusat"), "proposal": proposal, "form": form}
    return render(request, "deactivation/upload.html", context)


@may("deactivation.see")
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: what it says and what could not be read."""
    found = get_object_or_404(Decision.objects.select_related("proposal"), pk=pk)
    context = {
        "title": _("Keputusan %(number)s") % {"number": found.number},
        "decision": found,
        "entries": pages.decision_entries(found),
        "figures": pages.decision_figures(found),
    }
    return pages.rejects_table(found).respond(request, "deactivation/decision.html", context)


@may("deactivation.decide")
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Block whom the decision approves."""
    found = get_object_or_404(Decision.objects.select_related("proposal"), pk=pk)
    done = actions.apply_decision(decision=found, by=signed_in(request).username, at=timezone.now())
    words = _("%(blocked)d orang dinonaktifkan, %(recorded)d keburu direkam, %(rest)d tetap aktif.")
    rest = done["refused"] + done["unnamed"]
    messages.success(
        request, words % {"blocked": done["blocked"], "recorded": done["recorded"], "rest": rest}
    )
    return redirect("deactivation:decision", pk=pk)


@may("deactivation.decide")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw a decision's file away before it is carried out."""
    found = get_object_or_404(Decision.objects.select_related("proposal"), pk=pk)
    actions.discard_decision(decision=found, by=signed_in(request).username, at=timezone.now())
    return redirect("deactivation:one", pk=found.proposal_id)


@may("deactivation.decide")
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One rejected row: as it stood, why, and a form to mend it."""
    found = get_object_or_404(DecisionRow.objects.select_related("decision__proposal"), pk=pk)
    form = RowForm(request.POST or None, row=found)
    if request.method == "POST":
        found = actions.mend_row(
            row=found, cells=form.written(), by=signed_in(request).username, at=timezone.now()
        )
        if not found.reasons:
            messages.success(request, _("Baris %(row)d diterima.") % {"row": found.row_number})
            return redirect("deactivation:decision", pk=found.decision_id)
    context = {
        "title": _("Baris %(row)d") % {"row": found.row_number},
        "row": found,
        "form": form,
        "reasons": reasons_in_words(found.reasons),
    }
    return render(request, "deactivation/row.html", context)


@may("deactivation.decide")
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A rejected row means nobody of ours."""
    found = get_object_or_404(DecisionRow.objects.select_related("decision__proposal"), pk=pk)
    because = request.POST.get("reason", "")
    actions.dismiss_row(row=found, because=because, by=signed_in(request).username, at=timezone.now())
    return redirect("deactivation:decision", pk=found.decision_id)


@may("deactivation.see")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Berita acara of a decision carried out."""
    found = get_object_or_404(Decision.objects.select_related("proposal"), pk=pk)
    content = papers.decision_report(found, on=timezone.localdate())
    headers = {"Content-Disposition": f'inline; filename="penonaktifan-{found.pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@may("deactivation.decide")
@require_POST
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as the ministry sent it; it holds full NIKs, so who takes it is kept."""
    found = get_object_or_404(Decision, pk=pk)
    note_read(
        kind=Reading.FULL_SHEET, subject=f"decision {found.number}", by=signed_in(request).username,
        at=timezone.now(), rows=found.rows.count(), reason=found.file_name,
    )  # fmt: skip
    path = settings.JEMPUT.data_dir / found.stored_file
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name)
