"""What surrounds a face: neck, ears and clothes behind it; hair, scarf, cap and glasses before it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from jemput.synthesis.faces.anatomy import SIDES, Anatomy
from jemput.synthesis.faces.canvas import (
    UNIT,
    Points,
    X,
    Y,
    blob,
    cover,
    curve,
    empty,
    flat,
    noise,
    stroke,
    whole,
)
from jemput.synthesis.faces.skin import hair_color, skin_color
from jemput.synthesis.faces.traits import Style
from jemput.synthesis.fields import Plane, Values

_LOOSE = (Style.LONG, Style.BOB)
_LENS = np.array(
    [
        [-0.24, 0.0],
        [-0.2, -0.13],
        [0.0, -0.16],
        [0.2, -0.13],
        [0.24, 0.0],
        [0.18, 0.15],
        [0.0, 0.19],
        [-0.18, 0.15],
    ]
)


@dataclass(frozen=True, eq=False)
class Layer:
    """Paint with its cover (0 to 1) and how far it stands out, over the whole canvas."""

    paint: Plane
    cover: Plane
    relief: Plane


def behind(rng: np.random.Generator, parts: Anatomy) -> Layer:
    """Everything behind the face: neck, ears, hair falling behind, shoulders."""
    traits, hair = parts.traits, _hair_texture(rng, parts)
    layer = Layer(flat((0.0, 0.0, 0.0)), empty(), empty())
    _lay(layer, _neck(), flat(skin_color(traits) * 0.80))
    for side in SIDES:
        ear = blob(side * (parts.width + 0.02), -0.08, 0.075, 0.17)
        soft = empty()
        soft[ear.window] = np.clip(1.3 * np.sqrt(1.4 * ear.weight) - 0.45, 0.0, 1.0)
        _lay(layer, soft, flat(skin_color(traits) * 0.88))
    if traits.style is Style.HIJAB:
        _lay(layer, _crown(parts, 0.9), flat(np.array(traits.scarf) * 0.4))
    elif traits.style in _LOOSE:
        _lay(layer, np.maximum(_crown(parts, 1.02), _falling(parts)), hair)
    elif traits.style not in (Style.BALD, Style.PECI):
        _lay(layer, _crown(parts, 1.02) * (Y < -0.05) * (1.0 - layer.cover), hair)
    cloth = flat(traits.cloth) * (1.0 + 0.05 * noise(rng, 24.0))[..., None]
    _lay(layer, np.clip((1.75 - np.hypot(X / 1.15, Y - 3.0)) * UNIT / 2, 0.0, 1.0), cloth)
    return layer


def before(rng: np.random.Generator, parts: Anatomy) -> Layer:
    """What lies over the face: hair, scarf or cap."""
    style = parts.traits.style
    if style is Style.HIJAB:
        return _scarf(rng, parts)
    if style is Style.BALD:
        return Layer(flat((0.0, 0.0, 0.0)), empty(), empty())
    return _hair(rng, parts)


def put_on_glasses(paint: Plane, parts: Anatomy) -> None:
    """Draw a dark frame over the painted face, in place."""
    if not parts.traits.glasses:
        return
    x, y = parts.eye_x, parts.eye_y
    lines: list[Points] = [curve([(0.24 - x, y), (0.0, y - 0.03), (x - 0.24, y)])]
    for side in SIDES:
        lens = np.vstack([_LENS, _LENS[:1]])
        lines.append(curve(np.column_stack([side * (x + lens[:, 0]), y + 0.03 + lens[:, 1]])))
        lines.append([(side * (x + 0.24), y), (side * parts.width, y - 0.06)])
    for line in lines:
        cover(paint, stroke(line, 2, 0.8), (28.0, 26.0, 30.0))


def _lay(layer: Layer, weight: Values, paint: Plane) -> None:
    cover(layer.paint, whole(weight), paint)
    np.maximum(layer.cover, np.asarray(weight, np.float32), out=layer.cover)


def _neck() -> Values:
    wide = 0.62 + 0.28 * np.clip((Y - 1.45) * 3.0, 0.0, 4.0)
    neck = np.clip((wide - np.abs(X)) * UNIT / 2, 0.0, 1.0) * (Y > 0.7) * (Y < 1.6)
    return np.asarray(neck, np.float32)


def _hair_texture(rng: np.random.Generator, parts: Anatomy) -> Plane:
    strands = cv2.GaussianBlur(rng.standard_normal(X.shape, dtype=np.float32), (0, 0), 0.9, sigmaY=7.5) * 3.7
    color = hair_color(parts.traits).astype(np.float32)
    return np.asarray(
        color * (1.0 + 0.5 * strands[..., None]) + 6.0 * np.clip(strands, 0.0, 9.0)[..., None], np.float32
    )


def _round(parts: Anatomy) -> Values:
    """Distance from the middle of the skull, 1 on its rim."""
    across = (np.abs(X) / (1.13 * parts.width)) ** 2.5
    return np.asarray((across + (np.abs(Y + 0.30) / 1.13) ** 2.5) ** 0.4)


def _crown(parts: Anatomy, size: float) -> Values:
    return np.asarray(np.clip((size - _round(parts)) * 30.0, 0.0, 1.0), np.float32)


def _falling(parts: Anatomy) -> Values:
    end = 1.75 if parts.traits.style is Style.LONG else 0.95
    wave = 0.10 * np.sin(3.0 * Y + parts.traits.seed)
    hair = np.clip((1.16 * parts.width + wave - np.abs(X)) * UNIT / 3, 0.0, 1.0) * (Y > -0.4) * (end > Y)
    return np.asarray(hair, np.float32)


def _scarf(rng: np.random.Generator, parts: Anatomy) -> Layer:
    traits, width = parts.traits, parts.width
    opening = np.hypot(X / (0.93 * width * (1.0 - 0.05 * (Y > 0.3))), (Y - 0.08) / (parts.chin_y + 0.02))
    brow = np.hypot(X / (0.90 * width), (Y - 0.08) / (0.86 - 0.12 * traits["hairline"]))
    edge = np.where(Y < 0.08, brow, opening)
    head = np.clip((1.08 - np.hypot(X / (1.22 * width), (Y + 0.18) / 1.5)) * 26.0, 0.0, 1.0)
    chest = np.clip(
        (1.0 - np.hypot(X / (1.5 + 0.1 * np.sin(traits.seed)), (Y - 1.95) / 1.15)) * 20.0, 0.0, 1.0
    )
    cloth = np.clip((edge - 1.0) * 26.0, 0.0, 1.0) * np.maximum(head, chest)
    turns = np.hypot(1.2 * X, Y - 0.1) * (9.0 + traits.seed % 5)
    folds = np.sin(turns + 1.4 * noise(rng, 74.0) + X * rng.normal(0.0, 2.0))
    relief = 0.05 * folds * (edge > 1.02) + 0.25 * np.clip(1.0 - (edge - 1.0) / 0.6, 0.0, 1.0)
    paint = flat(traits.scarf) * (1.0 + 0.07 * folds)[..., None]
    return Layer(paint.astype(np.float32), cloth.astype(np.float32), relief.astype(np.float32))


# How low the hair starts, how far down the sides go, how full it is.
_CUTS = {
    Style.LONG: (0.10, 1.6, 1.06),
    Style.BUN: (0.06, -0.15, 1.04),
    Style.BOB: (0.12, 0.9, 1.10),
    Style.CROP: (0.03, -0.25, 1.00),
    Style.PARTED: (0.06, -0.20, 1.07),
    Style.PECI: (0.03, -0.30, 1.00),
    Style.CURLY: (0.05, -0.20, 1.14),
}


def _hair(rng: np.random.Generator, parts: Anatomy) -> Layer:
    style, width = parts.traits.style, parts.width
    start, sides, fullness = _CUTS[style]
    loose, curly = style in _LOOSE, style is Style.CURLY
    parting = rng.uniform(-0.5, 0.5) if style in (*_LOOSE, Style.PARTED) else 0.0
    line = parts.traits["hairline"] + start + 0.16 * np.abs(X - parting) ** 1.6 * (1.0 if loose else 0.45)
    line = line + 0.03 * noise(rng, 12.0) * (1.8 if curly else 1.0)
    over = np.clip((line - Y) * UNIT / 4, 0.0, 1.0)
    flank = np.abs(X) - (0.86 if loose else 0.93) * width + 0.04 * noise(rng, 17.0)
    flanks = np.clip(flank * UNIT / 3, 0.0, 1.0) * (sides > Y)
    rim = np.clip((fullness - _round(parts) + 0.02 * noise(rng, 7.0) * curly) * 24.0, 0.0, 1.0)
    weight = np.maximum(over, flanks) * rim
    if loose:
        weight = np.maximum(weight, flanks * _falling(parts))
    paint = _hair_texture(rng, parts)
    if curly:
        paint = hair_color(parts.traits).astype(np.float32) * (1.0 + 0.6 * noise(rng, 5.0))[..., None]
    relief = 0.05 * noise(rng, 6.0)
    if style is Style.PECI:
        cap = _cap(parts)
        cover(paint, whole(cap), (26.0, 20.0, 20.0))
        weight, relief = np.maximum(weight, cap), relief * (1.0 - 0.8 * cap)
    return Layer(np.asarray(paint, np.float32), np.asarray(weight, np.float32), relief)


def _cap(parts: Anatomy) -> Plane:
    line = parts.traits["hairline"]
    cap = np.clip((0.96 * parts.width - np.abs(X)) * UNIT / 2, 0.0, 1.0)
    return np.asarray(cap * (line + 0.12 + 0.05 * X * X > Y) * (line - 0.62 < Y), np.float32)
