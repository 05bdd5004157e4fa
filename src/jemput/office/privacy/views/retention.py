"""Pages of retention: the terms, what would go tonight, holds, and the nights before."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.tables import Column, Nothing, Table
from jemput.office.privacy import pages
from jemput.office.privacy.actions import retaining as actions
from jemput.office.privacy.forms import HoldForm, TermForm
from jemput.office.privacy.models import Hold, RetentionRun
from jemput.office.privacy.queries.terms import days_of, due_now, terms_now
from jemput.office.privacy.rules import TERMS

SAMPLE = 20
"""Rows of each kind that the page of what would go names."""


@may("privacy.see")
def terms(request: HttpRequest) -> HttpResponse:
    """How long each kind of thing is kept, in plain words."""
    language = get_language() or "id"
    context = {
        "title": _("Masa simpan"),
        "tabs": pages.room_tabs("retention"),
        "terms": [
            (now, now.term.label.text(language), now.term.what.text(language))
            for now in terms_now(timezone.now())
        ],
        "holds": [
            (one, TERMS[one.key].label.text(language) if one.key else "")
            for one in Hold.objects.filter(lifted_at__isnull=True)
        ],
        "form": HoldForm(),
    }
    table: Table[RetentionRun] = Table(
        title=_("Penghapusan"),
        columns=[
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("total", _("Dihapus"), kind="whole", value=lambda row: sum(row.counts.values())),
            Column("counts", _("Rincian"), value=lambda row: _in_words(row.counts, language)),
        ],
        rows=RetentionRun.objects.all(),
        order="-at",
        per_page=10,
        nothing=Nothing(
            _("Belum pernah ada yang dihapus."), _("Penghapusan berjalan setiap malam."), "trash"
        ),
    )
    return table.respond(request, "privacy/retention.html", context)


def _in_words(counts: dict[str, int], language: str) -> str:
    told = [f"{TERMS[key].label.text(language)} {count}" for key, count in counts.items() if count]
    return ", ".join(told) or "–"


@may("privacy.see")
def tonight(request: HttpRequest) -> HttpResponse:
    """What would go if the night's deletion ran now; nothing is deleted by looking."""
    language = get_language() or "id"
    parts = [
        (TERMS[key].label.text(language), one.what, one.rows.count(), [str(row) for row in one.rows[:SAMPLE]])
        for key, dues in due_now(timezone.now()).items()
        for one in dues
    ]
    context = {
        "title": _("Yang akan dihapus malam ini"),
        "parts": parts,
        "total": sum(part[2] for part in parts),
    }
    return render(request, "privacy/tonight.html", context)


@may("retention.set")
def term(request: HttpRequest, key: str) -> HttpResponse:
    """Change one term, with the reason."""
    found = TERMS.get(key)
    if found is None:
        raise Http404
    form = TermForm(request.POST or None, initial={"days": days_of(key)})
    words = {"shortest": found.shortest, "longest": found.longest}
    form.fields["days"].help_text = _("Antara %(shortest)s dan %(longest)s hari.") % words
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, signed_in(request).username
        actions.set_term(key=key, days=told["days"], because=told["because"], by=by, at=timezone.now())
        messages.success(request, _("Masa simpan diubah."))
        return redirect("privacy:retention")
    title = found.label.text(get_language() or "id")
    return render(request, "privacy/form.html", {"title": title, "form": form, "back": "privacy:retention"})


@may("privacy.hold")
@require_POST
def hold(request: HttpRequest) -> HttpResponseBase:
    """Keep something until further notice."""
    form = HoldForm(request.POST)
    if form.is_valid():
        told, by = form.cleaned_data, signed_in(request).username
        nik = str(told["nik"] or "") if not told["key"] else ""
        actions.hold(key=told["key"], nik=nik, because=told["because"], by=by, at=timezone.now())
        messages.success(request, _("Ditahan; tidak akan dihapus sampai dicabut."))
    else:
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
    return redirect("privacy:retention")


@may("privacy.hold")
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a hold."""
    actions.lift(held=get_object_or_404(Hold, pk=pk), by=signed_in(request).username, at=timezone.now())
    return redirect("privacy:retention")
