"""Good captures made bad in one known way each, to see whether the reason given is the right one."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.foreground import find_foreground
from jemput.biometrics.irises.segmentation import WORKING_SIDE, segment
from jemput.biometrics.qualities import QualityReason

Image = NDArray[np.uint8]
Damage = Callable[[Image, np.random.Generator], Image]


def _bytes(image: NDArray[np.floating]) -> Image:
    return np.asarray(np.clip(np.rint(image), 0, 255), np.uint8)


def _field(rng: np.random.Generator, shape: tuple[int, ...], sigma: float) -> NDArray[np.float32]:
    """Smooth noise of mean 0 and deviation 1."""
    noise = cv2.GaussianBlur(rng.standard_normal(shape[:2]).astype(np.float32), (0, 0), sigma)
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), np.float32)


def _ground(image: Image) -> float:
    """Gray level of the empty glass: the light end of the histogram."""
    return float(np.percentile(image, 97))


def _box(image: Image) -> tuple[int, int, int, int]:
    return find_foreground(image).box


def dry(image: Image, rng: np.random.Generator) -> Image:
    """Ridges thin, broken by gaps, and pale."""
    ground = _ground(image)
    thin = cv2.dilate(image, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))).astype(np.float32)
    kept = np.clip(1.3 + 1.2 * _field(rng, image.shape, 1.6) + 0.5 * _field(rng, image.shape, 6.0), 0, 1)
    return _bytes(ground - 0.6 * np.clip(ground - thin, 0, None) * kept)


def wet(image: Image, rng: np.random.Generator) -> Image:
    """Ridges thick, valleys filled with moisture, dark."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    thick = cv2.GaussianBlur(cv2.erode(image, kernel), (0, 0), 1.2).astype(np.float32)
    dark = float(np.percentile(image, 8))
    pools = np.clip(0.45 + 0.35 * _field(rng, image.shape, 12.0), 0, 1)
    inside = _inside(image)
    return _bytes(thick - inside * pools * 0.8 * (thick - dark))


def _inside(image: Image) -> NDArray[np.float32]:
    cells = find_foreground(image).cells.astype(np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.resize(cells, size, interpolation=cv2.INTER_LINEAR), np.float32)


def shifted(image: Image, rng: np.random.Generator) -> Image:
    """The finger far to one side: more than half of it beyond the glass."""
    left, _, right, _ = _box(image)
    by = 0.55 * (right - left) + (left if rng.random() < 0.5 else image.shape[1] - right)
    by = by if rng.random() < 0.5 else -by
    moved = np.asarray([[1, 0, by], [0, 1, 0]], np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, moved, size, borderValue=_ground(image)), np.uint8)


def tip(image: Image, rng: np.random.Generator) -> Image:
    """Only the uppermost 30 % of the print, as a finger held steeply leaves it."""
    left, top, right, bottom = _box(image)
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    height, half = 0.30 * (bottom - top), 0.5 * (right - left)
    across, down = (columns - (left + right) / 2) / half, (rows - top - height / 2) / (height / 2)
    keep = np.clip((1 - np.hypot(across, down)) * 8, 0, 1)
    return _bytes(_ground(image) * (1 - keep) + keep * image)


def faint(image: Image, rng: np.random.Generator) -> Image:
    """Hardly pressed: an eighth of the contrast, with the sensor's noise on it."""
    ground = _ground(image)
    return _bytes(ground + (image.astype(np.float32) - ground) / 8 + rng.normal(0, 2.5, image.shape))


def smeared(image: Image, rng: np.random.Generator) -> Image:
    """Moved during the capture: everything drawn out by 19 pixels (1 mm) in one direction."""
    turn = cv2.getRotationMatrix2D((9, 9), float(rng.uniform(0, 180)), 1)
    level = np.zeros((19, 19), np.float32)
    level[9] = 1
    kernel = np.asarray(cv2.warpAffine(level, turn, (19, 19)), np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE))


FINGERS: dict[str, tuple[Damage, QualityReason]] = {
    "dry": (dry, QualityReason.TOO_DRY),
    "wet": (wet, QualityReason.TOO_WET),
    "off_center": (shifted, QualityReason.OFF_CENTER),
    "only_tip": (tip, QualityReason.ONLY_TIP),
    "faint": (faint, QualityReason.TOO_FAINT),
    "smeared": (smeared, QualityReason.BLURRED),
}


PORTRAIT = (640, 480)
"""Height and width of a composed portrait."""
PORTRAIT_EYES = 110.0
"""Pixels between the eyes in it."""


def plain_backdrop(level: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A cloth: slightly shaded, with soft folds and noise."""
    height, width = PORTRAIT
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    shade = rng.normal(0, 8) * (columns / width - 0.5) + rng.normal(0, 8) * (rows / height - 0.5)
    folds = 5 * np.sin(columns / rng.uniform(15, 40) + rng.uniform(0, 6))
    return np.asarray(level + shade + folds + rng.normal(0, 2, PORTRAIT), np.float32)


def cluttered_backdrop(level: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Shelves, windows, posters: sixty rectangles of any gray, slightly out of focus."""
    wall = np.full(PORTRAIT, level, np.float32)
    for _ in range(60):
        x, y = int(rng.integers(-60, PORTRAIT[1])), int(rng.integers(-60, PORTRAIT[0]))
        w, h = (int(side) for side in rng.integers(25, 140, 2))
        cv2.rectangle(wall, (x, y), (x + w, y + h), float(rng.uniform(30, 230)), -1)
    return np.asarray(cv2.GaussianBlur(wall, (0, 0), 1.5) + rng.normal(0, 2, PORTRAIT), np.float32)


def placed(
    photo: Image,
    eyes: NDArray[np.float64],
    backdrop: NDArray[np.float32],
    *,
    at: tuple[float, float],
    apart: float,
) -> NDArray[np.float32]:
    """A tightly cropped gray photo set before a backdrop, its eyes (2, 2) level at `at`, `apart` pixels."""
    middle, ratio = eyes.mean(0), apart / float(np.hypot(*(eyes[1] - eyes[0])))
    laid = np.asarray(
        [[ratio, 0, at[0] - ratio * middle[0]], [0, ratio, at[1] - ratio * middle[1]]], np.float32
    )
    size = (backdrop.shape[1], backdrop.shape[0])
    head = cv2.warpAffine(photo, laid, size, flags=cv2.INTER_CUBIC).astype(np.float32)
    inner = np.zeros(photo.shape, np.float32)
    inner[4:-4, 4:-4] = 1
    mask = cv2.warpAffine(cv2.GaussianBlur(inner, (0, 0), 2.0), laid, size)
    return np.asarray(backdrop + mask * (head - backdrop), np.float32)


def blurred_portrait(image: Image, rng: np.random.Generator) -> Image:
    """Out of focus by 6 pixels, a twentieth of the distance between the eyes."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 6.0), np.uint8)


def shaken_portrait(image: Image, rng: np.random.Generator) -> Image:
    """Moved sideways by a quarter of the distance between the eyes."""
    return np.asarray(cv2.blur(image, (27, 1)), np.uint8)


def dark_portrait(image: Image, rng: np.random.Generator) -> Image:
    """Three tenths of the light."""
    return _bytes(image.astype(np.float32) * 0.3 + rng.normal(0, 2, image.shape))


def bright_portrait(image: Image, rng: np.random.Generator) -> Image:
    """Two and a half times the light."""
    return _bytes(image.astype(np.float32) * 2.5)


def side_lit_portrait(image: Image, rng: np.random.Generator) -> Image:
    """A lamp on one side: a quarter of its light reaches the other."""
    ramp = 1 / (1 + np.exp(-(np.arange(image.shape[1], dtype=np.float32) - image.shape[1] / 2) / 25))
    light = (0.3 + 0.9 * ramp)[:: 1 if rng.random() < 0.5 else -1]
    return _bytes(image.astype(np.float32) * light)


def tilted_portrait(image: Image, rng: np.random.Generator) -> Image:
    """The head 18 to 25 degrees to a shoulder."""
    angle = float(rng.uniform(18, 25) * rng.choice((-1, 1)))
    turn = cv2.getRotationMatrix2D((PORTRAIT[1] / 2, 270), angle, 1)
    size = (PORTRAIT[1], PORTRAIT[0])
    return np.asarray(cv2.warpAffine(image, turn, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


PORTRAITS: dict[str, tuple[Damage, QualityReason]] = {
    "blurred": (blurred_portrait, QualityReason.BLURRED),
    "shaken": (shaken_portrait, QualityReason.BLURRED),
    "dark": (dark_portrait, QualityReason.TOO_DARK),
    "bright": (bright_portrait, QualityReason.TOO_BRIGHT),
    "side_lit": (side_lit_portrait, QualityReason.UNEVEN_LIGHT),
    "tilted": (tilted_portrait, QualityReason.TILTED),
}


def blurred_eye(image: Image, rng: np.random.Generator) -> Image:
    """Out of focus by 4 pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 4.0), np.uint8)


def shaken_eye(image: Image, rng: np.random.Generator) -> Image:
    """Moved sideways by 15 pixels."""
    return np.asarray(cv2.blur(image, (15, 1)), np.uint8)


def half_closed_eye(image: Image, rng: np.random.Generator) -> Image:
    """The upper lid down to the middle of the pupil, lashes below it."""
    x, y, _, radius = _rings(image)
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    edge = y - 0.1 * radius + 0.25 * (columns - x) ** 2 / radius
    skin = float(np.percentile(image, 75)) + 3 * _field(rng, image.shape, 6.0)
    lash = np.clip(1 - np.abs(rows - edge) / 4, 0, 1) * (rng.random(image.shape[1]) < 0.5)
    lid = np.clip((edge - rows) / 2, 0, 1)
    return _bytes((1 - 0.6 * lash) * (lid * skin + (1 - lid) * image))


def glasses(image: Image, rng: np.random.Generator) -> Image:
    """Lamps mirrored in lenses: three bright patches on the iris."""
    x, y, _, radius = _rings(image)
    drawn = np.zeros(image.shape, np.float32)
    for _ in range(3):
        turn, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.45, 0.75) * radius
        middle = (int(x + far * np.cos(turn)), int(y + far * np.sin(turn)))
        axes = (int(rng.uniform(0.2, 0.35) * radius), int(rng.uniform(0.12, 0.25) * radius))
        cv2.ellipse(drawn, middle, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    spots = cv2.GaussianBlur(drawn, (0, 0), 1.5)
    return _bytes(image + spots * (254 - image.astype(np.float32)))


def averted_eye(image: Image, rng: np.random.Generator) -> Image:
    """Looking 40 degrees to the side: everything across narrower."""
    narrow = float(np.cos(np.radians(40)))
    laid = np.asarray([[narrow, 0, (1 - narrow) * image.shape[1] / 2], [0, 1, 0]], np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, laid, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def cut_off_eye(image: Image, rng: np.random.Generator) -> Image:
    """The eye so far to one side that a third of the iris lies beyond the picture."""
    x, _, _, radius = _rings(image)
    by = -(x - 0.35 * radius) if rng.random() < 0.5 else image.shape[1] - x - 0.35 * radius
    moved = np.asarray([[1, 0, by], [0, 1, 0]], np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, moved, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def dilated_eye(image: Image, rng: np.random.Generator) -> Image:
    """The pupil opened to 0.68 of the iris, which shrinks between it and its unmoved rim."""
    share = 0.68
    x, y, pupil, radius = _rings(image)
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    far = np.hypot(columns - x, rows - y)
    wanted = share * radius
    inside = pupil * far / wanted
    ring = pupil + (radius - pupil) * (far - wanted) / (radius - wanted)
    source = np.where(far < wanted, inside, np.where(far < radius, ring, far)) / np.maximum(far, 1e-3)
    moved = ((x + (columns - x) * source).astype(np.float32), (y + (rows - y) * source).astype(np.float32))
    return np.asarray(cv2.remap(image, *moved, cv2.INTER_LINEAR), np.uint8)


def _rings(image: Image) -> tuple[float, float, float, float]:
    """Middle of the pupil, its radius, and that of the iris, in pixels of the image."""
    found = segment(image)
    scale = max(image.shape) / WORKING_SIDE
    pupil = found.pupil.scaled(scale)
    return pupil.x, pupil.y, pupil.radius, found.limbus.radius * scale


EYES: dict[str, tuple[Damage, QualityReason]] = {
    "blurred": (blurred_eye, QualityReason.BLURRED),
    "shaken": (shaken_eye, QualityReason.BLURRED),
    "half_closed": (half_closed_eye, QualityReason.EYE_HALF_CLOSED),
    "glasses": (glasses, QualityReason.REFLECTIONS),
    "averted": (averted_eye, QualityReason.LOOKING_AWAY),
    "cut_off": (cut_off_eye, QualityReason.NO_EYE),
    "dilated": (dilated_eye, QualityReason.TOO_DARK),
}
