"""Candidates for rows that a NIK alone does not settle: the place where another engine slots in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jemput.linkage.book import Book, Ints
from jemput.linkage.records import Table
from jemput.linkage.register import Register
from jemput.linkage.scale import Scale
from jemput.linkage.search import Found, search


@dataclass(frozen=True)
class Question:
    """The open rows: their positions in `table`, the register, and which of its people a row has for sure."""

    rows: Ints
    table: Table
    register: Register
    linked: NDArray[np.bool_]
    book: Book
    scale: Scale


class CandidateFinder(Protocol):
    """Finds and weighs the people each open row may mean."""

    def find(self, question: Question) -> Found:
        """Candidates of each row of the table, likeliest first; rows not asked about have none."""
        ...


class KeyedFinder:
    """Pairs that share a key, weighed by the trained model on all processors. See blocking and weighing."""

    def find(self, question: Question) -> Found:
        """Candidates of each open row. See CandidateFinder.find."""
        register = question.register
        return search(
            question.rows,
            question.table.facts,
            register.table.facts,
            question.linked,
            register.index,
            question.book,
            question.scale,
        )
