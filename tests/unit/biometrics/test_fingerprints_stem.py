"""The stem in one pass equals its layers one after another."""

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.stem import StemWeights, padded, stem
from tests.unit.biometrics.drawings import draw_print

HALF = 3


def drawn_weights(seed: int, *, largest: bool) -> StemWeights:
    rng = np.random.default_rng(seed)
    near, far = rng.normal(size=(2, HALF, 5, 5)).astype(np.float32)
    bias, gain, shift = rng.normal(size=(3, 2 * HALF)).astype(np.float32)
    return StemWeights(near, far, bias, gain, shift, 1e-3, largest)


def spread(kernel: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = np.zeros((9, 9))
    wide[::2, ::2] = kernel
    return wide


def layer_by_layer(image: NDArray[np.uint8], w: StemWeights) -> NDArray[np.float64]:
    kernels = [k.astype(np.float64) for k in w.near] + [spread(k) for k in w.far]
    pixels = image.astype(np.float64)
    maps = np.stack([cv2.filter2D(pixels, -1, k, borderType=cv2.BORDER_CONSTANT) for k in kernels])
    biased = np.asarray(maps, np.float64) + w.bias[:, None, None]
    normal = (biased - biased.mean(0)) / np.sqrt(biased.var(0) + w.epsilon)
    scaled = normal * w.gain[:, None, None] + w.shift[:, None, None]
    active = scaled * (1 + np.vectorize(math.erf)(scaled / math.sqrt(2))) / 2
    fours = active.reshape(len(maps), image.shape[0] // 2, 2, image.shape[1] // 2, 2)
    return np.asarray(fours.max((2, 4)) if w.largest else fours.mean((2, 4)))


@pytest.mark.parametrize("largest", [True, False])
@pytest.mark.parametrize("shape", [(64, 96), (32, 34), (2, 2)])
def test_stem_equals_its_layers(shape: tuple[int, int], largest: bool) -> None:
    image, weights = draw_print(1)[: shape[0], : shape[1]], drawn_weights(shape[1], largest=largest)
    assert np.allclose(stem(padded(image), weights), layer_by_layer(image, weights), atol=2e-5)


@pytest.mark.parametrize("level", [0, 255])
def test_a_flat_image_gives_finite_features(level: int) -> None:
    flat = padded(np.full((32, 32), level, np.uint8))
    assert np.isfinite(stem(flat, drawn_weights(1, largest=False))).all()
