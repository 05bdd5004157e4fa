"""A list teaches its own slips, the waterfall adds up step by step, and odd cells are read."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from jemput.linkage import Columns, Field, ListName, Register, Verdict, link, link_columns, waterfall
from jemput.linkage.book import NameBook
from jemput.linkage.records import At, Codes, read
from tests.unit.linkage.cast import HASAN, REGISTER, SUKARNO, any_list, row
from tests.unit.linkage.test_columns import invented


def worn(columns: Columns, share: float) -> Columns:
    """Without NIKs and cards, and of so many rows the mother is another."""
    rng = random.Random(4)
    mothers = [rng.choice(columns.mothers) if rng.random() < share else one for one in columns.mothers]
    return replace(columns, mothers=mothers, niks=(), cards=())


def against_of_wrong_mothers(share: float) -> float:
    """Mean bits of wrong mothers' names in a list where this share is wrong."""
    columns = invented(2000)
    listed = worn(columns, share)
    result = link_columns(listed, Register.of_columns(columns))
    wrong = [i for i in range(2000) if listed.mothers[i] != columns.mothers[i]][:100]
    found = [result.between(i, i).of(Field.MOTHER) for i in wrong]
    return sum(one.bits for one in found if one) / len(found)


def test_where_many_mothers_are_wrong_a_wrong_mother_says_less() -> None:
    assert against_of_wrong_mothers(0.6) > against_of_wrong_mothers(0.1) + 0.5


def test_one_list_gives_one_answer() -> None:
    columns, register = invented(800), Register.of_columns(invented(800))
    first, second = (link_columns(worn(columns, 0.3), register) for _ in range(2))
    assert (first.claims.probability == second.claims.probability).all()
    assert (first.claims.people == second.claims.people).all()


@settings(max_examples=30, deadline=None)
@given(any_list())
def test_the_waterfall_ends_at_the_candidate_s_bits(names: list[ListName]) -> None:
    for item in link(names, REGISTER).rows:
        for candidate in item.candidates:
            steps = waterfall(candidate)
            assert steps[0].evidence.field is Field.PRIOR
            assert steps[-1].bits_so_far == pytest.approx(candidate.bits)
            assert candidate.probability <= steps[-1].probability_so_far + 1e-6


def test_any_pair_has_a_waterfall() -> None:
    result = link([row(SUKARNO)], REGISTER)
    other = result.between(0, REGISTER.index(HASAN))
    assert other.person_id == HASAN.person_id
    assert other.bits < 0 < result.rows[0].candidates[0].bits
    assert other.probability < 0.01


@pytest.mark.parametrize(
    ("birth", "parts"),
    [
        ("1990-12-31", (1990, 12, 31)),
        ("31-12-1990", (1990, 12, 31)),
        ("31/12/1990", (1990, 12, 31)),
        ("1990-12-31 00:00:00", (1990, 12, 31)),
        ("31 Des 1990", (0, 0, 0)),
        ("nan", (0, 0, 0)),
        ("1990-31-12", (1990, 31, 12)),
    ],
)
def test_births_in_either_order(birth: str, parts: tuple[int, int, int]) -> None:
    facts = read(Columns(["1"], ["A"], births=[birth]), NameBook(), Codes()).facts
    assert tuple(facts[0, At.YEAR : At.DAY + 1]) == parts


@pytest.mark.parametrize(
    ("sex", "number"),
    [("L", 1), ("p", 2), ("Laki-laki", 1), (" PEREMPUAN ", 2), ("PRIA", 1), ("?", 0), (None, 0)],
)
def test_sexes_as_offices_write_them(sex: str | None, number: int) -> None:
    assert read(Columns(["1"], ["A"], sexes=[sex]), NameBook(), Codes()).facts[0, At.SEX] == number


def test_a_list_of_nothing_but_names_asks_and_never_is_sure() -> None:
    columns = invented(500)
    result = link_columns(Columns(columns.ids, columns.names), Register.of_columns(columns))
    sure = [i for i in range(500) if result.verdict(i) is Verdict.SURE]
    assert all(result.likeliest(0.5)[i] == i for i in sure)
