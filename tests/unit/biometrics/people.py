"""Template makers for tests: random but lawful fingers, irises and faces, and second captures of them."""

from __future__ import annotations

import numpy as np

from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.fingerprints.templates import MINUTIA, FingerTemplate
from jemput.biometrics.irises.code import BANDS, WORDS_PER_ROW
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger


def finger(seed: int, minutiae: int = 40, quality: int = 80) -> FingerTemplate:
    """Minutiae strewn over a 300 x 400 print."""
    random = np.random.default_rng(seed)
    found = np.zeros(minutiae, MINUTIA)
    found["x"], found["y"] = random.integers(20, 280, minutiae), random.integers(20, 380, minutiae)
    found["direction"], found["ending"] = random.integers(0, 256, minutiae), random.integers(0, 2, minutiae)
    found["confidence"] = random.integers(110, 255, minutiae)
    return FingerTemplate(found, 300, 400, quality)


def again(template: FingerTemplate, seed: int = 0) -> FingerTemplate:
    """A second impression: moved by a few pixels, a fifth of the minutiae lost."""
    random = np.random.default_rng(seed)
    found = template.minutiae[random.random(len(template)) > 0.2].copy()
    found["x"] = found["x"] + random.integers(2, 6, len(found))
    found["y"] = found["y"] + random.integers(2, 6, len(found))
    found["direction"] = (found["direction"] + random.integers(-4, 5, len(found))) % 256
    return FingerTemplate(found, 320, 420, template.quality)


def iris(seed: int, flipped: float = 0.0) -> IrisTemplate:
    """A random code with part of its bits flipped."""
    words = np.random.default_rng(seed).integers(0, 2**64, (2, BANDS, WORDS_PER_ROW), np.uint64)
    flips = np.random.default_rng(seed + 99).random((2, BANDS, WORDS_PER_ROW * 64)) < flipped
    noise = np.packbits(flips, axis=-1, bitorder="little").view(np.uint64)
    return IrisTemplate(words ^ noise, np.full((BANDS, WORDS_PER_ROW), 2**64 - 1, np.uint64), 80)


def face(seed: int, moved: float = 0.0) -> FaceTemplate:
    """A random embedding of unit length, displaced by `moved`."""
    random = np.random.default_rng(seed)
    vector = random.normal(size=128)
    step = random.normal(size=128)
    placed = vector / np.linalg.norm(vector) + moved * step / np.linalg.norm(step)
    return FaceTemplate(placed.astype(np.float32), 80)


def person(seed: int) -> PersonTemplate:
    """Ten fingers, two irises and a face."""
    return PersonTemplate(
        {position: finger(1000 * seed + position) for position in Finger},
        {eye: iris(1000 * seed + 20 + eye) for eye in Eye},
        face(1000 * seed + 30),
    )


def recaptured(template: PersonTemplate, seed: int) -> PersonTemplate:
    """The same person's fingers, captured again, without irises and face."""
    return PersonTemplate({position: again(found, seed) for position, found in template.fingers.items()})
