"""Packets, receipts, requests, tokens and drafts of the first format must be readable forever.

If a test here fails, the code is wrong: the files in golden/ are never made again.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jemput.packet.drafts import DraftKey
from jemput.packet.envelope import SealedPacket, open_part, read_packet
from jemput.packet.errors import NotSealedToKey
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.manifest import Part
from jemput.packet.receipts import read_receipt, require_match
from jemput.packet.requests import SignedPart, read_authorization, verify_request
from jemput.packet.tokens import read_token

GOLDEN = Path(__file__).parent / "golden" / "v1"
KEYS: dict[str, str] = json.loads((GOLDEN / "keys.json").read_text())
WORDS: dict[str, str] = json.loads((GOLDEN / "words.json").read_text())
KIT, PARENT = SigningKey.from_text(KEYS["kit"]).public, SigningKey.from_text(KEYS["parent"]).public
OFFICE, CENTER = SealingKey.from_text(KEYS["office"]), SealingKey.from_text(KEYS["center"])
AT = datetime(2018, 12, 5, 1, 45, tzinfo=UTC)


def _packet(name: str) -> SealedPacket:
    return read_packet((GOLDEN / f"{name}.jemput").read_bytes(), key=KIT)


@pytest.mark.parametrize("name", ["first", "second"])
def test_the_office_opens_the_facts(name: str) -> None:
    facts = Facts.from_bytes(open_part(_packet(name), Part.FACTS, OFFICE)[FACTS_BLOB])
    assert (facts.nik, facts.name, facts.village_code) == ("1504034107950001", "RATNA DEWI", "15.04.03.2019")
    assert facts.outcomes[1].reason == "amputated" and facts.approvals[0].approved_by == "budi"


def test_the_center_opens_the_biometrics_and_the_office_does_not() -> None:
    packet = _packet("first")
    opened = open_part(packet, Part.BIOMETRICS, CENTER)
    assert opened["finger-01.fir"].startswith(b"FIR\x00020\x00") and opened["signature.png"] == b"\x89PNG"
    with pytest.raises(NotSealedToKey):
        open_part(packet, Part.BIOMETRICS, OFFICE)


def test_the_second_names_the_first() -> None:
    first, second = _packet("first"), _packet("second")
    assert (second.manifest.sequence, second.manifest.previous) == (2, first.signed.sha256)
    assert open_part(second, Part.BIOMETRICS, CENTER) == {}


def test_the_receipt_still_acknowledges_the_first() -> None:
    receipt = read_receipt((GOLDEN / "first.receipt.json").read_bytes(), key=PARENT)
    first = _packet("first")
    require_match(receipt, sha256=first.sha256, size=len(first.content))
    assert (receipt.packet_id, receipt.received_at) == (first.manifest.packet_id, AT)


def test_the_signed_request_is_still_understood() -> None:
    claim = read_authorization(WORDS["authorization"])
    part = SignedPart("PATCH", "/exchange/packets/7?a=b", b"potongan", "office-1504")
    verify_request(part, claim, key=KIT, at=AT)
    assert claim.node_id == "kit-1504-a"


def test_the_printed_summons_is_still_read() -> None:
    claims = read_token(WORDS["token"], kind="SUMMONS", keys=[PARENT])
    assert claims == {"code": "JB-2K7F", "stop": "0167a7c5-f27a-7000-8000-0000000000bb"}


def test_the_draft_still_opens() -> None:
    locked = (GOLDEN / "face.draft").read_bytes()
    assert DraftKey.from_text(KEYS["draft"]).unlock("face.jpg", locked) == b"wajah"
