"""An office at work: its villages, staff, register and list, a kit with a trip today, cards to be printed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jemput.kernel.regions import RegionCode
from jemput.node.accounts.actions import add_account
from jemput.node.accounts.models import User
from jemput.node.exchange.actions import peers
from jemput.node.exchange.identity import me
from jemput.office.regions.actions import init_kabupaten
from jemput.office.regions.models import Region
from jemput.office.residents.register_import import import_register
from jemput.office.roster.actions.lists import import_list
from jemput.office.stock.actions import lay_out
from jemput.office.trips.actions.announcing import approve_trip, let_in
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.crews import put_crew, put_kit
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.actions.places import seed_places
from jemput.office.trips.models import Crew, Place
from jemput.office.trips.rules import WeekendRule
from jemput.packet.introductions import Identity
from jemput.synthesis.sheets import write_xlsx
from tests import cast as small_village
from tests.journeys.cast import (
    LISTED,
    PASSWORD,
    REGISTER,
    STAFF,
    SUNGAI_BULUH,
    TERUSAN,
    Neighbor,
)
from tests.journeys.scenes import identity_of, told_by

BY = "test"
READY_CARDS = ((101, SUNGAI_BULUH), (102, SUNGAI_BULUH), (103, TERUSAN))
_HEADINGS = (
    "NO KK,NIK,NAMA LENGKAP,JENIS KELAMIN,TEMPAT LAHIR,TANGGAL LAHIR,STATUS KAWIN,ALAMAT,RT,RW,KODE WILAYAH"
)


def set_scene(*, kit: dict[str, str]) -> dict[str, str]:
    """Everything but the trips to be planned and the cards to be printed, which the journeys do."""
    at = timezone.now()
    init_kabupaten(code=RegionCode("15.04"), by=BY, at=at)
    lay_out(by=BY, at=at)
    for username, role, name, region in STAFF:
        add_account(
            username=username, password=PASSWORD, role=role, full_name=name, region_code=region, by=BY, at=at
        )
    _take_in_files(at)
    crew = _crew_of(identity_of(kit), at)
    _send_out_today(crew, at)
    for number, village in READY_CARDS:
        small_village.ready_card(number, home=Region.objects.get(code=village[0]))
    return told_by(me().identity)


def _take_in_files(at: datetime) -> None:
    folder, today = settings.JEMPUT.data_dir, timezone.localdate(at)
    register = register_file(folder / "register.csv", REGISTER)
    import_register(path=register, source="SIAK", as_of=today, by=BY, at=at)
    rows = [list_row(number, person) for number, person in enumerate(LISTED, start=1)]
    listed = write_xlsx(rows, folder / "belum-rekam.xlsx")
    import_list(path=listed, source="Pusat", as_of=today, by=BY, at=at)


def register_file(path: Path, people: Iterable[Neighbor], *, single: bool = False) -> Path:
    """The register's rows of some people, all married unless `single`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS.split(","))
        for p in people:
            born = f"{p.born:%d-%m-%Y}"
            writer.writerow(
                [
                    p.family_card,
                    p.nik,
                    p.name,
                    p.sex,
                    "BATANGHARI",
                    born,
                    1 if single else 2,
                    "DUSUN HILIR",
                    "003",
                    "001",
                    p.village[0],
                ]
            )
    return path


def list_row(number: int, person: Neighbor) -> dict[str, str]:
    """One row of the ministry's list."""
    code, name = person.village
    return {
        "NO": str(number),
        "NIK": person.nik,
        "NAMA LENGKAP": person.name,
        "TEMPAT LAHIR": "BATANGHARI",
        "TANGGAL LAHIR": f"{person.born:%d-%m-%Y}",
        "JENIS KELAMIN": "PEREMPUAN" if person.sex == "P" else "LAKI-LAKI",
        "ALAMAT": "DUSUN HILIR",
        "RT": "003",
        "RW": "001",
        "DESA/KELURAHAN": name.upper(),
        "KODE WILAYAH": code,
    }


def _crew_of(machine: Identity, at: datetime) -> Crew:
    """Kit 1 on the machine that asked, and its two people."""
    kit = put_kit(name="Kit 1", stations=2, has_genset=True, by=BY, at=at)
    members = User.objects.filter(username__in=("wayan", "maria"))
    crew = put_crew(name="Tim A", kit=kit, members=members, by=BY, at=at)
    let_in(peer=peers.request(identity=machine, at=at), kit=kit, by=BY, at=at)
    crew.kit.refresh_from_db()
    return crew


def _send_out_today(crew: Crew, at: datetime) -> None:
    seed_places(by=BY, at=at)
    today = timezone.localdate(at)
    form = CampaignForm(
        name="Hari ini", first_day=today, deadline=today + timedelta(days=1), weekend=WeekendRule.EVERY_DAY
    )
    campaign = put_campaign(form=form, crews=[crew], by=BY, at=at)
    hall = Place.objects.get(village_id=SUNGAI_BULUH[0], kind=Place.Kind.VILLAGE_OFFICE)
    trip = open_trip(campaign=campaign, crew=crew, day=today, places=[hall], by=BY, at=at)
    approve_trip(trip=trip, by=BY, at=at)
