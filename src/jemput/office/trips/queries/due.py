"""Who is due: the list's names that must still be met, by the place they are expected at."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jemput.kernel.errors import Words
from jemput.kernel.statuses import RE_RECORD, RECORDED
from jemput.office.residents.models import ResidentStatus
from jemput.office.roster.models import ListName
from jemput.office.trips.models import Allotment, Place, StopPerson
from jemput.office.trips.rules import CLOSING_FINDINGS, Due, DueFacts, why_not_due
from jemput.office.trips.states import ACTIVE_TRIPS, Turnout

SURE = (ListName.Link.SURE, ListName.Link.SETTLED)
"""Links that say whose name it is; a name settled as nobody's has no resident."""


def with_due_facts() -> QuerySet[ListName]:
    """Every accountable name with `finding_kind`, `told` (the center's last word on its NIK), `called`."""
    last_word = ResidentStatus.objects.filter(nik=OuterRef("best_nik")).order_by("-at", "-id")
    expected = Q(turnout=Turnout.EXPECTED, stop__trip__state__in=sorted(ACTIVE_TRIPS))
    # Somebody whose packet is still in the van is not called again, though the trip may be over.
    captured = Q(turnout=Turnout.CAPTURED)
    calls = StopPerson.objects.filter(expected | captured, list_name=OuterRef("pk"))
    return (
        ListName.objects.accountable()
        .with_finding()
        .annotate(best_nik=Coalesce("resident__nik", "nik"), called=Exists(calls))
        .annotate(told=Subquery(last_word.values("status")[:1]))
    )


def due_names() -> QuerySet[ListName]:
    """The names `rules.why_not_due` has nothing against, said in SQL; a test holds the two together."""
    linked = Q(link_state__in=SURE, resident__isnull=False) | Q(finding_kind="present")
    open_finding = Q(finding_kind__isnull=True) | ~Q(finding_kind__in=sorted(CLOSING_FINDINGS))
    unrecorded = Q(told__isnull=True) | ~Q(told__in=sorted(RECORDED))
    return with_due_facts().filter(linked & open_finding & unrecorded & Q(called=False))


def refusal(name: ListName) -> Words | None:
    """Why one name must not be put on a trip; None where it is due."""
    row = with_due_facts().filter(pk=name.pk).first()
    if row is None:
        return Words(id="tidak dihitung dalam daftar", en="it does not count in the list")
    return why_not_due(due_facts(row))


def due_facts(row: ListName) -> DueFacts:
    """The facts of one row of `with_due_facts`."""
    told = getattr(row, "told", None)
    return DueFacts(
        linked=row.link_state in SURE and row.resident_id is not None,
        accepted_finding=getattr(row, "finding_kind", None),
        recorded=told in RECORDED,
        must_re_record=told in RE_RECORD,
        scheduled=bool(getattr(row, "called", False)),
    )


def count_due() -> dict[str, Counter[str]]:
    """How many are due at each place (by its id): `session` and `home`."""
    return {
        place: Counter("home" if due.home_visit else "session" for due in people)
        for place, people in due_by_place().items()
    }


def due_by_place() -> dict[str, list[Due]]:
    """Everybody due, by the id of the place they are expected at; a place without anybody is left out."""
    offices = _offices()
    columns = ("village_id", "allotment__place", "pk", "family_card", "name", "home_visit")
    found: dict[str, list[Due]] = defaultdict(list)
    for village, place, *person in due_names().values_list(*columns):
        where = place or offices.get(village)
        if where is not None:
            pk, family, name, home_visit = person
            found[str(where)].append(Due(str(pk), family, name, home_visit))
    return found


def due_at(place: Place) -> list[Due]:
    """Everybody due at one place: those allotted to it, and at a village's office all the rest."""
    here = Q(allotment__place=place)
    if place.kind == Place.Kind.VILLAGE_OFFICE:
        here |= Q(allotment__isnull=True, village=place.village_id)
    rows = due_names().filter(here).values_list("pk", "family_card", "name", "home_visit")
    return [Due(str(pk), family, name, home_visit) for pk, family, name, home_visit in rows]


def without_place() -> QuerySet[ListName]:
    """Due names of villages that have no place yet: they would be forgotten by every plan."""
    return due_names().filter(allotment__isnull=True).exclude(village__in=_offices().keys())


def allotted_elsewhere(place: Place) -> QuerySet[Allotment]:
    """Who is expected at a place below the village."""
    return Allotment.objects.filter(place=place).select_related("list_name")


def _offices() -> dict[str, UUID]:
    offices = Place.objects.filter(kind=Place.Kind.VILLAGE_OFFICE, active=True)
    return dict(offices.values_list("village_id", "pk"))
