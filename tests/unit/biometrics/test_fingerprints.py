"""A drawn finger is found again turned and shifted; others are not; bad images say why."""

import numpy as np
import pytest

from jemput.biometrics import calibration
from jemput.biometrics.errors import MalformedTemplate, NotPixels, OtherAlgorithm, UnsupportedResolution
from jemput.biometrics.fingerprints.descriptors import describe
from jemput.biometrics.fingerprints.extraction import Examination, examine, examine_all, extract
from jemput.biometrics.fingerprints.matching import MatchedPair, compare
from jemput.biometrics.fingerprints.scanning import MOST_SCANNED, column_of, scan
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.qualities import QualityReason
from tests.unit.biometrics.drawings import draw_print
from tests.unit.biometrics.people import again, finger


@pytest.fixture(scope="module")
def drawn() -> FingerTemplate:
    return extract(draw_print(1))


def test_same_finger_turned_and_shifted_matches(drawn: FingerTemplate) -> None:
    other = extract(draw_print(1, turn=0.3, shift=(12, -9), noise=5))
    assert calibration.FINGER(compare(drawn, other)) > 4


def test_other_fingers_do_not_match(drawn: FingerTemplate) -> None:
    assert calibration.FINGER(compare(drawn, extract(draw_print(2)))) < 1


def test_another_resolution_gives_the_same_finger(drawn: FingerTemplate) -> None:
    doubled = np.repeat(np.repeat(draw_print(1), 2, 0), 2, 1)
    assert calibration.FINGER(compare(drawn, extract(doubled, dpi=1000))) > 4


def test_trace_names_the_matched_minutiae(drawn: FingerTemplate) -> None:
    seen: list[tuple[MatchedPair, ...]] = []
    compare(drawn, drawn, trace=seen.append)
    assert len(seen[0]) > 15
    assert all(pair.probe_row == pair.reference_row for pair in seen[0])


def test_scan_ranks_the_mate_first() -> None:
    gallery = column_of([describe(finger(seed)) for seed in range(300)])
    assert int(scan(describe(again(finger(123))), gallery).argmax()) == 123


def test_a_column_keeps_the_most_confident_minutiae() -> None:
    described = [describe(finger(seed, minutiae=60)) for seed in range(3)]
    column = column_of(described)
    assert list(column.counts) == [MOST_SCANNED] * 3
    assert np.array_equal(column.words[0, :5], described[0].words[:5, 0])


@pytest.mark.parametrize("shape", [(300, 300), (16, 16), (17, 900)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_blank_images_are_empty_and_say_so(shape: tuple[int, int], level: int) -> None:
    found = examine(np.full(shape, level, np.uint8))
    assert len(found.template) == 0
    assert (found.quality.score, found.quality.reason) == (0, QualityReason.BLANK)


def test_noise_scores_low() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (300, 300), np.uint8)
    assert examine(noise).quality.score < 40


def test_a_drawn_print_is_good_and_its_corner_is_not(drawn: FingerTemplate) -> None:
    assert drawn.quality >= 60
    assert examine(draw_print(1)[:110, :140]).quality.score < drawn.quality


def test_several_at_once_give_what_each_gives_alone(drawn: FingerTemplate) -> None:
    color = np.zeros((300, 300, 3), np.uint8)
    first, wrong, last = examine_all([draw_print(1), color, draw_print(2)], workers=2)
    assert isinstance(first, Examination)
    assert isinstance(last, Examination)
    assert first.template == drawn
    assert last.template == extract(draw_print(2))
    assert isinstance(wrong, NotPixels)
    assert examine_all([]) == []


def test_wrong_arrays_and_resolutions_are_refused() -> None:
    with pytest.raises(NotPixels):
        extract(np.zeros((300, 300, 3), np.uint8))
    with pytest.raises(UnsupportedResolution):
        extract(draw_print(1), dpi=72)


def test_template_bytes_round_trip(drawn: FingerTemplate) -> None:
    assert FingerTemplate.from_bytes(drawn.to_bytes()) == drawn
    with pytest.raises(MalformedTemplate):
        FingerTemplate.from_bytes(drawn.to_bytes()[:-1])


def test_other_versions_are_never_compared(drawn: FingerTemplate) -> None:
    old = FingerTemplate(drawn.minutiae, drawn.width, drawn.height, drawn.quality, algorithm=200)
    with pytest.raises(OtherAlgorithm):
        compare(old, drawn)


def test_few_or_coinciding_minutiae_score_nothing() -> None:
    for count in range(4):
        assert compare(finger(1, count), finger(1, count)) == 0
    same = finger(1)
    same.minutiae["x"], same.minutiae["y"] = 100, 100
    assert compare(same, same) <= 1
