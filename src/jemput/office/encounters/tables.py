"""The lists of encounters: all, to be recorded again, unsent packets, kits, corrections."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.kernel.statuses import NationalStatus
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.look.national import badge_of
from jemput.node.look.parts import Badge
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.encounters.models import CorrectionProposal, Encounter
from jemput.office.encounters.queries.packets import KitCustody
from jemput.office.encounters.rules import Leg

STATUSES = [(status.value, status.value) for status in NationalStatus]


def _link(row: Encounter) -> str:
    return reverse("encounters:one", args=[row.pk])


def _status(row: Encounter) -> Badge:
    if row.national_status:
        return badge_of(row.national_status)
    words = {
        Leg.AT_OFFICE: _("Di kantor"),
        Leg.TO_CENTER: _("Menuju pusat"),
        Leg.AT_CENTER: _("Di pusat"),
        Leg.ANSWERED: _("Dijawab"),
    }
    return Badge(words[row.way.leg], "wait" if row.way.leg is Leg.AT_OFFICE else "muted")


def _twin(row: Encounter) -> Badge | str:
    return Badge(_("dua paket"), "wait") if row.twin else ""


def kit_choices() -> list[tuple[str, Any]]:
    """Kits that have recorded somebody."""
    kits = Encounter.objects.order_by("kit_id").values_list("kit_id", flat=True).distinct()
    return [(kit, kit) for kit in kits]


def trip_choices() -> list[tuple[str, Any]]:
    """Trips on which somebody was recorded."""
    rows = Encounter.objects.exclude(trip=None).order_by("trip__number")
    found = rows.values_list("trip__number", "trip__day").distinct()
    return [(str(number), f"{number} · {day:%d-%m-%Y}") for number, day in found]


def encounters_table(rows: QuerySet[Encounter], title: Any) -> Table[Encounter]:
    """Encounters with where their packet is."""
    return Table(
        title=title,
        columns=[
            Column("name", _("Nama"), sortable=True, link=_link),
            Column("nik", _("NIK"), kind="nik"),
            Column("village__name", _("Desa"), sortable=True),
            Column("started_at", _("Direkam"), kind="moment", sortable=True),
            Column("minutes", _("Menit"), value=lambda row: round(row.minutes, 1), kind="decimal"),
            Column("mode", _("Cara"), value=lambda row: row.get_mode_display()),
            Column("kit_id", _("Kit"), sortable=True, on_screen=False),
            Column("trip__number", pgettext_lazy("one", "Perjalanan"), sortable=True),
            Column("national_status", _("Status"), value=_status, sortable=True),
            Column("twin", _("Ganda"), value=_twin, sortable=True),
        ],
        rows=rows,
        search_fields=("name", "nik__startswith", "receipt_code", "village__name"),
        filters=[
            Filter(
                "status", _("Status pusat"), [(s.value, s.value) for s in NationalStatus], "national_status"
            ),
            Filter("kit", _("Kit"), kit_choices, "kit_id"),
            Filter("trip", pgettext_lazy("one", "Perjalanan"), trip_choices, "trip__number"),
            Filter("mode", _("Cara"), list(Encounter.Mode.choices)),
        ],
        order="-started_at",
        nothing=Nothing(
            _("Belum ada rekaman."), _("Rekaman datang dari kit, lewat jaringan atau USB."), "inbox"
        ),
    )


def unsent_table(rows: QuerySet[OutgoingPacket]) -> Table[OutgoingPacket]:
    """Packets the center has not signed for, and why."""
    return Table(
        title=_("Belum diterima pusat"),
        name="unsent",
        columns=[
            Column("packet_id", _("Paket"), value=lambda row: row.id_text[:13]),
            Column("kit_id", _("Kit"), sortable=True),
            Column("sequence", _("Nomor"), kind="whole"),
            Column("queued_at", _("Antre sejak"), kind="moment", sortable=True),
            Column("attempts", _("Percobaan"), kind="whole", sortable=True),
            Column("last_problem", _("Sebab")),
        ],
        rows=rows,
        order="queued_at",
        nothing=Nothing(_("Semua paket sudah diterima pusat."), icon="circle-check"),
    )


def kits_table(rows: list[KitCustody]) -> Table[KitCustody]:
    """Kits with the gaps in their chains."""
    return Table(
        title=_("Kit dan urutan paketnya"),
        name="kits",
        exportable=False,
        columns=[
            Column("name", _("Kit")),
            Column("received", _("Diterima"), kind="whole"),
            Column("missing", _("Nomor yang belum datang"), value=_missing),
            Column("last_contact", _("Kontak terakhir"), kind="moment"),
        ],
        rows=rows,
        nothing=Nothing(_("Belum ada kit."), _("Setujui kit yang meminta masuk."), "device-laptop"),
    )


def _missing(row: KitCustody) -> Badge | str:
    numbers = ", ".join(str(number) for number in row.missing[:20])
    return Badge(numbers, "wait") if numbers else "–"


def corrections_table(rows: QuerySet[CorrectionProposal]) -> Table[CorrectionProposal]:
    """Corrections to decide; each leads to its encounter, where the buttons are."""
    return Table(
        title=_("Usulan perbaikan"),
        columns=[
            Column("encounter__name", _("Nama"), sortable=True, link=lambda row: _link(row.encounter)),
            Column("field", _("Isian"), sortable=True),
            Column("old", _("Semula")),
            Column("new", _("Menjadi")),
            Column("confirmed_by", _("Dikuatkan oleh")),
        ],
        rows=rows,
        nothing=Nothing(_("Tidak ada usulan yang menunggu."), icon="circle-check"),
    )
