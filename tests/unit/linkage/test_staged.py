"""Every row gets exactly one verdict, and sure means sure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from jemput.kernel.nik import Sex
from jemput.linkage import Agreement, Field, ListName, Reason, Register, RowLink, Thresholds, Verdict, link
from jemput.linkage.errors import PersonTwice, RowTwice, ThresholdOutOfRange
from tests.unit.linkage.cast import AMINAH, HASAN, HUSEN, REGISTER, SUKARNO, any_list, row


def one(name: ListName, **options: Any) -> RowLink:
    return link([name], REGISTER, **options).rows[0]


def test_exact_nik_and_name_is_sure() -> None:
    found = one(row(SUKARNO, name="H. Moch. Soedjono, S.Pd"))
    assert (found.verdict, found.reason, found.person_id) == (Verdict.SURE, Reason.NIK_AND_NAME, "1")


def test_exact_nik_with_a_worn_name_needs_the_birth_date() -> None:
    worn = row(SUKARNO, name="MUHAMMAD SUTARNO")
    assert one(worn).reason is Reason.NIK_AND_BIRTH_DATE
    assert one(replace(worn, birth_date=date(1985, 1, 1))).reason is Reason.NIK_WITH_ANOTHER_NAME
    assert one(replace(worn, sex=Sex.FEMALE)).reason is Reason.NIK_WITH_ANOTHER_NAME


def test_exact_nik_with_another_name_is_asked_with_its_holder_shown() -> None:
    found = one(row(AMINAH, nik=SUKARNO.nik))
    assert (found.verdict, found.reason, found.person_id) == (Verdict.ASK, Reason.NIK_WITH_ANOTHER_NAME, None)
    assert {c.person_id for c in found.candidates} == {"1", "2"}
    assert found.candidates[0].person_id == "2"


def test_a_nik_twice_on_the_list_or_in_the_register_is_asked() -> None:
    twice = link([row(SUKARNO, "a"), row(SUKARNO, "b")], REGISTER)
    assert {item.reason for item in twice.rows} == {Reason.NIK_TWICE_ON_LIST}
    doubled = (*REGISTER, replace(SUKARNO, person_id="9"))
    assert link([row(SUKARNO)], doubled).rows[0].reason is Reason.NIK_TWICE_IN_REGISTER


@pytest.mark.parametrize(
    "nik", ["1504030112850010", "1504031012850001", "1504034112850001", "5104030112850001", "", None]
)
def test_a_damaged_nik_asks_for_the_right_person(nik: str | None) -> None:
    found = one(row(SUKARNO, nik=nik))
    assert found.candidates[0].person_id == "1"
    assert found.candidates[0].probability > 0.5
    assert found.verdict is (Verdict.SURE if found.candidates[0].probability >= 0.99 else Verdict.ASK)
    assert one(row(SUKARNO, nik=nik), thresholds=Thresholds(sure_probability=1)).verdict is Verdict.ASK


def test_twins_are_told_apart_by_name_and_both_shown() -> None:
    found = one(row(HUSEN, nik=None))
    assert [c.person_id for c in found.candidates[:2]] == ["4", "3"]


def test_nobody_like_it() -> None:
    stranger = ListName("x", "YOHANES WANGGAI", "9101010101700001", date(1970, 1, 1))
    assert one(stranger).verdict is Verdict.NOT_FOUND


def test_the_waterfall_adds_up_and_names_both_values() -> None:
    candidate = one(row(HASAN, nik=None, mother_name=None, village_code="15.04.04.2001")).candidates[0]
    assert sum(item.bits for item in candidate.evidence) == pytest.approx(candidate.bits)
    fields = {item.field: item for item in candidate.evidence}
    assert fields[Field.NIK].agreement is Agreement.MISSING
    assert fields[Field.NIK].bits == 0
    assert fields[Field.VILLAGE].agreement is Agreement.KECAMATAN_SAME
    assert (fields[Field.VILLAGE].on_list, fields[Field.VILLAGE].in_register) == (
        "15.04.04.2001",
        "15.04.04.2014",
    )
    assert fields[Field.NAME].bits > 0


def test_a_person_already_linked_says_to_which_row() -> None:
    result = link([row(SUKARNO, "a"), row(SUKARNO, "b", nik=None)], REGISTER)
    evidence = result.rows[1].candidates[0].of(Field.LINKED_ELSEWHERE)
    assert evidence is not None
    assert (evidence.on_list, evidence.bits < 0) == ("a", True)


@settings(max_examples=60, deadline=None)
@given(any_list())
def test_every_row_gets_one_verdict_and_nobody_is_sure_twice(names: list[ListName]) -> None:
    result = link(names, REGISTER)
    assert [item.row_id for item in result.rows] == [name.row_id for name in names]
    assert sum(result.counts.values()) == len(names)
    sure = [item.person_id for item in result.rows if item.verdict is Verdict.SURE]
    assert len(sure) == len(set(sure))
    for item in result.rows:
        assert sum(c.probability for c in item.candidates) <= 1.000001
        assert [c.bits for c in item.candidates] == sorted((c.bits for c in item.candidates), reverse=True)
        assert (item.person_id is not None) == (item.verdict is Verdict.SURE)


def test_bad_input_is_refused_with_a_number() -> None:
    with pytest.raises(RowTwice):
        link([row(SUKARNO), row(AMINAH)], REGISTER)
    with pytest.raises(PersonTwice):
        Register.of([SUKARNO, SUKARNO])
    with pytest.raises(ThresholdOutOfRange):
        Thresholds(sure_name=9)
    assert len(link([], []).rows) == 0
    assert link([row(SUKARNO)], []).rows[0].verdict is Verdict.NOT_FOUND
