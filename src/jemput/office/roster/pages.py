"""What the pages of the roster show: tabs, columns, words for evidence."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Entry, Figure, Tab, Text, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.residents.pages import kecamatan_choices
from jemput.office.roster import queries
from jemput.office.roster.models import (
    Finding,
    ListName,
    ListNameQuerySet,
)

LINK_TONES: Mapping[str, Tone] = {
    "sure": "good", "settled": "good", "ask": "wait", "not_found": "danger", "waiting": "muted",
}  # fmt: skip
FINDING_TONES: Mapping[str, Tone] = {
    "present": "good", "moved": "wait", "dead": "muted", "unknown": "danger", "already_recorded": "plain",
}  # fmt: skip


def room_tabs(active: str) -> list[Tab]:
    """The pages of this room, with what waits at each."""
    counts = {
        "link-queue": queries.to_link().count(),
        "findings": queries.waiting_findings().count(),
        "candidates": queries.proposed_candidates().count(),
    }
    pages = (
        ("names", _("Nama")),
        ("lists", _("Daftar masuk")),
        ("link-queue", _("Penautan")),
        ("findings", _("Temuan desa")),
        ("candidates", _("Calon")),
        ("returns", _("BA pengembalian")),
    )
    return [
        Tab(label, reverse(f"roster:{name}"), active=name == active, count=counts.get(name))
        for name, label in pages
    ]


def name_page(name: ListName) -> str:
    """Where a name is shown."""
    return reverse("roster:name", args=[name.pk])


def link_badge(name: ListName) -> Badge:
    """How far it is known whose name this is."""
    return Badge(ListName.Link(name.link_state).label, LINK_TONES[name.link_state])


def finding_badge(name: ListName) -> Badge | str:
    """What was found of a name of a list: accepted, else what the village proposes."""
    accepted: str | None = getattr(name, "finding_kind", None)
    proposed: str | None = getattr(name, "proposed_kind", None)
    if accepted:
        return Badge(Finding.Kind(accepted).label, FINDING_TONES[accepted])
    if proposed:
        label = Finding.Kind(proposed).label
        return Badge(_("%(finding)s (usulan)") % {"finding": label}, "wait")
    return Badge(_("belum dijawab"), "muted")


def narrow_region(rows: ListNameQuerySet, code: str) -> ListNameQuerySet:
    """Names of one region."""
    return rows.inside(code)


def narrow_finding(rows: ListNameQuerySet, kind: str) -> ListNameQuerySet:
    """Names by what the Dinas has accepted, or without an answer."""
    if kind == "none":
        return rows.unanswered()
    return rows.found(kind)


def names_table() -> Table[ListName]:
    """Everybody who counts."""
    kinds: list[tuple[str, Text]] = [("none", _("belum dijawab"))]
    kinds += [(kind.value, kind.label) for kind in Finding.Kind]
    return Table(
        columns=[
            Column("name", _("Nama"), sortable=True, link=name_page),
            Column("nik", "NIK", kind="nik"),
            Column("birth_date", _("Lahir"), kind="date", sortable=True),
            Column("village__name", _("Desa/kelurahan"), sortable="village"),
            Column("village__parent__name", _("Kecamatan")),
            Column("link_state", _("Penautan"), value=link_badge, sortable=True),
            Column("finding", _("Temuan"), value=finding_badge),
            Column("home_visit", _("Kunjungan"), value=lambda row: _("rumah") if row.home_visit else ""),
        ],
        rows=queries.names(),
        search_fields=("name", "nik__startswith", "village__name"),
        search_label=_("Nama, NIK, atau desa"),
        filters=[
            Filter("kecamatan", _("Kecamatan"), kecamatan_choices, narrow=narrow_region),
            Filter("link", _("Penautan"), ListName.Link.choices, path="link_state"),
            Filter("finding", _("Temuan"), kinds, narrow=narrow_finding),
        ],
        order="village",
        nothing=Nothing(
            _("Belum ada nama."),
            _("Masukkan daftar by-name dari kementerian."),
            "upload",
            _("Masukkan daftar"),
            reverse("roster:upload"),
        ),
    )


def names_figures() -> list[Figure]:
    """How the names stand, each number leading to its rows."""
    counts, base = queries.link_counts(), reverse("roster:names")
    rejects = queries.open_rejects().count()
    return [
        Figure(_("Nama di daftar"), counts.total(), _("yang harus dipertanggungjawabkan"), url=base),
        Figure(_("Tertaut"), counts["sure"] + counts["settled"], tone="good", url=f"{base}?link=sure"),
        Figure(
            _("Perlu ditanya"), counts["ask"], _("menunggu petugas"), "wait", reverse("roster:link-queue")
        ),
        Figure(_("Tidak di register"), counts["not_found"], url=f"{base}?link=not_found"),
        Figure(_("Baris ditolak"), rejects, _("menunggu perbaikan"), "wait" if rejects else "good"),
    ]


def name_entries(name: ListName) -> list[Entry]:
    """One name of a list in words; why a visit at home is needed stands elsewhere, for few and noted."""
    upper = name.village.parent.full_name if name.village.parent else ""
    visit: Text = _("ya") if name.home_visit else _("tidak")
    return [
        Entry("NIK", name.masked_nik or _("tidak ada di daftar")),
        Entry(_("Lahir"), name.birth_date or "–", note=name.birth_place),
        Entry(_("Jenis kelamin"), name.sex or "–"),
        Entry(_("Alamat"), f"{name.address} RT {name.rt} RW {name.rw}".strip()),
        Entry(_("Desa/kelurahan"), f"{name.village.full_name}, {upper}"),
        Entry(_("Dari"), str(name.list_import), url=reverse("roster:list", args=[name.list_import_id])),
        Entry(_("Kunjungan rumah"), visit),
        Entry(_("Kedudukan"), name.get_standing_display()),
    ]
