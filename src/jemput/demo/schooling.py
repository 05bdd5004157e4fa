"""The rehearsal's schools: three SMA with their pupils, some of them written down without a NIK."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jemput.demo.browser import Person
from jemput.demo.counting import ask
from jemput.demo.stage import Stage, until
from jemput.kernel.eligibility import age_on
from jemput.kernel.nik import Sex
from jemput.synthesis.people import SyntheticResident

SCHOOLS = 3
PUPILS = 60
AGES = range(15, 19)
WITHOUT_NIK_EVERY = 8
_SCHOOL_HEADINGS = ("NPSN", "NAMA SEKOLAH", "JENJANG", "KODE WILAYAH", "JUMLAH SISWA")
_PUPIL_HEADINGS = ("NPSN", "NAMA SEKOLAH", "KELAS", "NAMA SISWA", "NIK", "TANGGAL LAHIR", "L/P")


@dataclass(frozen=True)
class SchoolFiles:
    """What the education office sends."""

    schools: Path
    pupils: Path


def write_schools(folder: Path, register: Sequence[SyntheticResident], as_of: date) -> SchoolFiles:
    """One SMA in each of the largest villages, and the young people of its kecamatan as its pupils."""
    files = SchoolFiles(folder / "sekolah.csv", folder / "siswa.csv")
    largest = Counter(person.village_code for person in register).most_common()
    chosen = {code[:8]: code for code, _ in reversed(largest)}
    schools: list[tuple[object, ...]] = []
    pupils: list[tuple[object, ...]] = []
    for number, village in enumerate(list(chosen.values())[-SCHOOLS:], 1):
        young = [p for p in register if p.village_code[:8] == village[:8] and _is_pupil(p, as_of)][:PUPILS]
        name, npsn = f"SMAN {number} Gladi", f"1050{number:04d}"
        schools.append((npsn, name, "SMA", village, len(young)))
        pupils.extend(_pupil(npsn, name, at, person) for at, person in enumerate(young, 1))
    _write(files.schools, _SCHOOL_HEADINGS, schools)
    _write(files.pupils, _PUPIL_HEADINGS, pupils)
    return files


def hand_in(stage: Stage, files: SchoolFiles, as_of: date) -> int:
    """Schools first, then their pupils: look at what was read, take it in; returns how many pupils are in."""
    head = stage.office_person()
    for kind, path in (("register", files.schools), ("roster", files.pupils)):
        told = {"kind": kind, "source": "Dinas Pendidikan, Dapodik", "as_of": as_of.isoformat()}
        with path.open("rb") as file:
            page = head.post("/schools/files/upload/", told, files={"file": (path.name, file)})
        _take_in(stage, head, page.url.path, kind)
    pupils: int = ask("office", stage.office.folder, "schools")["roster"]
    return pupils


def _take_in(stage: Stage, head: Person, here: str, kind: str) -> None:
    until(lambda: f"{here}confirm/" in head.get(here).text, what=f"the draft of {kind}")
    head.post(f"{here}confirm/")
    until(lambda: ask("office", stage.office.folder, "schools")[kind], what=f"{kind} taken in")


def _is_pupil(person: SyntheticResident, as_of: date) -> bool:
    return age_on(person.birth_date, as_of) in AGES and not person.ever_married


def _pupil(npsn: str, school: str, at: int, person: SyntheticResident) -> tuple[object, ...]:
    nik = "" if at % WITHOUT_NIK_EVERY == 0 else person.nik
    sex = "L" if person.sex is Sex.MALE else "P"
    return npsn, school, f"X-{1 + at % 3}", person.name, nik, f"{person.birth_date:%d-%m-%Y}", sex


def _write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings)
        writer.writerows(rows)
