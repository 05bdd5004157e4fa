"""Image bytes in and out, bounded before anything is decoded."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import (
    ImageTooLarge,
    ImageTooSmall,
    NotPixels,
    NotRepresentable,
    UnreadableImage,
)
from jemput.biometrics.formats.pictures import recognized

GrayImage = NDArray[np.uint8]
"""Shape (height, width)."""
ColorImage = NDArray[np.uint8]
"""Shape (height, width, 3), red first."""

MAX_BYTES = 32 * 2**20
MAX_PIXELS = 24_000_000
MIN_SIDE = 16


def decode(data: bytes) -> GrayImage:
    """Read a PNG, JPEG, JPEG 2000 or TIFF image as 8-bit gray (height, width).

    Raises UnreadableImage, TruncatedImage, ImageTooLarge, ImageTooSmall or WsqImage.
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
    picture = recognized(data)
    return picture.width, picture.height


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
    picture = recognized(data)
    require_size(picture.width, picture.height)
    try:
        buffer = np.frombuffer(picture.data, np.uint8)
        image = cv2.imdecode(buffer, mode | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        image = None
    if image is None or image.shape[:2] != (picture.height, picture.width):
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
