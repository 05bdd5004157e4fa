"""Education, occupation and blood group by age, sex and chance, as codes of the population register."""

from __future__ import annotations

from random import Random

from jemput.kernel.nik import Sex
from jemput.synthesis.draws import Wheel

NONE_YET, HOUSEWIFE, PUPIL, RETIRED = 1, 2, 3, 4

_BLOOD: Wheel[int] = Wheel({13: 71, 4: 11, 2: 8, 1: 7, 3: 2, 11: 0.6, 7: 0.2, 5: 0.2})
_SCHOOLED: dict[str, Wheel[int]] = {
    "young": Wheel({3: 10, 4: 24, 5: 52, 6: 2, 7: 3, 8: 9}),
    "middle": Wheel({1: 2, 2: 7, 3: 33, 4: 21, 5: 27, 6: 1, 7: 2, 8: 6.5, 9: 0.5}),
    "old": Wheel({1: 22, 2: 26, 3: 33, 4: 9, 5: 8, 7: 0.7, 8: 1.3}),
}
_MEN: Wheel[int] = Wheel(
    {
        9: 42,
        88: 15,
        15: 13,
        19: 6,
        20: 5,
        27: 2,
        26: 2,
        13: 2,
        81: 2.5,
        11: 2,
        84: 2,
        8: 1,
        35: 1,
        18: 1.5,
        5: 2,
    }
    | {65: 0.8, 85: 0.8, 7: 0.4, 6: 0.4, 86: 0.1, 74: 0.1, 41: 0.1, 14: 0.6}
)
_WOMEN: Wheel[int] = Wheel(
    {
        2: 61,
        9: 14,
        15: 5,
        88: 5,
        84: 3,
        20: 2,
        65: 2.4,
        18: 2,
        5: 1.8,
        73: 0.5,
        74: 0.6,
        30: 0.8,
        23: 0.5,
        1: 1.4,
    }
)


def draw_blood(rng: Random) -> int:
    """A blood group code; most registers know only 13, 'unknown'."""
    return _BLOOD.spin(rng)


def draw_education(rng: Random, age: float) -> int:
    """The highest education on the family card (codes 1 to 10)."""
    if age < 6.5:
        return 1
    if age < 12.5:
        return 2
    if age < 15.5:
        return 3
    if age < 18.5:
        return 4 if rng.random() < 0.85 else 3
    return _SCHOOLED["young" if age < 35 else "middle" if age < 60 else "old"].spin(rng)


def draw_occupation(rng: Random, *, age: float, sex: Sex, single: bool) -> int:
    """An occupation code (1 to 88)."""
    if age < 6:
        return NONE_YET
    if age < 17 or (age < 23 and single and rng.random() < 0.62):
        return PUPIL
    if age > 58 and rng.random() < 0.05:
        return RETIRED
    if single and age < 30 and rng.random() < 0.3:
        return NONE_YET
    code = (_MEN if sex is Sex.MALE else _WOMEN).spin(rng)
    return NONE_YET if single and code == HOUSEWIFE else code
