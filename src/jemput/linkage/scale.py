"""What pairs are weighed by, gathered into few arrays: the inner loops pay for each they are handed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import Book, Ints
from jemput.linkage.model import Model
from jemput.linkage.rarity import Rarity

SIZE, MOST, FALSE_NIK, PRIOR, ELSEWHERE, RELATIVE = range(6)
"""Places in `Scale.numbers`: people in the register; most bits of a name; log2 of the chance that a given
stranger carries the row's NIK; log2 odds before looking; bits for a person whom another row has; log2 of
the chance that a given stranger is a relative."""
FAMILY_SIZE = 4.0
"""People on one family card, about."""


class Scale(NamedTuple):
    """Book, rarity and model for one list and one register."""

    names: Ints
    words: Ints
    letters: NDArray[np.uint8]
    people: NDArray[np.float32]
    word_bits: NDArray[np.float32]
    weights: NDArray[np.float64]
    numbers: NDArray[np.float64]


def scale(book: Book, rarity: Rarity, model: Model, listed: float | None = None) -> Scale:
    """The scale for a list whose names are in `book`; `listed` is the share of its rows that the register
    holds."""
    size = max(1, len(rarity.people))
    share = min(0.999, max(0.001, model.listed if listed is None else listed))
    relative = FAMILY_SIZE / max(size, 2 * FAMILY_SIZE)
    elsewhere = np.log2(model.elsewhere[0] / model.elsewhere[1])
    numbers = [size, np.log2(size) + 1, np.log2(model.false_nik / size), np.log2(share / (1 - share) / size)]
    return Scale(*book, *rarity, model.weights(), np.array([*numbers, elsewhere, np.log2(relative)]))
