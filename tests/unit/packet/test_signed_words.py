"""Receipts, requests, tokens and drafts: genuine ones hold, changed or borrowed ones do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.kernel.errors import Problem
from jemput.packet.drafts import DraftKey
from jemput.packet.errors import (
    BadRecord,
    BadSignature,
    BadText,
    ClockDiffers,
    NotOpened,
    TooLarge,
    UnknownKey,
)
from jemput.packet.keys import SigningKey
from jemput.packet.receipts import Receipt, read_receipt, require_match, sign_receipt
from jemput.packet.requests import SignedPart, read_authorization, sign_request, verify_request
from jemput.packet.tokens import read_token, sign_token
from tests.unit.packet.making import KIT, NOW, PACKET_ID

PARENT = SigningKey.generate()
RECEIPT = Receipt(1, PACKET_ID, "kit-1", 7, "ab" * 32, 1_500_000, NOW, "office-1504")
TEXT = sign_receipt(RECEIPT, key=PARENT).text
ASKED = SignedPart("PATCH", "/exchange/packets/1?x=2", b"chunk", "office-1504")
HEADER = sign_request(ASKED, node_id="kit-1", key=KIT, at=NOW)
TOKEN = sign_token("SUMMONS", {"code": "JB-2K7F", "name": "Ratna"}, key=PARENT)


def test_a_receipt_holds_for_its_packet_only() -> None:
    receipt = read_receipt(TEXT + "\n", key=PARENT.public)
    assert receipt == RECEIPT
    require_match(receipt, sha256="ab" * 32, size=1_500_000)
    for sha256, size in (("cd" * 32, 1_500_000), ("ab" * 32, 1)):
        with pytest.raises(BadRecord, match="other_packet"):
            require_match(receipt, sha256=sha256, size=size)


def test_nobody_else_can_write_a_receipt() -> None:
    with pytest.raises(UnknownKey):
        read_receipt(sign_receipt(RECEIPT, key=KIT).text, key=PARENT.public)
    borrowed = replace(sign_receipt(RECEIPT, key=PARENT), receipt=replace(RECEIPT, sha256="cd" * 32))
    with pytest.raises(BadSignature):
        read_receipt(borrowed.text, key=PARENT.public)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from('0aZ"é{'))
@settings(max_examples=60, deadline=None)
def test_a_receipt_with_one_letter_changed(position: int, letter: str) -> None:
    changed = TEXT[:position] + letter + TEXT[position + 1 :]
    if changed == TEXT:
        return
    with pytest.raises(Problem):
        read_receipt(changed, key=PARENT.public)


def test_a_signed_request_is_accepted_while_fresh() -> None:
    claim = read_authorization(HEADER)
    verify_request(ASKED, claim, key=KIT.public, at=NOW + timedelta(minutes=4))
    for minutes in (-6, 6):
        with pytest.raises(ClockDiffers):
            verify_request(ASKED, claim, key=KIT.public, at=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, method="POST"),
        replace(ASKED, path="/exchange/packets/1?x=3"),
        replace(ASKED, body=b"chunk!"),
        replace(ASKED, audience="center"),
    ],
)
def test_a_signature_cannot_be_borrowed_for_another_request(other: SignedPart) -> None:
    with pytest.raises(BadSignature):
        verify_request(other, read_authorization(HEADER), key=KIT.public, at=NOW)


def test_a_changed_name_time_or_number_breaks_the_signature() -> None:
    claim = read_authorization(HEADER)
    later = claim.at + timedelta(seconds=1)
    for changed in (
        replace(claim, node_id="kit-2"),
        replace(claim, nonce="A" * 22),
        replace(claim, at=later),
    ):
        with pytest.raises(BadSignature):
            verify_request(ASKED, changed, key=KIT.public, at=NOW)


def test_no_two_requests_are_alike() -> None:
    again = sign_request(ASKED, node_id="kit-1", key=KIT, at=NOW)
    assert read_authorization(again).nonce != read_authorization(HEADER).nonce


@given(st.text(max_size=30))
@settings(max_examples=40, deadline=None)
def test_no_header_crashes_the_reader(tail: str) -> None:
    for header in (tail, HEADER + tail + "x", HEADER.replace("2018-12-05", "2018-13-45")):
        with pytest.raises(BadText):
            read_authorization(header)


def test_a_token_is_read_by_its_kind_and_key() -> None:
    claims = {"code": "JB-2K7F", "name": "Ratna"}
    assert read_token(TOKEN + "\r\n", kind="SUMMONS", keys=[KIT.public, PARENT.public]) == claims
    with pytest.raises(BadText):
        read_token(TOKEN, kind="RECEIPT", keys=[PARENT.public])
    with pytest.raises(UnknownKey):
        read_token(TOKEN, kind="SUMMONS", keys=[KIT.public])


def test_a_token_of_one_kind_never_passes_as_another() -> None:
    with pytest.raises(BadSignature):
        read_token(TOKEN.replace("SUMMONS", "RECEIPT"), kind="RECEIPT", keys=[PARENT.public])


def test_a_token_stays_small_enough_to_scan() -> None:
    assert len(TOKEN) < 200
    with pytest.raises(TooLarge):
        sign_token("SUMMONS", {"code": "x" * 600}, key=PARENT)


@given(st.text(alphabet="J1:SUMON09 $%AÉb", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_crashes_the_token_reader(text: str) -> None:
    for token in (text, "J1:SUMMONS:" + text, TOKEN[:-3] + text):
        if token.upper() != TOKEN:
            with pytest.raises(Problem):
                read_token(token, kind="SUMMONS", keys=[PARENT.public])


def test_drafts_open_only_by_key_and_name() -> None:
    key = DraftKey.generate()
    locked = key.lock("face.jpg", b"wajah")
    assert b"wajah" not in locked and key.unlock("face.jpg", locked) == b"wajah"
    assert key.lock("face.jpg", b"wajah") != locked
    for name, raw, other in (
        ("left.jpg", locked, key),
        ("face.jpg", locked[:-1], key),
        ("face.jpg", b"", key),
        ("face.jpg", locked, DraftKey.generate()),
    ):
        with pytest.raises(NotOpened):
            other.unlock(name, raw)
