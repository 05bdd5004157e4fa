"""A near-infrared capture of one eye: 640 by 480, 8 bits, iris about 230 pixels across."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from jemput.synthesis.fields import Picture, Plane, blur, sample, smooth_field, step, to_picture
from jemput.synthesis.irises.conditions import Conditions, Settled, quality_of, settle
from jemput.synthesis.irises.identities import IrisIdentity
from jemput.synthesis.irises.lids import draw_lashes, draw_lids, lids_of
from jemput.synthesis.irises.textures import ANGLES, RADII

HEIGHT, WIDTH = 480, 640
"""Size of a capture in pixels."""

_AS_IT_COMES = Conditions()
_WARP = 2.0


@dataclass(frozen=True, eq=False)
class Look:
    """One capture, the conditions it was made under, and the true circles as (x, y, radius) in pixels."""

    image: Picture
    conditions: Settled
    iris: tuple[float, float, float]
    pupil: tuple[float, float, float]

    @property
    def quality(self) -> int:
        """How well it can be used, 1 to 100, by its conditions."""
        return quality_of(self.conditions)


@dataclass(frozen=True)
class _Place:
    """Where the eye is in the image, in pixels."""

    x: float
    y: float
    radius: float
    pupil_x: float
    pupil_y: float
    pupil_radius: float
    gaze: float


def capture(eye: IrisIdentity, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Picture:
    """One capture of shape (480, 640); the same seed gives the same image."""
    return look(eye, seed, conditions=conditions).image


def look(eye: IrisIdentity, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Look:
    """One capture, the conditions that came about, and the true circles."""
    rng = np.random.default_rng([eye.seed, int(eye.eye), seed, 9])
    now = settle(rng, eye, conditions)
    place = _place(rng, eye, now)
    image = _eyeball(rng, eye, now, place)
    x = (np.arange(WIDTH, dtype=np.float32)[None, :] - place.x) / place.gaze
    y = np.arange(HEIGHT, dtype=np.float32)[:, None] - place.y
    lids = lids_of(eye, place.radius, now.closing)
    image = draw_lids(rng, image, eye, lids, x, y)
    image = draw_lashes(rng, image, eye, lids, (place.x, place.y), place.radius)
    image = blur(image, now.blur_pixels)
    image += now.noise * rng.normal(3.4, 0.5) * rng.standard_normal(image.shape, dtype=np.float32)
    pupil = (place.pupil_x, place.pupil_y, place.pupil_radius)
    return Look(to_picture(image), now, (place.x, place.y, place.radius), pupil)


def _place(rng: np.random.Generator, eye: IrisIdentity, now: Settled) -> _Place:
    radius = eye.radius_pixels * float(rng.normal(1.0, 0.02))
    x, y = WIDTH / 2 + float(rng.normal(0.0, 18.0)), HEIGHT / 2 + 6.0 + float(rng.normal(0.0, 12.0))
    return _Place(
        x,
        y,
        radius,
        x + eye.pupil_offset[0] * radius + float(rng.normal(0.0, 0.7)),
        y + eye.pupil_offset[1] * radius + float(rng.normal(0.0, 0.7)),
        radius * now.dilation,
        1.0 - abs(float(rng.normal(0.0, 0.012))),
    )


def _eyeball(rng: np.random.Generator, eye: IrisIdentity, now: Settled, place: _Place) -> Plane:
    """White, iris and pupil without lids; the iris itself is worked out only in the box around it."""
    x = (np.arange(WIDTH, dtype=np.float32)[None, :] - place.x) / place.gaze
    image = np.repeat(eye.white_gray - 10.0 * np.abs(x) / place.radius, HEIGHT, axis=0).astype(np.float32)
    reach = int(place.radius) + 14
    top, left = max(0, int(place.y) - reach), max(0, int(place.x) - reach)
    box = image[top : int(place.y) + reach, left : int(place.x) + reach]
    rows, columns = np.mgrid[top : top + box.shape[0], left : left + box.shape[1]].astype(np.float32)
    box[...] = _iris(rng, eye, now, place, box, columns, rows)
    light = 1.0 + rng.normal(0.0, 0.05) * x / place.radius
    image *= light.astype(np.float32)
    _reflect(rng, image, place, now.lamps)
    return image


def _iris(
    rng: np.random.Generator,
    eye: IrisIdentity,
    now: Settled,
    place: _Place,
    white: Plane,
    columns: Plane,
    rows: Plane,
) -> Plane:
    away_x, away_y = (columns - place.pupil_x) / place.gaze, rows - place.pupil_y
    away, angle = np.hypot(away_x, away_y), np.arctan2(away_y, away_x)
    pupil_edge = _pupil_edge(eye, place, angle)
    limbus = _limbus(place, away_x / (away + 1e-6), away_y / (away + 1e-6))
    outward = np.clip((away - pupil_edge) / (limbus - pupil_edge), 0.0, 1.0)
    shape = away.shape
    # Tissue does not stretch evenly when the pupil opens, nor quite the same way twice.
    stretch = 0.9 * (now.dilation - 0.43) + 0.05 * _WARP * smooth_field(rng, shape, 85.0)
    outward = outward + 2.0 * stretch * outward * (1.0 - outward)
    turned = angle - now.rotation + math.radians(0.9) * _WARP * smooth_field(rng, shape, 72.0)
    around = (turned % (2 * math.pi)) * (ANGLES / (2 * math.pi))
    seamless = np.hstack([eye.texture, eye.texture[:, :2]])
    texture = sample(seamless, around.astype(np.float32), (outward * RADII - 0.5).astype(np.float32))
    gray = eye.gray + eye.contrast * texture - 24.0 * np.clip((outward - 0.82) / 0.18, 0.0, 1.0) ** 2
    edge = float(rng.uniform(1.4, 2.4))
    image = gray + (white - gray) * step((away - limbus).astype(np.float32), edge)
    dark = rng.uniform(18.0, 34.0)
    return np.asarray(image + (dark - image) * step((pupil_edge - away).astype(np.float32), 0.9), np.float32)


def _pupil_edge(eye: IrisIdentity, place: _Place, angle: Plane) -> Plane:
    two_cos, two_sin, three = eye.pupil_shape
    bulge = two_cos * np.cos(2 * angle) + two_sin * np.sin(2 * angle) + three * np.cos(3 * angle)
    return np.asarray(place.pupil_radius * (1.0 + bulge), np.float32)


def _limbus(place: _Place, cosine: Plane, sine: Plane) -> Plane:
    """Distance from the pupil's center to the iris' rim along each direction."""
    x, y = place.pupil_x - place.x, place.pupil_y - place.y
    toward = x * cosine + y * sine
    return np.asarray(
        -toward + np.sqrt(np.maximum(toward**2 - x**2 - y**2 + place.radius**2, 1.0)), np.float32
    )


def _reflect(rng: np.random.Generator, image: Plane, place: _Place, lamps: int) -> None:
    """Bright spots of the scanner's lamps in the pupil, in place."""
    spots = np.zeros(image.shape, np.uint8)
    x = place.pupil_x + rng.normal(0.0, 0.18 * place.pupil_radius)
    y = place.pupil_y + rng.normal(0.0, 0.18 * place.pupil_radius)
    for lamp in range(lamps):
        turn = lamp * 2 * math.pi / lamps
        if lamps > 2:
            off_x, off_y = 20.0 * math.cos(turn), 20.0 * math.sin(turn)
        else:
            off_x, off_y = rng.normal(0.0, 0.2 * place.pupil_radius, 2)
        center = (int((x + off_x) * 8), int((y + off_y) * 8))
        cv2.circle(spots, center, int(8 * rng.uniform(2.4, 4.0)), 255, -1, cv2.LINE_AA, 3)
    image += (252.0 - image) * (spots.astype(np.float32) / 255.0)
