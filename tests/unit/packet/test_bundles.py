"""Bundles open for one reader only, and a packet file is checked piece by piece as well as whole."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.kernel.errors import Problem
from jemput.packet.bundles import MAX_BUNDLE_BYTES, read_bundle, sender_of, write_bundle
from jemput.packet.envelope import FileCheck, check_file, read_head
from jemput.packet.errors import PacketCut, PacketTooLong, PartDamaged, TooLarge
from jemput.packet.keys import SigningKey
from tests.unit.packet.making import CENTER, KIT, OFFICE, make_packet

BUNDLE = write_bundle(b"kabar", sender="kit-1", receiver="office-1", reader=OFFICE.public, key=KIT)
PACKET = make_packet(filler=bytes(range(256)) * 40)


def test_a_bundle_opens_for_its_reader_from_its_writer() -> None:
    assert sender_of(BUNDLE) == "kit-1" and b"kabar" not in BUNDLE
    assert read_bundle(BUNDLE, receiver="office-1", writer=KIT.public, key=OFFICE) == b"kabar"


@pytest.mark.parametrize(
    ("receiver", "writer", "key"),
    [
        ("office-2", KIT.public, OFFICE),
        ("office-1", SigningKey.generate().public, OFFICE),
        ("office-1", KIT.public, CENTER),
    ],
)
def test_a_bundle_is_no_word_to_or_of_others(receiver: str, writer: object, key: object) -> None:
    with pytest.raises(Problem):
        read_bundle(BUNDLE, receiver=receiver, writer=writer, key=key)  # type: ignore[arg-type]


def test_a_bundle_cannot_be_too_large() -> None:
    with pytest.raises(TooLarge):
        write_bundle(
            bytes(MAX_BUNDLE_BYTES), sender="kit-1", receiver="office-1", reader=OFFICE.public, key=KIT
        )
    with pytest.raises(TooLarge):
        sender_of(bytes(MAX_BUNDLE_BYTES + 1))


@given(st.binary(max_size=80), st.integers(0, len(BUNDLE) - 1))
@settings(max_examples=60, deadline=None)
def test_no_bytes_crash_the_reader(tail: bytes, keep: int) -> None:
    with pytest.raises(Problem):
        read_bundle(BUNDLE[:keep] + tail, receiver="office-1", writer=KIT.public, key=OFFICE)


@given(st.lists(st.integers(1, 5000), max_size=8))
@settings(max_examples=40, deadline=None)
def test_pieces_of_any_size_are_checked_like_the_whole(cuts: list[int]) -> None:
    stream = BytesIO(PACKET.content)
    check = FileCheck(read_head(stream))
    for size in [*cuts, len(PACKET.content)]:
        check.feed(stream.read(size))
    assert check.finish() == check_file(BytesIO(PACKET.content), key=KIT.public)[1]
    assert check.sha256 == PACKET.sha256


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (PACKET.content[:-1], PacketCut),
        (PACKET.content + b"x", PacketTooLong),
        (PACKET.content[:-9] + b"\1" + PACKET.content[-8:], PartDamaged),
    ],
)
def test_what_is_wrong_with_pieces_is_said_at_the_end(content: bytes, problem: type[Problem]) -> None:
    stream = BytesIO(content)
    check = FileCheck(read_head(stream))
    while piece := stream.read(777):
        check.feed(piece)
    with pytest.raises(problem):
        check.finish()
