"""How a finger was laid on the glass: what may be wished for, what chance fills in, and how good that is."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from jemput.synthesis.errors import BadCondition

_RANGES = {
    "dryness": (-1.0, 1.0),
    "pressure": (0.0, 1.0),
    "partial": (0.0, 1.0),
    "wear": (0.0, 1.0),
    "rotation_degrees": (-180.0, 180.0),
    "shift_x": (-400.0, 400.0),
    "shift_y": (-400.0, 400.0),
    "distortion": (0.0, 3.0),
    "noise": (0.0, 5.0),
}


_CARELESS = 0.15
"""Share of unattended touches that are careless."""


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Wishes for one impression; None leaves it to the impression's seed.

    dryness -1 (wet) to 1 (dry); pressure 0 to 1 (contact area and contrast); partial 0 (whole) to 1
    (only an edge touched); wear 0 to 1 (ridges worn down by work); rotation in degrees, shift in pixels;
    distortion and noise as multiples of the usual. Raises BadCondition outside these ranges.
    """

    dryness: float | None = None
    pressure: float | None = None
    partial: float | None = None
    wear: float | None = None
    rotation_degrees: float | None = None
    shift_x: float | None = None
    shift_y: float | None = None
    distortion: float = 1.0
    noise: float = 1.0

    def __post_init__(self) -> None:
        for wish in fields(self):
            value = getattr(self, wish.name)
            low, high = _RANGES[wish.name]
            if value is not None and not low <= value <= high:
                raise BadCondition(name=wish.name, value=value, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The conditions of one impression as they came to be; rotation in radians."""

    dryness: float
    pressure: float
    partial: float
    wear: float
    rotation: float
    shift_x: float
    shift_y: float
    distortion: float
    noise: float


def settle(rng: np.random.Generator, wished: Conditions) -> Settled:
    """Fill in by chance what was not wished for; every value is drawn, so that wishes disturb no other."""
    chance = {
        "dryness": float(np.clip(rng.normal(0.08, 0.48), -1.0, 1.0)),
        "pressure": float(np.clip(rng.beta(4.0, 2.2), 0.1, 1.0)),
        "partial": float(np.clip(rng.normal(-0.2, 0.42), 0.0, 1.0)),
        "wear": float(np.clip(rng.normal(-0.25, 0.3), 0.0, 1.0)),
        "rotation_degrees": float(rng.normal(0.0, 9.0)),
        "shift_x": float(rng.normal(0.0, 18.0)),
        "shift_y": float(rng.normal(0.0, 24.0)),
    }
    if wished.partial is None:
        _spoil(rng.spawn(1)[0], chance)
    taken = {
        name: value if getattr(wished, name) is None else getattr(wished, name)
        for name, value in chance.items()
    }
    rotation = math.radians(taken.pop("rotation_degrees"))
    return Settled(**taken, rotation=rotation, distortion=wished.distortion, noise=wished.noise)


def _spoil(rng: np.random.Generator, chance: dict[str, float]) -> None:
    """Make one touch in several a careless one, as unattended fingers are: these make a set hard (FVC2002).

    Its own stream, so that supervised touches (`partial` wished) come out as they did without it.
    """
    if rng.random() >= _CARELESS:
        return
    moister = math.copysign(rng.uniform(0.1, 0.6), chance["dryness"])
    chance["dryness"] = float(np.clip(chance["dryness"] + moister, -1.0, 1.0))
    chance["partial"] = float(np.clip(chance["partial"] + rng.uniform(0.05, 0.4), 0.0, 1.0))
    chance["wear"] = float(np.clip(chance["wear"] + rng.uniform(0.0, 0.5), 0.0, 1.0))
    chance["pressure"] *= float(rng.uniform(0.4, 1.0))
    chance["rotation_degrees"] *= 1.5


def quality_of(conditions: Settled) -> int:
    """How well such an impression can be used, 1 to 100, by its conditions alone.

    A judgment, not NFIQ: it falls where less of the finger touches, where ridges break up (dry) or run
    together (wet), and where they are worn.
    """
    score = 88.0
    score -= 42.0 * max(0.0, abs(conditions.dryness) - 0.2)
    score -= 55.0 * conditions.partial
    score -= 45.0 * conditions.wear
    score -= 50.0 * max(0.0, 0.45 - conditions.pressure)
    score -= 9.0 * max(0.0, conditions.noise - 1.0) + 5.0 * max(0.0, conditions.distortion - 1.0)
    return int(np.clip(round(score), 1, 100))
