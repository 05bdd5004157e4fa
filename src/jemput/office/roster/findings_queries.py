"""Reads of findings and candidates: what waits by village, a sample of it, what goes back to the ministry."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from jemput.office.roster import queries
from jemput.office.roster.models import Finding, ListName

GOES_BACK = (
    Finding.Kind.MOVED,
    Finding.Kind.DEAD,
    Finding.Kind.UNKNOWN,
    Finding.Kind.ALREADY_RECORDED,
)
"""Whom the ministry hears of: those of its list whom nobody can record here any more."""
SAMPLE = 8

NextVisits = Callable[[Iterable[str]], dict[str, date]]
"""Given village codes, the day of the next visit to each that has one."""
_ask_visits: list[NextVisits] = []


def ask_visits_of(provider: NextVisits) -> None:
    """Let the app that plans visits say when each village is next; wired in `config`."""
    _ask_visits[:] = [provider]


def next_visits(villages: Iterable[str]) -> dict[str, date]:
    """The next planned visit to each village; those without one are left out."""
    return _ask_visits[0](villages) if _ask_visits else {}


def returnable() -> QuerySet[Finding]:
    """The latest accepted finding of each listed name that goes back, by village; those on a letter not."""
    latest = (
        Finding.objects.filter(state__in=(Finding.State.ACCEPTED, Finding.State.FILED))
        .order_by()
        .values("list_name")
        .annotate(last=Max("pk"))
        .values("last")
    )
    found = Finding.objects.filter(pk__in=latest, kind__in=GOES_BACK, return_line__isnull=True)
    listed = found.filter(list_name__standing=ListName.Standing.LISTED)
    return listed.select_related("list_name__village__parent").order_by(
        "list_name__village", "list_name__name", "pk"
    )


def village_in_words(name: ListName) -> str:
    """Desa Terusan, Kecamatan Mersam."""
    above = name.village.parent
    return f"{name.village.full_name}, {above.full_name}" if above else name.village.full_name


@dataclass(frozen=True)
class KindWaiting:
    """How many findings of one kind wait in a village, and how many of them rest on a document."""

    kind: str
    count: int
    with_document: int
    last: int

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(Finding.Kind(self.kind).label)


def waiting_villages() -> list[tuple[str, str, str, int]]:
    """Code, name, kecamatan and number of waiting findings of each village, most first."""
    rows = queries.waiting_findings().order_by()
    place = "list_name__village"
    counted = rows.values_list(place, f"{place}__name", f"{place}__parent__name").annotate(n=Count("pk"))
    return [(code, name, above or "", n) for code, name, above, n in counted.order_by("-n", place)]


def waiting_in(village: str) -> QuerySet[Finding]:
    """The findings of one village that wait."""
    return queries.waiting_findings().filter(list_name__village=village)


def waiting_kinds(village: str) -> list[KindWaiting]:
    """What waits in one village by kind; `last` is the newest finding counted, so that none slips in."""
    found: dict[str, list[tuple[int, str]]] = {}
    for kind, pk, document in waiting_in(village).values_list("kind", "pk", "document"):
        found.setdefault(kind, []).append((pk, document))
    return [
        KindWaiting(kind, len(rows), sum(bool(document) for _, document in rows), max(pk for pk, _ in rows))
        for kind, rows in sorted(found.items())
    ]


def sample(village: str, *, seed: int) -> list[Finding]:
    """A few waiting findings of a village to look at before all are accepted, drawn anew by `seed`.

    Those without a document come first into it: there a wrong answer is likeliest.
    """
    found = list(waiting_in(village))
    drawn = random.Random(seed).sample(found, len(found))
    return sorted(drawn, key=lambda one: bool(one.document) or one.kind == Finding.Kind.PRESENT)[:SAMPLE]
