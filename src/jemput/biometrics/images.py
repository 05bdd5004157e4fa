"""Image bytes in and out, bounded before anything is decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import (
    ImageTooLarge,
    ImageTooSmall,
    NotPixels,
    NotRepresentable,
    TruncatedImage,
    UnreadableImage,
)

GrayImage = NDArray[np.uint8]
"""Shape (height, width)."""
ColorImage = NDArray[np.uint8]
"""Shape (height, width, 3), red first."""

MAX_BYTES = 32 * 2**20
MAX_PIXELS = 24_000_000
MIN_SIDE = 16
MAX_SEGMENTS = 4096
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TIFF_TYPES = {3: "H", 4: "I"}


def decode(data: bytes) -> GrayImage:
    """Read a PNG, JPEG, JPEG 2000 or TIFF image as 8-bit gray (height, width).

    Raises UnreadableImage, TruncatedImage, ImageTooLarge or ImageTooSmall.
    """
    return _decoded(data, cv2.IMREAD_GRAYSCALE)


def decode_color(data: bytes) -> ColorImage:
    """Read an image as 8-bit RGB (height, width, 3); gray ones get three equal channels."""
    return np.ascontiguousarray(_decoded(data, cv2.IMREAD_COLOR)[..., ::-1])


def encode_png(image: NDArray[np.uint8]) -> bytes:
    """Write a gray or RGB image as PNG."""
    return _encoded(".png", image, [])


def encode_jpeg(image: NDArray[np.uint8], *, quality: int = 92) -> bytes:
    """Write a gray or RGB image as JPEG of the given quality (0 to 100)."""
    return _encoded(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])


def dimensions(data: bytes) -> tuple[int, int]:
    """(width, height) as the header states them, without decoding."""
    for magic, read in HEADERS:
        if data.startswith(magic):
            try:
                return read(data)
            except (struct.error, IndexError):
                raise TruncatedImage from None
    raise UnreadableImage


def require_gray(image: NDArray[np.uint8]) -> None:
    """Refuse arrays that are not 8-bit gray images of a usable size."""
    if image.ndim != 2 or image.dtype != np.uint8:
        raise NotPixels(shape=image.shape, kind=image.dtype)
    require_size(image.shape[1], image.shape[0])


def require_color(image: NDArray[np.uint8]) -> None:
    """Refuse arrays that are not 8-bit RGB images of a usable size."""
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise NotPixels(shape=image.shape, kind=image.dtype)
    require_size(image.shape[1], image.shape[0])


def require_size(width: int, height: int) -> None:
    """Refuse sizes that no capture device makes."""
    if min(width, height) < MIN_SIDE:
        raise ImageTooSmall(width=width, height=height)
    if width * height > MAX_PIXELS:
        raise ImageTooLarge(size=f"{width} x {height}", limit=f"{MAX_PIXELS} px")


def _decoded(data: bytes, mode: int) -> NDArray[np.uint8]:
    if len(data) > MAX_BYTES:
        raise ImageTooLarge(size=f"{len(data)} B", limit=f"{MAX_BYTES} B")
    require_size(*dimensions(data))
    if _cut_off(data):
        raise TruncatedImage
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), mode | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        image = None
    if image is None or image.size == 0:
        raise UnreadableImage
    return np.asarray(image, np.uint8)


def _encoded(extension: str, image: NDArray[np.uint8], options: list[int]) -> bytes:
    if image.ndim == 3:
        require_color(image)
        image = np.ascontiguousarray(image[..., ::-1])
    else:
        require_gray(image)
    done, data = cv2.imencode(extension, image, options)
    if not done:
        raise NotRepresentable(format=extension, why="encoder refused")
    return bytes(data.tobytes())


def _cut_off(data: bytes) -> bool:
    """Whether a format with an end marker lacks it."""
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-64:]
    if data.startswith(b"\xff\xd8"):
        return b"\xff\xd9" not in data[-4096:]
    return False


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(MAX_SEGMENTS):
        marker, code, length = struct.unpack_from(">BBH", data, at)
        if marker != 0xFF or (code != 0xFF and length < 2):
            raise UnreadableImage
        if code in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 1 if code == 0xFF else 2 + length
    raise UnreadableImage


def _jp2_size(data: bytes) -> tuple[int, int]:
    at = data.find(b"\xff\x4f\xff\x51", 0, 65536)
    if at < 0:
        raise UnreadableImage
    right, bottom, left, top = struct.unpack_from(">IIII", data, at + 8)
    return right - left, bottom - top


def _tiff_size(data: bytes) -> tuple[int, int]:
    order = "<" if data.startswith(b"II") else ">"
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    sizes: dict[int, int] = {}
    for index in range(min(count, 512)):
        tag, kind, _ = struct.unpack_from(order + "HHI", data, directory + 2 + 12 * index)
        if tag in (256, 257) and kind in TIFF_TYPES:
            (sizes[tag],) = struct.unpack_from(order + TIFF_TYPES[kind], data, directory + 10 + 12 * index)
    if len(sizes) < 2:
        raise UnreadableImage
    return sizes[256], sizes[257]


HEADERS: tuple[tuple[bytes, Callable[[bytes], tuple[int, int]]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png_size),
    (b"\xff\xd8", _jpeg_size),
    (b"\x00\x00\x00\x0cjP  ", _jp2_size),
    (b"\xff\x4f\xff\x51", _jp2_size),
    (b"II*\x00", _tiff_size),
    (b"MM\x00*", _tiff_size),
)
