"""From a fingerprint image to its template: crop to the print, find minutiae, judge the quality."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import UnsupportedResolution
from jemput.biometrics.fingerprints import network
from jemput.biometrics.fingerprints.foreground import Foreground, find_foreground
from jemput.biometrics.fingerprints.quality import PrintFeatures, assess, measure
from jemput.biometrics.fingerprints.templates import MAX_MINUTIAE, MINUTIA, FingerTemplate
from jemput.biometrics.images import GrayImage, require_gray, require_size
from jemput.biometrics.models import default_threads
from jemput.biometrics.qualities import Quality
from jemput.kernel.errors import Problem

DPI = 500
MIN_DPI, MAX_DPI = 300, 1200
MAX_PRINT_SIDE = 2048
"""Pixels at 500 dpi (10 cm): larger images hold more than one finger and are cropped around the center."""
MINUTIA_THRESHOLD = 0.3
"""Chosen in ADR 021: half the network's own, because the matcher weighs minutiae by their confidence."""
MAX_FINGER_SIDE = 1024
"""Pixels (5 cm) that one print can fill: of a larger one the middle is looked at."""
CROP_MARGIN = 16


@dataclass(frozen=True)
class Examination:
    """What one pass over the image yields."""

    template: FingerTemplate
    quality: Quality
    features: PrintFeatures


def extract(image: GrayImage, *, dpi: int = DPI, threads: int | None = None) -> FingerTemplate:
    """The template of one finger's image (height, width), 8-bit gray, ridges dark.

    Raises NotPixels, ImageTooSmall, ImageTooLarge or UnsupportedResolution; a blank image gives an
    empty template of quality 0.
    """
    return examine(image, dpi=dpi, threads=threads).template


def examine(image: GrayImage, *, dpi: int = DPI, threads: int | None = None) -> Examination:
    """The template together with its quality and the measures behind it."""
    normal = _normalized(image, dpi)
    foreground = find_foreground(normal)
    raw = _nothing() if foreground.is_empty else _minutiae(normal, foreground, threads or default_threads())
    features = measure(normal, foreground, raw.confidence)
    quality = assess(features)
    height, width = normal.shape
    return Examination(FingerTemplate(_packed(raw), width, height, quality.score), quality, features)


def examine_all(
    images: Iterable[GrayImage], *, dpi: int = DPI, workers: int | None = None
) -> list[Examination | Problem]:
    """Several fingers at once, one to a core: for each, in order, its examination or the Problem it raised.

    All threads share one network; there are as many as cores unless `workers` says otherwise.
    """
    waiting = list(images)
    if not waiting:
        return []

    def one(image: GrayImage) -> Examination | Problem:
        try:
            return examine(image, dpi=dpi, threads=1)
        except Problem as problem:
            return problem

    network.load(threads=1)
    with ThreadPoolExecutor(min(len(waiting), workers or available_cores())) as pool:
        return list(pool.map(one, waiting))


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _normalized(image: GrayImage, dpi: int) -> GrayImage:
    """The image at 500 dpi, cut to what one finger can fill."""
    require_gray(image)
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise UnsupportedResolution(dpi=dpi)
    if dpi != DPI:
        scale = DPI / dpi
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=method), np.uint8)
        require_size(image.shape[1], image.shape[0])
    top, left = (max(0, (side - MAX_PRINT_SIDE) // 2) for side in image.shape)
    return np.ascontiguousarray(image[top : top + MAX_PRINT_SIDE, left : left + MAX_PRINT_SIDE])


def _nothing() -> network.RawMinutiae:
    none, floats = np.zeros(0, np.int64), np.zeros(0, np.float32)
    return network.RawMinutiae(none, none, floats, floats, floats)


def _minutiae(image: GrayImage, foreground: Foreground, threads: int) -> network.RawMinutiae:
    """Minutiae in pixels of the whole image."""
    height, width = image.shape
    x0, y0, x1, y1 = foreground.box
    left, columns = _span(x0, x1, width)
    top, rows = _span(y0, y1, height)
    window = image[max(top, 0) : top + rows, max(left, 0) : left + columns]
    if window.shape != (rows, columns):
        before, after = (max(-top, 0), max(-left, 0)), (rows, columns)
        below, right = after[0] - before[0] - window.shape[0], after[1] - before[1] - window.shape[1]
        edge = int(image[0, 0])
        padding = ((before[0], below), (before[1], right))
        window = np.pad(window, padding, constant_values=edge)
    raw = network.detect(window, threshold=MINUTIA_THRESHOLD, threads=threads)
    x, y = raw.x + left, raw.y + top
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return network.RawMinutiae(
        x[inside], y[inside], raw.direction[inside], raw.ending[inside], raw.confidence[inside]
    )


def _span(start: int, stop: int, side: int) -> tuple[int, int]:
    """First pixel and length of a window around start..stop, a multiple of 32, inside the image if it can."""
    start, stop = max(0, start - CROP_MARGIN), min(side, stop + CROP_MARGIN)
    if stop - start > MAX_FINGER_SIDE:
        start = (start + stop - MAX_FINGER_SIDE) // 2
        stop = start + MAX_FINGER_SIDE
    length = -(-(stop - start) // network.SIZE_MULTIPLE) * network.SIZE_MULTIPLE
    if length >= side:
        length = -(-side // network.SIZE_MULTIPLE) * network.SIZE_MULTIPLE
        return -((length - side) // 2), length
    return min(max(0, (start + stop - length) // 2), side - length), length


def _packed(raw: network.RawMinutiae) -> NDArray[np.void]:
    """The most confident minutiae in the template's layout, ordered by confidence."""
    order = np.argsort(-raw.confidence, kind="stable")[:MAX_MINUTIAE]
    packed = np.zeros(len(order), MINUTIA)
    packed["x"], packed["y"] = raw.x[order], raw.y[order]
    packed["direction"] = np.rint(raw.direction[order] * (128 / np.pi)).astype(np.int64) % 256
    packed["ending"] = raw.ending[order] >= 0.5
    packed["confidence"] = np.clip(np.rint(raw.confidence[order] * 255), 0, 255)
    return packed
