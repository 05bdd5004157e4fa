"""A generated portrait passes the capture checks; each thing done to it fails the check made for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.biometrics.faces.extraction import examine, judge
from jemput.biometrics.faces.quality import FaceFeatures, assess, checks
from jemput.biometrics.qualities import QualityReason
from jemput.synthesis import faces

GOOD = FaceFeatures(
    other_faces=0,
    eye_distance=110,
    roll_degrees=1,
    turn=0.02,
    sharpness=0.2,
    brightness=170,
    burnt_share=0,
    light_difference=0.1,
    eye_openness=1.0,
    background_edges=0,
    off_center=0.01,
    margin=2.1,
)
FAULTS = {
    QualityReason.SEVERAL_FACES: {"other_faces": 1},
    QualityReason.TOO_SMALL: {"eye_distance": 40},
    QualityReason.TURNED_AWAY: {"turn": -0.3},
    QualityReason.TILTED: {"roll_degrees": -20},
    QualityReason.EYES_CLOSED: {"eye_openness": 0.3},
    QualityReason.BLURRED: {"sharpness": 0.05},
    QualityReason.TOO_DARK: {"brightness": 50},
    QualityReason.TOO_BRIGHT: {"burnt_share": 0.6},
    QualityReason.UNEVEN_LIGHT: {"light_difference": 1.2},
    QualityReason.BUSY_BACKGROUND: {"background_edges": 0.3},
    QualityReason.FACE_OFF_CENTER: {"off_center": 0.2},
    QualityReason.TOO_CLOSE: {"margin": 0.9},
}


@cache
def portrait() -> NDArray[np.uint8]:
    straight = faces.Conditions(
        yaw_degrees=0, pitch_degrees=0, roll_degrees=0, light_degrees=0, brightness=1.0
    )
    return faces.capture(faces.identity(faces.separated()[1]), 1, conditions=straight)


def reason(image: NDArray[np.floating] | NDArray[np.uint8]) -> QualityReason:
    return judge(np.ascontiguousarray(np.clip(image, 0, 255), np.uint8)).quality.reason


def test_a_good_portrait_costs_nothing() -> None:
    assert assess(GOOD).score == 100
    assert assess(GOOD).reason is QualityReason.GOOD


@pytest.mark.parametrize("fault", FAULTS)
def test_every_check_can_fail_and_names_itself(fault: QualityReason) -> None:
    quality = assess(replace(GOOD, **FAULTS[fault]))
    assert quality.reason is fault
    assert quality.score < 85


def test_every_check_is_tried_here() -> None:
    assert {check.reason for check in checks(GOOD)} == FAULTS.keys()


def test_what_hinders_other_checks_is_said_first() -> None:
    dark_and_blurred = replace(GOOD, brightness=40, sharpness=0.02, eye_openness=0.1)
    assert assess(dark_and_blurred).reason is QualityReason.TOO_DARK


def test_a_generated_portrait_passes() -> None:
    found = examine(portrait())
    assert found.quality.reason is QualityReason.GOOD
    assert found.template is not None
    assert judge(portrait()).quality == found.quality


def test_spoiled_portraits_are_refused_for_what_was_done() -> None:
    turned = cv2.getRotationMatrix2D((240, 290), 20, 1)
    image = portrait().astype(np.float32)
    assert reason(cv2.GaussianBlur(image, (0, 0), 6)) is QualityReason.BLURRED
    assert reason(cv2.blur(image, (27, 1))) is QualityReason.BLURRED
    assert reason(image * 0.3) is QualityReason.TOO_DARK
    assert reason(cv2.warpAffine(image, turned, (480, 640), borderMode=cv2.BORDER_REPLICATE)) is (
        QualityReason.TILTED
    )


def test_an_empty_wall_has_no_face() -> None:
    assert reason(np.full((640, 480, 3), 200, np.uint8)) is QualityReason.NO_FACE
