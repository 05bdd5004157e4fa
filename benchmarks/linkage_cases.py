"""Registers and lists to link, invented or read from files, with the truth of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

import numpy as np

from corruption import DATE_SLIPS, NAME_SLIPS, NUMBER_SLIPS, PLACE_SLIPS, one_of, spun, typo
from jemput.synthesis.people import SyntheticResident, VillageSeed, make_register

AS_OF = date(2018, 12, 1)
REGISTER_COLUMNS = ("id", "nik", "kk", "nama", "ibu", "tempat_lahir", "tgl_lahir", "jk", "desa", "kec")
LIST_COLUMNS = ("id", "nik", "nama", "ibu", "tempat_lahir", "tgl_lahir", "jk", "desa", "kec", "truth")
_DECIMALS = ("FLOAT", "DOUBLE")
_KINDS = {"id": "bigint", "truth": "bigint"}
Row = dict[str, str]
Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Rates:
    """Shares of list rows with each slip, by column; one slip a column, but `again` of the slipped names
    get two.

    `absent` rows are people the register lacks, `household` of whom have their family in it.
    """

    absent: float = 0.10
    household: float = 0.5
    repeated: float = 0.0
    twins: float = 0.008
    register: float = 0.01
    again: float = 0.1
    nik: dict[str, float] = field(default_factory=dict)
    name: dict[str, float] = field(default_factory=dict)
    date: dict[str, float] = field(default_factory=dict)
    mother: dict[str, float] = field(default_factory=dict)
    place: dict[str, float] = field(default_factory=dict)
    village: dict[str, float] = field(default_factory=dict)
    sex_wrong: float = 0.005
    sex_empty: float = 0.01


def _shares(text: str) -> dict[str, float]:
    return {name: float(share) / 1000 for name, share in (word.split(":") for word in text.split())}


USUAL = Rates(
    nik=_shares("""
        digit:45 two_digits:8 swapped:28 length:5 sex:18 float:5 scanned:3 formatting:5 empty:30 relative:5
        second:50
    """),
    name=_shares("""
        typo:50 two_typos:5 old_spelling:40 heard:25 heard_twice:5 scanned:8 muhammad:25 title:20 shortened:12
        initial:12 truncated:20 merged:22 lost_word:22 added_word:8 order:10 formatting:10 nickname:1 empty:1
    """),
    date=_shares("turned:20 digit:20 near:20 default:20 default_and_year:4 guessed:3 empty:8"),
    mother=_shares("""
        missing:300 other:10 typo:40 old_spelling:25 heard:20 title:15 lost_word:20 initial:6 truncated:10
        merged:8 scanned:4
    """),
    place=_shares("typo:30 old_spelling:10 short:6 other:10 empty:40"),
    village=_shares("moved:30 moved_in_kecamatan:20 kecamatan_only:5 empty:10"),
)
"""What the ministry's lists were seen to suffer, as far as research counted it; the rest is judgment."""

HARSH = Rates(
    absent=0.2,
    again=0.3,
    register=0.03,
    sex_wrong=0.02,
    sex_empty=0.05,
    nik=_shares("""
        digit:80 two_digits:40 swapped:50 length:30 sex:20 float:30 scanned:20 formatting:20 empty:150
        relative:20 second:60
    """),
    name=_shares("""
        typo:90 two_typos:30 old_spelling:50 heard:60 heard_twice:30 scanned:30 muhammad:40 title:40
        shortened:30 initial:40 truncated:40 merged:40 lost_word:50 added_word:30 order:20 formatting:20
        nickname:6 empty:4
    """),
    date=_shares("turned:40 digit:40 near:50 default:50 default_and_year:15 guessed:15 empty:60"),
    mother=_shares("""
        missing:400 other:30 typo:60 old_spelling:40 heard:40 title:30 lost_word:40 initial:20 truncated:20
        merged:20 scanned:20
    """),
    place=_shares("typo:60 old_spelling:20 short:20 other:40 empty:150"),
    village=_shares("moved:60 moved_in_kecamatan:50 kecamatan_only:20 empty:60"),
)
"""A list typed by many tired hands: two to three times the slips of the usual."""


@dataclass(frozen=True)
class Case:
    """A register and a list by column, and each row's true register id, empty for nobody."""

    register: Columns
    rows: Columns
    truth: list[str]


def invented(residents: int, listed: int, seed: int, rates: Rates = USUAL) -> Case:
    """A register of `residents` and a list of `listed` rows of it. People left out of the register are
    invented too."""
    rng = Random(f"case {seed}")
    absent = round(listed * rates.absent)
    kin = round(absent * rates.household)
    people = _people(rng, residents + absent, seed, rates)
    missing = _left_out(rng, people, kin, absent - kin)
    present = [row for i, row in enumerate(people) if i not in missing][:residents]
    for number, row in enumerate(present):
        row["id"] = str(number)
    chosen = rng.sample(present, min(len(present), listed - absent)) + [people[i] for i in sorted(missing)]
    chosen += rng.sample(present, round(listed * rates.repeated))
    rng.shuffle(chosen)
    writer = _Writer(rng, rates, present)
    rows = [writer.row(person) for person in chosen]
    for row in present:
        writer.worn(row)
    return Case(
        {name: [row[name] for row in present] for name in REGISTER_COLUMNS},
        {name: [row[name] for row in rows] for name in LIST_COLUMNS if name not in ("id", "truth")}
        | {"id": [str(i) for i in range(len(rows))]},
        [person["id"] for person in chosen],
    )


def _people(rng: Random, count: int, seed: int, rates: Rates) -> list[Row]:
    villages = [
        VillageSeed(f"15.04.{k:02d}.{2000 + v}", f"DESA {k}-{v}", 1.0, f"KECAMATAN {k}", "BATANG HARI")
        for k in range(1, 9)
        for v in range(1, 17)
    ]
    people = [_row(person) for person in make_register(villages, count, seed, AS_OF)]
    for i in range(1, len(people)):
        siblings = all(people[i - 1][what] == people[i][what] for what in ("kk", "ibu"))
        if siblings and rng.random() < rates.twins:
            _make_twins(rng, people[i - 1], people[i])
    return people


def _row(person: SyntheticResident) -> Row:
    village = str(person.village_code)
    return {
        "id": "",
        "nik": str(person.nik),
        "kk": str(person.family_card),
        "nama": person.name,
        "ibu": person.mother_name,
        "tempat_lahir": person.birth_place,
        "tgl_lahir": person.birth_date.isoformat(),
        "jk": person.sex.value,
        "desa": village,
        "kec": village[:8],
    }


def _make_twins(rng: Random, first: Row, second: Row) -> None:
    """Twins: one birthday, neighboring serials, often names that rhyme."""
    day = int(first["nik"][6:8]) % 40 + (40 if second["jk"] == "P" else 0)
    serial = (int(first["nik"][12:]) + 1) % 10_000
    second["nik"] = f"{first['nik'][:6]}{day:02d}{first['nik'][8:12]}{serial:04d}"
    second["tgl_lahir"], second["tempat_lahir"] = first["tgl_lahir"], first["tempat_lahir"]
    if second["jk"] == first["jk"] and rng.random() < 0.5:
        words = first["nama"].split()
        words[0] = words[0][:-1] + one_of(rng, "AINO") if len(words[0]) > 3 else words[0] + "A"
        second["nama"] = " ".join(words)


def _left_out(rng: Random, people: list[Row], kin: int, whole: int) -> set[int]:
    """People to leave out: `kin` single ones whose family stays, and whole families until `whole` are out."""
    out = set(rng.sample(range(len(people)), kin))
    while len(out) < kin + whole:
        at = int(rng.random() * len(people))
        card = people[at]["kk"]
        while at < len(people) and people[at]["kk"] == card and len(out) < kin + whole:
            out.add(at)
            at += 1
    return out


class _Writer:
    """Writes people onto a list with the slips of the rates."""

    def __init__(self, rng: Random, rates: Rates, people: Sequence[Row]) -> None:
        self.rng, self.rates, self.people = rng, rates, people
        self.homes = sorted({(row["desa"], row["kec"]) for row in people})
        self.family = {row["kk"]: row["nik"] for row in people}
        self.around: dict[str, list[tuple[str, str]]] = {}
        for home in self.homes:
            self.around.setdefault(home[1], []).append(home)

    def row(self, person: Row) -> Row:
        """One row of the list."""
        rng, rates, row = self.rng, self.rates, dict(person)
        row["nik"] = self._nik(person)
        row["nama"] = self._name(person["nama"], rates.name)
        row["ibu"] = self._mother(person["ibu"])
        slip = spun(rng, rates.date)
        row["tgl_lahir"] = DATE_SLIPS[slip](rng, person["tgl_lahir"]) if slip else person["tgl_lahir"]
        slip = spun(rng, rates.place)
        row["tempat_lahir"] = (
            PLACE_SLIPS[slip](rng, person["tempat_lahir"]) if slip else person["tempat_lahir"]
        )
        self._move(row)
        chance = rng.random()
        if chance < rates.sex_wrong:
            row["jk"] = "P" if row["jk"] == "L" else "L"
        elif chance < rates.sex_wrong + rates.sex_empty:
            row["jk"] = ""
        return row

    def worn(self, row: Row) -> None:
        """The register's own mistakes, made after the list was drawn from what was true."""
        rng, share = self.rng, self.rates.register
        if rng.random() < share:
            row["nama"] = typo(rng, row["nama"])
        if rng.random() < share:
            row["ibu"] = typo(rng, row["ibu"])
        if rng.random() < share / 2:
            row["tgl_lahir"] = DATE_SLIPS["near"](rng, row["tgl_lahir"])
        if rng.random() < share:
            row["ibu"] = ""

    def _nik(self, person: Row) -> str:
        rng, nik, slip = self.rng, person["nik"], spun(self.rng, self.rates.nik)
        if slip == "relative":
            return self.family.get(person["kk"], nik)
        if slip == "second":
            region = one_of(rng, self.people)["nik"][:6]
            return f"{region}{nik[6:12]}{1 + int(rng.random() * 60):04d}"
        return NUMBER_SLIPS[slip](rng, nik) if slip else nik

    def _name(self, name: str, wheel: dict[str, float]) -> str:
        slip = spun(self.rng, wheel)
        if not slip:
            return name
        found = NAME_SLIPS[slip](self.rng, name)
        return self._name(found, wheel) if self.rng.random() < self.rates.again else found

    def _mother(self, name: str) -> str:
        slip = spun(self.rng, self.rates.mother)
        if slip == "missing" or not name:
            return ""
        if slip == "other":
            return one_of(self.rng, self.people)["ibu"]
        return NAME_SLIPS[slip](self.rng, name) if slip else name

    def _move(self, row: Row) -> None:
        slip = spun(self.rng, self.rates.village)
        if slip == "moved":
            row["desa"], row["kec"] = one_of(self.rng, self.homes)
        elif slip == "moved_in_kecamatan":
            row["desa"], row["kec"] = one_of(self.rng, self.around.get(row["kec"]) or self.homes)
        elif slip == "kecamatan_only":
            row["desa"] = ""
        elif slip == "empty":
            row["desa"] = row["kec"] = ""


def without_niks(case: Case) -> Case:
    """The same case with every NIK off the list."""
    return Case(case.register, case.rows | {"nik": [""] * len(case.truth)}, case.truth)


def read(register: Path, rows: Path) -> Case:
    """Two Parquet files in the columns that the README of the benchmark names; every cell becomes text.

    Whole numbers that came as decimals, as columns with empty cells do, lose their tail. Columns may be
    missing; rows are numbered anew.
    """
    import duckdb

    def columns(path: Path, names: Sequence[str]) -> Columns:
        table = duckdb.connect()
        described = table.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
        kinds = {name: kind for name, kind, *_ in described if name in names}
        whole = {name: f'"{name}"' for name in kinds} | {
            name: f'try_cast("{name}" as bigint)' for name, kind in kinds.items() if kind in _DECIMALS
        }
        wanted = ", ".join(
            f"coalesce(trim(cast({cell} as varchar)), '') as \"{name}\"" for name, cell in whole.items()
        )
        got = table.execute(f"select {wanted} from read_parquet(?)", [str(path)]).fetchnumpy()  # noqa: S608
        return {name: got[name].tolist() for name in got}

    people, listed = columns(register, REGISTER_COLUMNS), columns(rows, LIST_COLUMNS)
    count = len(listed["nama"])
    truth = [who if who != "-1" else "" for who in listed.pop("truth", [""] * count)]
    return Case(people, listed | {"id": [str(i) for i in range(count)]}, truth)


def save(case: Case, register: Path, rows: Path) -> None:
    """Write a case as the two Parquet files that `read` takes."""
    import duckdb

    listed = case.rows | {"truth": [who or "-1" for who in case.truth]}
    for path, columns in ((register, case.register), (rows, listed)):
        written = {name: np.array(cells, object) for name, cells in columns.items()}
        cells = ", ".join(f'cast("{name}" as {_KINDS.get(name, "varchar")}) as "{name}"' for name in written)
        duckdb.connect().execute(f"copy (select {cells} from written) to '{path}' (format parquet)")  # noqa: S608
