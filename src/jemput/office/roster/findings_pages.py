"""What the pages of findings, candidates and letters to the ministry show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Entry, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import kecamatan_choices
from jemput.office.roster import findings_queries, queries
from jemput.office.roster.models import Finding, ListName, ReturnLetter, ReturnLine
from jemput.office.roster.pages import FINDING_TONES, name_page, narrow_region

LETTER_TONES: Mapping[str, Tone] = {
    "drafted": "wait",
    "signed": "plain",
    "sent": "good",
    "discarded": "muted",
}


def findings_table() -> Table[Finding]:
    """Findings by state: first of all those that wait."""
    return Table(
        columns=[
            Column("list_name__name", _("Nama"), sortable=True, link=lambda row: name_page(row.list_name)),
            Column("kind", _("Temuan"), value=_kind_badge, sortable=True),
            Column("evidence", _("Keterangan")),
            Column("document", _("Dasar"), value=lambda row: row.get_document_display()),
            Column("attachment", _("Lampiran"), value=_attachment, link=_attachment_page),
            Column("list_name__village__name", _("Desa/kelurahan"), sortable="list_name__village"),
            Column("by", _("Oleh"), sortable=True),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=queries.waiting_findings(),
        search_fields=("list_name__name", "evidence", "list_name__village__name"),
        filters=[
            Filter("kind", _("Temuan"), Finding.Kind.choices),
            Filter("kecamatan", _("Kecamatan"), kecamatan_choices, narrow=_of_region),
        ],
        order="at",
        select="finding",
        nothing=Nothing(_("Tidak ada temuan yang menunggu."), icon="circle-check"),
    )


def _of_region(rows: QuerySet[Finding], code: str) -> QuerySet[Finding]:
    village = "list_name__village"
    return rows.filter(Q(**{village: code}) | Q(**{f"{village}__code__startswith": f"{code}."}))


def _kind_badge(row: Finding) -> Badge:
    return Badge(Finding.Kind(row.kind).label, FINDING_TONES[row.kind])


def _attachment(row: Finding) -> str:
    return _("lihat") if row.attachment else ""


def _attachment_page(row: Finding) -> str | None:
    return reverse("roster:attachment", args=[row.pk]) if row.attachment else None


def candidates_table() -> Table[ListName]:
    """Candidates that wait for the Dinas, and those that it sent back."""
    days = findings_queries.next_visits(
        queries.open_candidates().order_by().values_list("village", flat=True).distinct()
    )
    return Table(
        columns=[
            Column("name", _("Nama"), sortable=True, link=name_page),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("village__name", _("Desa/kelurahan"), sortable="village"),
            Column("village__parent__name", _("Kecamatan")),
            Column("visit", _("Kunjungan"), value=lambda row: _visit(days, row), kind="date"),
            Column("standing", _("Keadaan"), value=_standing, sortable=True),
            Column("sent", _("Dikirim"), value=_last_sent, kind="moment"),
        ],
        rows=queries.open_candidates().prefetch_related("candidate_steps"),
        search_fields=("name", "nik__startswith", "village__name"),
        filters=[
            Filter("kecamatan", _("Kecamatan"), kecamatan_choices, narrow=narrow_region),
            Filter("standing", _("Keadaan"), _open_standings()),
        ],
        order="village",
        select="candidate",
        nothing=Nothing(
            _("Tidak ada calon yang menunggu."),
            _("Calon muncul di sini begitu petugas desa mengirimnya."),
            "circle-check",
        ),
    )


def _visit(days: Mapping[str, date], row: ListName) -> date | None:
    return days.get(row.village_id)


def _open_standings() -> list[tuple[str, str]]:
    shown = (ListName.Standing.PROPOSED, ListName.Standing.RETURNED)
    return [(standing.value, str(standing.label)) for standing in shown]


def _standing(row: ListName) -> Badge:
    tone: Tone = "wait" if row.standing == ListName.Standing.PROPOSED else "muted"
    return Badge(ListName.Standing(row.standing).label, tone)


def _last_sent(row: ListName) -> object:
    sent = [step.at for step in row.candidate_steps.all() if step.event == "submit"]
    return sent[-1] if sent else row.list_import.at


def letters_table() -> Table[ReturnLetter]:
    """Every letter that returns names."""
    return Table(
        columns=[
            Column("number", _("Nomor"), sortable="id", link=letter_page),
            Column("names", _("Nama"), kind="whole", sortable=True),
            Column("state", _("Keadaan"), value=letter_badge, sortable=True),
            Column("at", _("Disusun"), kind="moment", sortable=True),
            Column("signed_on", _("Ditandatangani"), kind="date", sortable=True),
            Column("sent_on", _("Dikirim"), kind="date", sortable=True),
        ],
        rows=ReturnLetter.objects.annotate(names=Count("lines")),
        order="-at",
        nothing=Nothing(
            _("Belum ada berita acara."),
            _("Terima temuan desa, lalu susun berita acaranya di sini."),
            "file-text",
        ),
    )


def letter_page(letter: ReturnLetter) -> str:
    """Where a letter is shown."""
    return reverse("roster:return", args=[letter.pk])


def letter_badge(letter: ReturnLetter) -> Badge:
    """Where a letter stands."""
    return Badge(ReturnLetter.State(letter.state).label, LETTER_TONES[letter.state])


def lines_table(letter: ReturnLetter, *, reveal_niks: bool = False) -> Table[ReturnLine]:
    """The names of one letter, in its own order."""
    return Table(
        columns=[
            Column("position", _("Nomor"), kind="whole"),
            Column("nik", "NIK", kind="nik"),
            Column("name", _("Nama")),
            Column("birth_date", _("Lahir"), kind="date"),
            Column("village", _("Desa/kelurahan")),
            Column("kind", _("Temuan"), value=lambda row: Badge(Finding.Kind(row.kind).label)),
            Column("basis", _("Dasar")),
        ],
        rows=letter.lines.all(),
        order="position",
        title=letter.number,
        reveal_niks=reveal_niks,
        exportable=False,
        nothing=Nothing(_("Berita acara ini dibatalkan; namanya bisa masuk berita acara lain.")),
    )


def letter_entries(letter: ReturnLetter) -> list[Entry]:
    """Who did what with a letter, and how many names of which kind it returns."""
    counted = letter.lines.order_by().values_list("kind").annotate(n=Count("pk"))
    kinds = ", ".join(f"{Finding.Kind(kind).label} {n}" for kind, n in counted)
    return [
        Entry(_("Nama"), letter.lines.count(), note=kinds),
        Entry(_("Disusun"), letter.at, note=letter.by),
        Entry(_("Ditandatangani"), letter.signed_on or "–", note=letter.signer),
        Entry(_("Dikirim"), letter.sent_on or "–", note=letter.sent_by_way_of),
    ]
