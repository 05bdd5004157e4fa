"""Invented people as templates, by the hundred thousand: fingers, irises, faces, and second captures of them.

Minutiae lie hard-core spaced on an ellipse, along the field of one core and one delta; every capture turns,
shifts, stretches, cuts, thins and jitters them and adds false ones. The numbers below are fitted by hand to
FVC2002's scores: in the second stage both genuine and impostor pairs are a touch harder, in the first genuine
ones are clearly harder and the highest impostors a bit easier (benchmarks/likeness.py tells how near). Good
for load and for recall, not for claiming false-match rates below about 1e-3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from jemput.biometrics.faces.templates import DIMENSIONS, FaceTemplate
from jemput.biometrics.fingerprints.templates import MINUTIA, FingerTemplate
from jemput.biometrics.irises.code import BANDS, WORDS_PER_ROW
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger

VERSION = 2
"""Of the invented people: whoever keeps them on disk makes them anew when it rises."""
WIDTH, HEIGHT = 320, 400
MOST_DRAWN, MOST = 90, 120
FEWEST = 26
MINUTIAE_MEAN, MINUTIAE_SPREAD = 44.0, 14.0
SPACING = 7.0
FLIPPED = 0.28
"""Share of minutiae that point against their neighbors."""
HALF_WIDTH, HALF_HEIGHT, SIZE_SPREAD = 100.0, 130.0, 0.12
FLOW_NOISE = 0.08
"""Radians by which a minutia leaves the field."""
TURN, SHIFT, STRETCH = 0.13, 12.0, 0.02
CUT = 24.0
PAD_WIDTH, PAD_HEIGHT = 112.0, 146.0
"""Half axes of the skin that touches the glass, and how far its center strays (CUT)."""
LOST, LOST_IF_BAD = 0.05, 0.12
JITTER, JITTER_IF_BAD, DIRECTION_JITTER = 0.6, 0.8, 0.085
FALSE_SHARE = 0.11
IRIS_FLIPPED, IRIS_FLIPPED_SPREAD = 0.26, 0.05
FACE_SPREAD = 0.54
"""Strangers' embeddings lie about 0.76 apart."""
SEEDS_A_PERSON = 16
FIRST_CAPTURE = 0
BATCH = 1024
"""Fingers drawn together: 4 MB, so that they stay in the cache."""
Rows = NDArray[np.float64]


def invented(
    number: int,
    *,
    capture: int | None = None,
    fingers: Sequence[Finger] = tuple(Finger),
    eyes: Sequence[Eye] = tuple(Eye),
    face: bool = True,
) -> PersonTemplate:
    """Person `number` as first enrolled, or (`capture` given) captured again with the samples named."""
    return invented_many([number], capture=capture, fingers=fingers, eyes=eyes, face=face)[0]


def invented_many(
    numbers: Iterable[int],
    *,
    capture: int | None = None,
    fingers: Sequence[Finger] = tuple(Finger),
    eyes: Sequence[Eye] = tuple(Eye),
    face: bool = True,
) -> list[PersonTemplate]:
    """The same for many persons, their fingers drawn on every core."""
    people = np.fromiter(numbers, np.int64)
    drawn = _fingers(people, fingers, FIRST_CAPTURE if capture is None else capture)
    return [
        PersonTemplate(
            dict(zip(fingers, drawn[at * len(fingers) :], strict=False)),
            {eye: _iris(_seed(number, 11 + eye), _again(number, capture, 11 + eye)) for eye in eyes},
            _face(_seed(number, 14), _again(number, capture, 14)) if face else None,
        )
        for at, number in enumerate(people.tolist())
    ]


def _seed(number: int, part: int) -> int:
    return (number * SEEDS_A_PERSON + part) % 2**31


def _again(number: int, capture: int | None, part: int) -> int | None:
    return None if capture is None else (capture * 1_000_003 + number * 31 + part) % 2**31


def _fingers(people: NDArray[np.int64], fingers: Sequence[Finger], capture: int) -> list[FingerTemplate]:
    """Everyone's fingers, person by person."""
    parts = np.array([int(finger) for finger in fingers], np.int64)
    seeds = ((people[:, None] * SEEDS_A_PERSON + parts) % 2**31).ravel()
    again = (((capture + 1) * 1_000_003 + people[:, None] * 31 + parts) % 2**31).ravel()
    made = (_drawn(seeds[at : at + BATCH], again[at : at + BATCH]) for at in range(0, len(seeds), BATCH))
    return [finger for batch in made for finger in batch]


def _drawn(seeds: NDArray[np.int64], again: NDArray[np.int64]) -> list[FingerTemplate]:
    rows, counts = np.zeros((len(seeds), MOST, 4)), np.zeros(len(seeds), np.int64)
    _draw_all(seeds, again, rows, counts)
    minutiae = np.zeros((len(seeds), MOST), MINUTIA)
    minutiae["x"] = np.clip(np.rint(rows[:, :, 0]), 0, WIDTH - 1)
    minutiae["y"] = np.clip(np.rint(rows[:, :, 1]), 0, HEIGHT - 1)
    minutiae["direction"] = np.rint(rows[:, :, 2] * (128 / np.pi)).astype(np.int64) % 256
    minutiae["confidence"] = np.clip(rows[:, :, 3], 0, 255)
    return [
        FingerTemplate(found[:count].copy(), WIDTH, HEIGHT, 80)
        for found, count in zip(minutiae, counts.tolist(), strict=True)
    ]


@njit(cache=True, parallel=True)
def _draw_all(
    seeds: NDArray[np.int64], again: NDArray[np.int64], rows: Rows, counts: NDArray[np.int64]
) -> None:
    for at in prange(len(seeds)):
        true, seen = np.empty((MOST_DRAWN, 3)), np.empty((MOST, 4))
        kept = _draw_again(again[at], true, _draw_finger(seeds[at], true), seen)
        rows[at, :kept] = seen[np.argsort(-seen[:kept, 3])]
        counts[at] = kept


@njit(cache=True)
def _draw_finger(seed: int, rows: Rows) -> int:
    """Fill rows of x, y, direction; returns how many."""
    np.random.seed(seed)
    core_x, core_y = 160 + 10 * np.random.standard_normal(), 175 + 10 * np.random.standard_normal()
    side = 1.0 if np.random.random() < 0.5 else -1.0
    delta_x, delta_y = core_x + side * (55 + 50 * np.random.random()), core_y + 75 + 50 * np.random.random()
    size = 1 + SIZE_SPREAD * np.random.standard_normal()
    wanted = int(MINUTIAE_MEAN + MINUTIAE_SPREAD * np.random.standard_normal())
    wanted, count = max(FEWEST, min(len(rows), wanted)), 0
    for _ in range(4000):
        x, y = WIDTH * np.random.random(), HEIGHT * np.random.random()
        if ((x - 160) / (HALF_WIDTH * size)) ** 2 + ((y - 200) / (HALF_HEIGHT * size)) ** 2 > 1:
            continue
        near = False
        for k in range(count):
            near = near or (rows[k, 0] - x) ** 2 + (rows[k, 1] - y) ** 2 < SPACING * SPACING
        if near:
            continue
        flow = 0.5 * (math.atan2(core_y - y, x - core_x) - math.atan2(delta_y - y, x - delta_x))
        turn = flow + FLOW_NOISE * np.random.standard_normal()
        if (math.sin(turn) < 0) != (np.random.random() < FLIPPED):
            turn += math.pi
        rows[count, 0], rows[count, 1], rows[count, 2] = x, y, turn
        count += 1
        if count == wanted:
            break
    return count


@njit(cache=True)
def _draw_again(seed: int, rows: Rows, count: int, out: Rows) -> int:
    """An impression of the rows as x, y, direction, confidence; returns how many minutiae it has."""
    np.random.seed(seed)
    turn, bad = TURN * np.random.standard_normal(), np.random.random() ** 2
    shift_x, shift_y = 160 + SHIFT * np.random.standard_normal(), 200 + SHIFT * np.random.standard_normal()
    cut = CUT * (0.5 + 2 * bad)
    cut_x, cut_y = cut * np.random.standard_normal(), cut * np.random.standard_normal()
    stretch, jitter = STRETCH * np.random.standard_normal(), JITTER + JITTER_IF_BAD * bad
    kept = 0
    for k in range(count):
        u, v = rows[k, 0] - 160, rows[k, 1] - 200
        inside = ((u - cut_x) / PAD_WIDTH) ** 2 + ((v - cut_y) / PAD_HEIGHT) ** 2 < 1
        if not inside or np.random.random() < LOST + LOST_IF_BAD * bad:
            continue
        u *= 1 + stretch * v / 100
        out[kept, 0] = (
            math.cos(turn) * u + math.sin(turn) * v + shift_x + jitter * np.random.standard_normal()
        )
        out[kept, 1] = (
            -math.sin(turn) * u + math.cos(turn) * v + shift_y + jitter * np.random.standard_normal()
        )
        out[kept, 2] = rows[k, 2] + turn + DIRECTION_JITTER * np.random.standard_normal()
        out[kept, 3] = 247 - abs(np.random.standard_normal()) * (8 + 40 * bad)
        kept += 1
    for _ in range(int(FALSE_SHARE * count * np.random.random() * (0.8 + 2.4 * bad))):
        if kept == len(out):
            break
        angle, radius = 2 * math.pi * np.random.random(), math.sqrt(np.random.random())
        out[kept, 0] = shift_x + cut_x + radius * PAD_WIDTH * math.cos(angle)
        out[kept, 1] = shift_y + cut_y + radius * PAD_HEIGHT * math.sin(angle)
        out[kept, 2], out[kept, 3] = 2 * math.pi * np.random.random(), 90 + 130 * np.random.random()
        kept += 1
    return kept


def _iris(seed: int, again: int | None) -> IrisTemplate:
    words = np.random.default_rng(seed).integers(0, 2**64, (2, BANDS, WORDS_PER_ROW), np.uint64)
    mask = np.full((BANDS, WORDS_PER_ROW), 2**64 - 1, np.uint64)
    if again is None:
        return IrisTemplate(words, mask, 80)
    random = np.random.default_rng(again)
    share = float(np.clip(random.normal(IRIS_FLIPPED, IRIS_FLIPPED_SPREAD), 0.1, 0.42))
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
