"""The lists of encounters: all, to be recorded again, unsent packets, kits, corrections."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jemput.kernel.statuses import NationalStatus
from jemput.node.exchange.models import OutgoingPacket, ReceivedPacket
from jemput.node.exchange.rules import Stretch
from jemput.node.exchange.states import Route
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
    """Kits with where every number of their chains is."""
    return Table(
        title=_("Kit dan urutan paketnya"),
        name="kits",
        exportable=False,
        columns=[
            Column("name", _("Kit"), link=lambda row: reverse("encounters:kit", args=[row.peer.pk])),
            Column("received", _("Diterima"), kind="whole"),
            Column("chain", _("Urutan paket"), value=chain_sentence),
            Column("missing", _("Hilang dari urutan"), value=_missing),
            Column("told_at", _("Kata kit"), value=lambda row: row.told_at, kind="moment"),
            Column("last_contact", _("Kontak terakhir"), value=lambda r: r.peer.last_contact, kind="moment"),
        ],
        rows=rows,
        nothing=Nothing(_("Belum ada kit."), _("Setujui kit yang meminta masuk."), "device-laptop"),
    )


def chain_sentence(row: KitCustody) -> str:
    """1 to 212 all here, 213 to 219 still in the van."""
    parts = []
    if row.chain.arrived:
        parts.append(gettext("%(numbers)s sudah di sini") % {"numbers": spans(row.chain.arrived)})
    if row.chain.in_van:
        parts.append(gettext("%(numbers)s masih di mobil") % {"numbers": spans(row.chain.in_van)})
    return ", ".join(parts) or gettext("Belum ada paket.")


def spans(stretches: tuple[Stretch, ...], *, most: int = 6) -> str:
    """Stretches in words: 1–212, 215."""
    words = [str(first) if first == last else f"{first}–{last}" for first, last in stretches[:most]]
    return ", ".join(words) + (" …" if len(stretches) > most else "")


def _missing(row: KitCustody) -> Badge | str:
    return Badge(spans(row.missing), "danger") if row.missing else "–"


def custody_table(rows: QuerySet[ReceivedPacket], name: str) -> Table[ReceivedPacket]:
    """Every packet of one kit with the moments of its way, and why it waits."""
    return Table(
        title=_("Perjalanan paket"),
        name="custody",
        columns=[
            Column("sequence", _("Nomor"), kind="whole", sortable=True),
            Column("person", _("Nama"), value=_person, link=_encounter, sortable=True),
            Column("sealed_at", _("Disegel"), kind="moment", sortable=True),
            Column("received_at", _("Tiba di kantor"), kind="moment", sortable=True),
            Column("route", _("Lewat"), value=lambda row: ROUTES[Route(row.route)]),
            Column("forwarded_at", _("Diteruskan"), kind="moment"),
            Column("signed_at", _("Tanda terima pusat"), kind="moment", sortable=True),
            Column("problem", _("Menunggu karena"), value=why_waiting),
        ],
        rows=rows,
        search_fields=("packet_id",),
        filters=[Filter("route", _("Lewat"), [(one.value, text) for one, text in ROUTES.items()])],
        order="-sequence",
        nothing=Nothing(_("Belum ada paket."), _("Paket datang lewat jaringan atau USB."), "inbox"),
    )


ROUTES = {Route.NETWORK: _("jaringan"), Route.USB: _("USB")}


def _person(row: Any) -> Badge | str:
    if row.person:
        return str(row.person)
    return Badge(_("tidak terbaca"), "danger") if row.unread else Badge(_("belum dibaca"), "muted")


def _encounter(row: Any) -> str:
    return reverse("encounters:one", args=[row.encounter_pk]) if row.encounter_pk else ""


def why_waiting(row: Any) -> Badge | str:
    """Why the center has not signed for a packet yet."""
    if row.signed_at:
        return "–"
    if row.problem:
        return str(row.problem)
    if row.forwarded_at:
        return Badge(_("menunggu sambungan ke pusat"), "muted")
    return Badge(_("menunggu dibaca di kantor"), "muted")


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
