"""Images are read within bounds, or refused with a reason."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jemput.biometrics import images
from jemput.biometrics.errors import ImageTooLarge, ImageTooSmall, NotPixels, TruncatedImage, UnreadableImage
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
