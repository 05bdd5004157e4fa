"""Whose encounter it is: the list's name and the register's resident behind a packet's facts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from jemput.office.residents.models import Resident
from jemput.office.roster.models import ListName
from jemput.office.trips.rules import name_id


def resident_of(nik: str) -> Resident | None:
    """The resident with this NIK, if the register has one."""
    return Resident.objects.filter(nik=nik).first()


def name_of(uid: UUID | None, nik: str) -> ListName | None:
    """The name the kit was told, or else the list's name of this NIK or of its resident."""
    told = name_id(uid) if uid else None
    found = ListName.objects.accountable()
    if told is not None:
        named = found.filter(pk=told).first()
        if named:
            return named
    return found.filter(Q(resident__nik=nik) | Q(resident__isnull=True, nik=nik)).order_by("pk").first()
