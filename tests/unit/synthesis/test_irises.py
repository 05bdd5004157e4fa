"""Generated eyes behave like eyes: one iris' captures agree in phase, two irises' do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.kernel.body import Eye
from jemput.synthesis.errors import BadCondition
from jemput.synthesis.irises import HEIGHT, WIDTH, Conditions, Look, capture, identity, look

OPEN = Conditions(closing=0.0, blur_pixels=0.8, rotation_degrees=0.0)


def code(seen: Look) -> NDArray[np.bool_]:
    """A plain iris code in Daugman's manner: the phase of 16 cycles a turn on rings left and right."""
    x, y, radius = seen.iris
    px, py, pupil = seen.pupil
    angle = np.linspace(0, 2 * np.pi, 512, endpoint=False, dtype=np.float32)[None, :]
    out = np.linspace(0.15, 0.75, 8, dtype=np.float32)[:, None]
    columns = (1 - out) * (px + pupil * np.cos(angle)) + out * (x + radius * np.cos(angle))
    rows = (1 - out) * (py + pupil * np.sin(angle)) + out * (y + radius * np.sin(angle))
    rings = cv2.remap(seen.image, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR)
    spectrum = np.fft.fft(rings.astype(float), axis=1)
    turns = np.fft.fftfreq(512, 1 / 512)
    phase = np.fft.ifft(spectrum * np.exp(-(((turns - 16) / 5.0) ** 2)) * (turns > 6), axis=1)
    sides = np.r_[0:64, 192:320, 448:512]
    return np.asarray(np.concatenate([phase.real > 0, phase.imag > 0])[:, sides])


def distance(a: Look, b: Look) -> float:
    return float((code(a) != code(b)).mean())


def test_the_same_seeds_give_the_same_image() -> None:
    image = capture(identity(5), 2)
    assert np.array_equal(image, capture(identity(5), 2))
    assert image.shape == (HEIGHT, WIDTH)
    assert image.dtype == np.uint8
    assert not np.array_equal(image, capture(identity(5), 3))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_eye_agrees_with_itself_and_no_other(seed: int) -> None:
    right, left, other = identity(seed), identity(seed, Eye.LEFT), identity(seed + 50)
    mine = look(right, 1, conditions=OPEN)
    assert distance(mine, look(right, 2, conditions=OPEN)) < 0.42
    assert distance(mine, look(left, 2, conditions=OPEN)) > 0.44
    assert distance(mine, look(other, 2, conditions=OPEN)) > 0.44


def test_the_circles_are_true() -> None:
    seen = look(identity(4), 1, conditions=OPEN)
    x, y, radius = seen.pupil
    row = seen.image[int(y), :].astype(int)
    assert row[int(x - 0.8 * radius)] < 60 < row[int(x - 1.25 * radius)]
    ix, _, iris = seen.iris
    assert row[int(ix + 0.9 * iris)] + 15 < row[int(ix + 1.1 * iris)]


def test_wishes_are_obeyed() -> None:
    eye = identity(4)
    wide, narrow = (look(eye, 1, conditions=Conditions(dilation=d)) for d in (0.6, 0.3))
    assert wide.pupil[2] / wide.iris[2] == pytest.approx(0.6)
    assert narrow.pupil[2] / narrow.iris[2] == pytest.approx(0.3)
    sharp, dull = (capture(eye, 1, conditions=Conditions(blur_pixels=b, noise=0)) for b in (0.6, 5.0))
    assert cv2.Laplacian(sharp, cv2.CV_64F).var() > 10 * cv2.Laplacian(dull, cv2.CV_64F).var()


def test_quality_follows_the_conditions() -> None:
    good = look(identity(4), 1, conditions=OPEN).quality
    assert good > 80
    for worse in (
        Conditions(closing=0.9),
        Conditions(blur_pixels=5.0, closing=0.0),
        Conditions(dilation=0.7),
    ):
        assert look(identity(4), 1, conditions=worse).quality < good - 15


def test_a_tilted_head_turns_the_iris() -> None:
    eye = identity(7)
    straight, tilted = (
        look(eye, 1, conditions=Conditions(closing=0.0, rotation_degrees=r, dilation=0.43))
        for r in (0.0, 15.0)
    )
    assert distance(straight, tilted) > 0.44


@pytest.mark.parametrize("wish", [{"dilation": 0.9}, {"closing": -1}, {"blur_pixels": 0.0}, {"lamps": 0}])
def test_conditions_outside_their_range_are_refused(wish: dict[str, float]) -> None:
    with pytest.raises(BadCondition):
        Conditions(**wish)  # type: ignore[arg-type]
