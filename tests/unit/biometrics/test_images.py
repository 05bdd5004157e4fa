"""Images are read within bounds, or refused with a reason."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.biometrics import images
from jemput.biometrics.errors import (
    ImageTooLarge,
    ImageTooSmall,
    NotPixels,
    TruncatedImage,
    UnreadableImage,
    WsqImage,
)
from jemput.kernel.errors import Problem

NOISE = np.random.default_rng(0).integers(0, 256, (64, 48), np.uint8)


@pytest.mark.parametrize("extension", [".png", ".jpg", ".tif", ".jp2"])
def test_reads_gray_images(extension: str) -> None:
    data = cv2.imencode(extension, cv2.GaussianBlur(NOISE, (0, 0), 3))[1].tobytes()
    assert images.decode(data).shape == (64, 48)
    assert images.dimensions(data) == (48, 64)


def test_png_survives_the_round_trip_in_gray_and_color() -> None:
    color = np.dstack([NOISE, NOISE.T.reshape(64, 48), 255 - NOISE])
    assert np.array_equal(images.decode(images.encode_png(NOISE)), NOISE)
    assert np.array_equal(images.decode_color(images.encode_png(color)), color)


def test_sixteen_bit_and_color_become_gray() -> None:
    deep = cv2.imencode(".png", NOISE.astype(np.uint16) * 257)[1].tobytes()
    assert np.array_equal(images.decode(deep), NOISE)


@pytest.mark.parametrize("extension", [".png", ".jpg"])
def test_truncated_images_are_refused(extension: str) -> None:
    data = cv2.imencode(extension, NOISE)[1].tobytes()
    with pytest.raises(TruncatedImage):
        images.decode(data[: len(data) // 2])


def test_one_pixel_is_too_small() -> None:
    with pytest.raises(ImageTooSmall):
        images.decode(cv2.imencode(".png", NOISE[:1, :1])[1].tobytes())


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    data = bytearray(images.encode_png(NOISE))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    with pytest.raises(ImageTooLarge):
        images.decode(bytes(data))


def test_a_chunk_that_claims_four_gigabytes_is_refused() -> None:
    data = images.encode_png(NOISE)
    claim = b"\xff\xff\xff\xf0tEXt"
    with pytest.raises(TruncatedImage):
        images.decode(data[:33] + claim + data[33:])


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    large = np.zeros((3000, 3000), np.uint8)
    data = cv2.imencode(".jpg", large)[1].tobytes()
    at = data.index(b"\xff\xda")
    with pytest.raises(ImageTooLarge):
        images.decode(data[:-2] + data[at : at + 10] * 20 + data[-2:])


def test_a_jpeg_cannot_hide_its_size_behind_a_marker_without_length() -> None:
    data = images.encode_jpeg(NOISE)
    with pytest.raises(UnreadableImage):
        images.decode(data[:2] + b"\xff\xd0" + data[2:])


def jpeg_2000(at: int, value: bytes) -> bytes:
    """A file with bytes of its size segment (counted from the codestream's start) replaced."""
    data = bytearray(cv2.imencode(".jp2", cv2.GaussianBlur(NOISE, (0, 0), 3))[1].tobytes())
    start = data.index(b"\xff\x4f\xff\x51") + at
    data[start : start + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (8, b"\x00\x00\x75\x30" * 2),  # 30,000 x 30,000 pixels
        (24, b"\x00\x00\x00\x01" * 2),  # tiles of one pixel: bounded by their number
        (24, bytes(4)),  # no tile width
        (40, b"\x40\x00"),  # 16,384 channels
    ],
)
def test_jpeg_2000_bombs_are_refused_unless_small(at: int, value: bytes) -> None:
    try:
        assert images.decode(jpeg_2000(at, value)).shape == (64, 48)
    except Problem as problem:
        assert problem.code in ("B001", "B003")


def test_a_small_codestream_in_another_box_does_not_hide_a_large_one() -> None:
    small, large = jpeg_2000(0, b""), jpeg_2000(8, b"\x00\x00\x75\x30" * 2)
    decoy = small[small.index(b"\xff\x4f\xff\x51") :]
    box = (len(decoy) + 8).to_bytes(4, "big") + b"xml " + decoy
    with pytest.raises(ImageTooLarge):
        images.decode(large[:12] + box + large[12:])


def test_wsq_is_refused_by_its_own_number() -> None:
    with pytest.raises(WsqImage):
        images.decode(b"\xff\xa0\xff\xa8\x00\x7b" + bytes(300))


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.7", b"\x00" * 500])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableImage):
        images.decode(data)


def test_other_arrays_are_refused() -> None:
    with pytest.raises(NotPixels):
        images.require_gray(np.zeros((64, 64, 3), np.uint8))
    with pytest.raises(NotPixels):
        images.encode_png(np.zeros((64, 64), np.float32))


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"II*\x00", b"MM\x00*", b"\xff\x4f\xff\x51", b""]),
    st.binary(),
)
def test_hostile_bytes_never_crash(magic: bytes, rest: bytes) -> None:
    with pytest.raises(Problem):
        images.decode(magic + rest)
