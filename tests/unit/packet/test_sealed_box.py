"""A sealed box opens for its recipients, in its context, unchanged; and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jemput.kernel.errors import Problem
from jemput.packet.errors import NotOpened, NotSealedToKey
from jemput.packet.keys import SealingKey
from jemput.packet.sealed_box import open_box, overhead, seal_box

OFFICE, CENTER, STRANGER = SealingKey.generate(), SealingKey.generate(), SealingKey.generate()
BOX = seal_box(b"sidik jari", recipients=[OFFICE.public, CENTER.public], context=b"paket/1")


@pytest.mark.parametrize("key", [OFFICE, CENTER])
def test_each_recipient_opens_alone(key: SealingKey) -> None:
    assert open_box(BOX, key=key, context=b"paket/1") == b"sidik jari"


def test_a_stranger_does_not() -> None:
    with pytest.raises(NotSealedToKey):
        open_box(BOX, key=STRANGER, context=b"paket/1")


def test_nobody_opens_it_in_another_context() -> None:
    with pytest.raises(NotOpened):
        open_box(BOX, key=OFFICE, context=b"paket/2")


def test_sealing_twice_leaves_nothing_in_common() -> None:
    again = seal_box(b"sidik jari", recipients=[OFFICE.public, CENTER.public], context=b"paket/1")
    assert len(again) == len(BOX) == len(b"sidik jari") + overhead(2)
    assert again[-26:] != BOX[-26:] and again[2:34] != BOX[2:34]


@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_one_byte_flipped_is_a_numbered_problem(position: int, mask: int) -> None:
    broken = bytearray(BOX)
    broken[position] ^= mask
    with pytest.raises(Problem):
        open_box(bytes(broken), key=OFFICE, context=b"paket/1")


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    with pytest.raises(Problem):
        open_box(b"\x01\x01" + raw, key=OFFICE, context=b"paket/1")
