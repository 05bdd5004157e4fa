"""A drawn eye is found again, turned and moved; others are not; no eye is a typed error."""

import cv2
import numpy as np
import pytest

from jemput.biometrics import calibration
from jemput.biometrics.errors import MalformedTemplate, NoIris, OtherAlgorithm
from jemput.biometrics.irises.extraction import examine, extract
from jemput.biometrics.irises.matching import distance, scan, thin_words
from jemput.biometrics.irises.segmentation import segment
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.qualities import QualityReason
from tests.unit.biometrics.drawings import draw_eye
from tests.unit.biometrics.people import iris


def test_boundaries_are_found() -> None:
    found = segment(draw_eye(1))
    assert abs(found.pupil.radius - 34) < 2
    assert abs(found.limbus.radius - 95) < 3
    assert np.hypot(found.limbus.x - 160, found.limbus.y - 140) < 3


def test_same_eye_turned_and_moved_matches() -> None:
    other = extract(draw_eye(1, turn=0.12, noise=4, center=(150, 145)))
    assert calibration.IRIS(distance(extract(draw_eye(1)), other)) > 4


def test_other_eyes_do_not_match() -> None:
    assert calibration.IRIS(distance(extract(draw_eye(1)), extract(draw_eye(2)))) < 1


def test_distance_counts_flipped_bits() -> None:
    assert distance(iris(5), iris(5, flipped=0.2)) == pytest.approx(0.2, abs=0.01)
    assert distance(iris(5), iris(6)) > 0.4


def test_scanning_thinned_codes_finds_the_mate() -> None:
    gallery = [iris(seed) for seed in range(20)]
    codes, masks = (np.stack(words) for words in zip(*map(thin_words, gallery), strict=True))
    found = scan(iris(7, flipped=0.25), codes, masks)
    assert found.argmin() == 7
    assert found.min() == pytest.approx(distance(iris(7, flipped=0.25), gallery[7]), abs=0.03)


@pytest.mark.parametrize("level", [0, 255])
def test_blank_images_have_no_iris(level: int) -> None:
    with pytest.raises(NoIris):
        extract(np.full((240, 320), level, np.uint8))


def test_a_drawn_eye_is_good() -> None:
    assert examine(draw_eye(3)).quality.score >= 60


def test_template_bytes_round_trip_and_are_bounded() -> None:
    assert IrisTemplate.from_bytes(iris(1).to_bytes()) == iris(1)
    with pytest.raises(MalformedTemplate):
        IrisTemplate.from_bytes(iris(1).to_bytes() + b"x")


def test_other_versions_are_never_compared() -> None:
    old = IrisTemplate(iris(1).code, iris(1).mask, 80, algorithm=99)
    with pytest.raises(OtherAlgorithm):
        distance(iris(1), old)


def test_an_eye_half_hidden_by_a_lid_says_so() -> None:
    eye = draw_eye(1)
    eye[:128] = 190
    assert examine(eye).quality.reason is QualityReason.EYE_HALF_CLOSED


def test_mirrored_lamps_say_so() -> None:
    eye = draw_eye(1)
    for x, y in ((100, 150), (215, 150), (160, 205)):
        cv2.ellipse(eye, (x, y), (24, 16), 0, 0, 360, 252, -1)
    assert examine(eye).quality.reason is QualityReason.REFLECTIONS


def test_an_eye_seen_from_the_side_looks_away() -> None:
    narrow = np.asarray(cv2.resize(draw_eye(1), (245, 280)), np.uint8)
    wide = np.asarray(cv2.copyMakeBorder(narrow, 0, 0, 37, 38, cv2.BORDER_REPLICATE), np.uint8)
    assert examine(wide).quality.reason is QualityReason.LOOKING_AWAY
