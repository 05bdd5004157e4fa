"""Similarity of words and names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.linkage.names import NameReader
from jemput.linkage.similarity import NameComparer, jaro_winkler, one_edit_apart
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


def similarity(a: str, b: str) -> float:
    reader = NameReader()
    return NameComparer().similarity(reader.read(a), reader.read(b))


@settings(deadline=None)
@given(NAMES, NAMES)
def test_names_are_symmetric_shares(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == pytest.approx(similarity(b, a))


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("SITI AMINAH", "AMINAH SITI", 1, 1),
        ("SRI WAHYUNI", "SRIWAHYUNI", 1, 1),
        ("M. SUJONO", "MUHAMMAD SUJONO", 1, 1),
        ("SITI AMINAH", "SITI AMINA", 0.9, 1),
        ("SITI", "SITI AMINAH", 0.5, 0.9),
        ("HASAN BASRI", "HUSEN BASRI", 0.7, 0.9),
        ("BUDI SANTOSO", "RATNA DEWI", 0, 0.6),
        ("", "RATNA", 0, 0),
    ],
)
def test_names(a: str, b: str, low: float, high: float) -> None:
    assert low <= similarity(a, b) <= high


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [("1234", "1243", True), ("1234", "1235", True), ("1234", "134", True), ("134", "1234", True),
     ("1234", "1234", False), ("1234", "4321", False), ("12", "1234", False), ("1234", "2143", False)],
)  # fmt: skip
def test_one_edit(a: str, b: str, one: bool) -> None:
    assert one_edit_apart(a, b) is one
