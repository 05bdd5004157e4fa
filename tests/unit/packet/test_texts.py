"""Every value has one spelling, and no text crashes its reader."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.packet.errors import BadText, TooLarge
from jemput.packet.texts import (
    canonical_json,
    from_base45,
    from_base64url,
    parse_canonical_json,
    to_base45,
    to_base64url,
)

LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
VALUES = st.recursive(
    LEAVES, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(max_size=9), v), max_leaves=12
)


@pytest.mark.parametrize(
    ("raw", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base45_follows_rfc_9285(raw: bytes, text: str) -> None:
    assert to_base45(raw) == text
    assert from_base45(text, what="token") == raw


@given(st.binary(max_size=80))
@settings(max_examples=60, deadline=None)
def test_bytes_come_back_from_both_alphabets(raw: bytes) -> None:
    assert from_base45(to_base45(raw), what="token") == raw
    assert from_base64url(to_base64url(raw), what="key", limit=80) == raw


@given(st.text(alphabet="0AZ $%*+-./:ab_=é", max_size=12))
@settings(max_examples=80, deadline=None)
def test_a_text_is_read_only_in_its_one_spelling(text: str) -> None:
    with suppress(BadText):
        assert to_base45(from_base45(text, what="token")) == text
    with suppress(BadText):
        assert to_base64url(from_base64url(text, what="key", limit=80)) == text


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_json_comes_back_from_its_canonical_spelling(value: object) -> None:
    try:
        raw = canonical_json(value)
    except UnicodeEncodeError:  # half a surrogate pair is no text
        return
    assert parse_canonical_json(raw, what="json", limit=10_000) == value


@pytest.mark.parametrize(
    "raw",
    [b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"NaN", b"[" * 9000, b'"\\u0041"', b"\xff"],
)
def test_any_other_spelling_is_refused(raw: bytes) -> None:
    with pytest.raises(BadText):
        parse_canonical_json(raw, what="json", limit=10_000)


def test_the_bound_comes_first() -> None:
    with pytest.raises(TooLarge):
        parse_canonical_json(b"1" * 11, what="json", limit=10)
    with pytest.raises(TooLarge):
        from_base64url("A" * 100, what="key", limit=32)


def test_fractions_have_no_canonical_spelling() -> None:
    with pytest.raises(TypeError):
        canonical_json({"lat": [json.loads("1.5")]})
