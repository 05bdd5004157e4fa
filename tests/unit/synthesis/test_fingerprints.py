"""Generated fingers behave like fingers: one finger's impressions agree, two fingers' do not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.kernel.body import Finger
from jemput.synthesis.errors import BadCondition
from jemput.synthesis.fingerprints import (
    HEIGHT,
    WIDTH,
    Conditions,
    MasterPrint,
    Pattern,
    impression,
    master,
    quality_of,
    touch,
)
from jemput.synthesis.fingerprints.flow import draw_pattern
from jemput.synthesis.fingerprints.spacing import relaxation

STILL = Conditions(
    dryness=0.0,
    pressure=0.8,
    partial=0.0,
    wear=0.0,
    rotation_degrees=0,
    shift_x=0,
    shift_y=0,
    distortion=0,
    noise=0,
)


@cache
def finger(seed: int, position: Finger = Finger.RIGHT_INDEX) -> MasterPrint:
    return master(seed, position)


def likeness(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Best normalized correlation of the middle parts over small shifts."""
    part = a[120:250, 120:250].astype(float)
    part = (part - part.mean()) / part.std()
    best = -1.0
    for down in range(-30, 31, 2):
        for right in range(-30, 31, 2):
            other = b[120 + down : 250 + down, 120 + right : 250 + right].astype(float)
            best = max(best, float((part * (other - other.mean())).mean() / other.std()))
    return best


def test_the_same_seeds_give_the_same_image() -> None:
    again = impression(master(5), 2)
    assert np.array_equal(impression(finger(5), 2), again)
    assert again.shape == (HEIGHT, WIDTH)
    assert again.dtype == np.uint8
    assert not np.array_equal(impression(finger(5), 3), again)


def test_one_finger_resembles_itself_and_no_other() -> None:
    mine = impression(finger(5), 1, conditions=STILL)
    assert likeness(mine, impression(finger(5), 2, conditions=STILL)) > 0.7
    assert likeness(mine, impression(finger(6), 2, conditions=STILL)) < 0.45
    assert likeness(mine, impression(finger(5, Finger.LEFT_INDEX), 2, conditions=STILL)) < 0.45


@pytest.mark.parametrize("position", [Finger.RIGHT_THUMB, Finger.LEFT_RING])
def test_ridges_are_as_far_apart_as_on_skin(position: Finger) -> None:
    wave = finger(9, position).wave[160:416, 92:348]
    power = np.abs(np.fft.fftshift(np.fft.fft2(wave * np.hanning(256)[:, None] * np.hanning(256)))) ** 2
    row, column = np.indices(power.shape) - 128
    radius = np.hypot(row, column).astype(int)
    ring = np.bincount(radius.ravel(), power.ravel())[4:110]
    assert 6.8 < 256 / (4 + int(ring.argmax())) < 12.0


def test_dry_prints_are_lighter_and_partial_ones_smaller() -> None:
    def darkness(**wish: float) -> float:
        values = {"dryness": 0.0, "pressure": 0.8, "partial": 0.0, "wear": 0.0} | wish
        return float((impression(finger(5), 4, conditions=Conditions(**values)) < 150).mean())

    assert darkness(dryness=-0.8) > darkness() > darkness(dryness=0.8)
    assert darkness() > darkness(partial=0.7)
    assert darkness(pressure=0.9) > darkness(pressure=0.2)


def test_rotation_and_shift_are_obeyed() -> None:
    level = impression(finger(5), 1, conditions=STILL)
    moved = Conditions(**{**vars(STILL), "shift_x": 12.0, "shift_y": -20.0})
    shifted = impression(finger(5), 1, conditions=moved)
    inner = np.corrcoef(level[120:250, 120:250].ravel(), shifted[100:230, 132:262].ravel())[0, 1]
    assert inner > 0.9


def test_quality_follows_the_conditions() -> None:
    good = touch(finger(5), 1, conditions=STILL)
    assert good.quality >= 85
    for wish in ({"dryness": 1.0}, {"dryness": -1.0}, {"partial": 0.8}, {"wear": 0.9}, {"pressure": 0.0}):
        worse = touch(finger(5), 1, conditions=Conditions(**{**vars(STILL), **wish}))
        assert quality_of(worse.conditions) == worse.quality < good.quality - 15


@pytest.mark.parametrize("wish", [{"dryness": 1.5}, {"partial": -0.1}, {"noise": 9}])
def test_conditions_outside_their_range_are_refused(wish: dict[str, float]) -> None:
    with pytest.raises(BadCondition):
        Conditions(**wish)


def test_little_fingers_are_mostly_ulnar_loops() -> None:
    rng = np.random.default_rng(1)
    drawn = [draw_pattern(rng, Finger.LEFT_LITTLE) for _ in range(400)]
    assert 0.75 < drawn.count(Pattern.ULNAR) / 400 < 0.9


def test_parallel_ridges_need_no_relaxation() -> None:
    assert np.abs(relaxation(np.full((160, 120), 0.7, np.float32))).max() < 1e-3


def test_spreading_ridges_relax_by_the_distance() -> None:
    rows, columns = np.mgrid[0:240, 0:240].astype(np.float32)
    x, y = columns + 120, 120 - rows
    u = relaxation(np.arctan2(y, x).astype(np.float32))
    # Straight ridges from one point: the frequency falls as one over the distance, u = -log r + constant.
    assert u[120, 40] - u[120, 200] == pytest.approx(np.log(320 / 160), abs=0.12)
