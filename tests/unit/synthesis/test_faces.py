"""Generated portraits: the same puppet again and again, different puppets apart, lit and posed as asked."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.kernel.nik import Sex
from jemput.synthesis.errors import BadCondition
from jemput.synthesis.faces import HEIGHT, WIDTH, Conditions, FaceIdentity, capture, identity, portray
from jemput.synthesis.faces.chosen import separated
from jemput.synthesis.faces.traits import Beard, Style, draw_traits

STRAIGHT = Conditions(yaw_degrees=0, pitch_degrees=0, roll_degrees=0, light_degrees=0, brightness=1.0)


@cache
def face(seed: int) -> FaceIdentity:
    return identity(seed)


def middle(image: NDArray[np.uint8]) -> NDArray[np.floating]:
    part = image[200:440, 140:340].mean(axis=2)
    return np.asarray((part - part.mean()) / part.std())


def test_the_same_seeds_give_the_same_image() -> None:
    image = capture(face(5), 2)
    assert np.array_equal(image, capture(identity(5), 2))
    assert image.shape == (HEIGHT, WIDTH, 3)
    assert image.dtype == np.uint8
    assert not np.array_equal(image, capture(face(5), 3))


def test_skin_is_redder_than_blue_so_the_order_is_red_green_blue() -> None:
    cheek = capture(face(5), 1, conditions=STRAIGHT)[330:360, 200:280].mean(axis=(0, 1))
    assert cheek[0] > cheek[2]


def test_one_face_resembles_itself_more_than_another() -> None:
    mine = middle(capture(face(5), 1, conditions=STRAIGHT))
    again = middle(capture(face(5), 2, conditions=STRAIGHT))
    others = [middle(capture(face(seed), 2, conditions=STRAIGHT)) for seed in (6, 9, 14)]
    assert (mine * again).mean() > max((mine * other).mean() for other in others)


def test_light_comes_from_where_it_is_wished() -> None:
    def halves(degrees: float) -> float:
        wish = Conditions(**{**vars(STRAIGHT), "light_degrees": degrees})
        image = capture(face(5), 1, conditions=wish)[250:400].astype(float)
        return float(image[:, 250:320].mean() - image[:, 160:230].mean())

    assert halves(60) > halves(0) > halves(-60)


def test_brightness_and_blur_are_obeyed() -> None:
    dark, light = (capture(face(5), 1, conditions=Conditions(brightness=b)).mean() for b in (0.5, 1.3))
    assert dark < light - 40
    sharp, dull = (
        np.diff(capture(face(5), 1, conditions=Conditions(blur_pixels=b, noise=0)).astype(float)).std()
        for b in (0.6, 6.0)
    )
    assert sharp > dull


@pytest.mark.parametrize(
    "wish", [{"yaw_degrees": 30.0}, {"brightness": 0.4}, {"blur_pixels": 6.0}, {"light_degrees": 70.0}]
)
def test_quality_follows_the_conditions(wish: dict[str, float]) -> None:
    assert portray(face(5), 1, conditions=STRAIGHT).quality > 88
    assert portray(face(5), 1, conditions=Conditions(**{**vars(STRAIGHT), **wish})).quality < 75


def test_conditions_outside_their_range_are_refused() -> None:
    with pytest.raises(BadCondition):
        Conditions(yaw_degrees=80)


def test_women_have_no_beards_and_men_no_hijab() -> None:
    drawn = [draw_traits(seed) for seed in range(200)]
    assert all(t.beard is Beard.NONE for t in drawn if t.sex is Sex.FEMALE)
    assert all(t.style is not Style.HIJAB for t in drawn if t.sex is Sex.MALE)
    assert 70 < sum(t.sex is Sex.FEMALE for t in drawn) < 130


def test_the_chosen_seeds_are_of_both_sexes() -> None:
    seeds = separated()
    assert len(seeds) == len(set(seeds)) >= 40
    assert sorted((*separated(Sex.FEMALE), *separated(Sex.MALE))) == sorted(seeds)
    assert all(draw_traits(seed).sex is Sex.FEMALE for seed in separated(Sex.FEMALE))
