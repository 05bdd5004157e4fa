"""One invented eye: its texture and all that stays the same from capture to capture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.kernel.body import Eye
from jemput.synthesis.fields import Plane
from jemput.synthesis.irises.textures import draw_texture


@dataclass(frozen=True, eq=False)
class IrisIdentity:
    """One eye. Gray values 0 to 255; lengths as shares of the iris radius unless the name says pixels."""

    seed: int
    eye: Eye
    texture: Plane
    gray: float
    contrast: float
    radius_pixels: float
    dilation: float
    pupil_offset: tuple[float, float]
    pupil_shape: tuple[float, float, float]
    white_gray: float
    skin_gray: float
    lash_strength: float
    lid_shape: tuple[float, float, float, float]
    lash_seed: int


def identity(seed: int, eye: Eye = Eye.RIGHT) -> IrisIdentity:
    """Invent the eye of person `seed` (0 or more); about 0.05 s. Left and right eyes are unrelated."""
    rng = np.random.default_rng([seed, int(eye), 31])
    texture = draw_texture(rng)
    return IrisIdentity(
        seed=seed,
        eye=eye,
        texture=texture,
        gray=float(rng.uniform(112.0, 155.0)),
        contrast=float(rng.uniform(5.0, 9.5)),
        radius_pixels=float(rng.uniform(112.0, 130.0)),
        dilation=float(rng.uniform(0.36, 0.50)),
        pupil_offset=(float(rng.normal(0.0, 0.022)), float(rng.normal(0.0, 0.018))),
        pupil_shape=(
            float(rng.normal(0.0, 0.012)),
            float(rng.normal(0.0, 0.012)),
            float(rng.normal(0.0, 0.006)),
        ),
        white_gray=float(rng.uniform(172.0, 198.0)),
        skin_gray=float(rng.uniform(170.0, 222.0)),
        lash_strength=float(rng.uniform(0.4, 1.0)),
        lid_shape=tuple(float(v) for v in rng.normal(0.0, 0.04, 4)),  # type: ignore[arg-type]
        lash_seed=int(rng.integers(1 << 31)),
    )
