"""Tables and figures of what the Dinas sees of the villages."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.kernel.eligibility import age_on
from jemput.node.look.parts import Badge, Figure
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.portal import queries
from jemput.office.portal.models import RegisterAnswer
from jemput.office.portal.progress import Progress, VillageStanding


def asked_deadline(written: str, today: date) -> date:
    """The day asked for, else the end of the year."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date(today.year, 12, 31)


def progress_figures(found: Progress) -> list[Figure]:
    """What is done and what is left, in villages and in names: two different things."""
    return [
        Figure(_("Desa dan kelurahan"), len(found.villages), _("di kabupaten ini")),
        Figure(_("Sudah dikunjungi"), found.count("visited"), tone="good", url="?state=visited"),
        Figure(_("Dijadwalkan"), found.count("planned"), _("sampai tenggat"), url="?state=planned"),
        Figure(_("Tersisa"), found.count("left"), _("tanpa kunjungan"), "wait", "?state=left"),
        Figure(_("Nama belum dijawab"), found.unanswered, _("oleh desanya"), "wait", "?sort=-unanswered"),
    ]


def progress_table(found: Progress) -> Table[VillageStanding]:
    """Every village, those with most unanswered names first."""
    return Table(
        columns=[
            Column("name", _("Desa/kelurahan"), sortable=True, link=_names_of),
            Column("kecamatan", _("Kecamatan"), sortable=True),
            Column("names", _("Nama"), kind="whole", sortable=True),
            Column("unanswered", _("Belum dijawab"), kind="whole", sortable=True),
            Column("last_visit", _("Dikunjungi"), kind="date", sortable=True),
            Column("next_visit", _("Kunjungan berikutnya"), kind="date", sortable=True),
            Column("state", _("Keadaan"), value=_state, sortable=True),
        ],
        rows=found.villages,
        search_fields=("name", "kecamatan"),
        filters=[Filter("state", _("Keadaan"), [(key, badge.text) for key, badge in states().items()])],
        order="-unanswered",
        title=_("Desa sampai tenggat"),
        nothing=Nothing(_("Belum ada desa."), icon="building-community"),
    )


def states() -> dict[str, Badge]:
    """What may be said of a village before a deadline."""
    return {
        "left": Badge(_("tersisa"), "wait"),
        "planned": Badge(_("dijadwalkan")),
        "visited": Badge(_("sudah dikunjungi"), "good"),
    }


def _state(row: VillageStanding) -> Badge:
    return states()[row.state]


def _names_of(row: VillageStanding) -> str:
    return f"{reverse('roster:names')}?q={row.name}"


def kia_table() -> Table[RegisterAnswer]:
    """Children for whom a village wants a KIA, with the day of the next visit."""
    wanted = queries.kia_wanted()
    return Table(
        columns=[
            Column("resident__name", _("Nama"), sortable=True),
            Column("resident__nik", "NIK", kind="nik"),
            Column("resident__birth_date", _("Lahir"), kind="date", sortable=True),
            Column("age", _("Usia"), value=_age, kind="whole"),
            Column("resident__village__name", _("Desa/kelurahan"), sortable="resident__village"),
            Column("resident__village__parent__name", _("Kecamatan")),
            Column("by", _("Diminta oleh")),
            Column("at", _("Waktu"), kind="moment", sortable=True),
        ],
        rows=wanted,
        search_fields=("resident__name", "resident__village__name"),
        order="resident__village__name",
        title=_("KIA yang diminta desa"),
        nothing=Nothing(_("Belum ada KIA yang diminta."), _("Petugas desa memilih anak di halaman Calon.")),
    )


def _age(row: RegisterAnswer) -> int:
    return age_on(row.resident.birth_date, row.at.date())
