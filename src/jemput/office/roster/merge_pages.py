"""What the pages of merges show: the table of proposals, and one proposal with both records."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Difference, Entry, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.roster import link_queue
from jemput.office.roster.link_models import MergeProposal
from jemput.office.roster.link_pages import of_resident, of_row, rows_apart

State = MergeProposal.State
TONES: Mapping[str, Tone] = {
    State.WAITING: "wait",
    State.CONFIRMED: "good",
    State.REFUSED: "danger",
    State.WITHDRAWN: "muted",
}


def badge(merge: MergeProposal) -> Badge:
    """Where a proposal stands."""
    return Badge(State(merge.state).label, TONES[merge.state])


def people(merge: MergeProposal) -> tuple[str, str]:
    """The names of both."""
    if merge.pair:
        return merge.pair.first.name, merge.pair.second.name
    return (merge.name.name if merge.name else "", merge.of.name if merge.of else "")


def kind(merge: MergeProposal) -> str:
    """What is to become one."""
    return _("dua data register") if merge.pair else _("dua baris daftar")


def rows(merge: MergeProposal) -> list[Difference]:
    """Both records side by side."""
    if merge.pair:
        return rows_apart(of_resident(merge.pair.first), of_resident(merge.pair.second))
    if merge.name and merge.of:
        return rows_apart(of_row(merge.name), of_row(merge.of))
    return []


def entries(merge: MergeProposal) -> list[Entry]:
    """Who said what, and when."""
    told = [
        Entry(_("Yang disatukan"), kind(merge)),
        Entry(_("Diusulkan"), merge.at, note=merge.by),
        Entry(_("Sebab"), merge.reason),
    ]
    if merge.judged_at:
        told.append(Entry(State(merge.state).label.capitalize(), merge.judged_at, note=merge.judged_by))
    if merge.judged_because:
        told.append(Entry(_("Sebab penolakan"), merge.judged_because))
    return told


def table() -> Table[MergeProposal]:
    """All proposals, those that wait first."""
    return Table(
        columns=[
            Column(
                "first", _("Orang"), value=lambda row: people(row)[0],
                link=lambda row: reverse("roster:merge", args=[row.pk]),
            ),
            Column("second", _("Disatukan dengan"), value=lambda row: people(row)[1]),
            Column("kind", _("Yang disatukan"), value=kind),
            Column("reason", _("Sebab")),
            Column("by", _("Diusulkan"), sortable=True),
            Column("at", _("Waktu"), kind="moment", sortable=True),
            Column("state", _("Keadaan"), value=badge, sortable=True),
            Column("judged_by", _("Petugas kedua")),
        ],
        rows=link_queue.merges(),
        search_fields=("reason", "by", "name__name", "pair__first__name"),
        filters=[Filter("state", _("Keadaan"), State.choices, path="state")],
        order="-state",
        title=_("Usulan satu orang"),
        nothing=Nothing(
            _("Belum ada usulan."),
            _("Usulan muncul di sini begitu seorang petugas menyatakan dua NIK satu orang."),
            "users",
        ),
    )  # fmt: skip
