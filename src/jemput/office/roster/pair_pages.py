"""What the pages of duplicates show: the table of pairs, their figures, and the list for the ministry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Figure, Tone
from jemput.node.look.sheets import sheet_response
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.duplicate_models import RegisterPair
from jemput.office.roster.link_models import MergeProposal
from jemput.office.roster.link_pages import share

State = RegisterPair.State
TONES: Mapping[str, Tone] = {
    State.ASKED: "wait",
    State.PROPOSED: "wait",
    State.SAME: "danger",
    State.DIFFERENT: "muted",
    State.CLEANED: "good",
}


def _page(pair: RegisterPair) -> str:
    return reverse("roster:pair", args=[pair.pk])


def state_badge(pair: RegisterPair) -> Badge:
    """Where a pair stands."""
    return Badge(State(pair.state).label, TONES[pair.state])


def everything() -> QuerySet[RegisterPair]:
    """All pairs with both people."""
    return RegisterPair.objects.select_related("first__village", "second__village")


def confirmed() -> QuerySet[RegisterPair]:
    """Pairs that two clerks called one person, and that the ministry has not answered."""
    return everything().filter(state=State.SAME)


def table() -> Table[RegisterPair]:
    """All pairs, likeliest first."""
    return Table(
        columns=[
            Column("first__name", _("Data pertama"), link=_page, sortable=True),
            Column("first__nik", "NIK", kind="nik"),
            Column("second__name", _("Data kedua"), sortable=True),
            Column("second__nik", "NIK", kind="nik"),
            Column("first__village__name", _("Desa/kelurahan")),
            Column("probability", _("Kemungkinan"), value=lambda row: share(row.probability), sortable=True),
            Column("state", _("Keadaan"), value=state_badge, sortable=True),
            Column("decided_by", _("Oleh")),
        ],
        rows=everything(),
        search_fields=("first__name", "second__name", "first__nik__startswith", "second__nik__startswith"),
        search_label=_("Nama atau NIK"),
        filters=[Filter("state", _("Keadaan"), State.choices, path="state")],
        order="-probability",
        title=_("Data ganda di register"),
        nothing=Nothing(
            _("Belum ada pasangan."),
            _("Cari data ganda di seluruh register; tidak ada yang berubah tanpa keputusan dua petugas."),
            "copy",
        ),
    )


def figures() -> list[Figure]:
    """How many pairs stand where."""
    rows = RegisterPair.objects.order_by().values_list("state").annotate(n=Count("pk"))
    counts, base = Counter(dict(rows)), reverse("roster:pairs")
    notes = {
        State.ASKED: _("belum dijawab"),
        State.PROPOSED: _("menunggu petugas kedua"),
        State.SAME: _("dua petugas sepakat"),
        State.DIFFERENT: _("tidak ditanya lagi"),
        State.CLEANED: _("dengan surat pusat"),
    }
    return [
        Figure(
            State(state).label, counts[state], note, TONES[state] if counts[state] else "muted",
            f"{base}?state={state}",
        )
        for state, note in notes.items()
    ]  # fmt: skip


def ministry_sheet(pairs: QuerySet[RegisterPair], at: datetime) -> HttpResponse:
    """Both entries of each pair in one row, full NIKs, with who said so and why."""
    merges = {
        merge.pair_id: merge
        for merge in MergeProposal.objects.filter(state=MergeProposal.State.CONFIRMED, pair__in=pairs)
    }
    columns: list[Column[RegisterPair]] = []
    for side, word in (("first", _("pertama")), ("second", _("kedua"))):
        columns += [
            Column(f"{side}__nik", f"NIK {word}", kind="nik"),
            Column(f"{side}__name", f"{_('Nama')} {word}"),
            Column(f"{side}__birth_place", f"{_('Tempat lahir')} {word}"),
            Column(f"{side}__birth_date", f"{_('Tanggal lahir')} {word}", kind="date"),
            Column(f"{side}__mother_name", f"{_('Ibu')} {word}"),
            Column(f"{side}__family_card", f"{_('Nomor KK')} {word}"),
            Column(f"{side}__village__name", f"{_('Desa/kelurahan')} {word}"),
        ]
    columns += [
        Column("reason", _("Sebab"), value=lambda row: merges[row.pk].reason if row.pk in merges else ""),
        Column("by", _("Diusulkan"), value=lambda row: merges[row.pk].by if row.pk in merges else ""),
        Column("judged", _("Disahkan"), value=lambda row: row.decided_by),
        Column("on", _("Tanggal"), value=lambda row: row.decided_at, kind="moment"),
    ]
    title = _("Data ganda untuk pusat")
    return sheet_response(columns=columns, rows=pairs, title=title, at=at, reveal_niks=True)
