"""Names brought to one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.linkage.names import NameReader, name_words, skeleton, spell
from tests.unit.linkage.cast import NAMES

READER = NameReader()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("H. Ahmad Fauzi, S.Pd., M.M.", ["AHMAD", "FAUZI"]),
        ("Drs. H. M. Yusuf", ["M", "YUSUF"]),
        ("dr. SITI NURHALIZA Sp.A", ["SITI", "NURHALIZA"]),
        ("Fatimah binti Abdullah", ["FATIMAH", "ABDULLAH"]),
        ("AHMAD FAUZI SE", ["AHMAD", "FAUZI"]),
        ("NI'MATUL ULYA", ["NIMATUL", "ULYA"]),
        ("JOSÉ", ["JOSE"]),
        ("HAJI", ["HAJI"]),
        ("  \u00a0 ", []),
        ("SITI, AMINAH", ["SITI", "AMINAH"]),
        ("M.YUSUF", ["M", "YUSUF"]),
    ],
)
def test_titles_degrees_and_particles_fall_away(written: str, words: list[str]) -> None:
    assert name_words(written) == words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("SOEDJONO", "SUJONO"),
        ("TJAHJO", "CAHJO"),
        ("NJOMAN", "NYOMAN"),
        ("SJAMSUDDIN", "SYAMSUDIN"),
        ("ACHMAD", "AHMAD"),
        ("CHAIRUL", "KHAIRUL"),
        ("MOCH", "MUHAMMAD"),
        ("MHD", "MUHAMAD"),
        ("NOER", "NUR"),
        ("STI", "SITI"),
        ("YUSUPH", "YUSUV"),
    ],
)
def test_one_spelling(a: str, b: str) -> None:
    assert spell(a) == spell(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("FITRIYANI", "PITRIANI"), ("AISYAH", "AISAH"), ("ENDANG", "INDANG"), ("ZULKIFLI", "SULKIPLI")],
)
def test_one_skeleton(a: str, b: str) -> None:
    assert skeleton(spell(a)) == skeleton(spell(b))


def test_the_order_of_words_does_not_matter() -> None:
    assert READER.read("SITI AMINAH").text == READER.read("Aminah, Siti").text


@settings(deadline=None)
@given(NAMES)
def test_reading_twice_changes_nothing(name: str) -> None:
    once = READER.read(name)
    assert READER.read(" ".join(once.words)).text == once.text or len(once.words) < 2


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    reading = READER.read(text)
    assert len(reading.words) == len(reading.word_skeletons)
    assert all(word.isascii() and word.isupper() and word.isalpha() for word in reading.words)
