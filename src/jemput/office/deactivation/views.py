"""Pages of deactivation: proposals and their way, who is blocked, who is active again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.sheets import sheet_response
from jemput.office.deactivation import actions, pages, papers, queries, rules, states
from jemput.office.deactivation.actions.proposing import note_list_taken
from jemput.office.deactivation.forms import CutOffForm, LetterForm
from jemput.office.deactivation.models import Proposal, ProposedPerson
from jemput.office.residents.models import Deactivation


@may("deactivation.see")
def overview(request: HttpRequest) -> HttpResponse:
    """Every proposal, and how many people it is about."""
    context = {
        "title": _("Penonaktifan"),
        "tabs": pages.room_tabs("overview"),
        "figures": pages.overview_figures(),
    }
    return pages.proposals_table().respond(request, "deactivation/overview.html", context)


@may("deactivation.propose")
def new(request: HttpRequest) -> HttpResponse:
    """Choose a cut-off, see how many it means, make the list."""
    usual = rules.usual_cut_off(timezone.localdate())
    form = CutOffForm(request.POST or request.GET or {"cut_off": usual.isoformat()})
    cut_off = form.cleaned_data["cut_off"] if form.is_valid() else usual
    if request.method == "POST" and form.is_valid():
        found = actions.propose(cut_off=cut_off, by=signed_in(request).username, at=timezone.now())
        return redirect("deactivation:one", pk=found.pk)
    context = {
        "title": _("Susun usulan penonaktifan"),
        "form": form,
        "cut_off": cut_off,
        "able": queries.able_on(cut_off),
    }
    return render(request, "deactivation/new.html", context)


@may("deactivation.see")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: where it stands, its people, what can be done now."""
    proposal = get_object_or_404(Proposal, pk=pk)
    editable = proposal.state in states.EDITABLE and signed_in(request).may("deactivation.propose")
    context = {
        "title": _("Usulan %(number)s") % {"number": proposal.number},
        "proposal": proposal,
        "steps": pages.steps(proposal),
        "figures": pages.figures(proposal),
        "editable": editable,
        "letter_form": LetterForm(initial={"letter_date": timezone.localdate()}),
        "decisions": proposal.decisions.all(),
    }
    table = pages.people_table(proposal, editable=editable)
    return table.respond(request, "deactivation/one.html", context)


@may("deactivation.propose")
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Check a list with the villages' findings."""
    proposal = get_object_or_404(Proposal, pk=pk)
    out = actions.check(proposal=proposal, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Diperiksa: %(n)d orang dikeluarkan.") % {"n": out})
    return redirect("deactivation:one", pk=pk)


@may("deactivation.propose")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo a check."""
    proposal = get_object_or_404(Proposal, pk=pk)
    actions.reopen(proposal=proposal, by=signed_in(request).username, at=timezone.now())
    return redirect("deactivation:one", pk=pk)


@may("deactivation.propose")
@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the chosen people off a list, or put them back."""
    proposal, by, at = get_object_or_404(Proposal, pk=pk), signed_in(request).username, timezone.now()
    chosen = [int(key) for key in request.POST.getlist("person") if key.isdigit()]
    if request.POST.get("do") == "put_back":
        for person in ProposedPerson.objects.filter(proposal=proposal, pk__in=chosen):
            actions.put_back(person=person, by=by, at=at)
        messages.success(request, _("%(n)d orang dikembalikan ke usulan.") % {"n": len(chosen)})
    else:
        because = request.POST.get("reason", "")
        out = actions.take_out(proposal=proposal, people=chosen, because=because, by=by, at=at)
        messages.success(request, _("%(n)d orang dikeluarkan.") % {"n": out})
    return redirect("deactivation:one", pk=pk)


@may("deactivation.sign")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The head signs."""
    form = LetterForm(request.POST)
    valid = form.is_valid()
    actions.sign(
        proposal=get_object_or_404(Proposal, pk=pk),
        letter=form.cleaned_data.get("letter", "") if valid else "",
        letter_date=form.cleaned_data.get("letter_date") if valid else None,
        by=signed_in(request).username,
        at=timezone.now(),
    )
    messages.success(request, _("Usulan ditandatangani."))
    return redirect("deactivation:one", pk=pk)


@may("deactivation.propose")
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list has gone to the ministry."""
    proposal = get_object_or_404(Proposal, pk=pk)
    actions.send(proposal=proposal, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Dicatat terkirim ke pusat."))
    return redirect("deactivation:one", pk=pk)


@may("deactivation.propose")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a proposal up."""
    proposal, because = get_object_or_404(Proposal, pk=pk), request.POST.get("reason", "")
    actions.withdraw(proposal=proposal, because=because, by=signed_in(request).username, at=timezone.now())
    messages.success(request, _("Usulan ditarik."))
    return redirect("deactivation:overview")


@may("deactivation.see")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Berita acara of a proposal."""
    proposal = get_object_or_404(Proposal, pk=pk)
    return _pdf(papers.proposal_report(proposal, on=timezone.localdate()), f"usulan-{proposal.pk}")


@may("deactivation.propose")
@require_POST
def ministry_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with full NIKs for the ministry; who took it is kept."""
    proposal = get_object_or_404(Proposal, pk=pk)
    rows = note_list_taken(proposal=proposal, by=signed_in(request).username, at=timezone.now())
    return sheet_response(
        columns=papers.ministry_columns(),
        rows=rows,
        title=f"{proposal.number} {proposal.letter}",
        at=timezone.localtime(),
        reveal_niks=True,
    )


@may("deactivation.see")
def blocked(request: HttpRequest) -> HttpResponse:
    """Everybody ever blocked, with the documents of both ways."""
    context = {"title": _("Yang dinonaktifkan"), "tabs": pages.room_tabs("blocked")}
    return pages.blocked_table().respond(request, "deactivation/blocked.html", context)


@may("deactivation.see")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's letter of being active again."""
    row = get_object_or_404(
        Deactivation.objects.select_related("resident__village__parent"), pk=pk, reactivated_at__isnull=False
    )
    return _pdf(papers.reactivation_letter(row, on=timezone.localdate()), f"aktif-kembali-{row.pk}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
