"""What the pages of schools are made of: figures, entries, bars, the map, a pupil's candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jemput.kernel.wording import percent, short_date, whole
from jemput.node.look.parts import Bar, Difference, Entry, Figure, Layer, Tab
from jemput.office.regions import queries as regions
from jemput.office.residents.models import Resident
from jemput.office.schools.models import Pupil, School, SchoolImport
from jemput.office.schools.queries.progress import SchoolRow, by_kecamatan
from jemput.office.schools.rules import Standing, seventeenth

SHOWN_BARS = 12


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room, with what waits at each."""
    counts = {"ask": to_ask().count()}
    pages = (
        ("progress", _("Kemajuan")),
        ("imports", _("Berkas")),
        ("ask", _("Perlu ditanya")),
        ("plan", _("Rencana kunjungan")),
        ("partners", _("Mitra")),
    )
    return [
        Tab(label, reverse(f"schools:{name}"), active=name == active, count=counts.get(name))
        for name, label in pages
    ]


def to_ask() -> QuerySet[Pupil]:
    """Pupils who wait for a clerk."""
    asked = Pupil.objects.filter(link_state=Pupil.Link.ASK, left=False, school__active=True)
    return asked.select_related("school").order_by("school__name", "name", "pk")


def bars(rows: Sequence[SchoolRow]) -> list[Bar]:
    """The schools with the most pupils left."""
    language = get_language() or "id"
    most = sorted((row for row in rows if row.left), key=lambda row: -row.left)[:SHOWN_BARS]
    return [
        Bar(
            row.school.name,
            row.left,
            reverse("schools:school", args=[row.school.pk]),
            _("%(recorded)s dari %(target)s terekam, %(share)s")
            % {
                "recorded": whole(row.recorded, language),
                "target": whole(row.target, language),
                "share": percent(row.recorded, row.target, language),
            },
            "good" if row.visited else "wait",
        )
        for row in most
    ]


def layer() -> Layer:
    """The map of pupils left by kecamatan."""
    return Layer(
        url=reverse("schools:map.json"),
        property="left",
        sentence=_("Peserta didik sasaran yang belum direkam, per kecamatan letak sekolah"),
        unit=_("orang"),
    )


def map_features(rows: Sequence[SchoolRow]) -> dict[str, Any]:
    """GeoJSON of the kecamatan with their pupils left; without a school a kecamatan has no number."""
    found = by_kecamatan(rows)
    collection = regions.feature_collection(regions.home().code)
    for feature in collection["features"]:
        told = feature["properties"]
        counts = found.get(told["code"])
        told["left"] = counts["left"] if counts else None
        words = {"schools": counts["schools"], "visited": counts["visited"]} if counts else {}
        told["note"] = _("%(visited)s dari %(schools)s sekolah dikunjungi") % words if counts else ""
    return collection


def figures(row: SchoolRow) -> list[Figure]:
    """One school's pupils by standing, each number leading to its rows."""
    base = reverse("schools:school", args=[row.school.pk])

    def of(standing: Standing) -> str:
        return f"{base}?standing={standing.value}"

    counts = row.counts
    return [
        Figure(_("Sasaran"), row.target, _("16 tahun ke atas di daftar siswa")),
        Figure(_("Terekam"), row.recorded, tone="good", url=of(Standing.RECORDED)),
        Figure(_("Harus direkam"), row.due, _("sudah 16, belum rekam"), "wait", of(Standing.DUE)),
        Figure(
            _("17 sebelum pemilu"), counts[Standing.DUE_BY_POLL], _("bagian dari harus direkam"), "wait",
            of(Standing.DUE_BY_POLL),
        ),
        Figure(
            _("Kabupaten lain"), counts[Standing.ELSEWHERE], _("rekam di sini, kartu di asal"),
            url=of(Standing.ELSEWHERE),
        ),
        Figure(_("Perlu ditanya"), counts[Standing.ASK], url=of(Standing.ASK)),
        Figure(_("Tidak ditemukan"), counts[Standing.NOT_FOUND], url=of(Standing.NOT_FOUND)),
        Figure(_("Belum cukup umur"), counts[Standing.TOO_YOUNG], url=of(Standing.TOO_YOUNG)),
    ]  # fmt: skip


def entries(row: SchoolRow) -> list[Entry]:
    """One school in words."""
    school = row.school
    above = school.village.parent.full_name if school.village.parent else ""
    stated = whole(school.pupils_stated, get_language() or "id") if school.pupils_stated else "–"
    stamp = f"{school.stated_by} {_day(school.stated_on)}".strip()
    return [
        Entry("NPSN", school.npsn or "–"),
        Entry(_("Jenis"), school.get_kind_display()),
        Entry(_("Letak"), f"{school.village.full_name}, {above}"),
        Entry(_("Kepala sekolah"), school.principal or "–", note=school.phone),
        Entry(_("Peserta didik menurut sekolah"), stated, note=stamp),
        Entry(_("Daftar siswa per"), row.as_of or "–"),
        Entry(_("Kunjungan terakhir"), row.visited_on or _("belum dikunjungi"), note=school.visited_note),
        Entry(_("Kunjungan berikutnya"), row.planned or _("belum terjadwal")),
        Entry(_("Hari masuk"), _("Senin sampai Sabtu") if school.open_saturdays else _("Senin sampai Jumat")),
        Entry(_("Syarat bagi siswa"), _("Fotokopi kartu keluarga saja")),
    ]


def _day(day: date | None) -> str:
    return short_date(day, get_language() or "id") if day else ""


def import_entries(found: SchoolImport) -> list[Entry]:
    """Where a file comes from, and who did what with it."""
    school = found.school.name if found.school else _("disebut di dalam berkas")
    return [
        Entry(_("Isi"), found.get_kind_display()),
        Entry(_("Sekolah"), school if found.kind == SchoolImport.Kind.ROSTER else "–"),
        Entry(_("Sumber"), found.source),
        Entry(_("Per tanggal"), found.as_of),
        Entry(_("Berkas"), found.file_name),
        Entry("SHA-256", found.sha256[:16] + "…"),
        Entry(_("Diterima"), found.at, note=found.by),
        Entry(_("Dimasukkan"), found.confirmed_at or "–", note=found.confirmed_by),
    ]


def import_figures(found: SchoolImport) -> list[Figure]:
    """What a file holds."""
    schools = [Figure(_("Sekolah disebut"), found.schools_named)] if found.schools_named else []
    return [
        Figure(_("Baris baik"), found.rows_good, tone="good"),
        Figure(_("Sudah dikenal"), found.rows_known, _("diperbarui")),
        *schools,
        Figure(_("Sudah keluar"), found.left, _("tidak disebut lagi")),
        Figure(_("Ditolak"), found.rows_rejected, _("disimpan, bisa diperbaiki"), "wait"),
    ]


@dataclass(frozen=True)
class Candidate:
    """One resident who may be the pupil, compared field by field."""

    resident: Resident
    probability: float
    rows: list[Difference]
    taken_by: Pupil | None


def candidates(pupil: Pupil) -> list[Candidate]:
    """The residents whom linkage showed for a pupil, likeliest first; those since deleted are left out."""
    keys = [found["resident"] for found in pupil.evidence]
    people = Resident.objects.select_related("village__parent").in_bulk(keys)
    others = Pupil.objects.filter(resident__in=keys, left=False).exclude(pk=pupil.pk).select_related("school")
    taken = {other.resident_id: other for other in others}
    return [
        Candidate(
            people[found["resident"]],
            found["probability"],
            _differences(pupil, people[found["resident"]]),
            taken.get(found["resident"]),
        )
        for found in pupil.evidence
        if found["resident"] in people
    ]


def _differences(pupil: Pupil, person: Resident) -> list[Difference]:
    above = person.village.parent.name if person.village.parent else ""
    school = pupil.school.village.parent
    return [
        Difference(_("Nama"), pupil.name, person.name),
        Difference("NIK", pupil.masked_nik or "–", person.masked_nik, same=pupil.nik in ("", person.nik)),
        Difference(_("Lahir"), _day(pupil.birth_date), _day(person.birth_date)),
        Difference(
            _("Nama ibu"), pupil.mother_name or "–", person.mother_name or "–", same=_unless(pupil, person)
        ),
        Difference(
            _("Kecamatan sekolah"), school.name if school else "–", above,
            same=bool(school and school.name == above),
        ),
    ]  # fmt: skip


def _unless(pupil: Pupil, person: Resident) -> bool:
    """Whether the mothers' names do not speak against each other."""
    return not pupil.mother_name or not person.mother_name or pupil.mother_name == person.mother_name


def pupil_entries(pupil: Pupil) -> list[Entry]:
    """One pupil in words."""
    prints = _day(seventeenth(pupil.birth_date)) if pupil.birth_date else "–"
    return [
        Entry(_("Sekolah"), pupil.school.name, url=reverse("schools:school", args=[pupil.school_id])),
        Entry(_("Kelas"), pupil.class_name or "–"),
        Entry("NIK", pupil.masked_nik or _("tidak ada di daftar")),
        Entry(_("Lahir"), _day(pupil.birth_date) or "–", note=pupil.birth_place),
        Entry(_("Kartu bisa dicetak mulai"), prints, note=_("ulang tahun ke-17")),
        Entry(_("Penautan"), pupil.get_link_state_display(), note=_decided(pupil)),
        Entry(_("Dari"), str(pupil.last_import), url=reverse("schools:import", args=[pupil.last_import_id])),
    ]


def _decided(pupil: Pupil) -> str:
    """Who said so, in a word."""
    return _("otomatis") if pupil.decided_by == "linkage" else pupil.decided_by


def choices_of(rows: Sequence[SchoolRow]) -> list[tuple[str, str]]:
    """Schools that a campaign can be sent to, with how many it would meet."""
    language = get_language() or "id"
    return [
        (
            str(row.school.pk),
            _("%(school)s: %(due)s harus direkam")
            % {"school": row.school.name, "due": whole(row.due, language)},
        )
        for row in sorted(rows, key=lambda row: -row.due)
    ]


def schools_of(keys: Sequence[str]) -> list[School]:
    """The schools chosen in a form."""
    return list(School.objects.filter(pk__in=keys, active=True).select_related("place", "village"))
