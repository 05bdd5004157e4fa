"""What a kit is told: its trip with the stops, the people expected, their statuses, its operators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from jemput.kernel.errors import Problem
from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.node.exchange.messages import AccountMessage, PersonMessage, StatusMessage, StopFacts, TripMessage
from jemput.office.residents.models import ResidentStatus
from jemput.office.residents.queries import latest_statuses
from jemput.office.trips.models import Stop, StopPerson, Trip
from jemput.office.trips.rules import CampaignMode, Meeting, name_uid, needs
from jemput.office.trips.states import TripState
from jemput.packet.facts import Mode


def trip_message(trip: Trip) -> TripMessage:
    """The trip, whole, as its kit shall know it."""
    members = list(trip.crew.members.order_by("username"))
    stops = trip.stops.select_related("place__village").prefetch_related("people").order_by("position")
    return TripMessage(
        trip_id=trip.pk,
        name=f"{trip.campaign.name} {trip.number}"[:300],
        date=trip.day,
        starts=_clock(trip.leaves_at),
        ends=_clock(trip.back_at),
        kit_id=trip.kit.peer_id or "",
        prints_cards=needs(CampaignMode(trip.campaign.mode)).printer,
        cancelled=trip.state == TripState.CANCELLED,
        crew=tuple(user.shown_name for user in members),
        operators=tuple(user.username for user in members),
        stops=tuple(_stop(stop, number) for number, stop in enumerate(stops, start=1)),
    )


def _stop(stop: Stop, number: int) -> StopFacts:
    place = stop.place
    return StopFacts(
        stop_id=stop.pk,
        number=number,
        place_name=place.name,
        kind=place.kind,
        village_code=place.village_id,
        village_name=place.village.name,
        lat=place.lat,
        lng=place.lng,
        mode=Mode.SCHOOL if place.is_school else Mode.COLLECTIVE,
        starts=_clock(stop.session_at or stop.arrives_at),
        village_officer=place.officer_name,
        expected_people=len(stop.people.all()),
    )


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


@dataclass(frozen=True)
class Told:
    """The people of a trip as messages, and those of whom too little is known to tell a kit."""

    people: tuple[PersonMessage, ...]
    unfit: tuple[StopPerson, ...]


def person_messages(trip: Trip) -> Told:
    """Everybody expected on a trip; who has no valid NIK or birth date is met as a walk-in."""
    expected = expected_on(trip)
    told = latest_statuses(best_nik(person) for person in expected)
    blocked = {p.list_name.resident.pk for p in expected if p.list_name.resident and _blocked(p)}
    people, unfit = [], []
    for person in expected:
        message = _person(person, told.get(best_nik(person)), blocked)
        if message is None:
            unfit.append(person)
        else:
            people.append(message)
    return Told(tuple(people), tuple(unfit))


def expected_on(trip: Trip) -> list[StopPerson]:
    """The people of a trip in the order of its stops."""
    found = StopPerson.objects.filter(stop__trip=trip).order_by("stop__position", "pk")
    return list(found.select_related("stop", "list_name__resident__village", "list_name__village"))


def best_nik(person: StopPerson) -> str:
    """The register's NIK where the name is linked, else the list's own."""
    resident = person.list_name.resident
    return resident.nik if resident else person.list_name.nik


def _blocked(person: StopPerson) -> bool:
    resident = person.list_name.resident
    return resident is not None and resident.is_blocked


def _person(person: StopPerson, status: str | None, blocked: set[int]) -> PersonMessage | None:
    """One person as the kit shall know them: from the register where linked, else from the list."""
    name = person.list_name
    source = name.resident or name
    try:
        nik, sex = Nik(source.nik), Sex(source.sex)
    except (Problem, ValueError):
        return None
    if source.birth_date is None:
        return None
    return PersonMessage(
        trip_id=person.stop.trip_id,
        stop_id=person.stop_id,
        list_name_id=name_uid(name.pk),
        nik=str(nik),
        family_card=_family_card(source.family_card),
        name=source.name[:100],
        sex=sex,
        birth_place=source.birth_place,
        birth_date=source.birth_date,
        marital=name.resident.marital if name.resident else None,
        address=source.address,
        rt=source.rt,
        rw=source.rw,
        village_code=source.village_id,
        village_name=source.village.name,
        mode=Mode(person.meeting),
        home_visit=person.meeting == Meeting.HOME_VISIT,
        national_status=NationalStatus(status) if status else None,
        deactivated=source.pk in blocked if name.resident else False,
        summons_code=person.summons_code,
    )


def _family_card(text: str) -> str | None:
    try:
        return str(FamilyCardNumber(text))
    except Problem:
        return None


def account_messages(members: Iterable[User], *, active: bool = True) -> list[AccountMessage]:
    """A crew's people as accounts of its kit: whoever is no supervisor there is an operator."""
    return [
        AccountMessage(
            username=user.username,
            full_name=user.shown_name,
            role="supervisor" if user.role in {"supervisor", "head"} else "operator",
            password_hash=user.password,
            active=active and user.is_active,
        )
        for user in members
    ]


def status_messages(told: Sequence[PersonMessage]) -> list[StatusMessage]:
    """The center's last word, with its date, on everybody it has spoken of."""
    said = ResidentStatus.objects.filter(nik__in=[one.nik for one in told]).order_by("at", "id")
    last = {word.nik: word for word in said}
    return [
        StatusMessage(
            nik=word.nik, packet_id=None, status=NationalStatus(word.status), at=word.at, detail=word.source
        )
        for word in last.values()
    ]


def withdrawn(trip: Trip, told: Sequence[PersonMessage]) -> tuple[UUID, ...]:
    """Names that the kit was told of before and that are no longer on the trip."""
    now = {message.list_name_id for message in told}
    before = [name_uid(pk) for pk in trip.told_names]
    return tuple(uid for uid in before if uid not in now)


def peers_expecting(nik: str) -> set[str]:
    """The machines of kits that expect, or have just met, somebody: who hears of a new status."""
    found = StopPerson.objects.filter(stop__trip__kit__peer_id__isnull=False).exclude(
        stop__trip__state__in=(TripState.DRAFT, TripState.APPROVED, TripState.CANCELLED)
    )
    linked = found.filter(list_name__resident__nik=nik)
    listed = found.filter(list_name__resident__isnull=True, list_name__nik=nik)
    return {peer or "" for peer in (linked | listed).values_list("stop__trip__kit__peer_id", flat=True)}
