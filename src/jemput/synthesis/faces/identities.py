"""One invented face, painted flat, with its relief: all that stays the same from capture to capture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.synthesis.faces.anatomy import draw_relief, place_parts
from jemput.synthesis.faces.attire import before, behind, put_on_glasses
from jemput.synthesis.faces.canvas import COLUMNS, ROWS, X, Y
from jemput.synthesis.faces.skin import paint_face
from jemput.synthesis.faces.traits import Traits, draw_traits
from jemput.synthesis.fields import Plane, blur, sample


@dataclass(frozen=True, eq=False)
class FaceIdentity:
    """A portrait without light: paint (blue, green, red), relief, what is not background, what shines."""

    seed: int
    traits: Traits
    paint: Plane
    relief: Plane
    cover: Plane
    shine: Plane


def identity(seed: int) -> FaceIdentity:
    """Invent face `seed` (0 or more). It looks like a clay puppet, never like a photograph."""
    traits = draw_traits(seed)
    rng = np.random.default_rng([seed, 202])
    parts = place_parts(traits)
    face = draw_relief(rng, parts)
    paint = paint_face(rng, parts)
    put_on_glasses(paint, parts)
    back, front = behind(rng, parts), before(rng, parts)
    inside = parts.inside
    painted = _over(front.paint, front.cover, _over(paint, inside, back.paint))
    torso = 0.22 * np.sqrt(np.clip(1.0 - (X / 1.3) ** 2, 0.0, 1.0)) * (back.cover > 0.3) - 0.1
    relief = face * inside + (1.0 - inside) * torso + front.cover * (0.09 + front.relief)
    covered = np.maximum(np.maximum(back.cover, inside), front.cover)
    return _warped(rng, traits, painted, relief, covered, inside * (1.0 - front.cover))


def _over(paint: Plane, weight: Plane, under: Plane) -> Plane:
    return np.asarray(under + weight[..., None] * (paint - under), np.float32)


def _warped(
    rng: np.random.Generator, traits: Traits, paint: Plane, relief: Plane, covered: Plane, shine: Plane
) -> FaceIdentity:
    """Pull every face a little out of the common mold, mostly the same on both halves."""
    fading = 0.25 + 0.75 / (1.0 + np.exp(-(Y + 0.75) / 0.1)) / (1.0 + np.exp((Y - 1.15) / 0.1))
    columns, rows = np.meshgrid(np.arange(COLUMNS, dtype=np.float32), np.arange(ROWS, dtype=np.float32))
    x = columns + fading * _pull(rng, mirrored=-1.0)
    y = rows + fading * _pull(rng, mirrored=1.0)
    places = (x.astype(np.float32), y.astype(np.float32))
    return FaceIdentity(
        traits.seed,
        traits,
        sample(paint, *places),
        blur(sample(relief, *places), 2.3),
        sample(covered, *places),
        sample(shine, *places),
    )


def _pull(rng: np.random.Generator, mirrored: float) -> Plane:
    noise = rng.standard_normal((ROWS, COLUMNS), dtype=np.float32)
    field = blur(noise, 20.0) * (20.0 * 3.545 * 3.0)
    both = (field + mirrored * field[:, ::-1]) / 2
    return np.asarray(1.12 * both + 0.25 * field, np.float32)
