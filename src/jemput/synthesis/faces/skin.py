"""The painted face: skin, lips, nose, eyes, brows and beard, without light."""

from __future__ import annotations

import math

import numpy as np

from jemput.kernel.nik import Sex
from jemput.synthesis.faces.anatomy import SIDES, Anatomy
from jemput.synthesis.faces.canvas import (
    Color,
    X,
    Y,
    blob,
    cover,
    curve,
    filled,
    flat,
    noise,
    shade,
    stroke,
    whole,
)
from jemput.synthesis.faces.traits import Beard, Traits
from jemput.synthesis.fields import Plane, Values

_LIGHT, _DARK = np.array([150.0, 182.0, 222.0]), np.array([56.0, 84.0, 128.0])
_HAIR = ((18.0, 16.0, 18.0), (24.0, 26.0, 34.0), (30.0, 42.0, 62.0))
_IRIS = ((22.0, 30.0, 46.0), (30.0, 48.0, 78.0), (40.0, 62.0, 96.0))


def skin_color(traits: Traits) -> Color:
    """The color of bare skin (blue, green, red)."""
    tone = _LIGHT + (_DARK - _LIGHT) * traits["tone"] ** 1.2
    return np.asarray(tone + np.array([-5.0, -1.0, 5.0]) * traits["warmth"])


def hair_color(traits: Traits) -> Color:
    """Black to brown; gray for the old."""
    place = traits["hair_color"]
    color = np.array(_HAIR[0 if place < 0.55 else 1 if place < 0.88 else 2])
    return color * 0.3 + 105.0 if traits["age"] > 0.72 else color


def paint_face(rng: np.random.Generator, parts: Anatomy) -> Plane:
    """The face as flat paint, three channels; it fills the whole canvas, to be cut out by the outline."""
    paint = _bare_skin(rng, parts)
    _blemish(rng, paint)
    _paint_lips(paint, parts)
    for side in SIDES:
        _paint_nostril(paint, parts, side)
        _paint_eye(paint, parts, side)
        _paint_brow(rng, paint, parts, side)
    if parts.traits.beard is not Beard.NONE:
        _paint_beard(rng, paint, parts)
    return paint


def _bare_skin(rng: np.random.Generator, parts: Anatomy) -> Plane:
    face, eye_y = parts.traits, parts.eye_y
    paint = flat(skin_color(face))
    grain = 0.05 * noise(rng, 84.0) + 0.04 * noise(rng, 34.0) + 0.018 * noise(rng, 11.0)
    grain += 0.014 * (1.0 + face["age"]) * noise(rng, 2.6)
    paint *= 1.0 + grain[..., None]
    shadow = 0.5 if face.sex is Sex.FEMALE else 0.85
    for side in SIDES:
        x = side * parts.eye_x
        shade(paint, blob(side * 0.5 * parts.width, 0.2, 0.22, 0.17), (0.84, 0.86, 1.05), 0.5)
        shade(paint, blob(x, eye_y + 0.115, 0.13, 0.05), (0.82, 0.80, 0.84), 0.25 + 0.45 * face["eye_bag"])
        shade(paint, blob(x, eye_y - 0.05, 0.17, 0.07), (0.74, 0.72, 0.76), shadow)
        shade(paint, blob(x, eye_y + 0.22, 0.20, 0.09), (1.07, 1.07, 1.07))
    shade(paint, blob(0.0, parts.nose_y - 0.02, 0.10, 0.08), (0.88, 0.90, 1.03), 0.5)
    return paint


def _blemish(rng: np.random.Generator, paint: Plane) -> None:
    for _ in range(int(rng.poisson(1.6))):
        mole = blob(
            float(rng.uniform(-0.75, 0.75)), float(rng.uniform(-0.6, 1.0)), float(rng.uniform(0.010, 0.022))
        )
        shade(paint, mole, (0.40, 0.42, 0.50))
    if rng.random() < 0.12:
        for x, y in rng.normal((0.0, 0.08), (0.4, 0.13), (45, 2)):
            shade(paint, blob(float(x), float(y), 0.012), (0.60, 0.66, 0.78), 0.45)


def _paint_lips(paint: Plane, parts: Anatomy) -> None:
    face, y, w = parts.traits, parts.mouth_y, parts.traits["mouth_width"]
    corner, upper, lower = y + face["mouth_curve"], face["lip_upper"], face["lip_lower"]
    top = curve(
        [
            (-w, corner),
            (-w / 2, y - 0.7 * upper),
            (-0.05, y - 1.15 * upper),
            (0.0, y - 0.9 * upper),
            (0.05, y - 1.15 * upper),
            (w / 2, y - 0.7 * upper),
            (w, corner),
        ]
    )
    middle = curve([(-w, corner), (-0.4 * w, y + 0.006), (0.0, y + 0.012), (0.4 * w, y + 0.006), (w, corner)])
    bottom = curve(
        [
            (-w, corner),
            (-w / 2, y + 0.85 * lower),
            (0.0, y + 1.25 * lower),
            (w / 2, y + 0.85 * lower),
            (w, corner),
        ]
    )
    red = np.array([0.72, 0.62, 0.93])
    if face.sex is Sex.FEMALE:
        red = np.array([0.70, 0.50, 1.0]) * (1.0 - 0.12 * face["lip_color"])
    shade(paint, filled(np.vstack([top, middle[::-1]]), 1.3), 0.95 * red, 0.75)
    shade(paint, filled(np.vstack([middle, bottom[::-1]]), 1.3), red, 0.85)
    shade(paint, stroke(middle, 2, 1.1), (0.42, 0.38, 0.45), 0.85)
    shade(paint, blob(0.0, y + 1.25 * lower + 0.05, 0.14, 0.03), (0.70, 0.70, 0.72), 0.3)


def _paint_nostril(paint: Plane, parts: Anatomy, side: float) -> None:
    y, w = parts.nose_y, side * parts.traits["nose_width"]
    shade(paint, blob(0.5 * w, y + 0.045, 0.038, 0.017, 0.3 * side), (0.30, 0.28, 0.36))
    wing = curve([(0.98 * w, y - 0.08), (1.18 * w, y - 0.01), (1.02 * w, y + 0.055)])
    shade(paint, stroke(wing, 1, 1.3), (0.45, 0.45, 0.50), 0.4)


def _paint_eye(paint: Plane, parts: Anatomy, side: float) -> None:
    face, x, y = parts.traits, side * parts.eye_x, parts.eye_y
    wide, high = side * face["eye_width"], face["eye_height"]
    inner, outer = (-wide, 0.022), (wide, -0.008)
    lifted = [inner, (-0.45 * wide, -0.82 * high), (0.0, -high), (0.55 * wide, -0.72 * high), outer]
    resting = [
        inner,
        (-0.4 * wide, 0.62 * high),
        (0.25 * wide, 0.72 * high),
        (0.7 * wide, 0.42 * high),
        outer,
    ]
    upper, lower = _tilted(lifted, parts, side), _tilted(resting, parts, side)
    ball = flat((222.0, 228.0, 234.0))
    shade(ball, blob(x, y - high, 0.20, 0.05), (0.72, 0.72, 0.72))
    away = np.hypot(X - x, Y - y + 0.008)
    depth = (0.8 + 0.5 * np.clip(away / 0.082, 0.0, 1.0) ** 2)[..., None]
    place = face["iris_color"]
    color = np.array(_IRIS[0 if place < 0.5 else 1 if place < 0.82 else 2])
    cover(ball, whole((0.082 - away) * 76.0 + 0.5), color * depth)
    cover(ball, whole((0.034 - away) * 84.0 + 0.5), (10.0, 10.0, 10.0))
    cover(ball, blob(x + 0.022, y - 0.036, 0.012), (235.0, 235.0, 235.0))
    cover(paint, filled(np.vstack([upper, lower[::-1]]), 0.85), ball)
    shade(paint, stroke(upper, 2, 0.85), (0.16, 0.16, 0.20), 0.9)
    shade(paint, stroke(lower, 1, 1.0), (0.40, 0.40, 0.46), 0.35)
    crease = upper - np.array([0.0, 0.045 + 0.03 * face["hood"]])
    shade(paint, stroke(crease, 1, 1.2), (0.50, 0.48, 0.52), 0.25 + 0.35 * face["hood"])


def _tilted(points: list[tuple[float, float]], parts: Anatomy, side: float) -> Values:
    """Points around an eye's middle turned by its tilt, as a smooth curve in place."""
    turn = side * parts.traits["eye_tilt"]
    cosine, sine = math.cos(turn), math.sin(turn)
    turned = np.asarray(points) @ np.array([[cosine, sine], [-sine, cosine]])
    return curve(turned + np.array([side * parts.eye_x, parts.eye_y]))


def _paint_brow(rng: np.random.Generator, paint: Plane, parts: Anatomy, side: float) -> None:
    face = parts.traits
    y, long, thick = parts.eye_y - face["brow_rise"], side * face["brow_length"], face["brow_thick"]
    arch, tilt = face["brow_arch"], face["brow_tilt"]
    x = side * parts.eye_x - 0.95 * long
    spots = ((0.0, y + tilt), (0.9, y - arch), (1.5, y - 0.9 * arch - 0.4 * tilt), (2.05, y + 0.037 - tilt))
    over = curve(
        [(x + s * long, v + t * thick) for (s, v), t in zip(spots, (0.1, -0.35, -0.15, -0.05), strict=True)]
    )
    under = curve(
        [(x + s * long, v + t * thick) for (s, v), t in zip(spots, (1.0, 0.55, 0.35, 0.05), strict=True)]
    )
    hairs = np.clip(0.80 + 0.16 * noise(rng, 3.0), 0.3, 1.0)
    cover(paint, filled(np.vstack([over, under[::-1]]), 1.5) * hairs, hair_color(face) * 0.9 + 8.0)


def _paint_beard(rng: np.random.Generator, paint: Plane, parts: Anatomy) -> None:
    w, y, chin = parts.traits["mouth_width"], parts.mouth_y, parts.chin_y
    ring = np.hypot(X / (0.98 * parts.width), (Y - 0.25) / (chin - 0.27))
    jaw = np.clip((ring - 0.74) / 0.14, 0.0, 1.0) * np.clip((Y - 0.12 - 0.25 * np.abs(X)) / 0.3, 0.0, 1.0)
    jaw = jaw * parts.inside
    mustache = np.zeros_like(jaw)
    lip = filled(
        [(-1.1 * w, y - 0.02), (-0.05, y - 0.17), (0.05, y - 0.17), (1.1 * w, y - 0.02), (0.0, y - 0.065)],
        1.9,
    )
    mustache[lip.window] = lip.weight
    goatee = np.clip(1.3 * np.exp(-0.5 * ((X / 0.16) ** 2 + ((Y - chin + 0.1) / 0.13) ** 2)), 0.0, 1.0) * (
        y + 0.12 < Y
    )
    hairs = np.clip(0.75 + 0.25 * noise(rng, 2.2), 0.2, 1.0)
    weight = {
        Beard.STUBBLE: 0.42 * np.maximum(jaw, mustache),
        Beard.MUSTACHE: 0.85 * mustache,
        Beard.GOATEE: 0.85 * np.maximum(mustache, goatee),
        Beard.FULL: 0.90 * np.maximum(jaw, mustache),
    }[parts.traits.beard]
    cover(paint, whole(weight * hairs), hair_color(parts.traits))
