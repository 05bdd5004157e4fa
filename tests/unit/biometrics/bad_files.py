"""One good picture turned into the bad files that devices and people deliver."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
TWENTY_MEGAPIXELS = (4000, 5000)


def png(image: NDArray[Any]) -> bytes:
    """A PNG as OpenCV writes it (blue first)."""
    return bytes(cv2.imencode(".png", image)[1].tobytes())


def noise(image: Pixels) -> bytes:
    return png(np.random.default_rng(8).integers(0, 256, image.shape, np.uint8))


def upside_down(image: Pixels) -> bytes:
    return png(np.ascontiguousarray(image[::-1, ::-1]))


def twenty_megapixels(image: Pixels) -> bytes:
    """The picture in the middle of a wide blank one."""
    large = np.full((*TWENTY_MEGAPIXELS, *image.shape[2:]), 245, np.uint8)
    top, left = ((side - own) // 2 for side, own in zip(TWENTY_MEGAPIXELS, image.shape[:2], strict=True))
    large[top : top + image.shape[0], left : left + image.shape[1]] = image
    return png(large)


def in_color(image: Pixels) -> Pixels:
    return image if image.ndim == 3 else np.dstack([image] * 3)


def with_alpha(image: Pixels) -> bytes:
    color = in_color(image)
    return png(np.dstack([color, np.full(color.shape[:2], 128, np.uint8)]))


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG with its sum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def palette(image: Pixels) -> bytes:
    """256 grays by number, in inverted order so that a reader that skips the palette is found out."""
    gray = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    rows = np.hstack([np.zeros((gray.shape[0], 1), np.uint8), 255 - gray]).tobytes()
    head = struct.pack(">IIBBBBB", gray.shape[1], gray.shape[0], 8, 3, 0, 0, 0)
    colors = bytes(255 - at // 3 for at in range(768))
    parts = chunk(b"IHDR", head) + chunk(b"PLTE", colors) + chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IEND", b"")


def animated(image: Pixels) -> bytes:
    """An APNG whose second frame claims to be larger than the picture."""
    still = png(image)
    height, width = image.shape[:2]
    frame = struct.pack(">5I2H2B", 0, width, height, 0, 0, 1, 10, 0, 0)
    second = struct.pack(">5I2H2B", 1, 60_000, 60_000, 9, 9, 1, 10, 0, 0)
    front = chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", frame)
    behind = chunk(b"fcTL", second) + chunk(b"fdAT", struct.pack(">I", 2) + zlib.compress(bytes(64)))
    return still[:33] + front + still[33:-12] + behind + still[-12:]


def scaled(factor: float) -> Callable[[Pixels], bytes]:
    """A capture at `factor` of the right resolution."""
    return lambda image: png(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


BAD_FILES: dict[str, Callable[[Pixels], bytes]] = {
    "blank": lambda image: png(np.full_like(image, 245)),
    "black": lambda image: png(np.zeros_like(image)),
    "noise": noise,
    "upside down": upside_down,
    "one pixel": lambda image: png(image[:1, :1]),
    "20 megapixels": twenty_megapixels,
    "16 bit": lambda image: png(image.astype(np.uint16) * 257),
    "color": lambda image: png(in_color(image)),
    "alpha": with_alpha,
    "palette": palette,
    "animated png": animated,
    "animated gif": lambda image: b"GIF89a" + bytes(800),
    "wsq": lambda image: b"\xff\xa0\xff\xa4\x00\x3a" + bytes(400),
    "truncated png": lambda image: png(image)[:-2000],
    "truncated jpeg": lambda image: bytes(cv2.imencode(".jpg", image)[1].tobytes())[:-900],
    "a seventh of the size": scaled(72 / 500),
    "twice the size": scaled(2.0),
    "ten times the size": scaled(10.0),
}
"""Every bad file by name; pictures are gray (height, width) or blue, green, red (height, width, 3)."""
