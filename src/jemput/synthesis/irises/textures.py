"""The texture of an iris in polar coordinates: fibers, collarette, crypts and furrows."""

from __future__ import annotations

import math

import numpy as np

from jemput.synthesis.fields import Plane, Values, step

ANGLES, RADII = 720, 96
"""Samples of a texture around the iris, and from pupil to white."""

_RADIUS = ((np.arange(RADII, dtype=np.float32) + 0.5) / RADII)[:, None]
_ANGLE = (np.arange(ANGLES, dtype=np.float32) * (2 * math.pi / ANGLES))[None, :]


def draw_texture(rng: np.random.Generator) -> Plane:
    """Draw one texture of shape (96, 720), about zero mean and -3 to 3, seamless around."""
    collarette = _collarette(rng)
    inner = step(collarette - _RADIUS, 0.025)
    coarse, fine = _band(rng, (4, 14), (0.0, 2.5)), _band(rng, (14, 36), (0.4, 3.5))
    fibers, grain = _band(rng, (16, 44), (0.0, 1.6)), _band(rng, (30, 90), (3.0, 12.0))
    texture = 0.8 * coarse + inner * (fine + 0.45 * grain)
    texture += (1.0 - inner) * (0.95 * fibers + 0.55 * fine + 0.4 * grain)
    texture += 1.3 * np.exp(-(((_RADIUS - collarette) / 0.03) ** 2))
    texture = _with_crypts(rng, texture) - _furrows(rng)
    # In the near infrared the outer zone is smoother, and no fiber is darker or lighter than the tissue.
    fading = 0.42 + 0.58 * step(collarette + 0.16 - _RADIUS, 0.09)
    return np.asarray(np.tanh(0.42 * texture) / 0.42 * fading, np.float32)


def _collarette(rng: np.random.Generator) -> Plane:
    """Where the inner zone ends, by angle: a wavering circle at about a third of the way out."""
    line = np.full_like(_ANGLE, rng.uniform(0.25, 0.38))
    for k in range(2, 26):
        line += 0.018 * rng.normal() / k**0.7 * np.cos(k * _ANGLE + rng.uniform(0.0, 2 * math.pi))
    return line


def _band(rng: np.random.Generator, around: tuple[float, float], outward: tuple[float, float]) -> Plane:
    """Unit-variance noise of some cycles a turn and some cycles from pupil to white."""
    # Twice the height and cut in half: periodic around, but not from pupil to white.
    spectrum = np.fft.rfft2(rng.standard_normal((2 * RADII, ANGLES), dtype=np.float32))
    turns = np.arange(ANGLES // 2 + 1, dtype=np.float32)[None, :]
    cycles = (np.abs(np.fft.fftfreq(2 * RADII)) * RADII).astype(np.float32)[:, None]
    noise = np.fft.irfft2(spectrum * _pass(turns, around) * _pass(cycles, outward), s=(2 * RADII, ANGLES))
    half = noise[:RADII]
    return np.asarray(half / half.std(), np.float32)


def _pass(frequency: Values, band: tuple[float, float]) -> Plane:
    """1 inside the band, falling off as a Gaussian of the logarithm outside."""
    below = np.clip(np.log((band[0] + 1e-6) / (frequency + 1e-6)), 0.0, None)
    above = np.clip(np.log((frequency + 1e-6) / band[1]), 0.0, None)
    return np.asarray(np.exp(-4.0 * (below**2 + above**2)), np.float32)


def _from(angle: float) -> Plane:
    """Signed angles from one direction, -pi to pi."""
    return np.asarray((_ANGLE - angle + math.pi) % (2 * math.pi) - math.pi, np.float32)


def _with_crypts(rng: np.random.Generator, texture: Values) -> Values:
    """Dark pits with a light rim."""
    for _ in range(int(rng.poisson(9.0))):
        across = _from(rng.uniform(0.0, 2 * math.pi)) / rng.uniform(0.035, 0.11)
        outward = (_RADIUS - rng.uniform(0.12, 0.75)) / rng.uniform(0.04, 0.11)
        away = across**2 + outward**2
        texture = texture - 2.4 * np.exp(-(away**2)) + 0.8 * np.exp(-3.0 * (away - 1.6) ** 2)
    return texture


def _furrows(rng: np.random.Generator) -> Plane:
    """Contraction furrows: arcs around the outer zone."""
    arcs = np.zeros((RADII, ANGLES), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        radius, angle, width = rng.uniform(0.55, 0.9), rng.uniform(0.0, 2 * math.pi), rng.uniform(0.5, 1.4)
        away = (_RADIUS - radius - 0.02 * np.sin(3 * _ANGLE + angle)) / 0.018
        arcs += 0.9 * np.exp(-(away**2)) * np.exp(-((_from(angle) / width) ** 4))
    return arcs
