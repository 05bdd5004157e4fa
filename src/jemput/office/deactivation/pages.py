"""What the pages of deactivation show: tabs, tables, steps, figures."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from jemput.node.look.parts import Badge, Entry, Figure, Step, StepState, Tab, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.deactivation import queries
from jemput.office.deactivation.models import Decision, DecisionRow, Proposal, ProposedPerson
from jemput.office.regions.queries import kecamatan
from jemput.office.residents.actions import RECORDING
from jemput.office.residents.models import Deactivation, Resident
from jemput.office.residents.pages import reasons_in_words

STATE_TONES: Mapping[str, Tone] = {
    "draft": "wait", "checked": "wait", "signed": "wait", "sent": "wait",
    "decided": "good", "withdrawn": "muted",
}  # fmt: skip
STANDING_TONES: Mapping[str, Tone] = {
    "listed": "wait", "taken_out": "muted", "approved": "danger", "refused": "good", "recorded": "good",
}  # fmt: skip
ROW_TONES: Mapping[str, Tone] = {
    "ready": "good", "rejected": "wait", "applied": "good", "dismissed": "muted",
}  # fmt: skip
WAY = ("draft", "checked", "signed", "sent", "decided")
STEP_LABELS = {
    "draft": gettext_lazy("Disusun"),
    "checked": gettext_lazy("Diperiksa dengan temuan desa"),
    "signed": gettext_lazy("Ditandatangani"),
    "sent": gettext_lazy("Dikirim ke pusat"),
    "decided": gettext_lazy("Diputus pusat"),
}


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room."""
    pages = (("overview", _("Usulan")), ("blocked", _("Yang dinonaktifkan")))
    return [Tab(label, reverse(f"deactivation:{name}"), active=name == active) for name, label in pages]


def overview_figures() -> list[Figure]:
    """Who waits for a decision, who is blocked, and who should no longer be."""
    blocked = Resident.objects.blocked()
    waiting = ProposedPerson.objects.filter(holds=True).count()
    late = blocked.recorded().count()
    return [
        Figure(_("Di usulan terbuka"), waiting, _("menunggu keputusan")),
        Figure(
            _("Sedang dinonaktifkan"), blocked.count(), _("aktif lagi begitu direkam"),
            url=f"{reverse('deactivation:blocked')}?state=blocked",
        ),
        Figure(
            _("Sudah rekam, masih nonaktif"), late, tone="danger" if late else "good",
            url=reverse("deactivation:blocked"),
        ),
    ]  # fmt: skip


def proposals_table() -> Table[Proposal]:
    """Every proposal."""
    return Table(
        title=_("Usulan penonaktifan"),
        columns=[
            Column(
                "number", _("Nomor"), sortable=True,
                link=lambda row: reverse("deactivation:one", args=[row.pk]),
            ),
            Column("cut_off", _("Batas"), kind="date", sortable=True),
            Column("listed", _("Diusulkan"), kind="whole"),
            Column("blocked", _("Dinonaktifkan"), kind="whole"),
            Column("letter", _("Surat")),
            Column("state", _("Keadaan"), value=state_badge, sortable=True),
            Column("made_by", _("Oleh")),
            Column("made_at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=queries.proposals(),
        order="-made_at",
        nothing=Nothing(
            _("Belum ada usulan."), _("Pilih tanggal batas, lihat jumlahnya, lalu susun usulan."), "lock",
            _("Susun usulan"), reverse("deactivation:new"),
        ),
    )  # fmt: skip


def state_badge(row: Proposal) -> Badge:
    """Where a proposal stands."""
    return Badge(Proposal.State(row.state).label, STATE_TONES[row.state])


def steps(proposal: Proposal) -> list[Step]:
    """The way of a proposal, with who did what."""
    here = WAY.index(proposal.state) if proposal.state in WAY else -1
    notes = {
        "draft": proposal.made_by,
        "checked": proposal.checked_by,
        "signed": proposal.letter,
        "sent": proposal.sent_by,
    }

    def state_of(n: int) -> StepState:
        if here < 0:
            return "skipped"
        return "done" if n <= here else "current" if n == here + 1 else "open"

    return [Step(STEP_LABELS[s], state_of(n), note=notes.get(s, "")) for n, s in enumerate(WAY)]


def figures(proposal: Proposal) -> list[Figure]:
    """How the people of a proposal stand; before the signature, how many no village has answered for."""
    n, here = queries.standings(proposal), reverse("deactivation:one", args=[proposal.pk])
    found = [
        Figure(_("Diusulkan"), n["listed"], tone="wait", url=f"{here}?standing=listed"),
        Figure(_("Dikeluarkan"), n["taken_out"], _("dengan sebab"), url=f"{here}?standing=taken_out"),
    ]
    if proposal.state == Proposal.State.DECIDED:
        return [
            Figure(_("Diusulkan"), n.total() - n["taken_out"]),
            Figure(_("Dinonaktifkan"), n["approved"], tone="danger", url=f"{here}?standing=approved"),
            Figure(_("Tidak disetujui"), n["refused"], tone="good", url=f"{here}?standing=refused"),
            Figure(_("Keburu direkam"), n["recorded"], tone="good", url=f"{here}?standing=recorded"),
        ]
    if proposal.state in (Proposal.State.DRAFT, Proposal.State.CHECKED):
        silent = queries.unanswered(proposal)
        found.append(Figure(_("Belum dijawab desa"), silent, _("dari nama di daftar pusat")))
    return found


def people_table(proposal: Proposal, *, editable: bool) -> Table[ProposedPerson]:
    """The people of a proposal."""
    return Table(
        title=_("Usulan %(number)s") % {"number": proposal.number},
        columns=[
            Column(
                "resident__name", _("Nama"), sortable=True,
                link=lambda row: reverse("residents:one", args=[row.resident_id]),
            ),
            Column("resident__nik", "NIK", kind="nik"),
            Column("resident__birth_date", _("Lahir"), kind="date", sortable=True),
            Column("resident__village__name", _("Desa/kelurahan"), sortable="resident__village"),
            Column("resident__village__parent__name", _("Kecamatan")),
            Column("standing", _("Keadaan"), value=standing_badge, sortable=True),
            Column("reason", _("Sebab atau dasar")),
        ],
        rows=queries.people(proposal),
        search_fields=("resident__name", "resident__nik__startswith"),
        search_label=_("Nama atau NIK"),
        filters=[
            Filter("standing", _("Keadaan"), ProposedPerson.Standing.choices),
            Filter("kecamatan", _("Kecamatan"), _kecamatan, path="resident__village__parent"),
        ],
        order="resident__name",
        select="person" if editable else "",
    )  # fmt: skip


def _kecamatan() -> list[tuple[str, str]]:
    return [(region.code, region.name) for region in kecamatan()]


def standing_badge(row: ProposedPerson) -> Badge:
    """What became of somebody on a list."""
    return Badge(ProposedPerson.Standing(row.standing).label, STANDING_TONES[row.standing])


def decision_entries(decision: Decision) -> list[Entry]:
    """Where a decision comes from."""
    return [
        Entry(
            _("Usulan"), decision.proposal.number, reverse("deactivation:one", args=[decision.proposal_id])
        ),
        Entry(_("Nomor keputusan"), decision.number),
        Entry(_("Tanggal keputusan"), decision.day),
        Entry(_("Berkas"), decision.file_name),
        Entry(_("Diterima"), decision.at, note=decision.by),
        Entry(_("Dijalankan"), decision.applied_at or "–", note=decision.applied_by),
    ]


def decision_figures(decision: Decision) -> list[Figure]:
    """What a decision's rows say."""
    n = queries.row_counts(decision)
    return [
        Figure(_("Disetujui"), n["approves"], _("dinonaktifkan"), "danger"),
        Figure(_("Tidak disetujui"), n["refuses"], _("tetap aktif"), "good"),
        Figure(_("Baris ditolak"), n["rejected"], _("disimpan, bisa diperbaiki"), "wait"),
        Figure(_("Diabaikan"), n["dismissed"]),
    ]


def rejects_table(decision: Decision) -> Table[DecisionRow]:
    """Rows of a decision that could not be taken."""
    return Table(
        columns=[
            Column(
                "row_number", pgettext("one", "Baris"), kind="whole", sortable=True,
                link=lambda row: reverse("deactivation:row", args=[row.pk]),
            ),
            Column("nik", "NIK", kind="nik", value=lambda row: row.cells.get("nik", "")),
            Column("name", _("Nama"), value=lambda row: row.cells.get("name", "")),
            Column("reasons", _("Sebab"), value=lambda row: reasons_in_words(row.reasons)),
            Column(
                "state", _("Keadaan"),
                value=lambda row: Badge(DecisionRow.State(row.state).label, ROW_TONES[row.state]),
            ),
        ],
        rows=queries.rejected(decision),
        order="row_number",
        nothing=Nothing(_("Tidak ada baris yang ditolak."), icon="circle-check"),
    )  # fmt: skip


def blocked_table() -> Table[Deactivation]:
    """Everybody ever blocked, with both documents."""
    return Table(
        title=_("Yang dinonaktifkan"),
        columns=[
            Column(
                "resident__name", _("Nama"), sortable=True,
                link=lambda row: reverse("residents:one", args=[row.resident_id]),
            ),
            Column("resident__nik", "NIK", kind="nik"),
            Column("resident__village__name", _("Desa/kelurahan"), sortable="resident__village"),
            Column("blocked_at", _("Dinonaktifkan"), kind="date", sortable=True),
            Column("blocked_document", _("Keputusan")),
            Column("reactivated_at", _("Aktif kembali"), kind="date", sortable=True),
            Column("because", _("Karena"), value=because),
            Column(
                "letter", _("Surat"), export=False,
                value=lambda row: _("Surat aktif kembali") if row.reactivated_at else "",
                link=lambda row: (
                    reverse("deactivation:letter", args=[row.pk]) if row.reactivated_at else None
                ),
            ),
        ],
        rows=queries.deactivations(),
        search_fields=("resident__name", "resident__nik__startswith", "blocked_document"),
        search_label=_("Nama, NIK, atau nomor keputusan"),
        filters=[Filter("state", _("Keadaan"), _activity, narrow=_narrow_activity)],
        order="-blocked_at",
        nothing=Nothing(_("Belum ada yang dinonaktifkan."), icon="circle-check"),
    )  # fmt: skip


def _activity() -> list[tuple[str, str]]:
    return [("blocked", _("masih nonaktif")), ("again", _("aktif kembali"))]


def _narrow_activity(rows: object, value: str) -> object:
    return rows.filter(reactivated_at__isnull=value == "blocked")  # type: ignore[attr-defined]


def because(row: Deactivation) -> str:
    """Why somebody is active again."""
    if row.reactivated_at is None:
        return ""
    return _("sudah direkam") if row.reactivated_because == RECORDING else row.reactivated_because
