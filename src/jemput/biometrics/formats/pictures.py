"""What an image claims to be, read before a native decoder sees it, and what that decoder may be given.

Native decoders allocate what headers state and follow whatever the file holds. So every claim that memory or
time depends on is read here first, from the very structures that the decoder will follow, and chunks that no
pixel needs are left out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jemput.biometrics.errors import ImageTooLarge, TruncatedImage, UnreadableImage, WsqImage

MAX_SEGMENTS = 4096
MAX_CHANNELS = 4
MAX_TILES = 4096
MAX_TILE_PIXELS = 24_000_000
MAX_SCANNED_PIXELS = 120_000_000
"""Pixels times scans of a JPEG: each scan of a progressive one passes over the whole image."""
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_WITHOUT_LENGTH = frozenset((0x00, 0x01, *range(0xD0, 0xDA)))
WSQ_MAGIC = b"\xff\xa0\xff"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND"))
CODESTREAM = b"\xff\x4f\xff\x51"
START_OF_TILE, START_OF_DATA = b"\xff\x90", b"\xff\x93"
MAX_TILE_PARTS = 2 * MAX_TILES
CODING_STYLES = {b"\xff\x52": (0, 5), b"\xff\x53": (1, 2)}
"""Segments COD and COC: where in them the style bits and the number of levels stand."""
SMALLEST_BLOCK_BITS = 8
"""Code blocks of 16 x 16 and more: each costs the decoder an object."""
SMALLEST_PRECINCT_BITS = 4
TIFF_TYPES = {3: "H", 4: "I"}
TIFF_WIDTH, TIFF_HEIGHT, TIFF_CHANNELS, TIFF_TILE_WIDTH, TIFF_TILE_HEIGHT = 256, 257, 277, 322, 323
TIFF_TAGS = {TIFF_WIDTH, TIFF_HEIGHT, TIFF_CHANNELS, TIFF_TILE_WIDTH, TIFF_TILE_HEIGHT}


@dataclass(frozen=True)
class Picture:
    """Width and height as stated, and the bytes that a decoder may be given."""

    width: int
    height: int
    data: bytes


def recognized(data: bytes) -> Picture:
    """Read an image's claims; raises UnreadableImage, TruncatedImage, ImageTooLarge or WsqImage."""
    if data.startswith(WSQ_MAGIC):
        raise WsqImage
    for magic, read in READERS:
        if data.startswith(magic):
            try:
                return read(data)
            except (struct.error, IndexError):
                raise TruncatedImage from None
    raise UnreadableImage


def _png(data: bytes) -> Picture:
    """Chunks must fit one behind the other; only those that pixels need are kept."""
    kept, at, kind = [PNG_MAGIC], len(PNG_MAGIC), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if (kind == b"IHDR") != (at == len(PNG_MAGIC)):
            raise UnreadableImage
        if end > len(data):
            raise TruncatedImage
        if kind in PNG_CHUNKS:
            kept.append(data[at:end])
        at = end
    width, height = struct.unpack_from(">II", data, 16)
    return Picture(width, height, b"".join(kept))


def _jpeg(data: bytes) -> Picture:
    at = 2
    for _ in range(MAX_SEGMENTS):
        marker, code, length = struct.unpack_from(">BBH", data, at)
        if marker != 0xFF or code in JPEG_WITHOUT_LENGTH or (code != 0xFF and length < 2):
            raise UnreadableImage
        if code in JPEG_FRAMES:
            return _scanned(data, *struct.unpack_from(">HHB", data, at + 5))
        at += 1 if code == 0xFF else 2 + length
    raise UnreadableImage


def _scanned(data: bytes, height: int, width: int, channels: int) -> Picture:
    """A JPEG whose header has been found: whether it ends, and how often it is gone over."""
    scans = data.count(b"\xff\xda")
    if channels > MAX_CHANNELS:
        raise UnreadableImage
    if width * height * scans > MAX_SCANNED_PIXELS:
        raise ImageTooLarge(size=f"{width} x {height}, {scans} scans", limit=f"{MAX_SCANNED_PIXELS} px")
    if b"\xff\xd9" not in data[-4096:]:
        raise TruncatedImage
    return Picture(width, height, data)


def _jp2(data: bytes) -> Picture:
    """A JPEG 2000 file: its boxes up to the codestream, none of which may multiply pixels."""
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"jp2h" and any(inner in (b"pclr", b"cmap") for inner, _, _ in _boxes(data, start, end)):
            raise UnreadableImage
        if kind == b"jp2c":
            stream = _codestream(data[start:end])
            return Picture(stream.width, stream.height, data)
    raise TruncatedImage


def _boxes(data: bytes, at: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each box."""
    for _ in range(MAX_SEGMENTS):
        if at >= stop:
            return
        length, head = struct.unpack_from(">I", data, at)[0], 8
        kind = data[at + 4 : at + 8]
        if length == 1:
            length, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        end = stop if length == 0 else at + length
        if end > stop:
            raise TruncatedImage
        if length and length < head:
            raise UnreadableImage
        yield kind, at + head, end
        at = end
    raise UnreadableImage


def _codestream(data: bytes) -> Picture:
    if not data.startswith(CODESTREAM):
        raise UnreadableImage
    right, bottom, left, top, across, down, tile_left, tile_top, channels = struct.unpack_from(
        ">8IH", data, 8
    )
    if not across or not down or tile_left > left or tile_top > top or not 1 <= channels <= MAX_CHANNELS:
        raise UnreadableImage
    if right <= left or bottom <= top:
        raise UnreadableImage
    tiles = -(-(right - tile_left) // across) * -(-(bottom - tile_top) // down)
    if tiles > MAX_TILES:
        raise ImageTooLarge(size=f"{tiles} tiles", limit=f"{MAX_TILES}")
    for at in range(channels):
        depth, step_x, step_y = struct.unpack_from(">BBB", data, 42 + 3 * at)
        if depth & 0x7F > 15 or not step_x or not step_y:
            raise UnreadableImage
    _require_coarse_coding(data)
    return Picture(right - left, bottom - top, data)


def _require_coarse_coding(data: bytes) -> None:
    """Refuse blocks and precincts so small that their bookkeeping outgrows the image, in any header."""
    at = _coding_headers(data, 2)
    for _ in range(MAX_TILE_PARTS):
        if data[at : at + 2] != START_OF_TILE:
            return
        (length,) = struct.unpack_from(">I", data, at + 6)
        _coding_headers(data, at + 12)
        if length < 14 or at + length > len(data):
            return
        at += length
    raise UnreadableImage


def _coding_headers(data: bytes, at: int) -> int:
    """Check every coding style up to the next tile or its data; returns where that is."""
    for _ in range(MAX_SEGMENTS):
        marker = data[at : at + 2]
        if marker in (START_OF_TILE, START_OF_DATA):
            return at
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker[:1] != b"\xff" or length < 2:
            raise UnreadableImage
        if marker in CODING_STYLES:
            _require_coarse(data[at + 4 : at + 2 + length], *CODING_STYLES[marker])
        at += 2 + length
    raise UnreadableImage


def _require_coarse(segment: bytes, style_at: int, levels_at: int) -> None:
    wide, high = segment[levels_at + 1], segment[levels_at + 2]
    precincts = segment[levels_at + 5 :] if segment[style_at] & 1 else b""
    if (wide & 15) + (high & 15) + 4 < SMALLEST_BLOCK_BITS:
        raise UnreadableImage
    if any(min(size & 15, size >> 4) < SMALLEST_PRECINCT_BITS for size in precincts):
        raise UnreadableImage


def _tiff(data: bytes) -> Picture:
    """The first directory, in the order that the standard demands and no tag twice."""
    order = "<" if data.startswith(b"II") else ">"
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    found, before = dict[int, int](), -1
    for at in range(directory + 2, directory + 2 + 12 * min(count, MAX_SEGMENTS), 12):
        tag, kind, _ = struct.unpack_from(order + "HHI", data, at)
        if tag <= before:
            raise UnreadableImage
        before = tag
        if tag in TIFF_TAGS:
            if kind not in TIFF_TYPES:
                raise UnreadableImage
            (found[tag],) = struct.unpack_from(order + TIFF_TYPES[kind], data, at + 8)
    if not {TIFF_WIDTH, TIFF_HEIGHT} <= set(found) or found.get(TIFF_CHANNELS, 1) > MAX_CHANNELS:
        raise UnreadableImage
    if found.get(TIFF_TILE_WIDTH, 0) * found.get(TIFF_TILE_HEIGHT, 0) > MAX_TILE_PIXELS:
        raise ImageTooLarge(size="tile", limit=f"{MAX_TILE_PIXELS} px")
    return Picture(found[TIFF_WIDTH], found[TIFF_HEIGHT], data)


READERS: tuple[tuple[bytes, Callable[[bytes], Picture]], ...] = (
    (PNG_MAGIC, _png),
    (b"\xff\xd8", _jpeg),
    (b"\x00\x00\x00\x0cjP  ", _jp2),
    (CODESTREAM, _codestream),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
)
