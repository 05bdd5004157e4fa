"""What the pages of a list's versions show: two compared, and one as it goes back out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jemput.node.look.parts import Badge, Entry, Figure, Tone
from jemput.node.look.tables import Column, Filter, Nothing, Table
from jemput.office.roster import staged
from jemput.office.roster.actions.examining import stored_file
from jemput.office.roster.list_columns import MEANINGS, shown
from jemput.office.roster.list_rows import NameRow
from jemput.office.roster.models import ComparedName, Finding, ListComparison, ListImport, ListName

EXPORT_EXTRA = ("PENAUTAN", "TEMUAN", "DESA MENURUT DINAS")
BATCH_ROWS = 900


def comparison_figures(found: ListComparison) -> list[Figure]:
    """How many are new, gone, changed, the same."""
    base = reverse("roster:comparison", args=[found.pk])
    return [
        Figure(_("Baru"), found.new, url=f"{base}?compared-kind=new"),
        Figure(_("Tidak ada lagi"), found.gone, url=f"{base}?compared-kind=gone"),
        Figure(_("Berubah"), found.changed, url=f"{base}?compared-kind=changed"),
        Figure(_("Sama"), found.same, tone="muted"),
    ]


def comparison_entries(found: ListComparison) -> list[Entry]:
    """Which two versions are compared."""
    pairs = ((_("Daftar lama"), found.older), (_("Daftar baru"), found.newer))
    return [
        Entry(
            label,
            one.source,
            url=reverse("roster:list", args=[one.pk]),
            note=_("per %(day)s, versi ke-%(version)d")
            % {"day": f"{one.as_of:%d-%m-%Y}", "version": one.version},
        )
        for label, one in pairs
    ]


KIND_TONES: Mapping[str, Tone] = {"new": "good", "gone": "muted", "changed": "wait"}


def compared_table(found: ListComparison) -> Table[ComparedName]:
    """Everybody who differs."""
    return Table(
        columns=[
            Column("kind", _("Beda"), value=_kind_badge),
            Column("name", _("Nama"), sortable=True),
            Column("nik", "NIK", kind="nik"),
            Column("village__name", _("Desa/kelurahan"), sortable=True),
            Column("changes", _("Yang berubah"), value=_changes),
        ],
        rows=found.names.select_related("village"),
        search_fields=("name", "nik__startswith", "village__name"),
        search_label=_("Nama, NIK, atau desa"),
        filters=[Filter("kind", _("Beda"), ComparedName.Kind.choices)],
        name="compared",
        title=_("Perbandingan daftar"),
        nothing=Nothing(_("Tidak ada beda."), icon="circle-check"),
    )


def _kind_badge(row: ComparedName) -> Badge:
    return Badge(ComparedName.Kind(row.kind).label, KIND_TONES[row.kind])


def _changes(row: ComparedName) -> str:
    """Each change in words, NIKs masked, days as people write them."""
    told = []
    for change in row.changes:
        name = "village" if change["field"] == "village_id" else change["field"]
        before, after = (_said(change[side]) for side in ("before", "after"))
        told.append(f"{MEANINGS.get(name, name)}: {before} → {after}")
    return "; ".join(told)


def _said(value: str) -> str:
    year, dash, rest = value.partition("-")
    if dash and len(year) == 4 and len(rest) == 5:
        return f"{rest[3:]}-{rest[:2]}-{year}"
    return shown(value) or "–"


def export_headings(found: ListImport) -> list[tuple[str, str]]:
    """The headings a list came with, each with the field it holds."""
    by_place = {place: name for name, place in found.reading.get("columns", {}).items()}
    return [(heading, by_place.get(at, "")) for at, heading in enumerate(found.headings) if heading]


def export_rows(found: ListImport) -> Iterator[dict[str, Any]]:
    """Every name of a list as it came, or as it was mended, with what became of it."""
    rows = staged.staged_rows(stored_file(found))
    while batch := list(islice(rows, BATCH_ROWS)):
        yield from _exported(batch)
    mended = (
        ListName.objects.filter(corrected_from__list_import=found).with_finding().select_related("village")
    )
    for name in mended:
        cells = {
            field: getattr(name, field, "") for field in MEANINGS if field not in ("village", "village_code")
        }
        yield {**cells, "village": name.village.name, "village_code": name.village_id, "": _outcome(name)}


def _exported(batch: Sequence[NameRow]) -> Iterator[dict[str, Any]]:
    keys = [row.match_key for row in batch]
    names = ListName.objects.filter(match_key__in=keys).with_finding().select_related("village")
    known = {name.match_key: name for name in names}
    for row in batch:
        name = known.get(row.match_key)
        yield {**json.loads(row.fields["raw"]), "": _outcome(name) if name else ("", "", "")}


def _outcome(name: Any) -> tuple[str, str, str]:
    kind = name.finding_kind
    finding = str(Finding.Kind(kind).label) if kind else ""
    return str(ListName.Link(name.link_state).label), finding, name.village.full_name
