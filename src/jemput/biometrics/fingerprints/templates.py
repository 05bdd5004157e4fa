"""A finger's template: its minutiae, and nothing that an image could be rebuilt from beyond them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import MalformedTemplate, OtherAlgorithm

ALGORITHM = 1
"""Version of extraction and template; raised whenever templates stop being comparable."""
MAX_MINUTIAE = 255
MAX_SIDE = 4096
HEADER = struct.Struct("<BBHHB")
"""Algorithm, quality, width, height, number of minutiae."""
MINUTIA = np.dtype(
    [("x", "<u2"), ("y", "<u2"), ("direction", "u1"), ("ending", "u1"), ("confidence", "u1")], align=False
)
"""x, y in pixels at 500 dpi from the top left; direction in 1/256 turns, counter-clockwise from the x axis,
along the ridge that ends (or the valley, at a bifurcation); ending 1, bifurcation 0; confidence in 1/255."""


@dataclass(frozen=True)
class FingerTemplate:
    """Minutiae of one finger at 500 dpi."""

    minutiae: NDArray[np.void]
    width: int
    height: int
    quality: int
    algorithm: int = ALGORITHM

    def __len__(self) -> int:
        return len(self.minutiae)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FingerTemplate) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    @property
    def radians(self) -> NDArray[np.float64]:
        """Directions in radians, 0 to 2 pi."""
        return self.minutiae["direction"].astype(np.float64) * (2 * np.pi / 256)

    def require_current(self) -> None:
        """Refuse a template that this version of the algorithm cannot compare."""
        if self.algorithm != ALGORITHM:
            raise OtherAlgorithm(modality="finger", found=self.algorithm, wanted=ALGORITHM)

    def upside_down(self) -> FingerTemplate:
        """The template of the same image turned by half."""
        over = self.minutiae.copy()
        over["x"] = max(self.width, 1) - 1 - over["x"]
        over["y"] = max(self.height, 1) - 1 - over["y"]
        over["direction"] = (over["direction"].astype(np.int64) + 128) % 256
        return replace(self, minutiae=over)

    def to_bytes(self) -> bytes:
        """The template as it is stored: a 7-byte header and 7 bytes a minutia."""
        head = HEADER.pack(self.algorithm, self.quality, self.width, self.height, len(self.minutiae))
        return head + np.ascontiguousarray(self.minutiae, MINUTIA).tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> FingerTemplate:
        """Read what `to_bytes` wrote; raises MalformedTemplate."""
        if len(data) < HEADER.size:
            raise MalformedTemplate(why="finger header")
        algorithm, quality, width, height, count = HEADER.unpack_from(data)
        if len(data) != HEADER.size + count * MINUTIA.itemsize:
            raise MalformedTemplate(why="finger length")
        minutiae = np.frombuffer(data, MINUTIA, count, HEADER.size)
        if quality > 100 or max(width, height) > MAX_SIDE or not _inside(minutiae, width, height):
            raise MalformedTemplate(why="finger values")
        return cls(minutiae, width, height, quality, algorithm)


def _inside(minutiae: NDArray[np.void], width: int, height: int) -> bool:
    return bool(
        (minutiae["x"] < max(width, 1)).all()
        and (minutiae["y"] < max(height, 1)).all()
        and (minutiae["ending"] <= 1).all()
    )
