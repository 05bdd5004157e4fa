"""The lists of trips: campaigns, plans' rows, trips, places, kits, machines."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Standing
from jemput.node.look.parts import Badge, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.regions import queries as regions
from jemput.office.trips.models import Campaign, Crew, Kit, Place, Trip
from jemput.office.trips.queries.plan_pages import PlanLine

_TRIP_TONES: dict[str, Tone] = {
    "draft": "wait", "approved": "wait", "announced": "plain", "under_way": "good", "done": "good",
    "cancelled": "muted",
}  # fmt: skip


def _trip_url(row: Trip) -> str:
    return reverse("trips:trip", args=[row.pk])


def _campaign_url(row: Campaign) -> str:
    return reverse("trips:campaign", args=[row.pk])


def trip_badge(trip: Trip) -> Badge:
    """A trip's state in its tone."""
    return Badge(trip.get_state_display(), _TRIP_TONES[trip.state])


def trips_table(rows: QuerySet[Trip]) -> Table[Trip]:
    """Trips by day."""
    return Table(
        title=_("Perjalanan"),
        columns=[
            Column("number", _("Nomor"), sortable=True, link=_trip_url),
            Column("day", _("Hari"), kind="date", sortable=True),
            Column("crew__name", _("Tim"), sortable=True),
            Column("kit__name", _("Kit"), sortable=True),
            Column("campaign__name", pgettext_lazy("one", "Kampanye"), sortable=True),
            Column("stop_count", _("Lokasi"), kind="whole"),
            Column("expected", _("Ditunggu"), kind="whole", sortable=True),
            Column("recorded", _("Terekam"), kind="whole", sortable=True),
            Column("state", _("Keadaan"), value=trip_badge, sortable="state"),
        ],
        rows=rows,
        search_fields=("crew__name", "campaign__name", "stops__place__name"),
        filters=[
            Filter("state", _("Keadaan"), list(Trip.State.choices)),
            Filter("crew", _("Tim"), crew_choices, "crew"),
        ],
        order="day",
        nothing=Nothing(
            _("Belum ada perjalanan."), _("Susun rencana dahulu, lalu setujui."), "route", _("Rencana"),
            reverse("trips:campaigns"),
        ),
    )  # fmt: skip


def crew_choices() -> list[tuple[str, Any]]:
    """Every crew."""
    return [(str(pk), name) for pk, name in Crew.objects.values_list("pk", "name")]


def campaigns_table(rows: QuerySet[Campaign]) -> Table[Campaign]:
    """Campaigns by first day."""
    return Table(
        title=_("Kampanye"),
        columns=[
            Column("name", _("Nama"), sortable=True, link=_campaign_url),
            Column("first_day", _("Mulai"), kind="date", sortable=True),
            Column("deadline", _("Tenggat"), kind="date", sortable=True),
            Column("origin", _("Asal"), value=lambda row: row.get_origin_display()),
            Column("mode", _("Mode"), value=lambda row: row.get_mode_display()),
        ],
        rows=rows,
        search_fields=("name",),
        order="-first_day",
        nothing=Nothing(
            _("Belum ada kampanye."), _("Tentukan tenggat, tim dan hari; lalu susun rencana."), "calendar",
            _("Buat kampanye"), reverse("trips:campaign-new"),
        ),
    )  # fmt: skip


def plan_table(rows: list[PlanLine]) -> Table[PlanLine]:
    """A plan's crew-days."""
    return Table(
        title=_("Rencana per hari"),
        columns=[
            Column("day", _("Hari"), kind="date", sortable=True),
            Column("crew", _("Tim"), sortable=True),
            Column("hours", _("Jam")),
            Column("places", _("Lokasi menurut urutan")),
            Column("people", _("Bersama"), kind="whole", sortable=True),
            Column("home_visits", _("Rumah"), kind="whole", sortable=True),
            Column("travel_minutes", _("Menit di jalan"), kind="whole", sortable=True),
        ],
        rows=rows,
        order="day",
        per_page=25,
    )


def _kecamatan_choices() -> list[tuple[str, Any]]:
    return list(regions.kecamatan().values_list("code", "name"))


def _yes(value: bool) -> Badge:
    there, missing = pgettext_lazy("equipment", "ada"), pgettext_lazy("equipment", "tidak ada")
    return Badge(there, "good") if value else Badge(missing, "muted")


def places_table(rows: QuerySet[Place]) -> Table[Place]:
    """Places with what can be counted on."""
    return Table(
        title=_("Lokasi"),
        columns=[
            Column("name", _("Nama"), sortable=True, link=lambda row: reverse("trips:place", args=[row.pk])),
            Column("kind", _("Jenis"), value=lambda row: row.get_kind_display(), sortable="kind"),
            Column("village__name", _("Desa"), sortable=True),
            Column("village__parent__name", _("Kecamatan"), sortable=True),
            Column("has_power", _("Listrik"), value=lambda row: _yes(row.has_power)),
            Column("has_network", _("Jaringan"), value=lambda row: _yes(row.has_network)),
            Column("officer_name", _("Perangkat desa")),
        ],
        rows=rows,
        search_fields=("name", "village__name", "village__parent__name"),
        filters=[
            Filter("kind", _("Jenis"), list(Place.Kind.choices)),
            Filter("kecamatan", _("Kecamatan"), _kecamatan_choices, "village__parent"),
        ],
        order="village__name",
        nothing=Nothing(_("Belum ada lokasi."), _("Mulai dengan satu kantor untuk setiap desa."), "map-pin"),
    )


def kits_table(rows: QuerySet[Kit]) -> Table[Kit]:
    """Kits with their crew and machine."""
    return Table(
        title=pgettext_lazy("many", "Kit"),
        name="kits",
        exportable=False,
        columns=[
            Column("name", _("Nama"), sortable=True, link=lambda row: reverse("trips:kit", args=[row.pk])),
            Column("stations", _("Alat rekam"), kind="whole"),
            Column("has_printer", _("Printer"), value=lambda row: _yes(row.has_printer)),
            Column("has_genset", _("Genset"), value=lambda row: _yes(row.has_genset)),
            Column("crew", _("Tim"), value=lambda row: getattr(row, "crew", None)),
            Column("peer_id", _("Perangkat"), value=_machine),
            Column("state", _("Keadaan"), value=_kit_state, sortable="state"),
        ],
        rows=rows,
        nothing=Nothing(_("Belum ada kit."), _("Catat setiap koper atau mobil rekam."), "device-laptop"),
    )


def _machine(kit: Kit) -> Badge:
    return Badge(_("terhubung"), "good") if kit.peer_id else Badge(_("belum terhubung"), "wait")


def _kit_state(kit: Kit) -> Badge:
    return Badge(kit.get_state_display(), "good" if kit.state == Kit.State.READY else "wait")


def peers_table(rows: QuerySet[Peer]) -> Table[Peer]:
    """Machines that asked to be let in."""
    words = {
        Standing.REQUESTED: Badge(_("meminta masuk"), "wait"),
        Standing.APPROVED: Badge(_("disetujui"), "good"),
        Standing.REVOKED: Badge(_("dicabut"), "muted"),
    }
    return Table(
        title=pgettext_lazy("many", "Perangkat"),
        name="peers",
        exportable=False,
        columns=[
            Column("name", _("Nama perangkat"), link=lambda row: reverse("trips:let-in", args=[row.pk])),
            Column("id", _("Sidik kunci")),
            Column("requested_at", _("Meminta"), kind="moment"),
            Column("last_contact", _("Kontak terakhir"), kind="moment"),
            Column("state", _("Keadaan"), value=lambda row: words[Standing(row.state)]),
        ],
        rows=rows,
        nothing=Nothing(_("Belum ada perangkat yang meminta masuk."), _("Jalankan penyiapan di laptop kit.")),
    )
