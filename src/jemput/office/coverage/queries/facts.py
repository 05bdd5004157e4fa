"""The facts that decide where each name stands, gathered from every room left of this one in a few reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jemput.kernel.eligibility import may_be_printed
from jemput.kernel.nik import Person
from jemput.kernel.statuses import NationalStatus
from jemput.office.cards.models import Card
from jemput.office.cards.states import CardState
from jemput.office.coverage.rules import Custody, Linkage, NameFacts, Schedule
from jemput.office.coverage.states import CardStep
from jemput.office.delivery.models import Parcel
from jemput.office.delivery.states import ParcelState
from jemput.office.encounters.actions import SOURCE
from jemput.office.encounters.models import Encounter
from jemput.office.residents.models import Marital, ResidentStatus
from jemput.office.roster.models import ListName
from jemput.office.trips.models import StopPerson
from jemput.office.trips.queries.due import SURE
from jemput.office.trips.states import ACTIVE_TRIPS, Turnout

_OF_PARCEL = {
    ParcelState.ON_ITS_WAY: CardStep.CONSIGNED,
    # Missing at the count: it left the office and has not been found in the village.
    ParcelState.MISSING: CardStep.CONSIGNED,
    ParcelState.AT_VILLAGE: CardStep.DELIVERED_TO_VILLAGE,
    ParcelState.HANDED_OVER: CardStep.HANDED_OVER,
    ParcelState.RETURNED: CardStep.RETURNED,
}


@dataclass(frozen=True)
class Recorded:
    """The newest encounter of one name: how far its packet is, and the center's last word on it."""

    custody: Custody
    national: NationalStatus | None


def name_facts(*, on: date) -> dict[int, NameFacts]:
    """The facts of every accountable name by its number; the only place that joins the rooms."""
    schedules, recorded, cards, said = _schedules(), _recorded(), _cards(), _said()
    facts = {}
    for row in _names():
        nik, number = row["resident__nik"] or row["nik"], row["pk"]
        newest = recorded.get(number) or recorded.get(nik)
        facts[number] = NameFacts(
            linkage=_linkage(row["link_state"], linked=row["resident"] is not None),
            finding=row["proposed_kind"] or row["finding_kind"],
            finding_accepted=row["proposed_kind"] is None,
            schedule=schedules.get(number, Schedule.NONE),
            custody=newest.custody if newest else Custody.NONE,
            national=newest.national if newest else said.get(nik),
            may_be_printed=_of_age(row, on),
            card=cards.get(number) or cards.get(nik),
        )
    return facts


def _names() -> list[dict[str, Any]]:
    columns = (
        "pk", "nik", "link_state", "resident", "resident__nik", "resident__birth_date", "resident__marital",
        "birth_date", "finding_kind", "proposed_kind",
    )  # fmt: skip
    return list(ListName.objects.accountable().with_finding().values(*columns))


def _linkage(link_state: str, *, linked: bool) -> Linkage:
    if linked and link_state in SURE:
        return Linkage.LINKED
    missing = link_state in (ListName.Link.NOT_FOUND, ListName.Link.SETTLED)
    return Linkage.NOT_FOUND if missing else Linkage.NEEDS_CLERK


def _of_age(row: dict[str, Any], on: date) -> bool:
    """Whether the card may be printed; somebody whose birth date nobody knows is taken as grown up."""
    born = row["resident__birth_date"] or row["birth_date"]
    married = row["resident__marital"] not in (None, Marital.SINGLE)
    return not isinstance(born, date) or may_be_printed(Person(born, married), on=on)


def _schedules() -> dict[int, Schedule]:
    """An expected turnout on an active trip, or a packet still in its van, beats an earlier no-show."""
    people = StopPerson.objects.exclude(turnout=Turnout.RECORDED)
    found: dict[int, Schedule] = {}
    for name, turnout, trip in people.values_list("list_name", "turnout", "stop__trip__state"):
        if turnout == Turnout.CAPTURED or (turnout == Turnout.EXPECTED and trip in ACTIVE_TRIPS):
            found[name] = Schedule.SCHEDULED
        elif turnout == Turnout.NO_SHOW:
            found.setdefault(name, Schedule.NO_SHOW)
    return found


def _recorded() -> dict[int | str, Recorded]:
    """The newest encounter by name and by NIK."""
    columns = ("list_name", "nik", "forwarded_at", "national_status")
    found: dict[int | str, Recorded] = {}
    for name, nik, forwarded, status in Encounter.objects.order_by("started_at").values_list(*columns):
        custody = Custody.FORWARDED if forwarded else Custody.AT_OFFICE
        newest = Recorded(custody, NationalStatus(status) if status else None)
        found[nik] = newest
        if name is not None:
            found[name] = newest
    return found


def _said() -> dict[str, NationalStatus]:
    """The center's last word on every NIK; our own "captured" of a packet we hold is not the center's."""
    words = ResidentStatus.objects.exclude(source=SOURCE).order_by("at", "id").values_list("nik", "status")
    return {nik: NationalStatus(status) for nik, status in words}


def _cards() -> dict[int | str, CardStep]:
    """How far each card has come, by name and by NIK: printed, then the newest consignment's word."""
    found: dict[int | str, CardStep] = {}
    printed = Card.objects.filter(state=CardState.PRINTED).values_list("encounter__list_name", "nik")
    parcels = Parcel.objects.order_by("pk").values_list("card__encounter__list_name", "card__nik", "state")
    steps = [(name, nik, CardStep.PRINTED) for name, nik in printed]
    steps += [(name, nik, _OF_PARCEL[ParcelState(state)]) for name, nik, state in parcels]
    for name, nik, step in steps:
        found[nik] = step
        if name is not None:
            found[name] = step
    return found
