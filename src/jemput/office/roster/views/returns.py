"""Pages of the letters that return names to the ministry: drawn up, signed, sent, as paper and as sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.sheets import XLSX
from jemput.office.roster import actions, findings_pages, findings_papers, findings_queries, pages
from jemput.office.roster.errors import LetterIncomplete
from jemput.office.roster.findings_forms import SendForm, SignForm
from jemput.office.roster.models import ReturnLetter


@may("roster.see")
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter, and how many names wait for one."""
    context = {
        "title": _("BA pengembalian"),
        "tabs": pages.room_tabs("returns"),
        "waiting": findings_queries.returnable().count(),
    }
    return findings_pages.letters_table().respond(request, "roster/returns.html", context)


@may("roster.judge")
@require_POST
def draft(request: HttpRequest) -> HttpResponseBase:
    """Draw up a letter of all that waits."""
    found = actions.draft_letter(by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("%(number)s disusun.") % {"number": found.number})
    return redirect("roster:return", pk=found.pk)


@may("roster.see")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its names, where it stands, the next step."""
    found = get_object_or_404(ReturnLetter, pk=pk)
    today = {"signed_on": timezone.localdate(), "sent_on": timezone.localdate()}
    context = {
        "title": found.number,
        "letter": found,
        "badge": findings_pages.letter_badge(found),
        "entries": findings_pages.letter_entries(found),
        "sign_form": SignForm(initial=today),
        "send_form": SendForm(initial=today),
    }
    return findings_pages.lines_table(found).respond(request, "roster/return.html", context)


@may("roster.judge")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF, with whole NIKs: the reading is kept."""
    found = get_object_or_404(ReturnLetter, pk=pk)
    actions.note_letter_read(letter=found, as_paper=True, by=signed_in(request).username, at=timezone.now())
    return HttpResponse(findings_papers.letter_paper(found), content_type="application/pdf")


@may("roster.judge")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as .xlsx, with whole NIKs: the reading is kept."""
    found, at = get_object_or_404(ReturnLetter, pk=pk), timezone.now()
    actions.note_letter_read(letter=found, as_paper=False, by=signed_in(request).username, at=at)
    name = found.number.replace("/", "-")
    return HttpResponse(
        findings_papers.letter_sheet(found, at=timezone.localtime(at)),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


@may("roster.judge")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note who signed."""
    form = SignForm(request.POST)
    if not form.is_valid():
        raise LetterIncomplete()
    found = get_object_or_404(ReturnLetter, pk=pk)
    actions.sign_letter(letter=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now())
    return redirect("roster:return", pk=pk)


@may("roster.judge")
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note how it went to the ministry."""
    form = SendForm(request.POST)
    if not form.is_valid():
        raise LetterIncomplete()
    found = get_object_or_404(ReturnLetter, pk=pk)
    actions.send_letter(letter=found, **form.cleaned_data, by=signed_in(request).username, at=timezone.now())
    return redirect("roster:return", pk=pk)


@may("roster.judge")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a draft back."""
    found = get_object_or_404(ReturnLetter, pk=pk)
    actions.discard_letter(letter=found, by=signed_in(request).username, at=timezone.now())
    return redirect("roster:returns")
