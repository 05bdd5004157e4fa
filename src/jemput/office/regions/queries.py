"""Reads of regions: the office's own kabupaten, its tree, areas for maps, and a village by its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from jemput.node.look.parts import Figure
from jemput.office.regions.errors import NoHome
from jemput.office.regions.models import Home, Kind, Region, RegionQuerySet, RegionShape
from jemput.office.regions.rules import name_key

K = TypeVar("K")


def home() -> Region:
    """The kabupaten this office serves; raises NoHome before `init`."""
    found = Home.objects.select_related("kabupaten__parent").first()
    region = found.kabupaten if found else Region.objects.filter(code=settings.JEMPUT.kabupaten).first()
    if region is None:
        raise NoHome()
    return region


def kecamatan() -> RegionQuerySet:
    """The kecamatan of the office's kabupaten, each with its number of villages."""
    return Region.objects.within(home().code).kecamatan().annotate(village_count=Count("children"))


def villages(inside: str = "") -> RegionQuerySet:
    """The villages of the office's kabupaten, or of one region inside it."""
    return Region.objects.within(inside or home().code).villages().select_related("parent")


def region(code: str) -> Region:
    """One region with its parents; raises Region.DoesNotExist."""
    return Region.objects.select_related("parent__parent__parent").get(code=code)


def map_stamp(parent: str) -> str:
    """Changes whenever an area directly inside `parent` changes: the map's ETag."""
    found = RegionShape.objects.filter(region__parent=parent).aggregate(last=Max("updated_at"), n=Count("pk"))
    return f"{parent}-{found['n']}-{found['last']:%Y%m%d%H%M%S%f}" if found["last"] else f"{parent}-0"


def feature_collection(parent: str, extra: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """GeoJSON of the areas directly inside `parent`; `extra` adds properties by region code."""
    areas = RegionShape.objects.filter(region__parent=parent).select_related("region")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": area.region_id,
                "properties": {
                    "code": area.region_id,
                    "name": area.region.name,
                    "kind": area.region.kind,
                    **(extra or {}).get(area.region_id, {}),
                },
                "geometry": area.outline,
            }
            for area in areas
        ],
    }


@dataclass(frozen=True)
class VillageIndex:
    """Finds a village by what lists write: its code, or its name with kecamatan and kind."""

    by_code: Mapping[str, str]
    by_name: Mapping[tuple[str, str, str], str]
    by_name_any_kind: Mapping[tuple[str, str], str]

    def find(self, *, code: str = "", kecamatan: str = "", name: str = "", kind: str = "") -> str | None:
        """The village's code, or None where nothing or more than one village fits."""
        digits = "".join(c for c in code if c.isdigit())
        if digits in self.by_code:
            return self.by_code[digits]
        kind = kind or (Kind.KELURAHAN if name.strip().upper().startswith("KEL") else "")
        place = (name_key(kecamatan), name_key(name))
        return self.by_name.get((*place, kind)) or self.by_name_any_kind.get(place)


def village_index(inside: str = "") -> VillageIndex:
    """An index over the office's villages, for reading lists; names shared by two villages need the kind."""
    by_code: dict[str, str] = {}
    by_name: dict[tuple[str, str, str], list[str]] = {}
    any_kind: dict[tuple[str, str], list[str]] = {}
    for village in villages(inside):
        by_code[village.code.replace(".", "")] = village.code
        for upper in (name_key(village.parent.name if village.parent else ""), ""):
            place = (upper, name_key(village.name))
            by_name.setdefault((*place, village.kind), []).append(village.code)
            any_kind.setdefault(place, []).append(village.code)
    return VillageIndex(by_code, _single(by_name), _single(any_kind))


def _single(found: Mapping[K, list[str]]) -> dict[K, str]:
    return {key: codes[0] for key, codes in found.items() if len(codes) == 1}


def map_words(parent: str, addresses: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What the map of regions says of each area inside `parent`: villages, elevation, where its page is."""
    inside = Region.objects.filter(parent=parent).annotate(n=Count("children"))
    found = {}
    for code, villages_inside, elevation, kind in inside.values_list("code", "n", "elevation_m", "kind"):
        found[code] = {"villages": villages_inside, "elevation": elevation, "note": str(Kind(kind).label)}
        if code in addresses:
            found[code]["url"] = addresses[code]
    return found


def figures(kabupaten: Region) -> list[Figure]:
    """How many kecamatan, desa, kelurahan a kabupaten has, and how many of its areas we drew ourselves."""
    inside = Region.objects.within(kabupaten.code)
    drawn = inside.villages().filter(shape__source=RegionShape.Source.VORONOI).count()
    note = _("perkiraan; impor GeoJSON untuk batas sebenarnya") if drawn else _("semua dari berkas batas")
    return [
        Figure(_("Kecamatan"), inside.kecamatan().count()),
        Figure(_("Desa"), inside.filter(kind=Kind.DESA).count()),
        Figure(_("Kelurahan"), inside.filter(kind=Kind.KELURAHAN).count()),
        Figure(_("Batas perkiraan"), drawn, note, "wait" if drawn else "good"),
    ]
