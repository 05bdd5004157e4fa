"""The ministry's by-name list of people without a recorded e-KTP, with its errors and the truth behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from random import Random

from jemput.kernel.eligibility import CARD_AGE, age_on
from jemput.kernel.nik import Nik
from jemput.synthesis.damage import Damage, DamagedList, damage
from jemput.synthesis.draws import Wheel, one_of
from jemput.synthesis.errors import BadShare, TooFewUnrecorded
from jemput.synthesis.people import SyntheticResident, VillageSeed, make_register
from jemput.synthesis.sheets import COLUMNS, Row, write_csv, write_xlsx
from jemput.synthesis.slips import DATE_SLIPS, NAME_SLIPS, other_sex, sex_word, swapped_digits, wrong_digit

__all__ = [
    "COLUMNS",
    "Damage",
    "DamagedList",
    "Fate",
    "ListRates",
    "Row",
    "Truth",
    "UnrecordedList",
    "damage",
    "make_list",
    "write_csv",
    "write_xlsx",
]


class Fate(StrEnum):
    """What the village will find out about a name on the list."""

    PRESENT = "present"
    MOVED = "moved"
    DEAD = "dead"
    UNKNOWN = "unknown"
    ALREADY_RECORDED = "already_recorded"


@dataclass(frozen=True)
class ListRates:
    """Shares of rows with each slip, 0 to 1; one row has at most one slip in each column.

    The NIK, date and village defaults are those the linkage research used for its benchmark; the
    others are judgment. `absent` rows name people the register does not hold.
    """

    absent: float = 0.10
    nik_digit: float = 0.06
    nik_swapped: float = 0.03
    nik_sex: float = 0.02
    nik_blank: float = 0.03
    nik_relative: float = 0.005
    nik_second: float = 0.055
    name_old_spelling: float = 0.06
    name_muhammad: float = 0.03
    name_title: float = 0.02
    name_truncated: float = 0.02
    name_words: float = 0.05
    name_typo: float = 0.06
    date_swapped: float = 0.02
    date_digits: float = 0.04
    date_default: float = 0.02
    village_changed: float = 0.06
    card_blank: float = 0.04
    repeated: float = 0.005
    moved: float = 0.05
    dead: float = 0.03
    already_recorded: float = 0.04

    def __post_init__(self) -> None:
        for rate in fields(self):
            _check_share(rate.name, getattr(self, rate.name))
        for head in ("nik_", "name_", "date_"):
            _check_share(f"{head}*", sum(self.column(head).values()))
        _check_share("moved + dead + already_recorded", self.moved + self.dead + self.already_recorded)

    def column(self, head: str) -> dict[str, float]:
        """The rates of one column by the head of their names: `nik_`, `name_` or `date_`."""
        return {rate.name: getattr(self, rate.name) for rate in fields(self) if rate.name.startswith(head)}


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise BadShare(name=name, value=value)


@dataclass(frozen=True, slots=True)
class Truth:
    """Who a row really is: the NIK in the register, None for one it does not hold; and what became of them.

    `slips` names what was really changed in the row, by the names of ListRates.
    """

    nik: Nik | None
    fate: Fate
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnrecordedList:
    """Rows as the ministry sends them, and the truth of each row at the same index."""

    rows: list[Row]
    truths: list[Truth] = field(repr=False)

    def truth_by_number(self) -> dict[int, Nik | None]:
        """The true NIK by the row's NO."""
        return {number: truth.nik for number, truth in enumerate(self.truths, start=1)}


def make_list(
    register: Sequence[SyntheticResident],
    villages: Sequence[VillageSeed],
    size: int,
    seed: int,
    as_of: date,
    rates: ListRates | None = None,
) -> UnrecordedList:
    """Draw `size` unrecorded names of 17 or older (or married), the young and the old first among them.

    Rows are in the order of village and name, as exports are. Raises TooFewUnrecorded where the
    register has too few adults.
    """
    rates = rates or ListRates()
    rng = Random(f"list {seed}")
    strangers = round(size * rates.absent)
    repeats = round(size * rates.repeated)
    chosen = _unrecorded(rng, register, size - strangers - repeats, as_of)
    writer = _Writer(rng, rates, villages, register)
    pairs = [writer.write(person, known=True) for person in chosen]
    pairs += [
        writer.write(person, known=False) for person in _strangers(register, villages, strangers, seed, as_of)
    ]
    pairs += [writer.again(pairs[int(rng.random() * len(chosen))]) for _ in range(repeats if chosen else 0)]
    pairs.sort(key=lambda pair: (pair[0]["KODE WILAYAH"], pair[0]["NAMA LENGKAP"]))
    for number, (row, _) in enumerate(pairs, start=1):
        row["NO"] = str(number)
    return UnrecordedList([row for row, _ in pairs], [truth for _, truth in pairs])


def _unrecorded(
    rng: Random, register: Sequence[SyntheticResident], count: int, as_of: date
) -> list[SyntheticResident]:
    # Weighted sampling without replacement (Efraimidis and Spirakis 2006): the largest u ** (1 / weight).
    keyed = [
        (rng.random() ** (1 / _reluctance(age_on(person.birth_date, as_of))), i)
        for i, person in enumerate(register)
        if person.ever_married or age_on(person.birth_date, as_of) >= CARD_AGE
    ]
    if len(keyed) < count:
        raise TooFewUnrecorded(wanted=count, found=len(keyed))
    keyed.sort(reverse=True)
    return [register[i] for _, i in keyed[:count]]


def _reluctance(age: int) -> float:
    """How much likelier than the middle-aged one of this age is still unrecorded."""
    if age < 20:
        return 9.0
    if age < 25:
        return 3.0
    return 1.0 if age < 60 else 2.5 if age < 75 else 5.0


def _strangers(
    register: Sequence[SyntheticResident], villages: Sequence[VillageSeed], count: int, seed: int, as_of: date
) -> list[SyntheticResident]:
    if count == 0:
        return []
    taken = {person.nik for person in register}
    others = make_register(villages, count * 3 + 60, seed + 1_000_003, as_of)
    grown = [p for p in others if age_on(p.birth_date, as_of) >= CARD_AGE and p.nik not in taken]
    step = len(grown) / count
    return [grown[int(i * step)] for i in range(count)]


class _Writer:
    """Writes one person after the other onto the list, with the slips of the rates."""

    def __init__(
        self,
        rng: Random,
        rates: ListRates,
        villages: Sequence[VillageSeed],
        register: Sequence[SyntheticResident],
    ) -> None:
        self.rng, self.rates, self.register = rng, rates, register
        self.villages = tuple(villages)
        self.by_code = {village.code: village for village in villages}
        self.relatives = {person.family_card: person for person in register}
        self.nik_slip = _slip_wheel(rates.column("nik_"))
        self.name_slip = _slip_wheel(rates.column("name_"))
        self.date_slip = _slip_wheel(rates.column("date_"))
        stays = 1 - rates.moved - rates.dead - rates.already_recorded
        self.fate = Wheel(
            {Fate.PRESENT: stays, Fate.MOVED: rates.moved, Fate.DEAD: rates.dead}
            | {Fate.ALREADY_RECORDED: rates.already_recorded}
        )

    def write(self, person: SyntheticResident, *, known: bool) -> tuple[Row, Truth]:
        """One row and its truth."""
        slips = [wheel.spin(self.rng) for wheel in (self.nik_slip, self.name_slip, self.date_slip)]
        row = self._row(person, *slips)
        right = (person.nik, person.name, f"{person.birth_date:%d-%m-%Y}")
        written = (row["NIK"], row["NAMA LENGKAP"], row["TANGGAL LAHIR"])
        made = tuple(slip for slip, is_, was in zip(slips, written, right, strict=True) if is_ != was)
        fate = self.fate.spin(self.rng) if known else Fate.UNKNOWN
        return row, Truth(person.nik if known else None, fate, made)

    def again(self, pair: tuple[Row, Truth]) -> tuple[Row, Truth]:
        """The same row a second time, as merged exports have it."""
        row, truth = pair
        return dict(row), Truth(truth.nik, truth.fate, (*truth.slips, "repeated"))

    def _row(self, person: SyntheticResident, nik_slip: str, name_slip: str, date_slip: str) -> Row:
        rng = self.rng
        village = self.by_code[person.village_code]
        if rng.random() < self.rates.village_changed:
            village = one_of(rng, self.villages)
        name = NAME_SLIPS[name_slip](rng, person.name) if name_slip else person.name
        born = DATE_SLIPS[date_slip](rng, person.birth_date) if date_slip else person.birth_date
        return {
            "NO": "",
            "NIK": self._nik(person, nik_slip),
            "NAMA LENGKAP": name,
            "TEMPAT LAHIR": person.birth_place,
            "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
            "JENIS KELAMIN": sex_word(person.sex),
            "NO KK": "" if rng.random() < self.rates.card_blank else str(person.family_card),
            "ALAMAT": person.address,
            "RT": person.rt,
            "RW": person.rw,
            "KECAMATAN": village.district.upper(),
            "DESA/KELURAHAN": village.name.upper(),
            "KODE WILAYAH": village.code,
        }

    def _nik(self, person: SyntheticResident, slip: str) -> str:
        rng, nik = self.rng, str(person.nik)
        if slip == "nik_digit":
            return wrong_digit(rng, nik)
        if slip == "nik_swapped":
            return swapped_digits(rng, nik)
        if slip == "nik_sex":
            return other_sex(nik)
        if slip == "nik_relative":
            return str(self.relatives.get(person.family_card, person).nik)
        if slip == "nik_second":
            home = one_of(rng, self.villages).code.replace(".", "")[:6]
            return f"{home}{nik[6:12]}{1 + int(rng.random() * 9998):04d}"
        return "" if slip == "nik_blank" else nik


def _slip_wheel(rates: dict[str, float]) -> Wheel[str]:
    return Wheel({"": 1 - sum(rates.values())} | rates)
