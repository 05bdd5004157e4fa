"""S0-2: "80 % of 300 thousand plus" means 240,000 cards, more than the 211,202 who must have one."""

from datetime import date
from decimal import Decimal

import pytest

from jemput.office.coverage.figures import Claim, exceeds, people_at

pytestmark = pytest.mark.acceptance("S0-2")

CLAIM = Claim("berita", date(2018, 12, 5), share=Decimal(80))


def test_the_claim_means_240000_people() -> None:
    assert people_at(Decimal(80), 300_000) == 240_000


def test_no_ownership_share_of_all_inhabitants_can_be_meant() -> None:
    assert exceeds(CLAIM, people_in_all=300_000, limit=211_202)


def test_a_share_without_denominator_is_no_figure() -> None:
    assert not CLAIM.complete and CLAIM.figure() is None
