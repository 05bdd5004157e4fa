"""Whatever a device delivers, each engine answers with a result of low quality or a numbered problem."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fuzz import Outcome, answer
from hostile import Target, targets
from jemput.biometrics import images
from jemput.biometrics.comparison import compare
from jemput.biometrics.errors import UnsupportedResolution
from jemput.biometrics.faces.extraction import examine as examine_face
from jemput.biometrics.fingerprints.extraction import examine as examine_finger
from jemput.biometrics.irises.extraction import examine as examine_iris
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.qualities import Quality, QualityReason
from jemput.kernel.body import Eye, Finger
from jemput.kernel.errors import Problem
from jemput.synthesis.faces.captures import capture
from jemput.synthesis.faces.identities import identity
from tests.unit.biometrics.bad_files import BAD_FILES, Pixels
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


def upside_down(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(image[::-1, ::-1])


def test_what_was_taken_upside_down_still_matches_one_to_one() -> None:
    print_, eye = draw_print(1), draw_eye(1)
    finger, iris = examine_finger(print_).template, examine_iris(eye).template
    upright = PersonTemplate({Finger.LEFT_INDEX: finger}, {Eye.LEFT: iris})
    over = PersonTemplate(
        {Finger.LEFT_INDEX: examine_finger(upside_down(print_)).template},
        {Eye.LEFT: examine_iris(upside_down(eye)).template},
    )
    compared = compare(over, upright)
    assert compared.turned and not compared.swapped and compared.is_match()
    assert not compare(upright, upright).turned


def test_strangers_do_not_match_upside_down_either() -> None:
    one = PersonTemplate({Finger.LEFT_INDEX: examine_finger(draw_print(1)).template})
    other = PersonTemplate({Finger.LEFT_INDEX: examine_finger(upside_down(draw_print(2))).template})
    compared = compare(one, other)
    assert not compared.turned and not compared.is_match()


def test_a_print_of_twice_the_stated_size_is_not_good() -> None:
    twice = cv2.resize(draw_print(1), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    quality = examine_finger(np.asarray(twice, np.uint8)).quality
    assert quality.score < 60 and quality.reason is QualityReason.WRONG_RESOLUTION


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


GOLDEN = Path(__file__).parent / "golden"
UNREADABLE = {
    "one pixel": "B004",
    "animated gif": "B001",
    "wsq": "B007",
    "truncated png": "B002",
    "truncated jpeg": "B002",
}
LOW = {
    "finger": {"blank", "black", "noise", "a seventh of the size", "twice the size", "ten times the size"},
    "iris": {"blank", "black", "noise", "20 megapixels"},
    "face": {"blank", "black", "noise", "upside down", "20 megapixels", "a seventh of the size"},
}
"""Files that must not pass as good; the others hold a good picture in an unusual file."""
STILL_GOOD = {"16 bit", "color", "alpha", "palette", "animated png"}
FINGER = draw_print(1)
SOURCES: dict[str, Pixels] = {
    "finger": FINGER,
    "iris": draw_eye(1),
    "face": np.ascontiguousarray(capture(identity(3), 1)[..., ::-1]),
}


def read_and_judged(modality: str, data: bytes) -> Quality:
    if modality == "face":
        return examine_face(images.decode_color(data)).quality
    image = images.decode(data)
    return examine_finger(image).quality if modality == "finger" else examine_iris(image).quality


@pytest.mark.parametrize("name", sorted(set(BAD_FILES) - {"ten times the size"}))
@pytest.mark.parametrize("modality", SOURCES)
def test_every_bad_file_is_refused_by_number_or_judged_in_words(modality: str, name: str) -> None:
    try:
        quality = read_and_judged(modality, BAD_FILES[name](SOURCES[modality]))
    except Problem as problem:
        assert problem.code == UNREADABLE.get(name, "B010")
        assert name in UNREADABLE or (modality, name in LOW["iris"]) == ("iris", True)
        return
    assert quality.advice.id
    if name in LOW[modality]:
        assert quality.score < 60
        assert quality.reason is not QualityReason.GOOD
    if name in STILL_GOOD:
        assert quality.score >= 60


@pytest.mark.parametrize("modality", SOURCES)
def test_a_jpeg_of_four_inks_is_read(modality: str) -> None:
    name = {"finger": "print", "iris": "eye", "face": "face"}[modality]
    assert read_and_judged(modality, (GOLDEN / f"{name}_cmyk.jpg").read_bytes()).score >= 60


@pytest.mark.parametrize("dpi", [-5, 0, 72, 299, 5000])
def test_resolutions_that_no_scanner_has_are_refused(dpi: int) -> None:
    with pytest.raises(UnsupportedResolution):
        examine_finger(FINGER, dpi=dpi)


def test_only_the_first_frame_of_an_animation_counts() -> None:
    assert np.array_equal(images.decode(BAD_FILES["animated png"](FINGER)), FINGER)


def test_palettes_are_followed() -> None:
    assert np.array_equal(images.decode(BAD_FILES["palette"](FINGER)), FINGER)


IN_MEMORY = [target for target in targets() if not target.name.startswith("gallery")]
"""Parsers without files; those of the gallery are fed by benchmarks/fuzz.py alone."""


@pytest.mark.parametrize("target", IN_MEMORY, ids=lambda target: target.name)
@settings(max_examples=300)
@given(number=st.integers(0, 2**40))
def test_every_parser_answers_hostile_bytes_with_a_value_or_a_number(target: Target, number: int) -> None:
    outcome = Outcome()
    assert answer(target, target.made(number), outcome) is None
    assert outcome.values + sum(outcome.problems.values()) == 1
