"""Whatever a device delivers, each engine answers with a result of low quality or a numbered problem."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.biometrics import images
from jemput.biometrics.faces.extraction import examine as examine_face
from jemput.biometrics.fingerprints.extraction import examine as examine_finger
from jemput.biometrics.irises.extraction import examine as examine_iris
from jemput.biometrics.qualities import Quality, QualityReason
from jemput.kernel.errors import Problem
from tests.unit.biometrics.drawings import draw_eye, draw_print

RANDOM = np.random.default_rng(8)
BAD = {
    "black": np.zeros((300, 300), np.uint8),
    "white": np.full((300, 300), 255, np.uint8),
    "noise": RANDOM.integers(0, 256, (300, 300), np.uint8),
    "gradient": np.tile(np.arange(256, dtype=np.uint8), (256, 1)),
    "stripes": np.tile(np.repeat(np.array([30, 220], np.uint8), 4), (256, 32)),
    "one pixel": np.zeros((1, 1), np.uint8),
    "a line": RANDOM.integers(0, 256, (16, 3000), np.uint8),
    "too large": np.zeros((6000, 6000), np.uint8),
    "color": np.zeros((300, 300, 3), np.uint8),
    "16 bit": np.zeros((300, 300), np.uint16),
}


def judged(examine: Callable[[NDArray[np.uint8]], Quality], image: NDArray[np.uint8]) -> int:
    try:
        return examine(image).score
    except Problem as problem:
        assert problem.code.startswith("B0")
        return 0


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(
    "examine",
    [
        lambda image: examine_finger(image).quality,
        lambda image: examine_iris(image).quality,
        lambda image: examine_face(np.dstack([image] * 3) if image.ndim == 2 else image).quality,
    ],
    ids=["finger", "iris", "face"],
)
def test_bad_images_never_pass_as_good(examine: Callable[[NDArray[np.uint8]], Quality], name: str) -> None:
    assert judged(examine, BAD[name]) < 60


def test_twenty_megapixels_of_glass_hold_one_finger_in_the_middle() -> None:
    large = np.full((4000, 5000), 245, np.uint8)
    large[1800:2200, 2324:2676] = draw_print(1)
    assert examine_finger(large).quality.score >= 50


def test_an_upside_down_print_is_still_a_print() -> None:
    assert examine_finger(np.ascontiguousarray(draw_print(1)[::-1, ::-1])).quality.score >= 60


def test_sixteen_bit_files_are_read_as_eight() -> None:
    deep = cv2.imencode(".png", draw_print(1).astype(np.uint16) * 257)[1].tobytes()
    assert examine_finger(images.decode(deep)).quality.score >= 60


def test_a_wrongly_stated_resolution_lowers_the_quality() -> None:
    right = examine_finger(draw_print(1)).quality.score
    assert examine_finger(draw_print(1), dpi=1000).quality.score < right


def test_a_strip_of_a_print_says_that_it_is_too_little() -> None:
    quality = examine_finger(np.ascontiguousarray(draw_print(1)[:, :110])).quality
    assert quality.score < 60
    assert quality.reason in (QualityReason.TOO_LITTLE, QualityReason.OFF_CENTER)


def test_a_print_blurred_beyond_its_ridges_is_not_good() -> None:
    blurred = np.asarray(cv2.GaussianBlur(draw_print(1), (0, 0), 5), np.uint8)
    assert examine_finger(blurred).quality.reason is not QualityReason.GOOD


def test_a_blurred_eye_says_so() -> None:
    blurred = np.asarray(cv2.GaussianBlur(draw_eye(1), (0, 0), 6), np.uint8)
    assert examine_iris(blurred).quality.reason is QualityReason.BLURRED
