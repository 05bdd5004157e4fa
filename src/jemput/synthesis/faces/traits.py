"""What makes one invented face differ from another: shape, color and style, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from jemput.kernel.nik import Sex
from jemput.synthesis.draws import Wheel


class Style(StrEnum):
    """What is on the head."""

    HIJAB = "hijab"
    LONG = "long"
    BUN = "bun"
    BOB = "bob"
    CROP = "crop"
    PARTED = "parted"
    BALD = "bald"
    PECI = "peci"
    CURLY = "curly"


class Beard(StrEnum):
    """Hair on the lower face."""

    NONE = "none"
    STUBBLE = "stubble"
    MUSTACHE = "mustache"
    GOATEE = "goatee"
    FULL = "full"


# Women's mean, men's mean, deviation, least, most; lengths in face units.
_SHAPES: dict[str, tuple[float, float, float, float, float]] = {
    "width": (1.0, 1.0, 0.09, 0.80, 1.22),
    "jaw": (0.80, 0.86, 0.075, 0.60, 1.02),
    "chin_width": (0.42, 0.50, 0.09, 0.22, 0.70),
    "chin_y": (1.20, 1.20, 0.08, 1.02, 1.40),
    "forehead": (1.0, 1.0, 0.08, 0.80, 1.20),
    "cheek": (0.0, 0.0, 0.06, -0.14, 0.14),
    "cheekbone": (0.06, 0.06, 0.05, -0.04, 0.20),
    "eye_x": (0.405, 0.405, 0.046, 0.29, 0.52),
    "eye_y": (-0.24, -0.24, 0.085, -0.42, -0.05),
    "eye_width": (0.192, 0.192, 0.022, 0.13, 0.25),
    "eye_height": (0.088, 0.088, 0.020, 0.045, 0.135),
    "eye_tilt": (0.02, 0.02, 0.05, -0.12, 0.16),
    "socket": (0.085, 0.085, 0.045, 0.0, 0.22),
    "brow_rise": (0.25, 0.25, 0.05, 0.15, 0.38),
    "brow_thick": (0.05, 0.07, 0.02, 0.02, 0.13),
    "brow_arch": (0.055, 0.055, 0.03, -0.02, 0.14),
    "brow_tilt": (-0.025, -0.025, 0.04, -0.12, 0.08),
    "brow_length": (0.25, 0.25, 0.03, 0.18, 0.33),
    "nose_length": (0.36, 0.36, 0.085, 0.17, 0.56),
    "nose_width": (0.17, 0.17, 0.03, 0.10, 0.26),
    "nose_height": (0.30, 0.30, 0.08, 0.12, 0.52),
    "nose_tip": (0.10, 0.10, 0.025, 0.05, 0.17),
    "nose_bridge": (0.07, 0.07, 0.02, 0.035, 0.13),
    "mouth_y": (0.66, 0.66, 0.075, 0.48, 0.84),
    "mouth_width": (0.30, 0.30, 0.045, 0.19, 0.42),
    "lip_upper": (0.05, 0.05, 0.02, 0.014, 0.11),
    "lip_lower": (0.07, 0.07, 0.022, 0.02, 0.14),
    "mouth_curve": (-0.018, -0.018, 0.024, -0.08, 0.06),
    "hairline": (-0.86, -0.82, 0.09, -1.08, -0.62),
    "warmth": (0.0, 0.0, 1.0, -2.0, 2.0),
}
_SHARES = ("age", "tone", "hood", "lip_color", "iris_color", "hair_color", "eye_bag")

_WOMEN: Wheel[Style] = Wheel({Style.HIJAB: 50, Style.LONG: 35, Style.BUN: 10, Style.BOB: 5})
_MEN: Wheel[Style] = Wheel(
    {Style.CROP: 30, Style.PARTED: 25, Style.PECI: 12, Style.CURLY: 20, Style.BALD: 13}
)
_BEARDS: Wheel[Beard] = Wheel(
    {Beard.NONE: 42, Beard.STUBBLE: 20, Beard.MUSTACHE: 14, Beard.GOATEE: 12, Beard.FULL: 12}
)


@dataclass(frozen=True)
class Traits:
    """One face: `shape` in face units by the names above, `share` 0 to 1, colors as blue, green, red."""

    seed: int
    sex: Sex
    shape: dict[str, float]
    share: dict[str, float]
    style: Style
    beard: Beard
    glasses: bool
    cloth: tuple[float, float, float]
    scarf: tuple[float, float, float]

    def __getitem__(self, name: str) -> float:
        return self.shape[name] if name in self.shape else self.share[name]


def draw_traits(seed: int) -> Traits:
    """Draw the traits of face `seed` (0 or more)."""
    rng = np.random.default_rng([seed, 101])
    sex = Sex.FEMALE if rng.random() < 0.5 else Sex.MALE
    female = sex is Sex.FEMALE
    shape = {
        name: float(np.clip(rng.normal(women if female else men, spread), low, high))
        for name, (women, men, spread, low, high) in _SHAPES.items()
    }
    share = {name: float(rng.random()) for name in _SHARES} | {"age": float(rng.beta(1.3, 2.0))}
    return Traits(
        seed=seed,
        sex=sex,
        shape=shape,
        share=share,
        style=(_WOMEN if female else _MEN).spin(rng),
        beard=Beard.NONE if female else _BEARDS.spin(rng),
        glasses=bool(rng.random() < 0.22),
        cloth=_color(rng, 35.0, 215.0),
        scarf=_color(rng, 30.0, 225.0),
    )


def _color(rng: np.random.Generator, low: float, high: float) -> tuple[float, float, float]:
    """A cloth color: not as loud as three independent channels would be."""
    gray = rng.uniform(low, high)
    blue, green, red = (float(np.clip(gray + rng.normal(0.0, 38.0), low, high)) for _ in range(3))
    return blue, green, red
