"""Reads of the portal: only the officer's own village, and never a full NIK."""

from __future__ import annotations

from dataclasses import dataclass

from jemput.node.accounts.models import User
from jemput.office.portal.errors import NoVillage
from jemput.office.regions.models import Region
from jemput.office.roster.errors import NotYourVillage
from jemput.office.roster.models import ListName, ListNameQuerySet


def own_region(user: User) -> Region:
    """The village (or kecamatan) that an officer answers for. Raises NoVillage."""
    found = Region.objects.select_related("parent").filter(code=user.region_code or "-").first()
    if found is None:
        raise NoVillage()
    return found


def own_names(region: Region) -> ListNameQuerySet:
    """The names that an officer is to answer, with what was said so far."""
    names = ListName.objects.accountable().inside(region.code).with_finding()
    return names.select_related("village").order_by("name", "id")


def own_name(region: Region, pk: int) -> ListName:
    """One of the own names. Raises NotYourVillage for any other."""
    found = own_names(region).filter(pk=pk).first()
    if found is None:
        raise NotYourVillage()
    return found


def own_candidates(region: Region) -> ListNameQuerySet:
    """Candidates whom the village has proposed, latest first."""
    proposed = ListName.objects.inside(region.code).exclude(standing=ListName.Standing.LISTED)
    return proposed.order_by("-id")


@dataclass(frozen=True)
class Standing:
    """How far a village has come with its answers."""

    total: int
    answered: int


def standing(region: Region) -> Standing:
    """How many names have an answer."""
    names = ListName.objects.accountable().inside(region.code)
    total = names.count()
    return Standing(total, total - names.unanswered().count())


def next_unanswered(region: Region, after: ListName) -> ListName | None:
    """The next name without an answer, by name, from the start again at the end."""
    open_names = ListName.objects.accountable().inside(region.code).unanswered().order_by("name", "id")
    return open_names.filter(name__gt=after.name).first() or open_names.exclude(pk=after.pk).first()
