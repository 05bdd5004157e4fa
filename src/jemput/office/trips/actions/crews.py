"""Writers of kits and crews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from jemput.node.accounts.models import User
from jemput.node.ledger.actions import record
from jemput.node.ledger.transitions import advance
from jemput.office.trips.models import Crew, Kit
from jemput.office.trips.states import KIT, KitEvent


@transaction.atomic
def put_kit(
    *,
    name: str,
    by: str,
    at: datetime,
    stations: int = 1,
    has_printer: bool = False,
    has_genset: bool = False,
    note: str = "",
) -> Kit:
    """Add a kit by its name, or correct it."""
    kit, _ = Kit.objects.update_or_create(
        name=name,
        defaults={
            "stations": stations,
            "has_printer": has_printer,
            "has_genset": has_genset,
            "note": note,
        },
    )
    record(action="kit.put", subject=name, by=by, at=at, details={"stations": stations})
    return kit


@transaction.atomic
def advance_kit(*, kit: Kit, event: KitEvent, by: str, at: datetime) -> Kit:
    """A kit breaks, is repaired, or is given up."""
    kit = Kit.objects.select_for_update().get(pk=kit.pk)
    advance(kit, event, table=KIT, by=by, at=at)
    return kit


@transaction.atomic
def put_crew(
    *,
    name: str,
    kit: Kit,
    members: Iterable[User],
    by: str,
    at: datetime,
    days_off: Iterable[date] = (),
) -> Crew:
    """Add a crew by its name, or change its kit, people and days off."""
    crew, _ = Crew.objects.update_or_create(
        name=name, defaults={"kit": kit, "days_off": sorted(day.isoformat() for day in days_off)}
    )
    people = list(members)
    crew.members.set(people)
    usernames = sorted(user.username for user in people)
    record(action="crew.put", subject=name, by=by, at=at, details={"kit": kit.name, "members": usernames})
    return crew
