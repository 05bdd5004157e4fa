"""An office with a pile of doubtful names, one row with another NIK, and a woman who is registered twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.roster.actions import link_list, set_thresholds
from jemput.office.roster.models import ListImport, ListName
from tests.journeys.cast import PASSWORD, STAFF, SUNGAI_BULUH, TERUSAN

BY = "test"
FIRST = ("SITI", "BUDI", "NUR", "YUSUF", "KARTINI", "EFENDI", "MARLINA", "DARMAWAN", "ASNAH", "RIDWAN")
MIDDLE = ("FATIMAH", "HALIM", "AINI", "RAMLI", "WIDYA", "HAKIM")
LAST = ("SANTOSO", "LUBIS", "SAPUTRA", "HARTONO", "WIBOWO", "PUTRA", "SIREGAR", "NASUTION")
ASKED = 22
"""Rows of the list without a NIK and with a slip in the name."""


def set_scene() -> dict[str, Any]:
    """Two clerks and a head; nothing is sure without a NIK, so that every slip is asked about."""
    at = timezone.now()
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=at)
    for username, role, name, region in STAFF:
        add_account(
            username=username, password=PASSWORD, role=role, full_name=name, region_code=region, by=BY, at=at
        )
    people = _register()
    set_thresholds(sure=1.0, likely=0.5, ask=0.02, because="Hanya NIK yang memastikan", by="kepala", at=at)
    brought = _list(people, at)
    link_list(list_import=brought, by=BY, at=at)
    asked = ListName.objects.filter(list_import=brought, link_state="ask").count()
    return {"asked": asked, "list": brought.pk}


def _register() -> list[Resident]:
    villages = [Region.objects.get(code=code) for code, _ in (SUNGAI_BULUH, TERUSAN)]
    people = [_person(n, villages[n % 2]) for n in range(480)]
    twice = {"name": "XAVERIA KHOLIFAH", "mother_name": "ZUBAIDAH QOMARIAH", "village": villages[0]}
    for nik in ("1504034903880001", "3273014903880004"):
        born = date(1988, 3, 9)
        people.append(Resident(nik=nik, sex="P", birth_date=born, birth_place="JAMBI", **twice))
    Resident.objects.bulk_create(people)
    return list(Resident.objects.order_by("pk"))


def _person(n: int, village: Region) -> Resident:
    born = date(1950 + n % 48, n % 12 + 1, n % 28 + 1)
    return Resident(
        nik=f"{village.pk.replace('.', '')[:6]}{born.day + 40:02d}{born:%m%y}{n + 10:04d}",
        name=f"{FIRST[n % 10]} {MIDDLE[n // 10 % 6]} {LAST[n // 60]}",
        sex="P",
        birth_place="MUARA BULIAN",
        birth_date=born,
        village=village,
        mother_name=f"{FIRST[(n + 3) % 10]} {LAST[(n + 5) % 8]}",
        address="DUSUN HILIR",
        rt="003",
        rw="001",
    )


def _list(people: list[Resident], at: datetime) -> ListImport:
    brought = ListImport.objects.create(
        source="Pusat", as_of=timezone.localdate(at), state="imported", by=BY, at=at, confirmed_at=at
    )
    rows = [(people[n * 7], _slip(people[n * 7].name), "") for n in range(ASKED)]
    known = people[400]
    other = f"{known.nik[:12]}{7001}"
    rows += [(known, known.name, known.nik), (known, _slip(known.name), other)]
    for number, (person, name, nik) in enumerate(rows, start=2):
        _row(brought, number, person, name, nik)
    return brought


def _slip(name: str) -> str:
    first, *rest = name.split()
    return " ".join([first, *(word.replace("A", "AA", 1) for word in rest)])


def _row(brought: ListImport, number: int, person: Resident, name: str, nik: str) -> None:
    ListName.objects.create(
        list_import=brought,
        last_import=brought,
        row_number=number,
        match_key=f"{nik}|{name}|{number}",
        nik=nik,
        name=name,
        birth_date=person.birth_date,
        sex="P",
        village=person.village,
        mother_name=person.mother_name,
        address=person.address,
    )
