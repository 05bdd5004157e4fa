"""Ridge spacing that yields to the flow, so that ridges need not end wherever the flow spreads.

Where neighboring ridges diverge, either the spacing grows or new ridges must begin, all pointing the
same way. Patterns grown with a fixed spacing do the latter: their minutiae point like their neighbors
far more often than on real fingers, and strangers' prints then compare too well. Relaxing the spacing
cures it.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import splu

from jemput.kernel.body import Finger
from jemput.synthesis.fields import Plane, blur, smooth_field

_CELL = 8
_SMOOTHNESS = 0.04
_ANCHOR = 0.001
_YIELD = 0.8
_MOST = 0.22


def ridge_periods(rng: np.random.Generator, flow: Plane, finger: Finger) -> Plane:
    """Ridge periods in 500-dpi pixels (about 7 to 12) on the grid of `flow`."""
    rows, columns = flow.shape
    down = np.linspace(-1.0, 1.0, rows, dtype=np.float32)[:, None]
    across = np.linspace(-1.0, 1.0, columns, dtype=np.float32)[None, :]
    thumb = finger in (Finger.RIGHT_THUMB, Finger.LEFT_THUMB)
    usual = float(np.clip(rng.normal(9.1 if thumb else 8.7, 0.55), 7.4, 10.4))
    vary = 0.05 * blur(smooth_field(rng, (rows, columns), 48.0), 4.0)
    wider_below = 0.07 / (1.0 + np.exp(-(down - 0.35) / 0.12))
    finer_inside = 0.05 * np.exp(-((down + 0.1) ** 2 + across**2) / 0.12)
    relaxed = np.exp(np.clip(-_YIELD * relaxation(flow), -_MOST, _MOST))
    return np.asarray(usual * (1.0 + vary + wider_below - finer_inside) * relaxed, np.float32)


def relaxation(flow: Plane) -> Plane:
    """Log-frequency u that best satisfies du/ds = -curl n along the ridges, smooth and small elsewhere.

    If n is the unit normal of the ridges and exp(u) their frequency, exp(u) n is the gradient of a phase
    (and no ridge has to begin or end) exactly where its curl is zero, which is that equation. Least
    squares on cells of 8 grid points; singularities, where the flow has no direction, weigh nothing.
    """
    shape = (flow.shape[0] // _CELL, flow.shape[1] // _CELL)
    cosine, sine = _pooled(np.cos(2 * flow), shape), _pooled(np.sin(2 * flow), shape)
    weight = np.clip(cosine**2 + sine**2, 0.0, 1.0) ** 2
    angle = np.asarray(0.5 * np.arctan2(sine, cosine), np.float32)
    along, curl = _operators(cosine, sine, angle)
    columnwise, rowwise = _differences(shape)
    scale = sparse.diags(weight.ravel())
    normal = along.T @ scale @ along
    normal += _SMOOTHNESS * (columnwise.T @ columnwise + rowwise.T @ rowwise)
    normal += _ANCHOR * sparse.eye(angle.size)
    u = splu(normal.tocsc()).solve(-(along.T @ scale @ curl.ravel())).reshape(shape)
    return _grown(u.astype(np.float32), flow.shape)


def _pooled(plane: Plane, shape: tuple[int, int]) -> Plane:
    cut = plane[: shape[0] * _CELL, : shape[1] * _CELL]
    return np.asarray(cut.reshape(shape[0], _CELL, shape[1], _CELL).mean(axis=(1, 3)), np.float32)


def _grown(plane: Plane, shape: tuple[int, int]) -> Plane:
    rows = np.clip((np.arange(shape[0]) + 0.5) / _CELL - 0.5, 0, plane.shape[0] - 1)
    columns = np.clip((np.arange(shape[1]) + 0.5) / _CELL - 0.5, 0, plane.shape[1] - 1)
    tall = np.stack([np.interp(rows, np.arange(plane.shape[0]), column) for column in plane.T], axis=1)
    wide = np.stack([np.interp(columns, np.arange(plane.shape[1]), row) for row in tall])
    return blur(wide.astype(np.float32), 3.0)


def _operators(cosine: Plane, sine: Plane, angle: Plane) -> tuple[sparse.csr_matrix, Plane]:
    """The derivative along the ridges as a matrix, and the curl of their normals; y is upward."""
    size = cosine**2 + sine**2 + 1e-6
    angle_x = 0.5 * (cosine * np.gradient(sine, axis=1) - sine * np.gradient(cosine, axis=1)) / size
    angle_y = -0.5 * (cosine * np.gradient(sine, axis=0) - sine * np.gradient(cosine, axis=0)) / size
    curl = -np.sin(angle) * angle_x + np.cos(angle) * angle_y
    columnwise, rowwise = _differences(angle.shape)
    along = sparse.diags(np.cos(angle).ravel()) @ columnwise - sparse.diags(np.sin(angle).ravel()) @ rowwise
    return along, np.asarray(curl, np.float32)


def _differences(shape: tuple[int, ...]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Forward differences between columns and between rows; zero beyond the last."""
    rows, columns = shape[0], shape[1]
    columnwise = sparse.kron(sparse.eye(rows), _forward(columns), format="csr")
    rowwise = sparse.kron(_forward(rows), sparse.eye(columns), format="csr")
    return columnwise, rowwise


def _forward(count: int) -> sparse.csr_matrix:
    matrix = sparse.lil_matrix((count, count))
    matrix.setdiag(np.append(-np.ones(count - 1), 0.0))
    matrix.setdiag(np.ones(count - 1), 1)
    return matrix.tocsr()
