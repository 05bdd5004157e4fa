"""The rehearsal's Batanghari: an invented register, the ministry's flawed list, and the truth of each row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from jemput.demo.schooling import SchoolFiles, write_schools
from jemput.kernel.eligibility import must_have_card
from jemput.kernel.nik import Nik, Person, Sex
from jemput.kernel.regions import Level, RegionCode
from jemput.office.regions import atlas
from jemput.synthesis.lists import Fate, Truth, damage, make_list, write_xlsx
from jemput.synthesis.people import SyntheticResident, VillageSeed, make_register

CODE = RegionCode("15.04")
LIST_NAMES = 2000
SEED = 2018
_HEADINGS = (
    *("NO KK", "NIK", "NAMA LENGKAP", "JENIS KELAMIN", "TEMPAT LAHIR", "TANGGAL LAHIR", "AGAMA"),
    *("STATUS KAWIN", "GOL DARAH", "PENDIDIKAN", "PEKERJAAN", "SHDK", "KEWARGANEGARAAN", "NAMA IBU"),
    *("NAMA AYAH", "ALAMAT", "RT", "RW", "KODE WILAYAH", "STATUS REKAM"),
)


@dataclass(frozen=True)
class Rehearsal:
    """The files that go in, and what is true: the fate of a person by NIK, of a row by its NO."""

    register_file: Path
    list_file: Path
    schools: SchoolFiles
    names: int
    truths: dict[int, Truth]

    def truth_of(self, number: str) -> Fate:
        """What the village will find out about the row of a NO; a row without one is somebody present."""
        return self.truths[int(number)].fate if number.isdigit() else Fate.PRESENT


def invent(folder: Path, *, residents: int, as_of: date) -> Rehearsal:
    """Write a register of so many residents and a list of 2,000 names of it; the same every time."""
    villages = _villages()
    register = make_register(villages, residents, SEED, as_of)
    listed = make_list(register, villages, LIST_NAMES, SEED, as_of)
    unrecorded = {truth.nik for truth in listed.truths if truth.nik}
    register_file, list_file = folder / "register.csv", folder / "belum-rekam.xlsx"
    _write_register(register_file, register, unrecorded, as_of)
    broken = damage(listed.rows, SEED)
    write_xlsx(broken.rows, list_file, title="DAFTAR PENDUDUK BELUM REKAM KTP-EL")
    truths = dict(enumerate(listed.truths, 1))
    schools = write_schools(folder, register, as_of)
    return Rehearsal(register_file, list_file, schools, len(listed.rows), truths)


def _villages() -> list[VillageSeed]:
    rows = atlas.kabupaten(CODE)
    names = {row.code: row.name for row in rows}
    rng = Random(SEED)
    return [
        VillageSeed(
            code=row.code,
            name=row.name,
            weight=rng.uniform(0.5, 2.0),
            district=names[RegionCode(row.code[:8])],
            kabupaten=names[CODE],
        )
        for row in rows
        if row.code.level is Level.VILLAGE
    ]


def _write_register(path: Path, register: list[SyntheticResident], unrecorded: set[Nik], as_of: date) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADINGS)
        writer.writerows(_row(person, _recording(person, unrecorded, as_of)) for person in register)


def _recording(person: SyntheticResident, unrecorded: set[Nik], as_of: date) -> str:
    """Everybody who must have a card is recorded, but for those of the list."""
    known = Person(birth_date=person.birth_date, ever_married=person.ever_married)
    if not must_have_card(known, on=as_of):
        return ""
    return "BELUM REKAM" if person.nik in unrecorded else "SUDAH REKAM"


def _row(person: SyntheticResident, recording: str) -> list[object]:
    return [
        person.family_card,
        person.nik,
        person.name,
        "L" if person.sex is Sex.MALE else "P",
        person.birth_place,
        f"{person.birth_date:%d-%m-%Y}",
        person.religion,
        person.marital_status,
        person.blood_type,
        person.education,
        person.occupation,
        person.family_position,
        person.nationality,
        person.mother_name,
        person.father_name,
        person.address,
        person.rt,
        person.rw,
        person.village_code,
        recording,
    ]
