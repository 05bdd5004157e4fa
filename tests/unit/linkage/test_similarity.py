"""Similarity of words, names and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.linkage.book import NameBook
from jemput.linkage.model import shipped
from jemput.linkage.name_weighing import EXACT, rooms, weigh_names
from jemput.linkage.rarity import count
from jemput.linkage.records import Codes, Columns, read
from jemput.linkage.scale import scale
from jemput.linkage.similarity import digits_apart, jaro_winkler
from tests.unit.linkage.cast import NAMES

LETTERS = st.text("ABCN", max_size=8)


@pytest.mark.parametrize(
    ("a", "b", "value"),
    # Winkler's own published examples.
    [("MARTHA", "MARHTA", 0.961), ("DWAYNE", "DUANE", 0.84), ("DIXON", "DICKSONX", 0.813), ("A", "", 0.0)],
)
def test_published_values(a: str, b: str, value: float) -> None:
    assert jaro_winkler(a, b) == pytest.approx(value, abs=0.001)


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_jaro_winkler_is_a_share_and_symmetric(a: str, b: str) -> None:
    assert 0 <= jaro_winkler(a, b) <= 1
    assert jaro_winkler(a, b) == pytest.approx(jaro_winkler(b, a))


def weighed(a: str, b: str) -> tuple[float, float]:
    """Bits and similarity of two names in a register that holds only the second."""
    book = NameBook()
    table = read(Columns(["1"], [b]), book, Codes())
    number, other = book.numbers([a, b])
    arrays = book.frozen()
    _, bits, similarity = weigh_names(
        number, other, 0, 0, scale(arrays, count(table, arrays), shipped()), *rooms(), EXACT
    )
    return bits, similarity


@settings(deadline=None, max_examples=50)
@given(NAMES, NAMES)
def test_names_are_symmetric_shares(a: str, b: str) -> None:
    assert 0 <= weighed(a, b)[1] <= 1
    assert weighed(a, b)[1] == pytest.approx(weighed(b, a)[1], abs=0.35)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("SITI AMINAH", "AMINAH SITI", 1, 1),
        ("SRI WAHYUNI", "SRIWAHYUNI", 1, 1),
        ("M. SUJONO", "MUHAMMAD SUJONO", 1, 1),
        ("SITI AMINAH", "SITI AMINA", 0.9, 1),
        ("SITI", "SITI AMINAH", 0.5, 0.9),
        ("HASAN BASRI", "HUSEN BASRI", 0.7, 0.95),
        ("BUDI SANTOSO", "RATNA DEWI", 0, 0.6),
        ("DWI SRIWAHYUNI", "DWI SRI WAHYUNI SARI", 0.8, 0.95),
        ("", "RATNA", 0, 0),
    ],
)
def test_names(a: str, b: str, low: float, high: float) -> None:
    assert low <= weighed(a, b)[1] <= high


def test_a_clash_costs_more_than_a_lost_word() -> None:
    same, lost, clash = (
        weighed(name, "SITI AMINAH")[0] for name in ("SITI AMINAH", "AMINAH", "AMINAH RUKMINI")
    )
    assert same > lost > clash


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [(1234, 1243, 1), (1234, 1235, 1), (1234, 1234, 0), (1234, 4321, 3), (1234, 2143, 3), (1234, 1254, 1),
     (1234, 9239, 2), (4, 4000, 2)],
)  # fmt: skip
def test_digits_apart(a: int, b: int, slips: int) -> None:
    assert digits_apart(a, b, 4) == slips
