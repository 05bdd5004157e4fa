"""Pages of the reconciliation: both figures, the lists behind them, and each person they differ about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jemput.node.accounts.gate import may, signed_in
from jemput.node.look.parts import Bar, Entry, Figure
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.coverage.comparing import newest_list, receive_counter_list
from jemput.office.coverage.models import CounterList, Discrepancy
from jemput.office.coverage.queries import persons
from jemput.office.coverage.queries.pages import reconcile_page
from jemput.office.regions import queries as regions
from jemput.office.residents.pages import reasons_in_words
from jemput.office.roster.forms import on_disk


class CounterListForm(forms.Form):
    """A list of the people whom one side counts as recorded."""

    side = forms.ChoiceField(label=gettext_lazy("Menurut"), choices=CounterList.Side.choices)
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("Kolom NIK wajib; nama dan status perekaman bila ada."),
    )
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=200)
    as_of = forms.DateField(
        label=gettext_lazy("Per tanggal"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


@may("coverage.see")
def reconcile(request: HttpRequest) -> HttpResponse:
    """Central beside local, what the difference means, and which people it is."""
    context = reconcile_page(regions.home())
    found = persons.explanation(context["sides"])
    context |= {
        "explanation": found,
        "busy": persons.busy_list(),
        "lists": [each for each in map(newest_list, CounterList.Side.values) if each],
        "kinds": _kind_figures(),
        "causes": _cause_bars(),
    }
    return render(request, "coverage/reconcile.html", context)


def _kind_figures() -> list[Figure]:
    here, found = reverse("coverage:persons"), persons.kinds()
    return [
        Figure(Discrepancy.Kind(kind).label, found[kind], url=f"{here}?kind={kind}")
        for kind in Discrepancy.Kind.values
    ]


def _cause_bars() -> list[Bar]:
    here = reverse("coverage:persons")
    return [
        Bar(
            Discrepancy.Cause(cause).label, n, f"{here}?cause={cause}",
            tone="wait" if cause == Discrepancy.Cause.NOT_KNOWN else "good",
        )
        for cause, n in persons.causes()
    ]  # fmt: skip


@may("coverage.see")
def differing(request: HttpRequest) -> HttpResponse:
    """Each person the sides differ about."""
    table: Table[Discrepancy] = Table(
        title=_("Selisih per orang"),
        columns=[
            Column("name", _("Nama"), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("kind", _("Selisih"), value=lambda row: row.get_kind_display(), sortable=True),
            Column("local_status", _("Menurut lokal")),
            Column("central_status", _("Menurut pusat")),
            Column("cause", _("Sebab"), value=lambda row: row.get_cause_display(), sortable=True),
        ],
        rows=Discrepancy.objects.all(),
        search_fields=("name", "nik__startswith"),
        search_label=_("Nama atau NIK"),
        filters=[
            Filter("kind", _("Selisih"), Discrepancy.Kind.choices),
            Filter("cause", _("Sebab"), Discrepancy.Cause.choices),
        ],
        order="name",
        nothing=Nothing(_("Tidak ada orang yang berselisih."), icon="circle-check"),
    )
    return table.respond(request, "coverage/persons.html", {"title": _("Selisih per orang")})


@may("coverage.state")
def counter_upload(request: HttpRequest) -> HttpResponse:
    """Hand in one side's list."""
    form = CounterListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {**form.cleaned_data}
        file = told.pop("file")
        with on_disk(file) as path:
            found = receive_counter_list(
                path=path, file_name=file.name, **told,
                by=signed_in(request).username, at=timezone.now(),
            )  # fmt: skip
        return redirect("coverage:counter-list", pk=found.pk)
    return render(request, "coverage/counter_upload.html", {"title": _("Masukkan pembanding"), "form": form})


@may("coverage.see")
def counter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One side's list: what was read of it and what could not be."""
    found = get_object_or_404(CounterList, pk=pk)
    context = {
        "title": found.source,
        "list": found,
        "entries": [
            Entry(_("Menurut"), found.get_side_display()),
            Entry(_("Per tanggal"), found.as_of),
            Entry(_("Berkas"), found.file_name),
            Entry(_("Diterima"), found.at, note=found.by),
        ],
        "figures": [
            Figure(_("Terekam menurut daftar"), found.recorded, _("orang")),
            Figure(_("Baris berulang"), found.repeated, _("NIK yang sama lagi")),
            Figure(_("Ditolak"), found.rejected, _("tidak ikut dibandingkan"), "wait"),
        ],
    }
    return _rejects(found).respond(request, "coverage/counter_list.html", context)


def _rejects(found: CounterList) -> Table[dict[str, Any]]:
    return Table(
        columns=[
            Column("row", _("Baris ke-"), kind="whole"),
            Column("name", _("Nama"), value=lambda row: row["cells"].get("name", "")),
            Column("reasons", _("Sebab"), value=lambda row: reasons_in_words(row["reasons"])),
        ],
        rows=found.rejects,
        nothing=Nothing(_("Tidak ada baris yang ditolak."), icon="circle-check"),
    )


@may("coverage.see")
def counter_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading of a list is; once it is done the page reloads."""
    found = get_object_or_404(CounterList, pk=pk)
    response = render(request, "coverage/counter_progress.html", {"list": found})
    if found.state != CounterList.State.WAITING:
        response["HX-Refresh"] = "true"
    return response
