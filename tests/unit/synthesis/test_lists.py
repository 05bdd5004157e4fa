"""The ministry's list and its damage, against the truth behind it."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jemput.kernel.eligibility import must_have_card
from jemput.kernel.nik import BadNik, Nik, Person
from jemput.synthesis.damage import REPAIRABLE, excel_serial
from jemput.synthesis.errors import BadShare, TooFewUnrecorded
from jemput.synthesis.lists import (
    COLUMNS,
    Damage,
    Fate,
    ListRates,
    UnrecordedList,
    damage,
    make_list,
    write_csv,
    write_xlsx,
)
from jemput.synthesis.people import SyntheticResident
from tests.unit.synthesis.hamlet import AS_OF, VILLAGES, register

CLEAN = ListRates(**dict.fromkeys(ListRates.__dataclass_fields__, 0.0))


@cache
def a_list(size: int = 1500, rates: ListRates | None = None) -> UnrecordedList:
    return make_list(register(), VILLAGES, size, 3, AS_OF, rates)


def by_nik() -> dict[Nik, SyntheticResident]:
    return {person.nik: person for person in register()}


def test_the_same_seed_makes_the_same_list() -> None:
    assert a_list(200) == make_list(register(), VILLAGES, 200, 3, AS_OF)
    assert a_list(200).rows != make_list(register(), VILLAGES, 200, 4, AS_OF).rows


def test_columns_and_numbers() -> None:
    rows = a_list().rows
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [row["NO"] for row in rows] == [str(n) for n in range(1, 1501)]


def test_everybody_on_it_must_have_a_card() -> None:
    people = by_nik()
    named = [people[truth.nik] for truth in a_list().truths if truth.nik]
    assert all(must_have_card(Person(p.birth_date, p.ever_married), on=AS_OF) for p in named)


def test_without_rates_every_row_is_its_person() -> None:
    people = by_nik()
    clean = a_list(400, CLEAN)
    for row, truth in zip(clean.rows, clean.truths, strict=True):
        assert truth.nik == row["NIK"]
        assert people[Nik(row["NIK"])].name == row["NAMA LENGKAP"]
        assert truth.slips == ()
    assert len({truth.nik for truth in clean.truths}) == 400


def test_slips_come_near_their_rates() -> None:
    truths = a_list().truths
    slips = Counter(slip for truth in truths for slip in truth.slips)
    assert 0.7 < sum(r["NIK"] == t.nik for r, t in zip(a_list().rows, truths, strict=True)) / 1500 < 0.82
    assert 55 < slips["nik_digit"] < 130
    assert slips["nik_blank"] == sum(row["NIK"] == "" for row in a_list().rows)
    assert set(slips) >= {"nik_sex", "nik_swapped", "nik_second", "name_typo", "date_swapped", "repeated"}


def test_strangers_are_in_no_register() -> None:
    truths = a_list().truths
    assert sum(truth.nik is None for truth in truths) == 150
    assert all((truth.nik is None) == (truth.fate is Fate.UNKNOWN) for truth in truths)
    fates = Counter(truth.fate for truth in truths)
    assert fates[Fate.MOVED] > 30
    assert fates[Fate.DEAD] > 15


def test_the_young_are_more_often_unrecorded() -> None:
    years = Counter(row["TANGGAL LAHIR"][-4:] for row in a_list(400, CLEAN).rows)
    assert sum(years[str(y)] for y in (1999, 2000, 2001)) > 3 * sum(years[str(y)] for y in (1978, 1979, 1980))


@pytest.mark.parametrize("bad", [{"absent": 1.2}, {"nik_digit": 0.6, "nik_blank": 0.6}, {"dead": -0.1}])
def test_impossible_rates_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(BadShare):
        ListRates(**bad)


def test_a_list_longer_than_the_adults_is_refused() -> None:
    with pytest.raises(TooFewUnrecorded):
        make_list(register(), VILLAGES, 9000, 1, AS_OF)


def test_one_row_in_a_hundred_is_damaged_and_the_rest_untouched() -> None:
    rows = a_list().rows
    broken = damage(rows, 5)
    assert len(broken.damages) == 15
    assert set(broken.damages.values()) == set(Damage)
    assert all(broken.rows[i] == row for i, row in enumerate(rows) if i not in broken.damages)
    assert all(broken.rows[i] != rows[i] for i in broken.damages)


def test_a_float_nik_has_lost_its_last_digit() -> None:
    broken = damage(a_list().rows, 5, 0.05, [Damage.FLOAT_NIK])
    for i in broken.damages:
        value = broken.rows[i]["NIK"]
        assert isinstance(value, float)
        assert f"{value:.0f}"[:15] == a_list().rows[i]["NIK"][:15]
        assert f"{value:.0f}"[15] == "0"


@pytest.mark.parametrize("kind", [Damage.NO_BREAK_SPACE, Damage.QUOTED_NIK, Damage.FLOAT_TEXT_NIK])
def test_repairable_niks_can_be_read(kind: Damage) -> None:
    rows = a_list(300, CLEAN).rows
    broken = damage(rows, 5, 0.05, [kind])
    assert kind in REPAIRABLE
    assert all(Nik(str(broken.rows[i]["NIK"])) == rows[i]["NIK"] for i in broken.damages)


@pytest.mark.parametrize("kind", [Damage.SCIENTIFIC_NIK, Damage.SHORT_NIK])
def test_other_niks_cannot(kind: Damage) -> None:
    broken = damage(a_list(300, CLEAN).rows, 5, 0.05, [kind])
    for i in broken.damages:
        with pytest.raises(BadNik):
            Nik(str(broken.rows[i]["NIK"]))


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_excel_serials_count_days(day: date) -> None:
    following = day + timedelta(days=1)
    assert excel_serial(following.year, following.month, following.day) == 1 + excel_serial(
        day.year, day.month, day.day
    )
    assert excel_serial(2018, 12, 5) == 43439


def test_the_spreadsheet_holds_text_and_numbers_as_given(tmp_path: Path) -> None:
    broken = damage(a_list(300, CLEAN).rows, 5, 0.02, [Damage.FLOAT_NIK, Damage.FORMULA])
    sheet = CalamineWorkbook.from_path(
        str(write_xlsx(broken.rows, tmp_path / "list.xlsx"))
    ).get_sheet_by_index(0)
    heading, *cells = sheet.to_python()
    assert tuple(heading) == COLUMNS
    for i, row in enumerate(broken.rows):
        assert cells[i] == ["" if row[column] is None else row[column] for column in COLUMNS]


def test_a_title_pushes_the_headings_down(tmp_path: Path) -> None:
    path = write_xlsx(a_list(20).rows, tmp_path / "list.xlsx", title="DAFTAR BELUM REKAM")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "DAFTAR BELUM REKAM"
    assert tuple(rows[2]) == COLUMNS


def test_the_csv_reads_back(tmp_path: Path) -> None:
    rows = a_list(50).rows
    with write_csv(rows, tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file, delimiter=";")) == rows
