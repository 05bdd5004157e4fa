"""Registers in columns: damaged numbers, impossible dates, families, rivals, doubles, training."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.linkage import (
    Agreement,
    Columns,
    Field,
    Model,
    Reason,
    Register,
    Thresholds,
    Verdict,
    duplicates,
    link,
    link_columns,
    shipped,
)
from jemput.linkage.book import NameBook
from jemput.linkage.errors import ModelUnreadable
from jemput.linkage.people import number_digits
from jemput.linkage.records import At, Codes, read
from jemput.linkage.training import train
from tests.unit.linkage.cast import HASAN, HUSEN, REGISTER, SUKARNO, row

FIRST = ["BUDI", "SITI", "AGUS", "RINA", "DEWI", "JOKO", "WATI", "HENDRA", "LINA", "YANTO", "TUTI", "BAMBANG"]
LAST = [
    "SANTOSO",
    "LESTARI",
    "WIBOWO",
    "PERTIWI",
    "HIDAYAT",
    "SUSANTI",
    "KURNIAWAN",
    "RAHAYU",
    "SAPUTRA",
    "MARLINA",
]


def invented(count: int, seed: int = 1) -> Columns:
    """People in columns, families of three."""
    rng = random.Random(seed)
    births = [
        f"{rng.randint(1950, 2005)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}" for _ in range(count)
    ]
    mothers = [f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(count // 3 + 1)]
    return Columns(
        ids=[str(i) for i in range(count)],
        names=[f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(count)],
        niks=[f"150401{b[8:]}{b[5:7]}{b[2:4]}{rng.randint(1, 9999):04d}" for b in births],
        births=births,
        sexes=[rng.choice("LP") for _ in range(count)],
        villages=[f"15.04.0{i // 3 % 5 + 1}.{2001 + i // 3 % 7}" for i in range(count)],
        mothers=[mothers[i // 3] for i in range(count)],
        cards=[f"15040101{i // 3 + 10**7}" for i in range(count)],
    )


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("1504030112850001", "1504030112850001"),
        ("'1504030112850001\u00a0", "1504030112850001"),
        ("1504030112850001.0", "1504030112850001"),
        ("15O40301l285OOO1", "1504030112850001"),
        ("150403011285001", "150403011285001"),
        ("0000000000000000", ""),
        ("-", ""),
        (None, ""),
    ],
)
def test_numbers_are_put_right(written: str | None, digits: str) -> None:
    assert number_digits(written) == digits


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=12))
def test_any_cell_can_be_read(number: str, born: str) -> None:
    table = read(Columns(["1"], [born], [number], [born], [number], [born]), NameBook(), Codes())
    assert table.facts.shape == (1, len(At))


def test_a_date_that_never_was_still_counts() -> None:
    register = Register.of(REGISTER)
    turned = Columns(["r"], [SUKARNO.name], births=["1985-31-12"], mothers=[SUKARNO.mother_name])
    assert link_columns(turned, register).rows[0].candidates[0].person_id == "1"


def test_a_missing_date_is_read_from_the_nik() -> None:
    found = link([row(SUKARNO, nik="1504030112850009", birth_date=None)], REGISTER).rows[0]
    evidence = found.candidates[0].of(Field.BIRTH_DATE)
    assert evidence is not None and evidence.agreement is Agreement.SAME


def test_what_relatives_share_speaks_for_nobody() -> None:
    columns = invented(3000)
    register = Register.of_columns(columns)
    absent = "TEGUH PRAKOSO"
    sibling = Columns(
        ["r"], [absent], births=["1931-02-03"], villages=columns.villages[:1], mothers=columns.mothers[:1]
    )
    (found,) = link_columns(sibling, register).rows
    assert found.verdict is not Verdict.SURE
    assert all(candidate.probability < 0.5 for candidate in found.candidates)


def test_family_card_and_birth_place_speak() -> None:
    people = [
        replace(p, family_card="1504030101100001", birth_place="MUARA BULIAN") for p in (HASAN, SUKARNO)
    ]
    name = row(people[0], nik=None, family_card="1504030101100001", birth_place="MUARO BULIAN")
    candidate = link([name], people).rows[0].candidates[0]
    card, place = candidate.of(Field.FAMILY_CARD), candidate.of(Field.BIRTH_PLACE)
    assert card is not None and card.bits > 0 and card.agreement is Agreement.SAME
    assert place is not None and place.agreement in (Agreement.SAME_SOUND, Agreement.ALIKE)


def test_two_rows_that_mean_one_person_compete() -> None:
    rows = [row(HASAN, "a", nik=None), row(HASAN, "b", nik=None, birth_date=None, mother_name=None)]
    better, worse = link(rows, REGISTER).rows
    assert better.candidates[0].person_id == "3"
    assert worse.verdict is not Verdict.SURE
    marks = [candidate.of(Field.LINKED_ELSEWHERE) for candidate in worse.candidates]
    assert "a" in {mark.on_list for mark in marks if mark}


def test_a_list_of_itself_is_sure_of_everybody() -> None:
    columns = invented(600)
    result = link_columns(columns, Register.of_columns(columns))
    assert set(result.likeliest(0.5)) == set(range(600))
    assert result.counts[Verdict.SURE] >= 590
    assert {one.reason for one in result.rows} <= {Reason.NIK_AND_NAME, Reason.NIK_TWICE_IN_REGISTER}


def test_a_person_in_the_register_twice_is_found_and_a_sibling_is_not() -> None:
    columns = invented(900)
    both = {name: [*column, column[7]] if len(column) else () for name, column in vars(columns).items()}
    double = Columns(**(both | {"ids": [*columns.ids, "again"], "niks": [*columns.niks, None]}))
    found = duplicates(Register.of_columns(double), Thresholds(ask_probability=0.9))
    assert ("7", "again") in {(pair.person_id, pair.other.person_id) for pair in found}
    assert len(found) <= 2
    assert not duplicates(Register.of([HASAN, HUSEN]), Thresholds(ask_probability=0.9))


def test_training_learns_how_often_names_are_whole() -> None:
    columns = invented(2000)
    rng = random.Random(2)
    names = [(name or "").replace("A", "E", 1) if rng.random() < 0.5 else name for name in columns.names]
    model = train(replace(columns, names=names), Register.of_columns(columns), rounds=2)
    assert model.listed > 0.95
    assert model.match["name"]["same"] < shipped().match["name"]["same"] - 0.1
    assert Model.from_json(model.as_json()) == model


def test_the_shipped_model_says_where_it_comes_from(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert {"data", "method"} <= set(shipped().provenance)
    for shares in (shipped().match, shipped().family):
        assert all(sum(levels.values()) == pytest.approx(1, abs=0.05) for levels in shares.values())
    (tmp_path / "m.json").write_text('{"match": {}}')
    with pytest.raises(ModelUnreadable):
        Model.read(tmp_path / "m.json")


def test_dates_are_told_apart() -> None:
    other = row(SUKARNO, nik=None, birth_date=date(1985, 1, 12))
    evidence = link([other], REGISTER).rows[0].candidates[0].of(Field.BIRTH_DATE)
    assert evidence is not None and evidence.agreement is Agreement.DAY_AND_MONTH_SWAPPED
