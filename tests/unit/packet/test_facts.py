"""Facts: what was written is read back, and every doubtful field is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.packet.errors import BadRecord, BadText
from jemput.packet.facts import Correction, Facts
from tests.unit.packet.making import RATNA


def test_facts_come_back_as_they_were() -> None:
    assert Facts.from_bytes(RATNA.to_bytes()) == RATNA
    assert Facts.from_json(RATNA.to_json()) == RATNA


def test_why_somebody_is_visited_at_home_does_not_travel() -> None:
    assert not {"restricted", "category", "disability"} & RATNA.to_json().keys()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", 2),
        ("nik", "1504034107950000"),
        ("nik", 1504034107950001),
        ("nik", " 1504034107950001"),
        ("family_card", "15"),
        ("name", ""),
        ("name", "R" * 101),
        ("sex", "X"),
        ("birth_date", "01-07-1995"),
        ("birth_date", "1995-02-30"),
        ("village_code", "15.04.03"),
        ("mode", "by_boat"),
        ("started_at", "2018-12-05T01:30:00Z"),
        ("started_at", 1543973400),
        ("encounter_id", "0167A7C5-F27A-7000-8000-0000000000AA"),
        ("trip_id", ""),
        ("outcomes", [{"modality": "finger"}]),
        ("corrections", "none"),
        ("receipt_code", "jb 1"),
        ("restricted", True),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    with pytest.raises(BadRecord) as caught:
        Facts.from_json({**RATNA.to_json(), field: value})
    assert str(caught.value.params["field"]).split(".")[0] == field


@pytest.mark.parametrize("field", sorted(RATNA.to_json()))
def test_no_field_may_be_left_out(field: str) -> None:
    values = RATNA.to_json()
    del values[field]
    with pytest.raises(BadRecord, match=field):
        Facts.from_json(values)


def test_facts_that_nobody_could_read_are_not_even_written() -> None:
    with pytest.raises(BadRecord, match="name"):
        replace(RATNA, name="").to_json()


def test_times_are_written_in_utc_whatever_the_kits_zone() -> None:
    wib = timezone(timedelta(hours=7))
    local = replace(RATNA, started_at=datetime(2018, 12, 5, 8, 30, tzinfo=wib))
    assert local.to_json()["started_at"] == "2018-12-05T01:30:00.000000Z"
    assert Facts.from_json(local.to_json()).started_at == local.started_at


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(BadRecord):
        replace(RATNA, started_at=RATNA.started_at.replace(tzinfo=None)).to_json()


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_may_be_corrected(old: str, new: str) -> None:
    facts = replace(RATNA, corrections=(Correction("name", old, new, "Pak Kasi"),))
    try:
        raw = facts.to_bytes()
    except BadRecord:  # half a surrogate pair
        return
    assert Facts.from_bytes(raw) == facts


@given(
    st.dictionaries(st.sampled_from(sorted(RATNA.to_json())), st.none() | st.integers() | st.text(max_size=5))
)
@settings(max_examples=40, deadline=None)
def test_no_values_crash_the_reader(values: dict[str, Any]) -> None:
    try:
        Facts.from_json({**RATNA.to_json(), **values})
    except BadRecord as problem:
        assert problem.code == "P102"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b"\xff", b'{"nik": 1}'])
def test_bytes_that_are_no_facts(raw: bytes) -> None:
    with pytest.raises((BadRecord, BadText)):
        Facts.from_bytes(raw)
