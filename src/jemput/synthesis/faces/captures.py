"""A portrait of an invented face: turned, lit and photographed, 480 by 640, RGB."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import cv2
import numpy as np

from jemput.synthesis.errors import BadCondition
from jemput.synthesis.faces.canvas import MIDDLE_X, MIDDLE_Y, UNIT, X, Y
from jemput.synthesis.faces.identities import FaceIdentity
from jemput.synthesis.fields import Picture, Plane, Values, blur, sample, to_picture

HEIGHT, WIDTH = 640, 480
"""Size of a capture in pixels."""

_RANGES = {
    "yaw_degrees": (-35.0, 35.0),
    "pitch_degrees": (-25.0, 25.0),
    "roll_degrees": (-45.0, 45.0),
    "light_degrees": (-80.0, 80.0),
    "brightness": (0.1, 2.0),
    "blur_pixels": (0.3, 12.0),
    "noise": (0.0, 10.0),
}


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Wishes for one portrait; None leaves it to the capture's seed.

    Head turned (yaw), nodding (pitch) and tilted (roll), and where the light comes from, in degrees;
    brightness and noise as multiples of the usual. Raises BadCondition outside their ranges.
    """

    yaw_degrees: float | None = None
    pitch_degrees: float | None = None
    roll_degrees: float | None = None
    light_degrees: float | None = None
    brightness: float | None = None
    blur_pixels: float | None = None
    noise: float = 1.0

    def __post_init__(self) -> None:
        for wish in fields(self):
            value = getattr(self, wish.name)
            low, high = _RANGES[wish.name]
            if value is not None and not low <= value <= high:
                raise BadCondition(name=wish.name, value=value, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The conditions of one portrait as they came to be; angles in radians."""

    yaw: float
    pitch: float
    roll: float
    light: float
    brightness: float
    blur_pixels: float
    noise: float


@dataclass(frozen=True, eq=False)
class Portrait:
    """One capture with the conditions it was made under."""

    image: Picture
    conditions: Settled

    @property
    def quality(self) -> int:
        """How well it can be used, 1 to 100, by its conditions."""
        return quality_of(self.conditions)


_AS_IT_COMES = Conditions()


def capture(face: FaceIdentity, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Picture:
    """One portrait of shape (640, 480, 3), red, green, blue; the same seed gives the same image."""
    return portray(face, seed, conditions=conditions).image


def portray(face: FaceIdentity, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Portrait:
    """One portrait and the conditions that came about."""
    rng = np.random.default_rng([face.seed, seed, 303])
    now = settle(rng, conditions)
    x, y = _posed(rng, face, now)
    light = _light(rng, face, now, x, y)
    lit = (
        sample(face.paint, x, y) * light[0][..., None]
        + 26.0 * (light[1] * sample(face.shine, x, y))[..., None]
    )
    image = _on_background(rng, lit, sample(face.cover, x, y), now)
    grown = cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    soft = blur(np.asarray(grown, np.float32), now.blur_pixels)
    soft += 2.4 * now.noise * rng.standard_normal(soft.shape, dtype=np.float32)
    return Portrait(np.ascontiguousarray(to_picture(soft)[..., ::-1]), now)


def settle(rng: np.random.Generator, wished: Conditions) -> Settled:
    """Fill in by chance what was not wished for."""

    def near(value: float | None, usual: float, spread: float) -> float:
        drawn = usual + float(np.clip(rng.normal(0.0, spread), -2 * spread, 2 * spread))
        return drawn if value is None else value

    return Settled(
        yaw=math.radians(near(wished.yaw_degrees, 0.0, 6.0)),
        pitch=math.radians(near(wished.pitch_degrees, 0.0, 4.0)),
        roll=math.radians(near(wished.roll_degrees, 0.0, 3.0)),
        light=math.radians(near(wished.light_degrees, 0.0, 16.0)),
        brightness=near(wished.brightness, 1.0, 0.06),
        blur_pixels=near(wished.blur_pixels, 1.0, 0.2),
        noise=wished.noise,
    )


def quality_of(conditions: Settled) -> int:
    """How well such a portrait can be used, 1 to 100, by its conditions alone.

    A judgment in the spirit of ISO/IEC 19794-5: it falls with turning beyond 5 degrees, side light, wrong
    exposure, blur and noise.
    """
    turned = sum(max(0.0, abs(math.degrees(a)) - 5.0) for a in (conditions.yaw, conditions.pitch))
    score = 94.0 - 2.2 * turned - 0.9 * max(0.0, abs(math.degrees(conditions.roll)) - 6.0)
    score -= 0.5 * max(0.0, abs(math.degrees(conditions.light)) - 20.0)
    score -= 70.0 * max(0.0, abs(conditions.brightness - 1.0) - 0.15)
    score -= 11.0 * max(0.0, conditions.blur_pixels - 1.4) + 5.0 * max(0.0, conditions.noise - 1.0)
    return int(np.clip(round(score), 1, 100))


def _posed(rng: np.random.Generator, face: FaceIdentity, now: Settled) -> tuple[Plane, Plane]:
    """For every pixel of the turned head, the pixel of the flat painting it shows."""
    scale = 1.0 + float(np.clip(rng.normal(0.0, 0.035), -0.07, 0.07))
    cosine, sine = math.cos(now.roll) / scale, math.sin(now.roll) / scale
    away_x, away_y = X - float(rng.normal(0.0, 0.05)), Y - float(rng.normal(0.0, 0.05))
    across, down = cosine * away_x + sine * away_y, cosine * away_y - sine * away_x
    x, y = across, down
    # What a pixel shows depends on the height there, and that on what it shows: three rounds settle it.
    for _ in range(3):
        height = sample(face.relief, _column(x), _row(y)) - 0.35
        x = (across - height * math.sin(now.yaw)) / math.cos(now.yaw)
        y = (down - height * math.sin(now.pitch)) / math.cos(now.pitch)
    return _column(x), _row(y)


def _column(x: Values) -> Plane:
    return np.asarray(x * UNIT + MIDDLE_X, np.float32)


def _row(y: Values) -> Plane:
    return np.asarray(y * UNIT + MIDDLE_Y, np.float32)


def _light(
    rng: np.random.Generator, face: FaceIdentity, now: Settled, x: Plane, y: Plane
) -> tuple[Plane, Plane]:
    """Brightness of matte skin, and of its shine, at every pixel."""
    slope_x = np.clip(0.85 * cv2.Sobel(face.relief, cv2.CV_32F, 1, 0, scale=UNIT / 8), -2.0, 2.0)
    slope_y = np.clip(0.85 * cv2.Sobel(face.relief, cv2.CV_32F, 0, 1, scale=UNIT / 8), -2.0, 2.0)
    toward = 1.0 / np.sqrt(1.0 + slope_x**2 + slope_y**2)
    normal = [sample(np.asarray(n, np.float32), x, y) for n in (-slope_x * toward, -slope_y * toward, toward)]
    down = math.radians(-26.0 + float(np.clip(rng.normal(0.0, 8.0), -16.0, 16.0)))
    lamp = np.array(
        [math.sin(now.light) * math.cos(down), math.sin(down), math.cos(now.light) * math.cos(down)]
    )
    half = lamp + np.array([0.0, 0.0, 1.0])
    half /= np.linalg.norm(half)
    matte = (0.5 + 0.5 * np.clip(sum(n * c for n, c in zip(normal, lamp, strict=True)), -1.0, 1.0)) ** 1.7
    shine = np.clip(sum(n * c for n, c in zip(normal, half, strict=True)), 0.0, 1.0) ** 22
    ambient = 0.36 + float(np.clip(rng.normal(0.0, 0.05), -0.1, 0.1))
    hollows = np.clip(1.0 + 1.5 * sample(face.relief - blur(face.relief, 11.0), x, y), 0.55, 1.15)
    light = (ambient * (0.8 - 0.2 * normal[1]) + (1.02 - ambient) * matte) * hollows * 1.12 * now.brightness
    return np.asarray(light, np.float32), np.asarray(shine, np.float32)


def _on_background(rng: np.random.Generator, lit: Plane, covered: Plane, now: Settled) -> Plane:
    gray = np.array([216.0, 210.0, 206.0]) + rng.normal(0.0, 4.0, 3)
    falloff = 1.0 - 0.06 * np.hypot(X, Y) + 0.04 * now.light * X
    wall = gray * falloff[..., None] * min(1.15, now.brightness)
    image = wall + covered[..., None] * (lit - wall)
    return np.asarray(image * np.clip(1.0 + rng.normal(0.0, 0.018, 3), 0.9, 1.1), np.float32)
