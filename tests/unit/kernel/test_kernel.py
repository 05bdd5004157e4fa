"""Eligibility, regions, ids, wording, errors."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.clock import FixedClock, SystemClock
from jemput.kernel.eligibility import (
    age_on,
    kia_needs_photo,
    may_be_printed,
    may_be_recorded,
    may_have_kia,
    must_have_card,
)
from jemput.kernel.errors import Problem
from jemput.kernel.ids import new_id
from jemput.kernel.nik import Person
from jemput.kernel.regions import BadRegionCode, Level, RegionCode
from jemput.kernel.wording import long_date, percent, short_date, whole

BORN = date(2001, 12, 5)
SINGLE = Person(birth_date=BORN, ever_married=False)


def test_recorded_at_sixteen_printed_at_seventeen() -> None:
    eve, birthday = date(2018, 12, 4), date(2018, 12, 5)
    assert may_be_recorded(SINGLE, on=eve) and not may_be_printed(SINGLE, on=eve)
    assert may_be_printed(SINGLE, on=birthday) and must_have_card(SINGLE, on=birthday)


def test_marriage_makes_an_adult() -> None:
    assert must_have_card(Person(birth_date=BORN, ever_married=True), on=date(2016, 1, 1))


def test_kia_from_one_day_to_seventeen_years_less_a_day() -> None:
    days = [BORN, date(2001, 12, 6), date(2018, 12, 4), date(2018, 12, 5)]
    assert [may_have_kia(SINGLE, on=day) for day in days] == [False, True, True, False]


def test_kia_photo_from_the_fifth_birthday() -> None:
    assert [kia_needs_photo(SINGLE, on=d) for d in (date(2006, 12, 4), date(2006, 12, 5))] == [False, True]


@given(st.dates(date(1900, 1, 1), date(2017, 12, 31)), st.dates(date(2018, 1, 1), date(2050, 1, 1)))
def test_nobody_has_both_cards(born: date, on: date) -> None:
    person = Person(birth_date=born, ever_married=False)
    assert not (must_have_card(person, on=on) and may_have_kia(person, on=on))
    assert may_be_recorded(person, on=on) >= must_have_card(person, on=on)


def test_leap_day_birthday() -> None:
    assert [age_on(date(2004, 2, 29), on) for on in (date(2021, 2, 28), date(2021, 3, 1))] == [16, 17]


def test_region_codes() -> None:
    code = RegionCode("1504032019")
    assert (code, code.level, code.parent) == ("15.04.03.2019", Level.VILLAGE, "15.04.03")
    assert code.within("15.04") and not code.within("15.0") and not code.is_kelurahan
    assert RegionCode("35.03.11.1005").is_kelurahan


@pytest.mark.parametrize("wrong", ["", "1", "15.4", "15.04.03.20", "abc", "15.04.03.2019.1"])
def test_what_is_no_region_code(wrong: str) -> None:
    with pytest.raises(BadRegionCode):
        RegionCode(wrong)


def test_numbers_and_dates_as_indonesians_write_them() -> None:
    assert (whole(13298), whole(13298, "en")) == ("13.298", "13,298")
    assert (percent(155_769, 169_067), percent(155_769, 169_067, "en")) == ("92,13 %", "92.13 %")
    assert percent(172_262, 176_526) == "97,58 %" and percent(3, 0) == "–"
    assert long_date(date(2018, 2, 26)) == "Senin 26 Februari 2018"
    assert short_date(date(2018, 5, 1), "en") == "1 May 2018"


def test_a_percentage_is_never_clamped() -> None:
    assert percent(10248, 10000) == "102,48 %"


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(3)]
    assert {i.version for i in made} == {7} and len(set(made)) == 3
    assert made[0].int >> 80 <= made[2].int >> 80


def test_clocks() -> None:
    clock = FixedClock(datetime(2018, 12, 5, tzinfo=UTC))
    clock.advance(minutes=15)
    assert clock.now() == datetime(2018, 12, 5, 0, 15, tzinfo=UTC)
    assert SystemClock().now().tzinfo is UTC


def test_a_problem_speaks_both_languages_and_keeps_its_number() -> None:
    problem = BadRegionCode(value="x")
    assert "bukan kode" in problem.text("id") and "is not" in problem.text("en-us")
    assert problem.as_json("en")["code"] == "K110" and isinstance(problem, Problem)
