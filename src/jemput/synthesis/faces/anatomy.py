"""Where the parts of a face are, and its relief: the height of every point toward the camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jemput.kernel.nik import Sex
from jemput.synthesis.faces.canvas import ROWS, UNIT, X, Y, blob, lift
from jemput.synthesis.faces.traits import Traits
from jemput.synthesis.fields import Plane, Values, blur, step

SIDES = (-1.0, 1.0)


@dataclass(frozen=True, eq=False)
class Anatomy:
    """Places in face units, the outline's half width by row, and the face's own patch of the canvas."""

    traits: Traits
    width: float
    eye_x: float
    eye_y: float
    nose_y: float
    mouth_y: float
    chin_y: float
    half_width: Values
    inside: Plane


def place_parts(traits: Traits) -> Anatomy:
    """Place eyes, nose and mouth so that they never run into each other, and draw the outline around them."""
    width = traits["width"]
    nose_y = traits["eye_y"] + traits["nose_length"] + 0.22
    mouth_y = max(traits["mouth_y"], nose_y + 0.26)
    chin_y = max(traits["chin_y"], mouth_y + 0.30)
    half_width = _outline(traits, chin_y)
    near = np.clip((half_width[:, None] - np.abs(X)) * UNIT / 1.8 + 0.5, 0.0, 1.0)
    inside = blur(near * (chin_y + 0.03 > Y) * (half_width[:, None] > 0.12), 1.3)
    return Anatomy(
        traits,
        width,
        traits["eye_x"] * width,
        traits["eye_y"],
        nose_y,
        mouth_y,
        chin_y,
        half_width,
        inside,
    )


def _outline(traits: Traits, chin_y: float) -> Values:
    """Half the width of the head at every row of the canvas."""
    chin = 0.5 * traits["chin_width"] + 0.375 * traits["jaw"]
    forehead, jaw = traits["forehead"], traits["jaw"]
    below = chin_y - 0.68
    knots = (
        (-1.5, 0.0),
        (-1.42, 0.34),
        (-1.2, 0.68),
        (-0.85, 0.86 * forehead),
        (-0.45, 0.97 * forehead**0.5),
        (0.0, 1.0),
        (0.35, 0.95 + traits["cheek"]),
        (0.68, jaw),
        (0.68 + 0.5 * below, 0.465 * (jaw + chin)),
        (0.68 + 0.8 * below, 0.72 * chin),
        (chin_y - 0.02, 0.30 * chin),
        (chin_y + 0.03, 0.0),
    )
    heights, widths = np.asarray(knots).T
    fine = np.interp(np.linspace(-1.6, 1.6, 400), heights, widths * traits["width"])
    window = np.exp(-0.5 * (np.arange(-24, 25) / 7.0) ** 2)
    fine = np.convolve(fine, window / window.sum(), "same")
    rows = np.interp(Y[:, 0], np.linspace(-1.6, 1.6, 400), fine)
    rows[rows < 0.30] = 0.0
    return np.asarray(blur(rows.reshape(ROWS, 1), 2.5)[:, 0])


def draw_relief(rng: np.random.Generator, parts: Anatomy) -> Plane:
    """The height of the face in units; the hair and clothes around it are not in it."""
    across = np.clip(1.0 - (np.abs(X) / (parts.half_width[:, None] + 1e-3)) ** 2.3, 0.0, 1.0)
    down = np.clip(1.0 - (np.abs(Y + 0.12) / 1.42) ** 2.6, 0.0, 1.0) ** 0.5
    relief = np.asarray(0.78 * np.sqrt(across + 1e-4) * (0.45 + 0.55 * down), np.float32)
    for side in SIDES:
        _raise_half(relief, parts, side)
    relief += _nose(parts)
    _raise_mouth_and_chin(relief, parts)
    if parts.traits["age"] > 0.35:
        _wrinkle(rng, relief, parts)
    return relief


def _raise_half(relief: Plane, parts: Anatomy, side: float) -> None:
    face, eye_x, eye_y = parts.traits, side * parts.eye_x, parts.eye_y
    lift(relief, blob(eye_x, eye_y - 0.01, 0.19, 0.12), -face["socket"])
    lift(relief, blob(side * 0.17, eye_y + 0.02, 0.07, 0.09), -0.07)
    brow = 0.05 if face.sex is Sex.FEMALE else 0.10
    lift(relief, blob(0.9 * eye_x, eye_y - 0.22, 0.22, 0.07), brow)
    lift(relief, blob(side * 0.58 * parts.width, 0.12, 0.20, 0.15), face["cheekbone"])
    lift(relief, blob(eye_x, eye_y, 0.09, 0.07), 0.055)
    lift(relief, blob(side * 0.88 * face["nose_width"], parts.nose_y - 0.01, 0.062), 0.085)
    fold = blob(side * (face["nose_width"] + 0.13), parts.nose_y + 0.13, 0.04, 0.16, -0.35 * side)
    lift(relief, fold, -0.022 * (0.4 + 1.6 * face["age"]))
    hollow = blob(side * 0.75 * parts.width, 0.62, 0.14, 0.20)
    lift(relief, hollow, -0.05 * (1.0 - 0.3 * face["age"]))


def _nose(parts: Anatomy) -> Plane:
    face, top = parts.traits, parts.eye_y - 0.1
    along = np.clip((Y - top) / (parts.nose_y - top), 0.0, 1.0)
    below = np.where(parts.nose_y > Y, 1.0, np.exp(-(((Y - parts.nose_y) / 0.10) ** 2)))
    profile = below * (0.15 + 0.85 * along**1.3) * step(Y - parts.eye_y + 0.12, 0.06)
    breadth = face["nose_bridge"] + 0.6 * (face["nose_tip"] - 0.3 * face["nose_bridge"]) * along**2
    nose = 0.8 * face["nose_height"] * profile * np.exp(-0.5 * (X / (1.15 * breadth)) ** 2)
    ridge = np.asarray(nose, np.float32)
    lift(ridge, blob(0.0, parts.nose_y - 0.03, 0.9 * face["nose_tip"], 0.075), 0.09)
    return ridge


def _raise_mouth_and_chin(relief: Plane, parts: Anatomy) -> None:
    mouth, width = parts.mouth_y, parts.traits["mouth_width"]
    lift(relief, blob(0.0, mouth - 0.045, 0.62 * width, 0.045), 0.07)
    lift(relief, blob(0.0, mouth + 0.065, 0.50 * width, 0.05), 0.085)
    lift(relief, blob(0.0, mouth, 0.80 * width, 0.014), -0.045)
    lift(relief, blob(0.0, mouth - 0.14, 0.025, 0.06), -0.02)
    lift(relief, blob(0.0, parts.chin_y - 0.17, 0.17, 0.12), 0.11)
    lift(relief, blob(0.0, mouth + 0.17, 0.20, 0.04), -0.05)


def _wrinkle(rng: np.random.Generator, relief: Plane, parts: Anatomy) -> None:
    age = parts.traits["age"]
    for i in range(3):
        lift(relief, blob(float(rng.normal(0.0, 0.05)), -0.62 - 0.12 * i, 0.35, 0.014), -0.012 * age)
    for side in SIDES:
        crow = blob(side * (parts.eye_x + 0.02), parts.eye_y + 0.13, 0.12, 0.015, 0.2 * side)
        lift(relief, crow, -0.02 * age)
