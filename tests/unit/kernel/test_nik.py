"""NIK and family card number: text, sixteen digits, hard errors apart from warnings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.kernel.nik import BadFamilyCardNumber, BadNik, FamilyCardNumber, Nik, NikWarning, Sex

GOOD = "1504034507620003"


def test_forty_more_days_mean_a_woman() -> None:
    nik = Nik(GOOD)
    assert (nik.sex, nik.day_month_year) == (Sex.FEMALE, (5, 7, 62))


@pytest.mark.parametrize(
    "typed", ["1504034507620003\u00a0", " 1504 0345 0762 0003", "'1504034507620003", GOOD + ".0"]
)
def test_what_exports_add_is_taken_off(typed: str) -> None:
    assert Nik(typed) == GOOD


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "150403450762000",
        GOOD + "1",
        "1.50403E+15",
        "150403450762000x",
        "1504034507620000",
        "1504033213620003",
        "1504030013620003",
        "1504037207620003",
        "1504033102620003",
    ],
)
def test_hard_errors(wrong: str) -> None:
    with pytest.raises(BadNik):
        Nik(wrong)


def test_another_regency_is_only_a_doubt() -> None:
    doubts = Nik(GOOD).doubts(birth_date=date(1962, 7, 5), sex=Sex.FEMALE, kabupaten_digits="6106")
    assert doubts == [NikWarning.OTHER_REGENCY]


def test_biodata_that_disagrees_is_only_a_doubt() -> None:
    doubts = Nik(GOOD).doubts(birth_date=date(1962, 7, 6), sex=Sex.MALE, kabupaten_digits="1504")
    assert doubts == [NikWarning.BIRTH_DATE_DIFFERS, NikWarning.SEX_DIFFERS]


def test_lists_show_four_and_four() -> None:
    assert Nik(GOOD).masked == "1504••••••••0003"


@given(st.text(max_size=40))
def test_any_text_is_a_nik_or_a_numbered_error(text: str) -> None:
    try:
        nik = Nik(text)
    except BadNik as problem:
        assert problem.code == "K101"
    else:
        assert len(nik) == 16 and nik.isdigit() and Nik(nik) == nik


def test_family_card_number() -> None:
    assert FamilyCardNumber("1504031201180004 ") == "1504031201180004"
    with pytest.raises(BadFamilyCardNumber):
        FamilyCardNumber("15040312")
