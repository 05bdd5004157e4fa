"""The register made ready for linking: names read once, frequencies counted, NIKs indexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jemput.kernel.nik import Sex
from jemput.linkage.errors import PersonTwice
from jemput.linkage.names import NameReader, NameReading
from jemput.linkage.people import ListName, RegisterPerson, kecamatan_of, nik_digits


@dataclass(frozen=True, slots=True)
class Reading:
    """One record as linkage reads it, list row and register person alike; empty text means missing."""

    name: NameReading
    mother: NameReading
    nik: str
    birth_date: date | None
    sex: Sex | None
    village: str
    kecamatan: str

    @property
    def region_and_serial(self) -> str:
        """The ten NIK digits that do not repeat birth date and sex; empty without NIK."""
        return self.nik[:6] + self.nik[12:]


def read(record: ListName | RegisterPerson, reader: NameReader) -> Reading:
    """Read one record."""
    village = (record.village_code or "").strip()
    return Reading(
        name=reader.read(record.name),
        mother=reader.read(record.mother_name),
        nik=nik_digits(record.nik),
        birth_date=record.birth_date,
        sex=record.sex,
        village=village,
        kecamatan=kecamatan_of(village),
    )


@dataclass(frozen=True)
class Frequencies:
    """How many people of the register share a value; rare values say more when they agree."""

    size: int
    name: Counter[str]
    name_skeleton: Counter[str]
    birth_date: Counter[date | None]
    region_and_serial: Counter[str]
    region: Counter[str]
    village: Counter[str]
    kecamatan: Counter[str]
    mother: Counter[str]
    mother_skeleton: Counter[str]

    def share(self, counts: Counter[str] | Counter[date | None], value: str | date | None) -> float:
        """Chance that another person has this value; half a person is added for those not in the register."""
        return min(1.0, (counts[value] + 0.5) / (self.size + 0.5))  # type: ignore[index]


@dataclass(frozen=True)
class Register:
    """People of a register, immutable, ready for any number of lists. Make it with `Register.of`."""

    people: tuple[RegisterPerson, ...]
    readings: tuple[Reading, ...]
    frequencies: Frequencies
    by_nik: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, people: Iterable[RegisterPerson]) -> Register:
        """Read a register. Raises PersonTwice for a person_id that comes twice."""
        everybody = tuple(people)
        _refuse_twins(everybody)
        reader = NameReader()
        readings = tuple(read(person, reader) for person in everybody)
        by_nik: dict[str, tuple[int, ...]] = {}
        for i, reading in enumerate(readings):
            if reading.nik:
                by_nik[reading.nik] = (*by_nik.get(reading.nik, ()), i)
        return cls(everybody, readings, _count(readings), by_nik)


def _refuse_twins(people: Sequence[RegisterPerson]) -> None:
    seen: set[str] = set()
    for person in people:
        if person.person_id in seen:
            raise PersonTwice(person_id=person.person_id)
        seen.add(person.person_id)


def _count(readings: Sequence[Reading]) -> Frequencies:
    return Frequencies(
        size=len(readings),
        name=Counter(r.name.text for r in readings),
        name_skeleton=Counter(r.name.skeleton for r in readings),
        birth_date=Counter(r.birth_date for r in readings),
        region_and_serial=Counter(r.region_and_serial for r in readings),
        region=Counter(r.nik[:6] for r in readings),
        village=Counter(r.village for r in readings),
        kecamatan=Counter(r.kecamatan for r in readings),
        mother=Counter(r.mother.text for r in readings),
        mother_skeleton=Counter(r.mother.skeleton for r in readings),
    )
