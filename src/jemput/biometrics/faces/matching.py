"""Comparison of face embeddings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.faces.templates import FaceTemplate


def distance(probe: FaceTemplate, reference: FaceTemplate) -> float:
    """Euclidean distance of two embeddings: about 0.3 for one person, about 0.75 for two."""
    probe.require_current()
    reference.require_current()
    return float(np.linalg.norm(probe.embedding - reference.embedding))


def distances(probe: FaceTemplate, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distances to a gallery (n, 128) of embeddings."""
    probe.require_current()
    squared = np.einsum("ij,ij->i", embeddings, embeddings) - 2 * (embeddings @ probe.embedding)
    own = np.float32(probe.embedding @ probe.embedding)
    return np.asarray(np.sqrt(np.maximum(squared + own, 0)), np.float32)
