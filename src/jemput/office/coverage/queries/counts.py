"""Counts of names by state, link, region and cause; every number has the filter that shows its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from jemput.node.look.parts import Bar
from jemput.office.coverage.models import LastLook, NameState
from jemput.office.coverage.rules import count_links
from jemput.office.coverage.states import NEEDS_A_PERSON, UNRECORDED, ChainState, Link
from jemput.office.encounters.models import Encounter
from jemput.office.regions import queries as regions
from jemput.office.trips.rules import rank_by_unrecorded

WAITING = sorted(UNRECORDED)
"""States of those who still have to be recorded."""


def state_counts() -> dict[ChainState, int]:
    """How many names are in each state; states without names are left out."""
    rows = NameState.objects.order_by().values_list("state").annotate(n=Count("pk"))
    return {ChainState(state): n for state, n in rows}


def link_counts() -> dict[Link, int]:
    """How many names have passed each of the seven links."""
    return count_links(state_counts())


def last_look() -> datetime | None:
    """When the states were worked out."""
    return LastLook.objects.filter(pk=1).values_list("at", flat=True).first()


def names(*, link: Link = Link.LISTED) -> QuerySet[NameState]:
    """The names that have passed a link, with what a list shows of them."""
    rows = NameState.objects.filter(link__gte=link)
    return rows.select_related("list_name__village__parent", "list_name__resident")


def names_url(**filters: str) -> str:
    """The address of the rows behind a number."""
    query = "&".join(f"{key}={value}" for key, value in filters.items())
    return f"{reverse('coverage:names')}?{query}"


@dataclass(frozen=True)
class Cause:
    """One reason why names wait: the state, how many, and the page of the rows."""

    state: ChainState
    label: str
    count: int
    url: str


def queue_by_cause() -> list[Cause]:
    """What waits for somebody's work, most first."""
    counts = state_counts()
    labels = dict(NameState.State.choices)
    waiting = [(state, counts[state]) for state in NEEDS_A_PERSON if counts.get(state)]
    return [
        Cause(state, str(labels[state.value]), n, names_url(state=state.value))
        for state, n in sorted(waiting, key=lambda pair: (-pair[1], pair[0]))
    ]


def unrecorded_by_village() -> dict[str, int]:
    """How many still have to be recorded in each village."""
    rows = NameState.objects.filter(state__in=WAITING).order_by()
    return dict(rows.values_list("list_name__village").annotate(n=Count("pk")))


def by_kecamatan(counts: Mapping[str, int]) -> Counter[str]:
    """Counts by village summed up by kecamatan."""
    summed: Counter[str] = Counter()
    for village, n in counts.items():
        summed[village[:8]] += n
    return summed


def most_unrecorded(limit: int = 10) -> list[Bar]:
    """The kecamatan with most people to record, each leading to its rows (S2-7)."""
    names_of = dict(regions.kecamatan().values_list("code", "name"))
    ranked = rank_by_unrecorded(by_kecamatan(unrecorded_by_village()))
    return [
        Bar(names_of.get(code, code), n, reverse("coverage:region", args=[code]))
        for code, n in ranked[:limit]
    ]


def top_kecamatan(limit: int = 3) -> list[str]:
    """Codes of the kecamatan to go to first."""
    ranked = rank_by_unrecorded(by_kecamatan(unrecorded_by_village()))
    return [code for code, _ in ranked[:limit]]


def unrecorded_map(parent: str) -> dict[str, Any]:
    """GeoJSON of the regions directly inside `parent` with `unrecorded` and where a click leads."""
    by_village = unrecorded_by_village()
    counts: Mapping[str, int] = by_village if len(parent) == 8 else by_kecamatan(by_village)
    collection = regions.feature_collection(parent)
    for feature in collection["features"]:
        told = feature["properties"]
        told["unrecorded"] = counts.get(told["code"], 0)
        told["url"] = reverse("coverage:region", args=[told["code"]])
    return collection


def recorded_by_day() -> dict[date, int]:
    """People of the list recorded each day, by the day they were recorded at the kit."""
    first: dict[str, date] = {}
    for nik, at in Encounter.objects.order_by("started_at").values_list("nik", "started_at"):
        first.setdefault(nik, timezone.localdate(at))
    return dict(Counter(first.values()))


@dataclass(frozen=True)
class RegionRow:
    """One region in the table: names of the list by how far they are."""

    code: str
    name: str
    listed: int
    unrecorded: int
    closed: int
    recorded: int
    printed: int
    handed_over: int

    @property
    def url(self) -> str:
        """The region's page."""
        return reverse("coverage:region", args=[self.code])


def region_table(parent: str) -> list[RegionRow]:
    """The regions directly inside `parent` (kecamatan of the kabupaten, villages of a kecamatan)."""
    width = 13 if len(parent) == 8 else 8
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    inside_it = NameState.objects.filter(list_name__village__code__startswith=f"{parent}.").order_by()
    rows = inside_it.values_list("list_name__village", "state", "link").annotate(n=Count("pk"))
    for village, state, link, n in rows:
        counted[village[:width]].update(_kinds(state, link, n))
    inside = regions.region(parent).children.order_by("code")
    return [
        RegionRow(region.code, region.name, *(counted[region.code][kind] for kind in _KINDS))
        for region in inside
    ]


_KINDS = ("listed", "unrecorded", "closed", "recorded", "printed", "handed_over")


def _kinds(state: str, link: int, n: int) -> dict[str, int]:
    return {
        "listed": n,
        "unrecorded": n * (state in UNRECORDED),
        "closed": n * state.startswith("closed_"),
        "recorded": n * (link >= Link.RECORDED and state not in UNRECORDED),
        "printed": n * (link >= Link.PRINTED),
        "handed_over": n * (link >= Link.HANDED_OVER),
    }
