"""The register made ready for linking: names read once, values counted, keys in buckets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jemput.linkage import blocking, rarity
from jemput.linkage.book import Book, Ints, NameBook
from jemput.linkage.errors import PersonTwice
from jemput.linkage.people import RegisterPerson
from jemput.linkage.records import Codes, Columns, Table, add_sounds, read


@dataclass(frozen=True)
class Register:
    """People of a register, not to be changed, ready for any number of lists. Make it with `of` or
    `of_columns`."""

    columns: Columns
    table: Table
    names: NameBook
    codes: Codes
    book: Book

    @classmethod
    def of(cls, people: Iterable[RegisterPerson]) -> Register:
        """Read a register person by person. Raises PersonTwice for a person_id that comes twice."""
        return cls.of_columns(Columns.of(tuple(people)))

    @classmethod
    def of_columns(cls, columns: Columns) -> Register:
        """Read a register column by column. Raises PersonTwice for an id that comes twice."""
        _refuse_twins(columns.ids)
        names, codes = NameBook(), Codes()
        table = read(columns, names, codes)
        book = names.frozen()
        add_sounds(table, book)
        return cls(columns, table, names, codes, book)

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def rarity(self) -> rarity.Rarity:
        """Bits of surprise by value."""
        return rarity.count(self.table, self.book)

    @cached_property
    def index(self) -> blocking.Index:
        """The keys of all people in buckets."""
        return blocking.index(self.table.facts, self.book)

    @cached_property
    def by_nik(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Ints]:
        """Whole NIKs in rising order, and whose they are."""
        order = np.argsort(self.table.niks, kind="stable").astype(np.int32)
        order = order[self.table.niks[order] >= 0]
        return self.table.niks[order], order


def _refuse_twins(ids: Sequence[str]) -> None:
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for person in ids:
        if person in seen:
            raise PersonTwice(person_id=person)
        seen.add(person)
