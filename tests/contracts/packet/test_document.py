"""The documents name what there is: every field, every purpose, every bound, every proof."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from jemput.packet import introductions, letters, manifest, receipts, requests, tokens
from jemput.packet.envelope import MAGIC, SALT_BYTES
from jemput.packet.facts import Approval, Correction, Facts, SampleOutcome
from jemput.packet.introductions import Identity, Introduction, SignedIntroduction
from jemput.packet.manifest import MAX_BLOBS, MAX_MANIFEST_BYTES, BlobEntry, Manifest, PartEntry
from jemput.packet.receipts import Receipt, SignedReceipt
from jemput.packet.records import Record
from jemput.packet.sealed_box import MAX_BOX_BYTES

ROOT = Path(__file__).resolve().parents[3]
FORMAT = (ROOT / "docs" / "packet-v1.md").read_text("utf-8")
THREATS = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
FACTS = (Facts, Correction, SampleOutcome, Approval)
SIGNED = (Receipt, SignedReceipt, Identity, Introduction, SignedIntroduction)


@pytest.mark.parametrize("kind", [Manifest, PartEntry, BlobEntry, *FACTS, *SIGNED])
def test_every_field_is_in_the_document(kind: type[Record]) -> None:
    missing = [field.name for field in fields(kind) if f"`{field.name}`" not in FORMAT]  # type: ignore[arg-type]
    assert missing == []


@pytest.mark.parametrize("module", [manifest, receipts, introductions, requests, letters, tokens])
def test_every_purpose_is_in_the_document(module: object) -> None:
    assert f"`{getattr(module, 'PURPOSE')}`" in FORMAT  # noqa: B009


def test_the_bounds_are_those_of_the_code() -> None:
    assert (MAGIC, SALT_BYTES, MAX_BLOBS) == (b"JEMPUT1\n", 32, 256)
    for bound in (MAX_MANIFEST_BYTES, MAX_BOX_BYTES):
        assert f"{bound:,}" in FORMAT


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(?:tests/[a-z/]*)?(test_\w+\.py)`", THREATS))))
def test_every_proof_named_exists(name: str) -> None:
    assert list((ROOT / "tests").rglob(name))
