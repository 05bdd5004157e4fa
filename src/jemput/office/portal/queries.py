"""Reads of the portal: only the officer's own village, and never a full NIK."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from jemput.kernel.eligibility import kia_needs_photo
from jemput.node.accounts.models import User
from jemput.office.portal.errors import NoVillage
from jemput.office.portal.models import RegisterAnswer
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident, ResidentQuerySet
from jemput.office.residents.rules import born_by
from jemput.office.roster.errors import NotYourVillage
from jemput.office.roster.models import CandidateStep, Finding, FindingStep, ListName, ListNameQuerySet
from jemput.office.trips.models import Stop
from jemput.office.trips.states import TripState

PEMULA_AGES = (16, 17)


def own_region(user: User) -> Region:
    """The village (or kecamatan) that an officer answers for. Raises NoVillage."""
    found = Region.objects.select_related("parent").filter(code=user.region_code or "-").first()
    if found is None:
        raise NoVillage()
    return found


def own_names(region: Region) -> ListNameQuerySet:
    """The names that an officer is to answer, with what was said so far and `seen`, the newest finding."""
    names = ListName.objects.accountable().inside(region.code).with_finding()
    newest = Finding.objects.filter(list_name=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return names.annotate(seen=Subquery(newest)).select_related("village").order_by("name", "id")


def own_name(region: Region, pk: int) -> ListName:
    """One of the own names. Raises NotYourVillage for any other."""
    found = own_names(region).filter(pk=pk).first()
    if found is None:
        raise NotYourVillage()
    return found


def asked_again(names: ListNameQuerySet) -> ListNameQuerySet:
    """Names whose answer came back with a question, the question as `question`."""
    asked = Finding.objects.filter(list_name=OuterRef("pk"), state=Finding.State.RETURNED)
    return with_question(names.unanswered().filter(Exists(asked)))


def with_question(names: ListNameQuerySet) -> ListNameQuerySet:
    """Adds `question`: what the Dinas last asked about a name, None where it asked nothing."""
    asked = FindingStep.objects.filter(finding__list_name=OuterRef("pk"), event="return").order_by("-pk")
    return names.annotate(question=Subquery(asked.values("note")[:1]))


def own_candidates(region: Region) -> ListNameQuerySet:
    """Candidates whom the village has proposed, latest first, each with the Dinas' last words as `note`."""
    said = CandidateStep.objects.filter(list_name=OuterRef("pk")).exclude(note="").order_by("-pk")
    proposed = ListName.objects.inside(region.code).exclude(standing=ListName.Standing.LISTED)
    return proposed.annotate(note=Subquery(said.values("note")[:1])).order_by("-id")


def returned_candidate(region: Region, pk: int) -> ListName:
    """One candidate that came back. Raises NotYourVillage for any other."""
    mine = own_candidates(region).filter(standing=ListName.Standing.RETURNED, pk=pk).first()
    if mine is None:
        raise NotYourVillage()
    return mine


@dataclass(frozen=True)
class Standing:
    """How far a village has come with its answers."""

    total: int
    answered: int
    returned: int


def standing(region: Region) -> Standing:
    """How many names have an answer, and how many came back."""
    names = ListName.objects.accountable().inside(region.code)
    total = names.count()
    return Standing(total, total - names.unanswered().count(), asked_again(names).count())


def next_unanswered(region: Region, after: ListName) -> ListName | None:
    """The next name without an answer, by name, from the start again at the end."""
    open_names = ListName.objects.accountable().inside(region.code).unanswered().order_by("name", "id")
    return open_names.filter(name__gt=after.name).first() or open_names.exclude(pk=after.pk).first()


PLANNED = (TripState.APPROVED, TripState.ANNOUNCED, TripState.UNDER_WAY)
"""Trips that a village may count on: a draft is nobody's promise."""


def visits(region: Region, on: date) -> QuerySet[Stop]:
    """The stops planned for a region from a day on, soonest first."""
    found = Stop.objects.filter(
        place__village__code__startswith=region.code, trip__state__in=PLANNED, trip__day__gte=on
    )
    return found.select_related("trip__crew", "place__village").order_by("trip__day", "arrives_at")


def visited(region: Region) -> QuerySet[Stop]:
    """The stops of trips that are done, latest first."""
    found = Stop.objects.filter(place__village__code__startswith=region.code, trip__state=TripState.DONE)
    return found.select_related("trip", "place__village").order_by("-trip__day")


def next_visits_from_today(villages: Iterable[str]) -> dict[str, date]:
    """The day of the next visit to each village, as the Dinas' queues ask for it; wired in `config`."""
    return next_visits(villages, timezone.localdate())


def next_visits(villages: Iterable[str], on: date) -> dict[str, date]:
    """The day of the next planned visit to each village that has one."""
    found: dict[str, date] = {}
    days = Stop.objects.filter(
        place__village__in=list(villages), trip__state__in=PLANNED, trip__day__gte=on
    ).order_by("-trip__day")
    for village, day in days.values_list("place__village", "trip__day"):
        found[village] = day
    return found


def last_visits() -> dict[str, date]:
    """The day of the last done visit to each village that had one."""
    rows = Stop.objects.filter(trip__state=TripState.DONE).order_by().values_list("place__village")
    return dict(rows.annotate(last=Max("trip__day")))


def visit_day(region: Region, today: date) -> date:
    """The day for which somebody's age counts: of the next visit, or today."""
    return min(next_visits([region.code], today).values(), default=today)


def pemula(region: Region, on: date) -> ResidentQuerySet:
    """The register's unrecorded 16- and 17-year-olds on a day whom no list names and nobody has judged."""
    here = Resident.objects.living().inside(region.code).unrecorded()
    aged = here.filter(
        birth_date__lte=born_by(on, PEMULA_AGES[0]), birth_date__gt=born_by(on, PEMULA_AGES[1] + 1)
    )
    named = ListName.objects.filter(nik=OuterRef("nik"))
    asked = RegisterAnswer.objects.filter(wish=RegisterAnswer.Wish.CARD).values("resident")
    fresh = aged.filter(list_name__isnull=True).exclude(Exists(named)).exclude(pk__in=asked)
    return fresh.select_related("village").order_by("name", "pk")


def kia_children(region: Region, on: date) -> ResidentQuerySet:
    """Children who may have a KIA on a day and about whom the village has not spoken yet.

    Not those of sixteen: they come for the recording itself.
    """
    children = Resident.objects.living().inside(region.code).may_have_kia(on)
    children = children.filter(birth_date__gt=born_by(on, PEMULA_AGES[0]))
    asked = RegisterAnswer.objects.filter(wish=RegisterAnswer.Wish.KIA).values("resident")
    return children.exclude(pk__in=asked).select_related("village").order_by("-birth_date", "name", "pk")


def kia_wanted(region_code: str = "") -> QuerySet[RegisterAnswer]:
    """Children for whom a village wants a KIA made at the visit."""
    found = RegisterAnswer.objects.filter(wish=RegisterAnswer.Wish.KIA, wanted=True)
    found = found.filter(resident__village__code__startswith=region_code)
    return found.select_related("resident__village__parent").order_by("resident__village", "resident__name")


def needs_photo(resident: Resident, on: date) -> bool:
    """Whether a child's KIA carries a photo on a day: from the fifth birthday."""
    return kia_needs_photo(resident.person, on=on)
