"""Schools and pupils for tests: sheets as schools send them, pupils of the register, trips to a school."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from jemput.kernel.statuses import NationalStatus
from jemput.office.residents.actions import StatusWord, add_statuses
from jemput.office.residents.models import Resident
from jemput.office.schools import actions
from jemput.office.schools.models import School, SchoolImport
from jemput.office.trips.actions.outings import advance_trip, open_trip
from jemput.office.trips.models import Campaign, Crew, Trip
from jemput.office.trips.states import TripEvent
from tests.integration.office.outing import MONDAY, NOW, SUNGAI_BULUH

VISIT = date(2018, 12, 5)
OF_AGE = date(2001, 3, 2)
Row = dict[str, str]


def make_school(name: str = "SMAN 1 Batanghari", *, village: str = SUNGAI_BULUH, **more: object) -> School:
    """A school in the register, with its place."""
    kind = str(more.pop("kind", "sma"))
    form = actions.SchoolForm(name=name, kind=kind, village_id=village, **more)  # type: ignore[arg-type]
    return actions.put_school(form=form, by="sari", at=NOW)


def pupil_of_register(number: int, *, born: date = OF_AGE, village: str = SUNGAI_BULUH) -> Resident:
    """A resident of school age with a NIK and a name of their own."""
    person = unsaved_pupil(number, born=born, village=village)
    person.save()
    return person


def unsaved_pupil(number: int, *, born: date = OF_AGE, village: str = SUNGAI_BULUH) -> Resident:
    """The same, for many to be written at once."""
    nik = f"150403{born:%d%m%y}{number:04d}"
    return Resident(
        nik=nik, name=f"SISWA {_letters(number)}", sex="L", birth_date=born, village_id=village,
        family_card=f"15040301011{number:05d}", mother_name=f"IBU {_letters(number + 500)}",
    )  # fmt: skip


def _letters(number: int) -> str:
    """A word of its own for each number, so that names are told apart."""
    word = ""
    for _ in range(4):
        number, rest = divmod(number * 7 + 3, 23)
        word = "ABDEFGHIJKLMNOPRSTUWYZA"[rest] + word
        number += 5
    return word


def roster_row(person: Resident, school: str, **more: str) -> Row:
    """A pupil as a school writes one down."""
    return {
        "NAMA SEKOLAH": school, "KELAS": "XI IPA 1", "NIK": person.nik, "NAMA SISWA": person.name,
        "TANGGAL LAHIR": f"{person.birth_date:%d-%m-%Y}", "L/P": person.sex,
        "NAMA IBU": person.mother_name, **more,
    }  # fmt: skip


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """Rows as a .csv with semicolons, as Indonesian Excel writes it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def bring_roster(folder: Path, rows: Sequence[Row], *, as_of: date = VISIT, **more: object) -> SchoolImport:
    """A roster taken in and linked."""
    path = write_csv(folder / f"siswa-{as_of}-{SchoolImport.objects.count()}.csv", rows)
    return actions.import_file(
        path=path, kind="roster", source="Dapodik", as_of=as_of, by="sari", at=NOW, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def record_people(niks: Iterable[str], *, at: datetime = NOW) -> None:
    """The center's word that these are recorded."""
    words = [StatusWord(nik, NationalStatus.BIO_CAPTURED, at) for nik in niks]
    add_statuses(words=words, source="Pusat", batch="uji", by="x", at=at)


def go_to(schools: Sequence[School], campaign: Campaign, crew: Crew, *, day: date = MONDAY) -> Trip:
    """A trip to some schools that is under way."""
    places = [school.place for school in schools if school.place]
    trip = open_trip(campaign=campaign, crew=crew, day=day, places=places, by="s", at=NOW)
    for event in (TripEvent.APPROVE, TripEvent.ANNOUNCE, TripEvent.START):
        advance_trip(trip=trip, event=event, by="s", at=NOW)
    return trip
