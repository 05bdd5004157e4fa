"""The two layers of LEADER at full resolution, each in one pass over the image's rows.

The graph runtime would write and read the whole map six times here; row by row it stays in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MARGIN = 4
"""Pixels a 5 x 5 kernel of dilation 2 sees beyond its own."""
ERF_ABOVE = (1.1283787, 0.20611544, 0.051397428, 3.9729318e-3, 1.4898679e-4, -1.9942793e-6, 1.9921053e-8)
ERF_BELOW = (1.0, 0.51599383, 0.11756505, 0.01488931, 1.02413e-3)
ERF_LIMIT = 3.92
"""erf(z) is z times the quotient of these polynomials in z squared, to 5e-8 up to the limit (our own fit)."""
FAST = {"contract", "nnan", "nsz"}
"""What the compiler may assume; the order of additions stays, so that every vector width sums alike."""


@dataclass(frozen=True)
class StemWeights:
    """One stem: kernels (n, 5, 5) of dilation 1 and 2 of the same n, and what norms their 2n channels."""

    near: Floats
    far: Floats
    bias: Floats
    gain: Floats
    shift: Floats
    epsilon: float
    largest: bool
    """Whether pooling keeps the largest of four values, or their mean."""


def padded(image: NDArray[np.uint8]) -> Floats:
    """The image with a black margin, as the kernels need it."""
    return np.asarray(np.pad(image, MARGIN), np.float32)


def stem(image: Floats, weights: StemWeights) -> Floats:
    """A padded image of even sides (h + 8, w + 8) to its features (2n, h/2, w/2).

    Both convolutions, layer normalization over the channels, GELU, and 2 x 2 pooling.
    """
    height, width = (side - 2 * MARGIN for side in image.shape)
    out = np.empty((len(weights.bias), height // 2, width // 2), np.float32)
    w = weights
    _stem(image, w.near, w.far, w.bias, w.gain, w.shift, np.float32(w.epsilon), w.largest, out)
    return out


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _stem(  # type: ignore[no-untyped-def]
    image, near, far, bias, gain, shift, epsilon, largest, out
):
    channels, height, width = out.shape
    rows = np.empty((2, channels, 2 * width), np.float32)
    scratch = np.empty((2, 2 * width), np.float32)
    for row in range(height):
        for half in range(2):
            _convolve(image, 2 * row + half, near, far, bias, rows[half])
            _normalize(rows[half], gain, shift, epsilon, scratch)
        for channel in range(channels):
            _pool(rows[0, channel], rows[1, channel], largest, out[channel, row])


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _convolve(image: Floats, y: int, near: Floats, far: Floats, bias: Floats, row: Floats) -> None:
    for channel in range(len(row)):
        row[channel] = bias[channel]
        if channel < len(near):
            _add_kernel(image, y, 1, near[channel], row[channel])
        else:
            _add_kernel(image, y, 2, far[channel - len(near)], row[channel])


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _add_kernel(image: Floats, y: int, dilation: int, kernel: Floats, row: Floats) -> None:
    width, start = len(row), MARGIN - 2 * dilation
    for i in range(5):
        line, s, t = image[y + start + i * dilation], start, dilation
        a, b, c = line[s : s + width], line[s + t : s + t + width], line[s + 2 * t : s + 2 * t + width]
        d, e = line[s + 3 * t : s + 3 * t + width], line[s + 4 * t : s + 4 * t + width]
        k0, k1, k2, k3, k4 = kernel[i, 0], kernel[i, 1], kernel[i, 2], kernel[i, 3], kernel[i, 4]
        for x in range(width):
            row[x] += k0 * a[x] + k1 * b[x] + k2 * c[x] + k3 * d[x] + k4 * e[x]


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _normalize(rows: Floats, gain: Floats, shift: Floats, epsilon: np.float32, scratch: Floats) -> None:
    channels, width = rows.shape
    mean, scale = scratch[0], scratch[1]
    mean[:] = 0
    scale[:] = 0
    share = np.float32(1) / np.float32(channels)
    for channel in range(channels):
        row = rows[channel]
        for x in range(width):
            mean[x] += row[x] * share
    for channel in range(channels):
        row = rows[channel]
        for x in range(width):
            scale[x] += (row[x] - mean[x]) ** 2
    for x in range(width):
        scale[x] = np.float32(1) / np.sqrt(scale[x] * share + epsilon)
    for channel in range(channels):
        _gelu(rows[channel], mean, scale, gain[channel], shift[channel])


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _gelu(row: Floats, mean: Floats, scale: Floats, gain: np.float32, shift: np.float32) -> None:
    f = np.float32
    limit, root, one = f(ERF_LIMIT), f(0.5**0.5), f(1)
    a0, a1, a2, a3, a4, a5, a6 = ERF_ABOVE
    _, b1, b2, b3, b4 = ERF_BELOW
    for x in range(len(row)):
        v = (row[x] - mean[x]) * scale[x] * gain + shift
        z = min(max(v * root, -limit), limit)
        s = z * z
        above = (((((f(a6) * s + f(a5)) * s + f(a4)) * s + f(a3)) * s + f(a2)) * s + f(a1)) * s + f(a0)
        below = (((f(b4) * s + f(b3)) * s + f(b2)) * s + f(b1)) * s + one
        row[x] = f(0.5) * v * (one + z * above / below)


@njit(cache=True, nogil=True, fastmath=FAST, error_model="numpy")
def _pool(upper: Floats, lower: Floats, largest: bool, out: Floats) -> None:
    if largest:
        for x in range(len(out)):
            out[x] = max(max(upper[2 * x], upper[2 * x + 1]), max(lower[2 * x], lower[2 * x + 1]))
    else:
        for x in range(len(out)):
            total = upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]
            out[x] = np.float32(0.25) * total
