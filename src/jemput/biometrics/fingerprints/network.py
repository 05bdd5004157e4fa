"""The LEADER network: a window of the image in, minutiae with direction, type and confidence out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.stem import StemWeights, padded, stem
from jemput.biometrics.images import GrayImage
from jemput.biometrics.models import arrays, session

STEMS, TRUNK, POINTS = "leader_stems.npz", "leader_trunk.onnx", "leader_points.onnx"
SIZE_MULTIPLE = 32
PATCH = 9
SMOOTHING = cv2.getGaussianKernel(5, 0)
NEIGHBORHOOD = np.ones((7, 7), np.uint8)


@dataclass(frozen=True)
class RawMinutiae:
    """Minutiae in window pixels: x, y, direction (radians), ending (0 to 1), confidence (0 to 1)."""

    x: NDArray[np.int64]
    y: NDArray[np.int64]
    direction: NDArray[np.float32]
    ending: NDArray[np.float32]
    confidence: NDArray[np.float32]


def detect(window: GrayImage, *, threshold: float, threads: int) -> RawMinutiae:
    """Run the network on a window whose sides are multiples of 32.

    The peaks of the smoothed minutia map above `threshold` are minutiae; direction and type are
    computed only there. Source: LEADER, arXiv 2602.15493.
    """
    phases, features = session(TRUNK, threads).run(None, _stems(window))
    x, y, confidence = _peaks(_unphased(phases[0]), threshold)
    if not len(x):
        nothing = np.zeros(0, np.float32)
        return RawMinutiae(x, y, nothing, nothing, confidence)
    patches, masks = _patches(features[0], x // 2, y // 2)
    direction, ending = session(POINTS, threads).run(None, {"patch": patches, "mask": masks})
    row, phase = np.arange(len(x)), y % 2 * 2 + x % 2
    radians = np.arctan2(direction[row, 2 * phase + 1], direction[row, 2 * phase])
    return RawMinutiae(x, y, radians, ending[row, phase], confidence)


def load(threads: int) -> None:
    """Read the network now, so that threads which start at once do not each read it."""
    _stem_weights()
    session(TRUNK, threads)
    session(POINTS, threads)


@lru_cache(maxsize=1)
def _stem_weights() -> dict[str, StemWeights]:
    """Context feeds the coarse encoder, detail joins it at the gate."""
    stored = arrays(STEMS)

    def of(name: str, *, largest: bool) -> StemWeights:
        near, far, bias = (stored[f"{name}_{key}"] for key in ("near", "far", "bias"))
        gain, shift = stored[f"{name}_gain"], stored[f"{name}_shift"]
        return StemWeights(near, far, bias, gain, shift, float(stored[f"{name}_epsilon"]), largest)

    return {"context": of("context", largest=True), "detail": of("detail", largest=False)}


def _stems(window: GrayImage) -> dict[str, NDArray[np.float32]]:
    """The trunk's inputs (1, channels, h/2, w/2)."""
    image = padded(window)
    return {name: stem(image, weights)[None] for name, weights in _stem_weights().items()}


def _unphased(phases: NDArray[np.float32]) -> NDArray[np.float32]:
    """(4, h, w) phases to the (2h, 2w) map."""
    _, height, width = phases.shape
    together = phases.reshape(2, 2, height, width).transpose(2, 0, 3, 1)
    return np.ascontiguousarray(together).reshape(2 * height, 2 * width)


def _peaks(
    likelihood: NDArray[np.float32], threshold: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """x, y and height of the local maxima of the smoothed map."""
    smooth = cv2.sepFilter2D(likelihood, -1, SMOOTHING, SMOOTHING, borderType=cv2.BORDER_CONSTANT)
    y, x = np.nonzero((smooth == cv2.dilate(smooth, NEIGHBORHOOD)) & (smooth >= threshold))
    return x, y, np.asarray(smooth[y, x], np.float32)


def _patches(
    features: NDArray[np.float32], x: NDArray[np.int64], y: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The 9 x 9 feature patches around cells, and which of the 3 x 3 cells lie inside the map."""
    channels, height, width = features.shape
    margin = PATCH // 2
    padded = np.zeros((channels, height + 2 * margin, width + 2 * margin), np.float32)
    padded[:, margin:-margin, margin:-margin] = features
    patches = sliding_window_view(padded, (PATCH, PATCH), axis=(1, 2))[:, y, x].transpose(1, 0, 2, 3)
    inside = np.zeros((height + 2, width + 2), np.float32)
    inside[1:-1, 1:-1] = 1
    masks = sliding_window_view(inside, (3, 3))[y, x][:, None]
    return np.ascontiguousarray(patches), np.ascontiguousarray(masks)
