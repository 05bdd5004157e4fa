"""Each slip of the pen changes what it says, and nothing else."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jemput.synthesis import slips

digits = st.text("0123456789", min_size=16, max_size=16)
names = st.text("ABCDEGHIJKLMNORSTUY ", min_size=1, max_size=40).filter(lambda t: t.strip() == t != "")
seeds = st.integers(0, 2**32)


@given(digits, seeds)
def test_one_digit_is_wrong(nik: str, seed: int) -> None:
    wrong = slips.wrong_digit(Random(seed), nik)
    assert sum(a != b for a, b in zip(nik, wrong, strict=True)) == 1


@given(digits, seeds)
def test_swapping_keeps_the_digits(nik: str, seed: int) -> None:
    swapped = slips.swapped_digits(Random(seed), nik)
    assert sorted(swapped) == sorted(nik)
    assert (swapped != nik) == (len(set(nik)) > 1)


def test_the_forty_goes_on_and_off() -> None:
    assert slips.other_sex("1504035203990001") == "1504031203990001"
    assert slips.other_sex(slips.other_sex("1504031203990001")) == "1504031203990001"


@given(names, seeds)
def test_a_typo_is_one_stroke(name: str, seed: int) -> None:
    wrong = slips.typo(Random(seed), name)
    assert abs(len(wrong) - len(name)) <= 1


@given(st.dates(date(1920, 1, 1), date(2010, 1, 1)), seeds)
def test_dates_stay_dates_within_eleven_years(day: date, seed: int) -> None:
    for slip in slips.DATE_SLIPS.values():
        assert abs(slip(Random(seed), day).year - day.year) <= 10


@given(names, seeds)
def test_name_slips_are_total(name: str, seed: int) -> None:
    for slip in slips.NAME_SLIPS.values():
        assert isinstance(slip(Random(seed), name), str)


def test_spellings() -> None:
    assert slips.old_spelling(Random(1), "UMAR") == "OEMAR"
    assert slips.other_muhammad(Random(1), "SITI AMINAH") == "SITI AMINAH"
    assert not slips.other_muhammad(Random(1), "MUHAMMAD RIZKY").startswith("MUHAMMAD ")
    assert slips.moved_title(Random(1), "H. USMAN, S.PD") == "USMAN"
    assert slips.moved_title(Random(1), "USMAN").endswith(" USMAN")
