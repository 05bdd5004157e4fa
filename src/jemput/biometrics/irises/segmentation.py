"""Where pupil, iris and eyelids are: circles by the strongest ring of edges, lids by the strongest arcs."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import NoIris
from jemput.biometrics.images import GrayImage

WORKING_SIDE = 320
"""Longer side in pixels at which an eye is segmented."""
SMALLEST_PUPIL, LARGEST_PUPIL = 0.05, 0.27
"""Pupil radius as a share of the shorter side."""
LEAST_CIRCULAR = 0.5
RAYS = 180
"""Directions in which boundaries are looked for, two degrees apart; y runs down, so ray 45 points down."""
ALL_RAYS = np.arange(RAYS)
SIDE_RAYS = np.array([ray for ray in range(RAYS) if ray < 24 or ray >= 172 or 66 <= ray < 98])
"""Rays on which lids and lashes seldom hide the limbus: 48 degrees below the horizontal, 16 above."""
PUPIL_CLIP, LIMBUS_CLIP = 12.0, 3.5
"""Gray levels a pixel beyond which a steeper edge counts no more: many weak edges outweigh a few lashes."""
LIMBUS_RATIOS = (1.35, 4.2)
"""Limbus radius relative to the pupil's."""
LIMBUS_SHARE = 0.55
"""Largest limbus radius as a share of the shorter side."""
MOST_ECCENTRIC = 0.16
"""Distance of the two centers as a share of the limbus radius."""
ECCENTRIC_COST = 0.008
"""Share of the edge strength lost for each pixel between the centers."""
LID_CURVATURES = np.array([0.0, 0.2, 0.4, 0.6])
PUPIL_MARGIN = 7
"""Pixels around the pupil whose edges are the pupil's, not a lid's."""
LID_LIMIT = 4.0
"""Mean gradient along an arc below which no lid is believed."""


@dataclass(frozen=True)
class Circle:
    """Center and radius in pixels."""

    x: float
    y: float
    radius: float

    def scaled(self, factor: float) -> Circle:
        """The same circle in an image `factor` times as large."""
        return Circle(self.x * factor, self.y * factor, self.radius * factor)


@dataclass(frozen=True)
class Lid:
    """A parabola y = y0 + sign * curvature * (x - x0)^2 / radius that bounds the iris."""

    x0: float
    y0: float
    bend: float

    def y(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Height of the lid at columns x."""
        return self.y0 + self.bend * (x - self.x0) ** 2


@dataclass(frozen=True)
class Segmentation:
    """Boundaries in the coordinates of `image`, which is the eye at working size."""

    image: GrayImage
    pupil: Circle
    limbus: Circle
    upper: Lid | None
    lower: Lid | None
    limbus_contrast: float


def segment(image: GrayImage) -> Segmentation:
    """Find the boundaries of one eye; raises NoIris."""
    scale = WORKING_SIDE / max(image.shape)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    eye = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=method), np.uint8)
    filled = _without_reflections(eye)
    pupil = _pupil(filled)
    limbus, contrast = _limbus(filled, pupil)
    upper = _lid(filled, pupil, limbus, above=True)
    lower = _lid(filled, pupil, limbus, above=False)
    return Segmentation(eye, pupil, limbus, upper, lower, contrast)


def _without_reflections(eye: GrayImage) -> GrayImage:
    """Small bright spots, as lamps make them, filled from around."""
    opened = cv2.morphologyEx(eye, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13)))
    spots = ((eye.astype(np.int16) - opened) > 45) & (eye > 130)
    mask = cv2.dilate(spots.astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.asarray(np.where(mask > 0, opened, eye), np.uint8)


def _pupil(eye: GrayImage) -> Circle:
    """The roundest dark region over several thresholds, set on the strongest ring of edges near it."""
    smooth = cv2.medianBlur(eye, 5)
    shorter = min(eye.shape)
    floor = float(np.percentile(smooth, 1))
    thin = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11))
    best, best_score = None, LEAST_CIRCULAR
    for threshold in np.arange(floor + 8, floor + 90, 8):
        dark = cv2.morphologyEx(
            (smooth < threshold).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
        )
        dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, thin)
        for contour in cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
            circle, score = _roundness(np.asarray(contour, np.int32))
            inside = SMALLEST_PUPIL * shorter < circle.radius < LARGEST_PUPIL * shorter
            if inside and score > best_score and _central(circle, eye.shape):
                best, best_score = circle, score
    if best is None:
        raise NoIris
    reach = max(4, round(0.3 * best.radius))
    for size in (reach, 3):
        radii = np.arange(0.65 * best.radius, 1.35 * best.radius + 2, 0.5)
        best, _ = _ring(eye, best, radii, ALL_RAYS, PUPIL_CLIP, size)
    return best


def _roundness(contour: NDArray[np.int32]) -> tuple[Circle, float]:
    area = float(cv2.contourArea(contour))
    if area < 50:
        return Circle(0, 0, 0), 0.0
    (_, _), around = cv2.minEnclosingCircle(contour)
    perimeter = float(cv2.arcLength(cv2.convexHull(contour), True))
    moments = cv2.moments(contour)
    circle = Circle(
        moments["m10"] / moments["m00"], moments["m01"] / moments["m00"], float(np.sqrt(area / np.pi))
    )
    return circle, (4 * np.pi * area / (perimeter * perimeter)) * (area / (np.pi * around * around))


def _central(circle: Circle, shape: tuple[int, ...]) -> bool:
    height, width = shape
    return 0.15 * width < circle.x < 0.85 * width and 0.12 * height < circle.y < 0.88 * height


def _polar(eye: GrayImage, x: float, y: float, radii: NDArray[np.float64]) -> NDArray[np.float32]:
    """Gray levels (RAYS, len(radii)) along rays from a point, smoothed in the image."""
    angles = np.arange(RAYS) * (2 * np.pi / RAYS)
    columns = (x + np.cos(angles)[:, None] * radii).astype(np.float32)
    rows = (y + np.sin(angles)[:, None] * radii).astype(np.float32)
    smooth = cv2.GaussianBlur(eye, (0, 0), 1.5)
    return np.asarray(
        cv2.remap(smooth, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
    )


def _ring(
    eye: GrayImage,
    start: Circle,
    radii: NDArray[np.float64],
    rays: NDArray[np.int64],
    clip: float,
    reach: int,
) -> tuple[Circle, float]:
    """The circle of strongest outward brightening (Daugman's operator) with its mean gradient a pixel.

    Centers up to `reach` pixels from the start are tried on one polar image: a ring around a center
    moved by (dx, dy) lies at radius + dx cos + dy sin there, as long as the move is small.
    """
    step = float(radii[1] - radii[0])
    edges = np.clip(np.gradient(_polar(eye, start.x, start.y, radii), step, axis=1), -1.0, clip)[rays]
    angles = rays * (2 * np.pi / RAYS)
    best, best_score = start, -1.0
    stride = 2 if reach > 4 else 1
    for dx in range(-reach, reach + 1, stride):
        for dy in range(-reach, reach + 1, stride):
            shift = np.rint((dx * np.cos(angles) + dy * np.sin(angles)) / step).astype(np.int64)
            columns = np.clip(np.arange(len(radii))[None] + shift[:, None], 0, len(radii) - 1)
            strength = np.take_along_axis(edges, columns, 1).mean(0)
            k = int(strength.argmax())
            score = float(strength[k]) * (1 - ECCENTRIC_COST * float(np.hypot(dx, dy)))
            if score > best_score:
                best, best_score = Circle(start.x + dx, start.y + dy, float(radii[k])), score
    return best, best_score


def _limbus(eye: GrayImage, pupil: Circle) -> tuple[Circle, float]:
    """The outer boundary, by the side rays only."""
    most = min(LIMBUS_RATIOS[1] * pupil.radius, LIMBUS_SHARE * min(eye.shape))
    radii = np.arange(LIMBUS_RATIOS[0] * pupil.radius, most + 1)
    if len(radii) < 8:
        raise NoIris
    reach = round(MOST_ECCENTRIC * 2.2 * pupil.radius) + 2
    rough, _ = _ring(eye, pupil, radii, SIDE_RAYS, LIMBUS_CLIP, reach)
    near = np.arange(max(0.9 * rough.radius, 1.2 * pupil.radius), 1.1 * rough.radius + 1, 0.5)
    limbus, contrast = _ring(eye, rough, near, SIDE_RAYS, LIMBUS_CLIP, 3)
    if np.hypot(limbus.x - pupil.x, limbus.y - pupil.y) > MOST_ECCENTRIC * limbus.radius + 6:
        raise NoIris
    return limbus, contrast


def _lid(eye: GrayImage, pupil: Circle, limbus: Circle, *, above: bool) -> Lid | None:
    """The arc of strongest vertical edge between pupil and limbus, if strong enough."""
    smooth = cv2.GaussianBlur(eye, (0, 0), 2.0)
    vertical = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3), np.float32) / np.float32(8)
    cv2.circle(vertical, (round(pupil.x), round(pupil.y)), round(pupil.radius + PUPIL_MARGIN), 0.0, -1)
    sign = -1.0 if above else 1.0
    offsets = np.linspace(-0.75, 0.75, 31)
    best, best_score = None, LID_LIMIT
    start = pupil.y + sign * 0.5 * pupil.radius
    for y0 in np.arange(start, limbus.y + sign * limbus.radius, 2 * sign):
        for curvature in LID_CURVATURES:
            for lean in (-0.25, 0.0, 0.25):
                x0 = limbus.x + lean * limbus.radius
                lid = Lid(x0, float(y0), -sign * curvature / limbus.radius)
                score = _along(vertical, lid, limbus, offsets) * sign
                if score > best_score:
                    best, best_score = lid, score
    return best


def _along(vertical: NDArray[np.float32], lid: Lid, limbus: Circle, offsets: NDArray[np.float64]) -> float:
    """Mean vertical gradient along the part of an arc that lies inside the iris."""
    x = limbus.x + offsets * limbus.radius
    y = lid.y(x)
    inside = (np.hypot(x - limbus.x, y - limbus.y) < limbus.radius) & (y >= 0) & (y < vertical.shape[0])
    inside &= (x >= 0) & (x < vertical.shape[1])
    if inside.sum() < 10:
        return 0.0
    values = vertical[y[inside].astype(np.int64), x[inside].astype(np.int64)]
    return float(np.clip(values, -25, 25).mean())
