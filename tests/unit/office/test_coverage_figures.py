"""Shares with their denominators: never clamped, compared honestly; pace without made-up odds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.office.coverage.errors import NoDenominator
from jemput.office.coverage.figures import (
    Claim,
    Figure,
    exceeds,
    pace,
    people_at,
    reconcile,
)

DAY = date(2018, 1, 5)
CENTRAL = Claim("pusat", DAY, part=155_769, denominator=169_067, denominator_name="wajib KTP")


def test_a_share_above_a_hundred_stays_above_a_hundred() -> None:
    figure = Figure(176_526, 172_262, "wajib KTP", "lokal", date(2019, 11, 21))
    assert figure.percent() == "102,48 %"
    assert figure.rest < 0


def test_no_denominator_no_share() -> None:
    assert Figure(5, 0, "", "x", DAY).share is None
    assert Figure(5, 0, "", "x", DAY).percent() == "–"


@given(st.decimals(0, 150, places=2), st.integers(1, 10**7))
def test_people_at_is_the_fewest_that_reach_the_share(share: Decimal, whole: int) -> None:
    people = people_at(share, whole)
    assert people * 100 >= share * whole > (people - 1) * 100


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.decimals(1, 110, places=2))
def test_fitting_denominator_gives_at_least_the_claimed_share(part: int, whole: int, share: Decimal) -> None:
    result = reconcile(Claim("lokal", DAY, share=share), Claim("pusat", DAY, part=part, denominator=whole))
    fitting = result.fitting_denominator
    assert fitting == 0 or Decimal(100 * part) / fitting >= share
    assert result.difference == result.implied_people - part


def test_an_incomplete_reference_is_refused() -> None:
    with pytest.raises(NoDenominator):
        reconcile(CENTRAL, Claim("lokal", DAY, share=Decimal(97)))
    with pytest.raises(NoDenominator):
        reconcile(Claim("lokal", DAY), CENTRAL)


def test_agreeing_claims_agree() -> None:
    assert reconcile(CENTRAL, CENTRAL).same_denominator_possible
    assert abs(reconcile(CENTRAL, CENTRAL).difference) <= 169_067 * 0.0001


def test_a_claim_larger_than_all_who_can_hold_a_card() -> None:
    claim = Claim("berita", date(2018, 12, 5), share=Decimal(80))
    assert exceeds(claim, people_in_all=300_000, limit=211_202)
    assert not exceeds(claim, people_in_all=211_202, limit=211_202)


def test_pace_counts_from_the_first_recording() -> None:
    found = pace(
        {DAY: 30, DAY - timedelta(days=1): 10}, remaining=100, today=DAY, deadline=DAY + timedelta(4)
    )
    assert found.per_day == Decimal("20.0") and found.needed_per_day == Decimal("25.0")
    assert not found.holds and found.done_by == DAY + timedelta(days=5)


def test_nobody_recorded_means_no_end_in_sight() -> None:
    found = pace({}, remaining=100, today=DAY, deadline=DAY + timedelta(10))
    assert found.per_day == 0 and found.done_by is None and not found.holds


def test_a_past_deadline_has_no_needed_pace() -> None:
    found = pace({DAY: 5}, remaining=3, today=DAY, deadline=DAY - timedelta(1))
    assert found.needed_per_day is None and not found.holds
    assert pace({}, remaining=0, today=DAY, deadline=DAY).holds
