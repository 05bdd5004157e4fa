"""Invented people as templates, by the hundred thousand: fingers, irises, faces, and second captures of them.

Minutiae lie hard-core spaced on an ellipse, along the field of one core and one delta; second captures are
turned, shifted, thinned, jittered and get false minutiae. Good for load and for recall, not for claiming
false-match rates below about 1e-3: invented strangers are more regular than real ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jemput.biometrics.faces.templates import DIMENSIONS, FaceTemplate
from jemput.biometrics.fingerprints.templates import MINUTIA, FingerTemplate
from jemput.biometrics.irises.code import BANDS, WORDS_PER_ROW
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger

WIDTH, HEIGHT = 320, 400
MOST = 80
MINUTIAE_MEAN, MINUTIAE_SPREAD = 42.0, 11.0
SPACING = 9.0
FLIPPED = 0.36
"""Share of minutiae that point against their neighbors."""
FACE_SPREAD = 0.54
"""Strangers' embeddings lie about 0.76 apart."""


@njit(cache=True)
def _draw_finger(seed: int, rows: NDArray[np.float64]) -> int:
    """Fill rows of x, y, direction; returns how many."""
    np.random.seed(seed)
    core_x, core_y = 160 + 12 * np.random.standard_normal(), 165 + 15 * np.random.standard_normal()
    side = 1.0 if np.random.random() < 0.5 else -1.0
    delta_x, delta_y = core_x + side * (55 + 70 * np.random.random()), core_y + 75 + 75 * np.random.random()
    wanted = int(MINUTIAE_MEAN + MINUTIAE_SPREAD * np.random.standard_normal())
    wanted, count = max(14, min(len(rows), wanted)), 0
    for _ in range(4000):
        x, y = WIDTH * np.random.random(), HEIGHT * np.random.random()
        if ((x - 160) / 140) ** 2 + ((y - 200) / 180) ** 2 > 1:
            continue
        near = False
        for k in range(count):
            near = near or (rows[k, 0] - x) ** 2 + (rows[k, 1] - y) ** 2 < SPACING * SPACING
        if near:
            continue
        flow = 0.5 * (math.atan2(core_y - y, x - core_x) - math.atan2(delta_y - y, x - delta_x))
        turn = flow + 0.12 * np.random.standard_normal()
        if (math.sin(turn) < 0) != (np.random.random() < FLIPPED):
            turn += math.pi
        rows[count, 0], rows[count, 1], rows[count, 2] = x, y, turn
        count += 1
        if count == wanted:
            break
    return count


@njit(cache=True)
def _draw_again(seed: int, rows: NDArray[np.float64], count: int, out: NDArray[np.float64]) -> int:
    """A second impression of the rows; returns how many minutiae it has."""
    np.random.seed(seed)
    turn, bad = 0.15 * np.random.standard_normal(), np.random.random()
    shift_x, shift_y = 12 * np.random.standard_normal(), 14 * np.random.standard_normal()
    cut_x, cut_y = 25 * np.random.standard_normal(), 25 * np.random.standard_normal()
    stretch = 0.02 * np.random.standard_normal()
    kept = 0
    for k in range(count):
        u, v = rows[k, 0] - 160, rows[k, 1] - 200
        inside = ((u - cut_x) / 135) ** 2 + ((v - cut_y) / 170) ** 2 < 1
        if not inside or np.random.random() > 0.97 - 0.25 * bad:
            continue
        u *= 1 + stretch * v / 100
        jitter = 0.7 + 1.2 * bad
        x = math.cos(turn) * u + math.sin(turn) * v + 160 + shift_x + jitter * np.random.standard_normal()
        y = -math.sin(turn) * u + math.cos(turn) * v + 200 + shift_y + jitter * np.random.standard_normal()
        out[kept, 0], out[kept, 1] = x, y
        out[kept, 2] = rows[k, 2] + turn + 0.07 * np.random.standard_normal()
        kept += 1
    for _ in range(int(0.12 * count * np.random.random() * 2)):
        if kept < len(out):
            out[kept, 0], out[kept, 1] = WIDTH * np.random.random(), HEIGHT * np.random.random()
            out[kept, 2] = 2 * math.pi * np.random.random()
            kept += 1
    return kept


def _template(rows: NDArray[np.float64]) -> FingerTemplate:
    found = np.zeros(len(rows), MINUTIA)
    found["x"] = np.clip(np.rint(rows[:, 0]), 0, WIDTH - 1)
    found["y"] = np.clip(np.rint(rows[:, 1]), 0, HEIGHT - 1)
    found["direction"] = np.rint(rows[:, 2] * (128 / np.pi)).astype(np.int64) % 256
    found["confidence"] = 220
    return FingerTemplate(found, WIDTH, HEIGHT, 80)


def _finger(seed: int, again: int | None) -> FingerTemplate:
    rows = np.zeros((MOST, 3))
    count = _draw_finger(seed, rows)
    if again is None:
        return _template(rows[:count])
    out = np.zeros((MOST + 20, 3))
    return _template(out[: _draw_again(again, rows, count, out)])


def _iris(seed: int, again: int | None) -> IrisTemplate:
    words = np.random.default_rng(seed).integers(0, 2**64, (2, BANDS, WORDS_PER_ROW), np.uint64)
    mask = np.full((BANDS, WORDS_PER_ROW), 2**64 - 1, np.uint64)
    if again is None:
        return IrisTemplate(words, mask, 80)
    random = np.random.default_rng(again)
    share = float(np.clip(random.normal(0.26, 0.05), 0.1, 0.42))
    flips = np.packbits(random.random((2, BANDS, WORDS_PER_ROW * 64)) < share, axis=-1)
    noise: NDArray[np.uint64] = np.frombuffer(flips.tobytes(), np.uint64).reshape(words.shape)
    return IrisTemplate(np.bitwise_xor(words, noise), mask, 80)


def _face(seed: int, again: int | None) -> FaceTemplate:
    vector = np.random.default_rng(seed).normal(size=DIMENSIONS)
    placed = FACE_SPREAD * vector / np.linalg.norm(vector)
    if again is not None:
        random = np.random.default_rng(again)
        step = random.normal(size=DIMENSIONS)
        placed = placed + max(0.1, random.normal(0.33, 0.07)) * step / np.linalg.norm(step)
    return FaceTemplate(placed.astype(np.float32), 80)


def invented(
    number: int,
    *,
    capture: int | None = None,
    fingers: Sequence[Finger] = tuple(Finger),
    eyes: Sequence[Eye] = tuple(Eye),
    face: bool = True,
) -> PersonTemplate:
    """Person `number` as first enrolled, or (`capture` given) captured again with the samples named."""

    def again(part: int) -> int | None:
        return None if capture is None else (capture * 1_000_003 + number * 31 + part) % 2**31

    seed = number * 16
    return PersonTemplate(
        {at: _finger((seed + at) % 2**31, again(at)) for at in fingers},
        {eye: _iris(seed + 11 + eye, again(11 + eye)) for eye in eyes},
        _face(seed + 14, again(14)) if face else None,
    )
