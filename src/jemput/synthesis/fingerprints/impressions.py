"""One impression of a master print, as a 500-dpi scanner returns it: dark ridges on light ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from jemput.synthesis.fields import Picture, Plane, blur, sample, smooth_field, to_picture, white
from jemput.synthesis.fingerprints.conditions import Conditions, Settled, quality_of, settle
from jemput.synthesis.fingerprints.masters import MasterPrint
from jemput.synthesis.fingerprints.pose import Laid, lay

HEIGHT, WIDTH = 374, 388
"""Size of an impression in 500-dpi pixels: 19.0 by 19.7 mm."""

_AS_IT_COMES = Conditions()


@dataclass(frozen=True, eq=False)
class Touch:
    """One impression with the conditions it was made under."""

    image: Picture
    conditions: Settled

    @property
    def quality(self) -> int:
        """How well it can be used, 1 to 100, by its conditions."""
        return quality_of(self.conditions)


@dataclass(frozen=True, eq=False)
class _Weather:
    """Noise of one impression: slow, middling and fine fields, and white noise."""

    slow: Plane
    middling: Plane
    fine: Plane
    white: Plane


def impression(print_: MasterPrint, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Picture:
    """One impression of shape (374, 388), 8 bits, about 0.02 s; the same seed gives the same image."""
    return touch(print_, seed, conditions=conditions).image


def touch(print_: MasterPrint, seed: int, *, conditions: Conditions = _AS_IT_COMES) -> Touch:
    """One impression and the conditions that came about."""
    rng = np.random.default_rng([print_.seed, int(print_.finger), seed, 5])
    settled = settle(rng, conditions)
    laid = lay(rng, settled, (HEIGHT, WIDTH))
    noise = _weather(rng)
    ink = _ink(print_, laid, settled, noise) * _touching(print_, laid, noise)
    ink = blur(_smudged(rng, ink, settled.noise), rng.uniform(0.55, 0.85))
    return Touch(to_picture(_exposed(rng, ink, laid, settled, noise)), settled)


def _weather(rng: np.random.Generator) -> _Weather:
    shape = (HEIGHT, WIDTH)
    grains = white(rng, shape)
    fine = blur(grains, 1.15) * np.float32(2.0 * math.sqrt(math.pi) * 1.15)
    return _Weather(smooth_field(rng, shape, 42.0), smooth_field(rng, shape, 14.0), fine, grains)


def _touching(print_: MasterPrint, laid: Laid, noise: _Weather) -> Plane:
    """1 where the skin touches, falling to 0 over an uneven rim."""
    press = 1.0 - laid.rim + 0.028 * noise.slow + 0.016 * noise.middling
    return np.asarray(
        np.clip(press / 0.10, 0.0, 1.0) * sample(print_.skin, laid.x, laid.y, outside=0.0), np.float32
    )


def _ink(print_: MasterPrint, laid: Laid, now: Settled, noise: _Weather) -> Plane:
    """How dark each point prints, 0 to about 1: ridge height against a threshold that moisture moves."""
    dry, wet = max(now.dryness, 0.0), max(-now.dryness, 0.0)
    wave = sample(print_.wave, laid.x, laid.y, outside=0.0)
    detail = sample(print_.detail, laid.x, laid.y)
    if now.wear > 0.0:
        wave = wave * (1.0 - 0.85 * now.wear * sample(print_.worn, laid.x, laid.y))
    thin_rim = np.clip(1.0 - (1.0 - laid.rim) / 0.35, 0.0, 1.0)
    height = wave - 0.52 * now.dryness + 0.55 * (now.pressure - 0.6) + 0.22 * noise.slow
    height -= 0.30 * (1.0 + 0.6 * now.dryness) * thin_rim
    height += (0.55 + 0.35 * dry) * detail
    height += now.noise * (0.20 + 0.30 * dry + 0.10 * wet) * noise.fine
    ink = np.asarray(0.5 + 0.5 * np.tanh(3.2 * height), np.float32)
    if dry > 0.0:
        gaps = np.clip(noise.fine + 0.9 * noise.middling - (2.5 - 1.6 * dry), 0.0, 1.0)
        ink *= 1.0 - 0.8 * gaps
    if wet > 0.0:
        ink += _pools(noise, wet) * (1.25 * blur(ink, 3.2) - ink)
    contrast = np.clip(0.62 + 0.38 * now.pressure - 0.22 * dry + 0.07 * noise.slow, 0.25, 1.0)
    return np.asarray(ink * contrast, np.float32)


def _pools(noise: _Weather, wet: float) -> Plane:
    """Where moisture bridges the valleys."""
    depth = 0.6 * noise.slow + 0.45 * noise.middling + 0.12 * noise.fine - 0.9 + 0.8 * wet
    return np.asarray(np.clip(depth, 0.0, 1.0) * min(1.0, 1.4 * wet), np.float32)


def _smudged(rng: np.random.Generator, ink: Plane, amount: float) -> Plane:
    """A soft spot now and then is smeared in one direction."""
    for _ in range(int(rng.poisson(0.35 * amount))):
        length = int(rng.integers(9, 17))
        kernel = np.zeros((length, length), np.float32)
        ends = [int(end) for end in rng.integers(0, length, 2)]
        cv2.line(kernel, (0, ends[0]), (length - 1, ends[1]), 1.0, 1)
        x, y = rng.uniform(0.25, 0.75) * WIDTH, rng.uniform(0.25, 0.75) * HEIGHT
        radius = rng.uniform(18.0, 42.0)
        top, left = int(max(0.0, y - 2 * radius)), int(max(0.0, x - 2 * radius))
        spot = ink[top : int(y + 2 * radius), left : int(x + 2 * radius)]
        rows, columns = np.ogrid[top : top + spot.shape[0], left : left + spot.shape[1]]
        near = 0.8 * np.exp(-((((columns - x) ** 2 + (rows - y) ** 2) / radius**2) ** 2))
        spot += near.astype(np.float32) * (cv2.filter2D(spot, -1, kernel / kernel.sum()) - spot)
    return ink


def _exposed(rng: np.random.Generator, ink: Plane, laid: Laid, now: Settled, noise: _Weather) -> Plane:
    """Gray values: uneven light ground, a faint residue around the touch, dark ridges, sensor noise."""
    ground, dark = rng.uniform(222.0, 252.0), rng.uniform(20.0, 60.0) + 25.0 * max(now.dryness, 0.0)
    slope_x = np.linspace(-1.0, 1.0, WIDTH, dtype=np.float32)[None, :] * rng.normal(0.0, 5.0)
    slope_y = np.linspace(-1.0, 1.0, HEIGHT, dtype=np.float32)[:, None] * rng.normal(0.0, 5.0)
    residue = 40.0 * np.clip(1.12 - laid.rim, 0.0, 0.25) * rng.uniform(0.0, 0.8)
    gray = ground + slope_x + slope_y - residue - (ground - dark) * ink
    return np.asarray(gray + now.noise * (2.2 * noise.white + 1.2 * noise.middling), np.float32)
