"""What turns valid bytes bad: flips, cuts, splices and attacked length fields, the same for each number."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence

NUMBERS: tuple[int, ...] = (
    0,
    1,
    2,
    3,
    7,
    8,
    16,
    127,
    128,
    255,
    256,
    4095,
    4096,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    24_000_000,
)
NUMBERS += (0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
HEAD = 160
"""Bytes at the start where most length fields are."""
KEPT_MAGIC = 4


def mutated(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> bytearray:
    """One to six mutations of a valid input."""
    magic = bytes(data[:KEPT_MAGIC])
    for _ in range(1 + min(5, int(chance.expovariate(0.7)))):
        chance.choice(MUTATIONS)(data, seeds, chance)
        if not data:
            break
    if chance.random() < 0.8:
        data[: len(magic)] = magic
    return data


def _place(data: bytearray, chance: random.Random) -> int:
    """Somewhere, half of the time in the header."""
    return chance.randrange(min(len(data), HEAD) if chance.random() < 0.5 else len(data))


def _flip(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    data[_place(data, chance)] = chance.choice((0, 1, 127, 128, 254, 255, chance.randrange(256)))


def _number(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    """A length field attacked: 2 or 4 bytes of either order."""
    value, size = chance.choice((*NUMBERS, len(data), len(data) - 1, len(data) + 1)), chance.choice((2, 4))
    at = _place(data, chance)
    order = chance.choice((">", ">", "<"))
    data[at : at + size] = struct.pack(order + "I", value & 0xFFFFFFFF)[-size:]


def _truncate(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _cut(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 4, 16, 100))]


def _repeat(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    at, length = _place(data, chance), chance.choice((1, 2, 4, 12, 64, 1000))
    data[at:at] = data[at : at + length] * chance.choice((1, 1, 2, 30))


def _splice(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(seeds)
    at, source = _place(data, chance), chance.randrange(len(other))
    data[at:] = other[source:]


def _junk(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    at = _place(data, chance)
    data[at : at + chance.randrange(8)] = chance.randbytes(chance.randrange(1, 24))


MUTATIONS = (_flip, _byte, _byte, _number, _number, _truncate, _cut, _repeat, _splice, _junk)


def right_png(data: bytearray) -> None:
    """Put the sum of every chunk right."""
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            return
        struct.pack_into(">I", data, end, zlib.crc32(data[at + 4 : end]))
        at = end + 4


def right_record(data: bytearray) -> None:
    """Put the total length of an ISO/IEC 19794 record right, and that of a lone representation."""
    if len(data) > 24:
        struct.pack_into(">I", data, 8, len(data))
        head = {b"FIR": 16, b"IIR": 16, b"FAC": 17, b"FMR": 15}.get(bytes(data[:3]))
        if head and data[12:14] == b"\x00\x01":
            struct.pack_into(">I", data, head, len(data) - head)
