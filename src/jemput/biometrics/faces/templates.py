"""A face's template: the 128 numbers of its embedding."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import MalformedTemplate, OtherAlgorithm

ALGORITHM = 1
DIMENSIONS = 128
LAYOUT = struct.Struct(f"<BB{DIMENSIONS}f")
"""Algorithm, quality, embedding."""


@dataclass(frozen=True)
class FaceTemplate:
    """An embedding (128,) float32 of about unit length; Euclidean distances tell persons apart."""

    embedding: NDArray[np.float32]
    quality: int
    algorithm: int = ALGORITHM

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FaceTemplate) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def require_current(self) -> None:
        """Refuse a template that this version of the algorithm cannot compare."""
        if self.algorithm != ALGORITHM:
            raise OtherAlgorithm(modality="face", found=self.algorithm, wanted=ALGORITHM)

    def to_bytes(self) -> bytes:
        """The template as it is stored, 514 bytes."""
        return LAYOUT.pack(self.algorithm, self.quality, *self.embedding.tolist())

    @classmethod
    def from_bytes(cls, data: bytes) -> FaceTemplate:
        """Read what `to_bytes` wrote; raises MalformedTemplate."""
        if len(data) != LAYOUT.size:
            raise MalformedTemplate(why="face length")
        embedding = np.frombuffer(data, "<f4", DIMENSIONS, 2).astype(np.float32)
        if data[1] > 100 or not np.isfinite(embedding).all() or float(np.abs(embedding).max()) > 10:
            raise MalformedTemplate(why="face values")
        return cls(embedding, data[1], data[0])
