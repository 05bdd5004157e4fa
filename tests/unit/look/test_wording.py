"""Values as readers of either language see them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jemput.node.look import filters
from jemput.node.look.cells import Kind, masked, worded

DAY = date(2018, 2, 26)
MOMENT = datetime(2018, 2, 26, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "kind", "indonesian", "english"),
    [
        (13298, "whole", "13.298", "13,298"),
        (92.125, "decimal", "92,12", "92.12"),
        (DAY, "date", "26 Feb 2018", "26 Feb 2018"),
        (MOMENT, "moment", "26 Feb 2018, 14.05", "26 Feb 2018, 14:05"),
        (True, "text", "Ya", "Yes"),
        (None, "whole", "–", "–"),
        ("6106155203620003", "nik", "6106••••••••0003", "6106••••••••0003"),
    ],
)
def test_a_value_is_worded_by_its_kind(value: object, kind: Kind, indonesian: str, english: str) -> None:
    assert worded(value, kind=kind) == indonesian
    with translation.override("en"):
        assert worded(value, kind=kind) == english


@given(st.text(alphabet="0123456789", max_size=24))
def test_a_masked_number_never_shows_more_than_eight_digits(nik: str) -> None:
    assert sum(character.isdigit() for character in masked(nik)) <= 8


def test_filters_word_what_templates_show() -> None:
    assert filters.percent_of(155769, 169067) == "92,13 %"
    assert filters.percent_of(176526, 172262) == "102,48 %"
    assert filters.long_date(DAY) == "Senin 26 Februari 2018"
    assert filters.short_date(MOMENT) == "26 Feb 2018"


def test_filters_show_a_dash_for_what_is_not_known() -> None:
    missing = [filters.whole(None), filters.percent_of(None, 5), filters.percent_of(5, 0), filters.masked("")]
    assert missing == ["–"] * 4
