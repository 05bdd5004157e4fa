"""A kabupaten's population register, invented: households, names and numbers for rehearsals and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.kernel.regions import RegionCode
from jemput.synthesis.draws import one_of
from jemput.synthesis.errors import NoVillages
from jemput.synthesis.households import Marital, Member, Position, draw_household
from jemput.synthesis.livelihoods import draw_blood, draw_education, draw_occupation
from jemput.synthesis.names import compose, draw_family, titled
from jemput.synthesis.numbers import Numbers
from jemput.synthesis.peoples import Religion, peoples_of, religions_of

_DAYS_A_YEAR = 365.2425
_PLACES = (
    "JAKARTA",
    "PALEMBANG",
    "PADANG",
    "MEDAN",
    "SEMARANG",
    "KEBUMEN",
    "BLITAR",
    "LAMPUNG",
    "BANDUNG",
    "MAKASSAR",
)
_STREETS = (
    "PENDIDIKAN",
    "MERDEKA",
    "MASJID",
    "PASAR",
    "LINTAS",
    "KENANGA",
    "MAWAR",
    "SUDIRMAN",
    "PELABUHAN",
    "KEBUN",
)


@dataclass(frozen=True)
class VillageSeed:
    """One village to fill: its Kemendagri code, names, and how many people it draws against the others."""

    code: str
    name: str
    weight: float
    district: str = ""
    kabupaten: str = ""


@dataclass(frozen=True, slots=True)
class SyntheticResident:
    """One line of an invented register; whole numbers are the register's codes, text is in capitals."""

    nik: Nik
    family_card: FamilyCardNumber
    name: str
    sex: Sex
    birth_place: str
    birth_date: date
    marital_status: int
    religion: int
    blood_type: int
    address: str
    rt: str
    rw: str
    village_code: RegionCode
    occupation: int
    education: int
    family_position: int
    nationality: int
    mother_name: str
    father_name: str
    ever_married: bool


def make_register(
    villages: Sequence[VillageSeed], residents: int, seed: int, as_of: date
) -> list[SyntheticResident]:
    """Invent exactly `residents` people living in `villages` by weight, the same for the same seed.

    Families share a card, children carry their parents' names, ages on `as_of` follow a plausible
    pyramid, NIKs and card numbers are valid and unique. Raises NoVillages where no weight is positive.
    """
    rng = Random(f"register {seed}")
    districts = tuple(sorted({village.code.replace(".", "")[:6] for village in villages}))
    office = Numbers(rng, districts)
    people: list[SyntheticResident] = []
    for village, quota in quotas(villages, residents):
        people.extend(_settle(rng, office, village, quota, as_of))
    return people


def quotas(villages: Sequence[VillageSeed], residents: int) -> list[tuple[VillageSeed, int]]:
    """Split `residents` over the villages by weight, largest remainders first, summing exactly."""
    total = sum(village.weight for village in villages)
    if total <= 0:
        raise NoVillages()
    exact = [village.weight * residents / total for village in villages]
    counts = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: residents - sum(counts)]:
        counts[i] += 1
    return list(zip(villages, counts, strict=True))


def _settle(
    rng: Random, office: Numbers, village: VillageSeed, quota: int, as_of: date
) -> Iterator[SyntheticResident]:
    peoples = peoples_of(village.code[:2])
    while quota > 0:
        members = draw_household(rng)[:quota]
        quota -= len(members)
        people = peoples.spin(rng)
        yield from _Household(rng, office, village, people, as_of).enroll(members)


class _Household:
    """One family card being filled in: what its members share, and who has which name."""

    def __init__(self, rng: Random, office: Numbers, village: VillageSeed, people: str, as_of: date) -> None:
        self.rng, self.office, self.village, self.people, self.as_of = rng, office, village, people, as_of
        self.district = village.code.replace(".", "")[:6]
        self.village_code = RegionCode(village.code)
        self.religion: Religion = religions_of(people).spin(rng)
        self.family = draw_family(rng, people)
        self.rt, self.rw, self.address = _address(rng, self.village_code)
        issued = as_of - timedelta(days=int(rng.random() * 5500) + 1)
        self.card = office.family_card(district=self.district, issued=issued)
        self.names: dict[Member, str] = {}

    def enroll(self, members: list[Member]) -> Iterator[SyntheticResident]:
        """Name, number and describe every member in turn."""
        for member in members:
            yield self._resident(member)

    def _resident(self, member: Member) -> SyntheticResident:
        rng = self.rng
        birth = birth_date(rng, member.age, self.as_of)
        single = member.marital is Marital.SINGLE
        education = draw_education(rng, member.age)
        plain = self._name(member)
        return SyntheticResident(
            nik=self.office.nik(district=self.district, birth=birth, sex=member.sex),
            family_card=self.card,
            name=titled(
                rng,
                plain,
                sex=member.sex,
                birth_year=birth.year,
                religion=self.religion,
                education=education,
            ),
            sex=member.sex,
            birth_place=self._birth_place(member),
            birth_date=birth,
            marital_status=int(member.marital),
            religion=int(self.religion),
            blood_type=draw_blood(rng),
            address=self.address,
            rt=self.rt,
            rw=self.rw,
            village_code=self.village_code,
            occupation=draw_occupation(rng, age=member.age, sex=member.sex, single=single),
            education=education,
            family_position=int(member.position),
            nationality=1,
            mother_name=self._parent(member, member.mother, Sex.FEMALE),
            father_name=self._parent(member, member.father, Sex.MALE),
            ever_married=not single,
        )

    def _name(self, member: Member) -> str:
        if member not in self.names:
            self.names[member] = compose(
                self.rng,
                people=self.people,
                sex=member.sex,
                birth_year=self.as_of.year - int(member.age),
                religion=self.religion,
                family=self.family if _born_into(member) else "",
            )
        return self.names[member]

    def _parent(self, member: Member, parent: Member | None, sex: Sex) -> str:
        if parent is None:
            age = member.age + self.rng.uniform(19, 36)
            position = Position.PARENT if _born_into(member) else Position.PARENT_IN_LAW
            parent = Member(sex, age, position, Marital.MARRIED)
        return self._name(parent)

    def _birth_place(self, member: Member) -> str:
        chance = self.rng.random()
        if chance < 0.62 or (member.age < 17 and chance < 0.9):
            return self.village.name.upper()
        if chance < 0.9:
            return (self.village.kabupaten or self.village.district or self.village.name).upper()
        return one_of(self.rng, _PLACES)


def _born_into(member: Member) -> bool:
    """Whether a member carries the household's clan name, which goes from fathers to children."""
    if member.position in (Position.WIFE, Position.SON_IN_LAW, Position.PARENT_IN_LAW):
        return False
    elder = member.position in (Position.HEAD, Position.PARENT) and member.marital is not Marital.SINGLE
    return member.sex is Sex.MALE or not elder


def birth_date(rng: Random, age: float, as_of: date) -> date:
    """The birth date of one aged `age` years; some of the old were written down on a round date."""
    born = date.fromordinal(as_of.toordinal() - max(1, int(age * _DAYS_A_YEAR)))
    if age > 52 and rng.random() < 0.16:
        day, month = one_of(rng, ((31, 12), (1, 7), (1, 1), (31, 12)))
        return date(born.year, month, day)
    return born


def _address(rng: Random, village: RegionCode) -> tuple[str, str, str]:
    rt = f"{1 + int(rng.random() * 14):03d}"
    rw = "000" if rng.random() < 0.55 and not village.is_kelurahan else f"{1 + int(rng.random() * 6):03d}"
    if rng.random() < (0.8 if village.is_kelurahan else 0.25):
        return rt, rw, f"JL. {one_of(rng, _STREETS)} NO. {1 + int(rng.random() * 90)}"
    dusun = one_of(
        rng, ("I", "II", "III", "IV", "MEKAR SARI", "SUKA DAMAI", "TANJUNG", "MUARA", "HULU", "HILIR")
    )
    return rt, rw, f"DUSUN {dusun}"
