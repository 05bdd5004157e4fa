"""Progress over schools: pupils recorded and schools visited, two shares that are never mixed (S4-1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from jemput.office.regions.models import Region
from jemput.office.schools.models import Pupil, School
from jemput.office.schools.queries.standings import PupilRow, pupil_rows, visit_days
from jemput.office.schools.rules import Share, Standing
from jemput.office.trips.models import Obstacle, Stop
from jemput.office.trips.states import TripState


@dataclass(frozen=True)
class SchoolRow:
    """One school: its pupils by standing, whether it was visited, and what stood in the way."""

    school: School
    counts: Counter[Standing]
    recorded_here: int = 0
    as_of: date | None = None
    visited_on: date | None = None
    visited: bool = False
    planned: date | None = None
    obstacles: tuple[str, ...] = field(default=())

    @property
    def target(self) -> int:
        """Pupils the work is about: everybody on the roster but the too young."""
        return self.counts.total() - self.counts[Standing.TOO_YOUNG]

    @property
    def recorded(self) -> int:
        """Those whose recording exists."""
        return self.counts[Standing.RECORDED]

    @property
    def left(self) -> int:
        """Those of the target who are not recorded yet."""
        return self.target - self.recorded

    @property
    def due(self) -> int:
        """Those whom a crew should meet and the register knows."""
        return self.counts[Standing.DUE] + self.counts[Standing.DUE_BY_POLL]

    @property
    def obstacle_words(self) -> str:
        """Why it was not visited, in one line."""
        return "; ".join(self.obstacles)

    def counted(self, standing: str) -> int:
        """Pupils of one standing."""
        return self.counts[Standing(standing)]


@dataclass(frozen=True)
class Progress:
    """Three shares with their own wholes: people of the rosters, people as schools state them, schools."""

    pupils: Share
    stated: Share
    schools: Share


def school_rows(*, on: date, region: str = "", only: School | None = None) -> list[SchoolRow]:
    """Every active school, of one region where asked, with its pupils counted."""
    schools = School.objects.filter(active=True).select_related("village__parent", "place")
    if region:
        schools = schools.filter(village__in=Region.objects.within(region))
    if only is not None:
        schools = schools.filter(pk=only.pk)
    found = list(schools)
    pupils: dict[int, list[PupilRow]] = defaultdict(list)
    for row in pupil_rows(on=on, school=only, schools=[school.pk for school in found]):
        pupils[row.school_id].append(row)
    dated = Pupil.objects.filter(left=False).order_by().values_list("school")
    as_of = dict(dated.annotate(day=Max("last_import__as_of")))
    went, planned, obstacles = visits(), visit_days(), causes()
    return [
        _row(school, pupils[school.pk], as_of.get(school.pk), went, planned, obstacles) for school in found
    ]


def _row(
    school: School,
    pupils: Sequence[PupilRow],
    as_of: date | None,
    went: dict[UUID, date],
    planned: dict[UUID, date],
    obstacles: dict[UUID, list[str]],
) -> SchoolRow:
    place = school.place_id
    by_trip = went.get(place) if place else None
    return SchoolRow(
        school=school,
        counts=Counter(row.standing for row in pupils),
        recorded_here=sum(row.recorded_here for row in pupils),
        as_of=as_of,
        visited_on=by_trip or school.visited_on,
        visited=bool(by_trip or school.visited_on),
        planned=planned.get(place) if place else None,
        obstacles=tuple(obstacles.get(place, ())) if place else (),
    )


def visits() -> dict[UUID, date]:
    """The latest day on which a crew was at each school's place."""
    out = Stop.objects.filter(
        trip__state__in=(TripState.UNDER_WAY, TripState.DONE), place__school__isnull=False
    )
    return dict(out.order_by().values("place").annotate(day=Max("trip__day")).values_list("place", "day"))


def causes() -> dict[UUID, list[str]]:
    """What stands in the way of each school, as it was noted; what has ended no longer does."""
    found: dict[UUID, list[str]] = defaultdict(list)
    open_ones = Obstacle.objects.filter(place__school__isnull=False, ended_at__isnull=True)
    for obstacle in open_ones.order_by("started_at", "id"):
        words = f"{obstacle.get_kind_display()}: {obstacle.cause}"
        if obstacle.place_id and words not in found[obstacle.place_id]:
            found[obstacle.place_id].append(words)
    return found


def progress(rows: Sequence[SchoolRow], *, on: date) -> Progress:
    """The shares over some schools."""
    listed = [row for row in rows if row.target]
    stating = [row for row in rows if row.school.pupils_stated]
    told_on = max((row.school.stated_on for row in stating if row.school.stated_on), default=None)
    return Progress(
        pupils=Share(
            sum(row.recorded for row in listed), sum(row.target for row in listed),
            _("peserta didik sasaran"), _("Daftar siswa"),
            max((row.as_of for row in listed if row.as_of), default=None),
        ),
        stated=Share(
            sum(row.recorded for row in stating), sum(row.school.pupils_stated or 0 for row in stating),
            _("peserta didik menurut sekolah"), _stated_source(stating), told_on,
        ),
        schools=Share(
            sum(row.visited for row in rows), len(rows),
            _("sekolah sasaran"), _("Perjalanan dan catatan kunjungan"), on,
        ),
    )  # fmt: skip


def _stated_source(rows: Sequence[SchoolRow]) -> str:
    sources = sorted({row.school.stated_by for row in rows if row.school.stated_by})
    return ", ".join(sources[:2]) + ("…" if len(sources) > 2 else "") if sources else _("Pernyataan sekolah")


def unvisited(rows: Sequence[SchoolRow]) -> list[SchoolRow]:
    """The schools that nobody has been to, most pupils left first."""
    return sorted((row for row in rows if not row.visited), key=lambda row: (-row.left, row.school.name))


def by_kecamatan(rows: Sequence[SchoolRow]) -> dict[str, Counter[str]]:
    """Pupils left, recorded and schools of each kecamatan, by its code."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        code = row.school.village.parent_id or ""
        found[code] += Counter(
            {"left": row.left, "recorded": row.recorded, "schools": 1, "visited": int(row.visited)}
        )
    return found
