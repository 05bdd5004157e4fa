"""How an eye looked into the scanner: what may be wished for, what chance fills in, how good that is."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from jemput.synthesis.errors import BadCondition
from jemput.synthesis.irises.identities import IrisIdentity

_RANGES = {
    "dilation": (0.2, 0.7),
    "closing": (0.0, 1.0),
    "blur_pixels": (0.4, 8.0),
    "rotation_degrees": (-45.0, 45.0),
    "noise": (0.0, 5.0),
    "lamps": (1, 8),
}


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Wishes for one capture; None leaves it to the capture's seed.

    dilation: pupil radius over iris radius; closing: 0 wide open to 1 half shut; rotation_degrees: tilt of
    the head; noise as a multiple of the usual; lamps: reflections in the pupil (8 stand in a ring). Raises
    BadCondition outside their ranges.
    """

    dilation: float | None = None
    closing: float | None = None
    blur_pixels: float | None = None
    rotation_degrees: float | None = None
    lamps: int | None = None
    noise: float = 1.0

    def __post_init__(self) -> None:
        for wish in fields(self):
            value = getattr(self, wish.name)
            low, high = _RANGES[wish.name]
            if value is not None and not low <= value <= high:
                raise BadCondition(name=wish.name, value=value, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The conditions of one capture as they came to be; rotation in radians."""

    dilation: float
    closing: float
    blur_pixels: float
    rotation: float
    lamps: int
    noise: float


def settle(rng: np.random.Generator, eye: IrisIdentity, wished: Conditions) -> Settled:
    """Fill in by chance what was not wished for."""
    dilation = float(np.clip(eye.dilation + rng.normal(0.0, 0.05), 0.28, 0.62))
    closing = float(np.clip(rng.beta(2.0, 3.6), 0.0, 1.0))
    blurred = float(np.clip(rng.gamma(4.0, 0.18), 0.5, 4.0))
    rotation = math.radians(
        float(rng.normal(0.0, 2.6)) if wished.rotation_degrees is None else wished.rotation_degrees
    )
    # Which lamps a scanner has does not change from one eye to the next: most have one or two, some a ring.
    lamps = 8 if eye.seed % 3 == 0 else int(rng.integers(1, 3))
    return Settled(
        dilation=dilation if wished.dilation is None else wished.dilation,
        closing=closing if wished.closing is None else wished.closing,
        blur_pixels=blurred if wished.blur_pixels is None else wished.blur_pixels,
        rotation=rotation,
        lamps=lamps if wished.lamps is None else wished.lamps,
        noise=wished.noise,
    )


def quality_of(conditions: Settled) -> int:
    """How well such a capture can be used, 1 to 100, by its conditions alone.

    A judgment, not ISO/IEC 29794-6: it falls with the lid over the iris, blur, an extreme pupil and noise.
    """
    score = 92.0 - 52.0 * max(0.0, conditions.closing - 0.25)
    score -= 14.0 * max(0.0, conditions.blur_pixels - 1.2)
    score -= 110.0 * max(0.0, abs(conditions.dilation - 0.43) - 0.1)
    score -= 12.0 * max(0.0, conditions.noise - 1.0)
    return int(np.clip(round(score), 1, 100))
