"""The packet: each reader opens its part, the office never the biometrics, and one flipped byte is named."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.kernel.errors import Problem
from jemput.packet.envelope import (
    MAGIC,
    Blob,
    Origin,
    SealedPacket,
    check_file,
    head_bytes,
    open_part,
    packet_size,
    read_head,
    read_manifest,
    read_packet,
    seal,
)
from jemput.packet.errors import (
    BadRecord,
    BadSignature,
    BlobDamaged,
    NotAPacket,
    NotSealedToKey,
    PacketCut,
    PacketTooLong,
    PartDamaged,
    TooLarge,
    UnknownKey,
)
from jemput.packet.facts import FACTS_BLOB, Facts
from jemput.packet.keys import SigningKey
from jemput.packet.manifest import Manifest, Part, SignedManifest, sign_manifest
from tests.unit.packet.making import BIOMETRICS, CENTER, KIT, NOW, OFFICE, PACKET_ID, RATNA, make_packet

PACKET = make_packet()
FACTS_START = len(head_bytes(PACKET.signed))
BIOMETRICS_START = FACTS_START + PACKET.manifest.part(Part.FACTS).size


def test_office_and_center_read_who_and_when() -> None:
    for key in (OFFICE, CENTER):
        facts = Facts.from_bytes(open_part(PACKET, Part.FACTS, key)[FACTS_BLOB])
        assert (facts.name, facts.outcomes) == (RATNA.name, RATNA.outcomes)


def test_only_the_center_reads_the_biometrics() -> None:
    opened = open_part(read_packet(PACKET.content, key=KIT.public), Part.BIOMETRICS, CENTER)
    assert opened == {blob.name: blob.content for blob in BIOMETRICS}
    with pytest.raises(NotSealedToKey):
        open_part(PACKET, Part.BIOMETRICS, OFFICE)


def test_the_head_alone_says_what_is_coming() -> None:
    signed = read_manifest(PACKET.content[:FACTS_START], key=KIT.public)
    assert packet_size(signed) == len(PACKET.content)
    assert {blob.name for blob in signed.manifest.blobs_of(Part.BIOMETRICS)} == {b.name for b in BIOMETRICS}


def test_checking_a_file_gives_what_the_receipt_will_say() -> None:
    signed, digest = check_file(io.BytesIO(PACKET.content), key=KIT.public)
    assert (digest.size, digest.sha256) == (len(PACKET.content), PACKET.sha256)
    assert signed == PACKET.signed


def test_each_manifest_names_the_one_before() -> None:
    second = make_packet(sequence=2, previous=PACKET.signed.sha256)
    assert second.manifest.previous == PACKET.signed.sha256
    with pytest.raises(BadRecord, match="chain"):
        make_packet(sequence=2, previous=None)


def test_nothing_of_the_content_is_readable_in_the_file() -> None:
    for secret in (b"RATNA", b"1504034107950001", b"FIR\x00", b"JB-2K7F"):
        assert secret not in PACKET.content


def test_equal_contents_have_different_hashes_in_every_packet() -> None:
    other = make_packet()
    assert PACKET.manifest.blobs[1].size == other.manifest.blobs[1].size
    assert PACKET.manifest.blobs[1].sha256 != other.manifest.blobs[1].sha256


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_one_byte_flipped_anywhere_is_a_numbered_problem(data: st.DataObject) -> None:
    start, end = data.draw(
        st.sampled_from([(0, 12), (12, FACTS_START), (FACTS_START, len(PACKET.content))]), "region"
    )
    position = data.draw(st.integers(start, end - 1))
    broken = bytearray(PACKET.content)
    broken[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Problem):
        read_packet(bytes(broken), key=KIT.public)


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (0, NotAPacket),
        (FACTS_START - 1, BadSignature),
        (FACTS_START, PartDamaged),
        (BIOMETRICS_START, PartDamaged),
    ],
)
def test_the_problem_names_what_failed(position: int, expected: type[Problem]) -> None:
    broken = bytearray(PACKET.content)
    broken[position] ^= 1
    with pytest.raises(expected) as caught:
        read_packet(bytes(broken), key=KIT.public)
    if position == BIOMETRICS_START:
        assert caught.value.params["part"] == "biometrics"


@given(st.integers(0, len(PACKET.content) - 1))
@settings(max_examples=60, deadline=None)
def test_a_packet_cut_anywhere_is_a_numbered_problem(size: int) -> None:
    with pytest.raises(PacketCut):
        read_packet(PACKET.content[:size], key=KIT.public)


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    for prefix in (b"", MAGIC, MAGIC + b"\0\0\0\x08"):
        with pytest.raises(Problem):
            read_head(prefix + raw)


def test_a_giant_length_is_refused_before_reading() -> None:
    with pytest.raises(TooLarge):
        read_head(MAGIC + b"\xff\xff\xff\xff")


def test_something_behind_the_end_is_refused() -> None:
    with pytest.raises(PacketTooLong):
        read_packet(PACKET.content + b"!", key=KIT.public)


def test_another_kits_key_does_not_verify_it() -> None:
    with pytest.raises(UnknownKey):
        read_packet(PACKET.content, key=SigningKey.generate().public)


def test_a_kit_that_lies_about_a_blob_is_caught_on_opening() -> None:
    lie = replace(PACKET.manifest.blobs[1], sha256="0" * 64)
    blobs = (PACKET.manifest.blobs[0], lie, *PACKET.manifest.blobs[2:])
    packet = _signed_again(replace(PACKET.manifest, blobs=blobs))
    assert RATNA.name  # facts stay readable: one bad blob is named, not the whole
    with pytest.raises(BlobDamaged, match=r"finger-01\.fir"):
        open_part(packet, Part.BIOMETRICS, CENTER)


def test_parts_cannot_be_moved_to_another_packet() -> None:
    packet = _signed_again(replace(PACKET.manifest, packet_id=PACKET_ID))
    with pytest.raises(Problem, match="seal is broken"):
        open_part(packet, Part.FACTS, OFFICE)


def test_biometrics_sealed_to_the_office_are_not_a_packet() -> None:
    facts, biometrics = PACKET.manifest.parts
    for recipients in ((OFFICE.public.key_id, CENTER.public.key_id), ("0" * 16,)):
        parts = (facts, replace(biometrics, recipients=recipients))
        with pytest.raises(BadRecord, match="one_reader"):
            sign_manifest(replace(PACKET.manifest, parts=parts), key=KIT)


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Face", "a" * 101, "a b"])
def test_blob_names_are_plain(name: str) -> None:
    with pytest.raises(BadRecord):
        _seal([Blob(name, "image/png", b"x")])


def test_two_blobs_of_one_name_are_refused() -> None:
    with pytest.raises(BadRecord, match="name_twice"):
        _seal([Blob("a", "image/png", b"x"), Blob("a", "image/png", b"y")])


def test_a_visit_without_any_biometrics_is_still_a_packet() -> None:
    assert open_part(_seal([]), Part.BIOMETRICS, CENTER) == {}


def _seal(biometrics: list[Blob]) -> SealedPacket:
    origin = Origin(PACKET_ID, "kit-1", 1, None, NOW, "jemput 0.1.0")
    return seal(origin, facts=[], biometrics=biometrics, office=OFFICE.public, center=CENTER.public, key=KIT)


def _signed_again(manifest: Manifest) -> SealedPacket:
    signed: SignedManifest = sign_manifest(manifest, key=KIT)
    return SealedPacket(signed, head_bytes(signed) + PACKET.content[FACTS_START:])
