"""An iris's template: its code and the mask of what was visible."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.errors import MalformedTemplate, OtherAlgorithm
from jemput.biometrics.irises.code import BANDS, WORDS_PER_ROW

ALGORITHM = 1
HEADER = struct.Struct("<BB")
"""Algorithm, quality."""
CODE_WORDS, MASK_WORDS = 2 * BANDS * WORDS_PER_ROW, BANDS * WORDS_PER_ROW
SIZE = HEADER.size + 8 * (CODE_WORDS + MASK_WORDS)


@dataclass(frozen=True)
class IrisTemplate:
    """Phase bits (2, BANDS, words a row) and mask (BANDS, words a row) of one iris."""

    code: NDArray[np.uint64]
    mask: NDArray[np.uint64]
    quality: int
    algorithm: int = ALGORITHM

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IrisTemplate) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def require_current(self) -> None:
        """Refuse a template that this version of the algorithm cannot compare."""
        if self.algorithm != ALGORITHM:
            raise OtherAlgorithm(modality="iris", found=self.algorithm, wanted=ALGORITHM)

    def upside_down(self) -> IrisTemplate:
        """The template of the same eye turned by half: every row of the code begins at its middle."""
        half = WORDS_PER_ROW // 2
        return replace(self, code=np.roll(self.code, half, axis=-1), mask=np.roll(self.mask, half, axis=-1))

    def to_bytes(self) -> bytes:
        """The template as it is stored, of fixed size."""
        head = HEADER.pack(self.algorithm, self.quality)
        return head + self.code.astype("<u8").tobytes() + self.mask.astype("<u8").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> IrisTemplate:
        """Read what `to_bytes` wrote; raises MalformedTemplate."""
        if len(data) != SIZE:
            raise MalformedTemplate(why="iris length")
        algorithm, quality = HEADER.unpack_from(data)
        if quality > 100:
            raise MalformedTemplate(why="iris values")
        words = np.frombuffer(data, "<u8", offset=HEADER.size).astype(np.uint64)
        return cls(
            words[:CODE_WORDS].reshape(2, BANDS, WORDS_PER_ROW),
            words[CODE_WORDS:].reshape(BANDS, WORDS_PER_ROW),
            quality,
            algorithm,
        )
