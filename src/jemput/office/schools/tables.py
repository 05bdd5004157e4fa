"""The lists of schools: schools, pupils, files, rejects, counts for partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jemput.kernel.wording import percent, short_date
from jemput.node.look.parts import Badge, Text, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import reasons_in_words
from jemput.office.schools.models import Invitation, School, SchoolImport, SchoolReject
from jemput.office.schools.queries.progress import SchoolRow
from jemput.office.schools.queries.standings import PupilRow
from jemput.office.schools.rules import Standing

STANDINGS: Mapping[Standing, tuple[Text, Tone]] = {
    Standing.RECORDED: (gettext_lazy("Sudah direkam"), "good"),
    Standing.DUE: (gettext_lazy("Harus direkam"), "wait"),
    Standing.DUE_BY_POLL: (gettext_lazy("Harus, 17 sebelum pemilu"), "wait"),
    Standing.TOO_YOUNG: (gettext_lazy("Belum cukup umur"), "muted"),
    Standing.ELSEWHERE: (gettext_lazy("Kabupaten lain"), "plain"),
    Standing.ASK: (gettext_lazy("Perlu ditanya"), "danger"),
    Standing.NOT_FOUND: (gettext_lazy("Tidak ada di register"), "danger"),
}


def standing_badge(row: PupilRow) -> Badge:
    """Where a pupil stands, with the date from which the too young may come."""
    words, tone = STANDINGS[row.standing]
    if row.comes_on:
        day = short_date(row.comes_on, get_language() or "id")
        return Badge(_("Bisa mulai %(day)s") % {"day": day}, tone)
    return Badge(words, tone)


def _visit_badge(row: SchoolRow) -> Badge:
    language = get_language() or "id"
    if row.visited_on:
        return Badge(short_date(row.visited_on, language), "good")
    if row.planned:
        return Badge(_("rencana %(day)s") % {"day": short_date(row.planned, language)}, "plain")
    return Badge(_("belum"), "wait")


def _share(row: SchoolRow) -> str:
    return percent(row.recorded, row.target, get_language() or "id")


VISITS = [("visited", gettext_lazy("Sudah")), ("not", gettext_lazy("Belum"))]


def _narrow_visit(rows: list[SchoolRow], value: str) -> list[SchoolRow]:
    return [row for row in rows if row.visited == (value == "visited")]


def _narrow_kind(rows: list[SchoolRow], value: str) -> list[SchoolRow]:
    return [row for row in rows if row.school.kind == value]


def schools_table(rows: list[SchoolRow]) -> Table[SchoolRow]:
    """Every school with its pupils and its visit."""
    return Table(
        title=_("Sekolah"),
        columns=[
            Column(
                "school__name", _("Sekolah"), sortable=True,
                link=lambda row: reverse("schools:school", args=[row.school.pk]),
            ),
            Column("school__npsn", "NPSN", on_screen=False),
            Column("school__kind", _("Jenis"), value=lambda row: row.school.get_kind_display()),
            Column("school__village__parent__name", _("Kecamatan"), sortable=True),
            Column("school__pupils_stated", _("Menurut sekolah"), kind="whole", sortable=True),
            Column("target", _("Sasaran di daftar"), kind="whole", sortable=True),
            Column("recorded", _("Terekam"), kind="whole", sortable=True),
            Column("share", _("% dari sasaran"), align="end", value=_share),
            Column("due", _("Harus direkam"), kind="whole", sortable=True),
            *_more_counts(),
            Column("visited", _("Dikunjungi"), value=_visit_badge),
            Column("obstacle_words", _("Kendala"), on_screen=False),
            Column("as_of", _("Daftar per"), kind="date", on_screen=False),
        ],
        rows=rows,
        search_fields=("school__name", "school__village__name", "school__npsn"),
        filters=[
            Filter("kind", _("Jenis"), School.Kind.choices, narrow=_narrow_kind),
            Filter("visit", _("Kunjungan"), VISITS, narrow=_narrow_visit),
        ],
        order="school__name",
        per_page=100,
        nothing=Nothing(
            _("Belum ada sekolah."),
            _("Masukkan daftar sekolah dari Dinas Pendidikan, atau tambahkan satu per satu."),
            "school", _("Masukkan berkas"), reverse("schools:upload") + "?kind=register",
        ),
    )  # fmt: skip


def _more_counts() -> list[Column[SchoolRow]]:
    """Counts that only the sheet has room for."""
    return [
        Column(
            standing.value, STANDINGS[standing][0], kind="whole", on_screen=False, value=_counter(standing)
        )
        for standing in Standing
        if standing not in (Standing.RECORDED, Standing.DUE)
    ]


def _counter(standing: Standing) -> Callable[[SchoolRow], object]:
    return lambda row: row.counts[standing]


def counts_table(rows: list[SchoolRow]) -> Table[SchoolRow]:
    """What partners see: schools and numbers, nobody's name."""
    return Table(
        title=_("Perekaman per sekolah"),
        columns=[
            Column("school__name", _("Sekolah"), sortable=True),
            Column("school__kind", _("Jenis"), value=lambda row: row.school.get_kind_display()),
            Column("school__village__parent__name", _("Kecamatan"), sortable=True),
            Column("target", _("Sasaran"), kind="whole", sortable=True),
            Column("recorded", _("Terekam"), kind="whole", sortable=True),
            Column("left", _("Belum"), kind="whole", sortable=True),
            Column("share", _("% dari sasaran"), align="end", value=_share),
            Column("visited", _("Dikunjungi"), value=_visit_badge),
        ],
        rows=rows,
        search_fields=("school__name",),
        order="school__name",
        per_page=100,
        nothing=Nothing(_("Belum ada sekolah."), icon="school"),
    )


def pupils_table(rows: list[PupilRow]) -> Table[PupilRow]:
    """The pupils of a school, each with where they stand."""
    return Table(
        title=_("Peserta didik"),
        columns=[
            Column(
                "name", _("Nama"), sortable=True, link=lambda row: reverse("schools:pupil", args=[row.pk])
            ),
            Column("class_name", _("Kelas"), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("standing", _("Keadaan"), value=standing_badge),
            Column("comes_on", _("Bisa direkam mulai"), kind="date", sortable=True, on_screen=False),
        ],
        rows=rows,
        search_fields=("name", "class_name"),
        filters=[
            Filter(
                "standing", _("Keadaan"), [(key.value, words) for key, (words, _tone) in STANDINGS.items()]
            )
        ],
        order="class_name",
        per_page=60,
        nothing=Nothing(
            _("Belum ada daftar siswa."),
            _("Minta ke sekolah: NIK, atau nama dan tanggal lahir."),
            "users",
        ),
    )


def imports_table() -> Table[SchoolImport]:
    """Every file ever received."""
    return Table(
        title=_("Berkas sekolah"),
        columns=[
            Column(
                "source", _("Sumber"), sortable=True,
                link=lambda row: reverse("schools:import", args=[row.pk]),
            ),
            Column("kind", _("Isi"), value=lambda row: row.get_kind_display()),
            Column("as_of", _("Per tanggal"), kind="date", sortable=True),
            Column("file_name", _("Berkas")),
            Column("rows_good", _("Baris baik"), kind="whole"),
            Column("rows_rejected", _("Ditolak"), kind="whole"),
            Column("state", _("Keadaan"), value=lambda row: row.get_state_display()),
            Column("by", _("Oleh")),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=SchoolImport.objects.all(),
        search_fields=("source", "file_name"),
        order="-at",
        nothing=Nothing(
            _("Belum ada berkas."), _("Daftar sekolah dahulu, lalu daftar siswa."), "upload",
            _("Masukkan berkas"), reverse("schools:upload"),
        ),
    )  # fmt: skip


def rejects_table(found: SchoolImport) -> Table[SchoolReject]:
    """Rows that could not be taken in."""
    return Table(
        title=_("Baris yang ditolak"),
        columns=[
            Column(
                "row_number", _("Baris"), kind="whole", sortable=True,
                link=lambda row: reverse("schools:reject", args=[row.pk]),
            ),
            Column("school", _("Sekolah"), value=lambda row: row.cells.get("school", "")),
            Column("name", _("Nama"), value=lambda row: row.cells.get("name", "")),
            Column("reasons", _("Sebab"), value=lambda row: reasons_in_words(row.reasons)),
            Column("state", _("Keadaan"), value=_reject_badge),
        ],
        rows=found.rejects.all(),
        order="row_number",
        name="rejects",
        nothing=Nothing(_("Tidak ada baris yang ditolak."), icon="circle-check"),
    )  # fmt: skip


def _reject_badge(row: SchoolReject) -> Badge:
    return Badge(_("sudah diperbaiki"), "good") if row.mended_by else Badge(_("menunggu"), "wait")


def invitation_badge(invitation: Invitation, *, over: bool) -> Badge:
    """What became of an invitation."""
    if invitation.revoked_at:
        return Badge(_("dicabut"), "muted")
    if invitation.used_at:
        return Badge(_("dipakai oleh %(username)s") % {"username": invitation.username}, "good")
    return Badge(_("kedaluwarsa"), "muted") if over else Badge(_("menunggu"), "wait")
