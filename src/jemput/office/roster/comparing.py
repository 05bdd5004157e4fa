"""Two versions of a list compared: who is new, who is gone, of whom something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

COMPARED = (
    "nik", "name", "birth_date", "sex", "village_id", "address", "rt", "rw", "family_card", "mother_name",
    "birth_place",
)  # fmt: skip
Line = tuple[str, ...]
"""One person of a version: the fields of COMPARED as text, in their order."""


@dataclass(frozen=True)
class Compared:
    """One person who differs: new, gone or changed, as the newer version that has them says."""

    kind: Literal["new", "gone", "changed"]
    line: Line
    changes: tuple[tuple[str, str, str], ...] = ()


def line_of(fields: dict[str, Any]) -> Line:
    """A name's fields as they are compared."""
    return tuple(str(fields[name] or "") for name in COMPARED)


def compare(older: Iterable[Line], newer: Iterable[Line]) -> Iterator[Compared | None]:
    """Every person of both versions: what differs, or None where nothing does.

    The same person is who has the same NIK and name; then who has the same NIK, or the same name and birth
    date, where only one on each side does: a name that was mended is changed, not gone and new.
    """
    before, after = list(older), list(newer)
    pairs, left, right = _paired(before, after, lambda line: (line[0], line[1], "" if line[0] else line[2]))
    for key in (_by_nik, _by_name):
        more, left, right = _paired(left, right, key)
        pairs += more
    for old, new in pairs:
        yield _changed(old, new)
    for line in left:
        yield Compared("gone", line)
    for line in right:
        yield Compared("new", line)


def _by_nik(line: Line) -> object:
    return line[0] or None


def _by_name(line: Line) -> object:
    return (line[1], line[2]) if line[2] else None


def _paired(
    before: list[Line], after: list[Line], key: Any
) -> tuple[list[tuple[Line, Line]], list[Line], list[Line]]:
    """Those who are alone with their key on both sides, and the rest of each."""
    olds, news = _grouped(before, key), _grouped(after, key)
    paired = {k for k, lines in olds.items() if len(lines) == 1 and len(news.get(k, ())) == 1}
    pairs = [(olds[k][0], news[k][0]) for k in paired]
    left = [line for line in before if key(line) not in paired]
    right = [line for line in after if key(line) not in paired]
    return pairs, left, right


def _grouped(lines: list[Line], key: Any) -> dict[object, list[Line]]:
    found: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        k = key(line)
        if k is not None:
            found[k].append(line)
    return found


def _changed(old: Line, new: Line) -> Compared | None:
    if old == new:
        return None
    changes = tuple((name, a, b) for name, a, b in zip(COMPARED, old, new, strict=True) if a != b)
    return Compared("changed", new, changes)
