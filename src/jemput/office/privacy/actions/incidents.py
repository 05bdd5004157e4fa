"""Writers of incidents: open, describe, list those affected, set the letters, tell, close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import override

from jemput.kernel.nik import Nik
from jemput.node.ledger.actions import record
from jemput.node.ledger.models import Access
from jemput.node.ledger.transitions import advance
from jemput.office.privacy.actions.numbering import next_number
from jemput.office.privacy.errors import NobodyAffected, Unexplained
from jemput.office.privacy.models import Incident, IncidentPerson, Letter
from jemput.office.privacy.papers import incident_words
from jemput.office.privacy.queries.trail import person
from jemput.office.privacy.rules import due_at
from jemput.office.privacy.states import INCIDENT
from jemput.office.trips.models import Kit, StopPerson
from jemput.office.trips.queries.announcement import best_nik
from jemput.office.trips.states import TripState

DESCRIBED = ("title", "what", "happened_at", "discovered_at", "data", "cause", "measures")
ON_KIT_BEFORE = timedelta(days=30)
"""Trips of so many days before a kit is missed may still be on it: drafts and the day's list."""


@transaction.atomic
def open_incident(
    *, told: Mapping[str, Any], kit: Kit | None = None, draft: bool = False, by: str, at: datetime
) -> Incident:
    """Register an incident; 72 hours run from its discovery. A draft waits for somebody to confirm it."""
    described = {name: told[name] for name in DESCRIBED if name in told}
    discovered = described.pop("discovered_at", None) or at
    made = Incident.objects.create(
        number=next_number(Incident.objects, "INS", at),
        discovered_at=discovered,
        due_at=due_at(discovered),
        kit=kit,
        opened_by=by,
        **described,
    )
    details = {"number": made.number, "due": made.due_at.isoformat()}
    record(action="incident.opened", subject=f"incident:{made.pk}", by=by, at=at, details=details)
    if not draft:
        advance(made, "confirm", table=INCIDENT, by=by, at=at)
    return made


@transaction.atomic
def open_for_lost_kit(*, kit: Kit, words: str, by: str, at: datetime) -> Incident:
    """A kit is stolen or lost: a draft with everybody who may be on it. Asked again, the same draft."""
    waiting = Incident.objects.filter(kit=kit, state=Incident.State.DRAFT).first()
    if waiting:
        return waiting
    with override("id"):
        told = {
            "title": f"Kit {kit.name} hilang atau dicuri",
            "what": words.strip(),
            "data": [Incident.Data.NIK.value, Incident.Data.BIODATA.value],
            "measures": "Kunci kit dicabut; datanya tersandi dan hanya terbuka dengan kata sandi petugas.",
        }
    made = open_incident(told=told, kit=kit, draft=True, by=by, at=at)
    add_from_kit(incident=made, by=by, at=at)
    return made


@transaction.atomic
def describe(*, incident: Incident, told: Mapping[str, Any], by: str, at: datetime) -> Incident:
    """Write down what is known now; the due time follows the discovery."""
    for name in DESCRIBED:
        if name in told:
            setattr(incident, name, told[name])
    incident.due_at = due_at(incident.discovered_at)
    incident.save()
    _note(incident, "described", by, at)
    return incident


@transaction.atomic
def confirm(*, incident: Incident, by: str, at: datetime) -> None:
    """It is an incident. Raises NotPossible."""
    advance(incident, "confirm", table=INCIDENT, by=by, at=at)


@transaction.atomic
def dismiss(*, incident: Incident, because: str, by: str, at: datetime) -> None:
    """It was none, and why. Raises Unexplained, NotPossible."""
    if not because.strip():
        raise Unexplained()
    incident.review, incident.closed_at = because.strip(), at
    advance(incident, "dismiss", table=INCIDENT, by=by, at=at, details={"because": because.strip()})
    incident.save(update_fields=["review", "closed_at"])


@transaction.atomic
def add_from_kit(*, incident: Incident, by: str, at: datetime) -> int:
    """Put everybody on the list whom the kit's trips around the discovery name."""
    if incident.kit is None:
        return 0
    since = (incident.discovered_at - ON_KIT_BEFORE).date()
    on_kit = StopPerson.objects.filter(stop__trip__kit=incident.kit, stop__trip__day__gte=since)
    told = on_kit.filter(stop__trip__state__in=[TripState.ANNOUNCED, TripState.UNDER_WAY, TripState.DONE])
    niks = {best_nik(one) for one in told.select_related("list_name__resident")}
    return _add(incident, niks, f"Kit {incident.kit.name}", by, at)


@transaction.atomic
def add_from_trail(
    *, incident: Incident, user: str, since: datetime, until: datetime, by: str, at: datetime
) -> int:
    """Put everybody on the list whose data one account looked at between two moments."""
    seen = Access.objects.filter(by=user, at__gte=since, at__lte=until).exclude(nik="")
    return _add(incident, set(seen.values_list("nik", flat=True)), f"Jejak akses {user}", by, at)


@transaction.atomic
def add_person(*, incident: Incident, nik: Nik, by: str, at: datetime) -> int:
    """Put one person on the list by hand."""
    return _add(incident, {str(nik)}, "Dicatat petugas", by, at)


def _add(incident: Incident, niks: Iterable[str], source: str, by: str, at: datetime) -> int:
    known = set(incident.people.values_list("nik", flat=True))
    fresh = sorted({nik for nik in niks if nik} - known)
    found = [(nik, person(nik)) for nik in fresh]
    IncidentPerson.objects.bulk_create(
        IncidentPerson(
            incident=incident, nik=nik, name=who.name if who else nik[:4] + "…", source=source,
            address=who.address if who else "",
        )
        for nik, who in found
    )  # fmt: skip
    _note(incident, "people_added", by, at, {"count": len(fresh), "source": source})
    return len(fresh)


@transaction.atomic
def set_letter(*, incident: Incident, to: str, by: str, at: datetime) -> Letter:
    """Give a letter its number, saying what is known now. Raises NobodyAffected."""
    if to == Letter.To.PEOPLE and not incident.people.exists():
        raise NobodyAffected(number=incident.number)
    made = Letter.objects.create(
        number=next_number(Letter.objects, "SP", at),
        incident=incident,
        to=Letter.To(to),
        told=incident_words(incident, at=at),
        made_by=by,
        made_at=at,
    )
    _note(incident, "letter_set", by, at, {"letter": made.number, "to": made.to})
    return made


@transaction.atomic
def tell(*, incident: Incident, to: str, nobody_because: str = "", by: str, at: datetime) -> Incident:
    """Note that the people or the authority were told; with both, the duty is done.

    Where nobody is affected, `nobody_because` says why. Raises NobodyAffected, NotPossible.
    """
    if to == Letter.To.PEOPLE:
        if not incident.people.exists() and not nobody_because.strip():
            raise NobodyAffected(number=incident.number)
        incident.people.filter(told_at__isnull=True).update(told_at=at)
        incident.people_told_at, incident.nobody_because = at, nobody_because.strip()
    else:
        incident.authority_told_at = at
    if incident.is_told:
        advance(incident, "all_told", table=INCIDENT, by=by, at=at, details={"late": at > incident.due_at})
    incident.save()
    _note(incident, "told", by, at, {"to": to, "people": incident.people.count()})
    return incident


@transaction.atomic
def close(*, incident: Incident, review: str, by: str, at: datetime) -> None:
    """End it with what was learned. Raises Unexplained, NotPossible before everybody was told."""
    if not review.strip():
        raise Unexplained()
    incident.review, incident.closed_at = review.strip(), at
    advance(incident, "close", table=INCIDENT, by=by, at=at, details={"review": incident.review[:300]})
    incident.save(update_fields=["review", "closed_at"])


def _note(
    incident: Incident, event: str, by: str, at: datetime, more: Mapping[str, Any] | None = None
) -> None:
    details = {"number": incident.number, **(more or {})}
    record(action=f"incident.{event}", subject=f"incident:{incident.pk}", by=by, at=at, details=details)
