"""Columns and filters of a list: where a value comes from, its name, how a choice narrows the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from jemput.node.look.cells import Align, Kind
from jemput.node.look.parts import Text

Row = TypeVar("Row")
Choices = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it is called, where its value comes from, and what may be done with it.

    `value` defaults to the attribute path in `key` ("resident__name"). `sortable` may be the path to order
    by where it differs from `key`. `kind` decides alignment, wording and the cell type in the export; a
    `nik` is masked on screen and in the export unless the table says `reveal_niks`.
    """

    key: str
    label: Text
    value: Callable[[Row], object] | None = None
    link: Callable[[Row], str | None] | None = None
    sortable: bool | str = False
    kind: Kind = "text"
    align: Align | None = None
    export: bool = True
    on_screen: bool = True

    def of(self, row: Row) -> object:
        """The value of this column in one row."""
        return self.value(row) if self.value else follow(row, self.key)

    @property
    def order(self) -> str:
        """The path to order by."""
        return self.sortable if isinstance(self.sortable, str) else self.key


@dataclass(frozen=True)
class Filter:
    """One choice that narrows the list: a query parameter, its choices, and the path it must equal.

    `narrow(rows, value)` replaces the plain equality where that does not do.
    """

    key: str
    label: Text
    choices: Choices | Callable[[], Choices]
    path: str = ""
    narrow: Callable[[Any, str], Any] | None = None

    def options(self) -> Choices:
        """The choices, asked for now."""
        return self.choices() if callable(self.choices) else self.choices

    def apply(self, rows: Any, value: str) -> Any:
        """The rows that fit `value`."""
        if self.narrow:
            return self.narrow(rows, value)
        path = self.path or self.key
        if isinstance(rows, QuerySet):
            return rows.filter(**{path: value})
        return [row for row in rows if str(follow(row, path)) == value]


@dataclass(frozen=True)
class Nothing:
    """What an empty list says: how to begin, and the button for it."""

    title: Text
    sentence: Text = ""
    icon: str = "inbox"
    button: Text = ""
    url: str = ""


def search(rows: Any, query: str, fields: Sequence[str]) -> Any:
    """The rows in which every word of `query` stands in at least one of the fields."""
    words = query.split()
    if isinstance(rows, QuerySet):
        paths = [
            path if "__i" in path or path.endswith("startswith") else f"{path}__icontains" for path in fields
        ]
        return rows.filter(reduce(and_, (reduce(or_, (Q(**{p: word}) for p in paths)) for word in words)))
    return [row for row in rows if all(_has(row, word.casefold(), fields) for word in words)]


def follow(row: object, path: str) -> object:
    """The value at an attribute path with "__" or "." between its parts; None where the way ends early."""
    here: object = row
    for part in path.replace("__", ".").split("."):
        if here is None:
            return None
        here = here.get(part) if isinstance(here, Mapping) else getattr(here, part)
    return here() if callable(here) else here


def _has(row: object, word: str, fields: Sequence[str]) -> bool:
    return any(word in str(follow(row, path) or "").casefold() for path in fields)
