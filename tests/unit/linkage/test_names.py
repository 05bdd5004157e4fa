"""Names brought to one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.linkage.book import TEXT, NameBook
from jemput.linkage.names import name_words, skeleton, spell, spell_at
from tests.unit.linkage.cast import NAMES


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
        ("S1TI AM1NAH", ["SITI", "AMINAH"]),
        ("AHMAD (ALM)", ["AHMAD"]),
        ("SITI AMINAH (UPIK", ["SITI", "AMINAH"]),
        ("ahmad  fauzi.", ["AHMAD", "FAUZI"]),
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


def test_a_lone_m_is_muhammad_in_front_only() -> None:
    assert (spell_at("M", 0), spell_at("M", 1)) == ("MUHAMAD", "M")


def text(name: str, book: NameBook) -> int:
    (number,) = book.numbers([name])
    return int(book.frozen().names[number, TEXT])


def test_the_order_of_words_does_not_matter() -> None:
    book = NameBook()
    assert text("SITI AMINAH", book) == text("Aminah, Siti", book) != text("SITI", book)


def test_a_copy_grows_alone() -> None:
    book = NameBook()
    first = text("SITI", book)
    copy = book.copy()
    assert text("AMINAH", copy) == first + 1 == text("HASAN", book)


@settings(deadline=None)
@given(NAMES)
def test_reading_twice_changes_nothing(name: str) -> None:
    book = NameBook()
    (number,) = book.numbers([name])
    words = book.words_of(int(number))
    assert text(" ".join(words), book) == text(name, book) or len(words) < 2


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    book = NameBook()
    (number,) = book.numbers([text])
    words = book.words_of(int(number))
    assert all(word.isascii() and word.isupper() and word.isalpha() for word in words)
