"""Known layouts as data: which heading means which field, what a list must have, how its rows are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).with_name("layouts")
Kind = Literal["unrecorded", "candidates", "pupils", "extract", "register", ""]
FREE = "unrecorded"
"""The layout that reads whatever names its columns in a usual way."""
BEST_KNOWN = 0.75
"""So much of a preset's columns must be there before a file counts as one."""


@dataclass(frozen=True)
class Layout:
    """One kind of sheet: its code, its name, headings by field, and the fields it cannot do without.

    `required` holds groups; one field of each group must be there, e.g. (("nik",), ("village", "code")).
    `written` are the columns in the order the layout is written in, each with its field or "". `families`:
    rows that tell of a family stand before its members. `everyone`: it names also people who need no
    recording. `words` put a field's codes into words.
    """

    code: str
    label: str
    headings: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    kind: Kind = ""
    written: tuple[tuple[str, str], ...] = ()
    families: bool = False
    everyone: bool = False
    one_village: bool = False
    label_en: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def columns(self, row: Sequence[str]) -> dict[str, int]:
        """Field → column position, for the headings of one row; the first of two equal headings counts."""
        positions: dict[str, int] = {}
        for position, heading in enumerate(row):
            positions.setdefault(heading_key(heading), position)
        found = {}
        for name, synonyms in self.headings.items():
            place = next((positions[key] for key in map(heading_key, synonyms) if key in positions), None)
            if place is not None:
                found[name] = place
        return found

    def missing(self, columns: Mapping[str, int]) -> list[str]:
        """Names of the columns that are required and not there."""
        return [
            " / ".join(self.headings[name][0] for name in group if name in self.headings)
            for group in self.required
            if not any(name in columns for name in group)
        ]

    def likeness(self, row: Sequence[str]) -> float:
        """How much of this layout a row of headings is, 0 to 1; 0 where too few of its columns are there."""
        keys = {heading_key(heading) for heading in row} - {""}
        known = [name for name, _ in self.written if name]
        shared = sum(heading_key(heading) in keys for heading in known)
        shared += sum(
            not any(heading_key(heading) in keys for heading, of in self.written if of == name)
            and any(heading_key(word) in keys for word in words)
            for name, words in self.headings.items()
            if name in self.fields
        )
        if not known or shared / len(known) < BEST_KNOWN:
            return 0.0
        return 2 * shared / (len(known) + len(keys))

    def named(self, language: str) -> str:
        """Its name in the reader's language."""
        return self.label_en if language.startswith("en") else self.label

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its own columns hold."""
        return frozenset(name for _, name in self.written if name)


def heading_key(heading: str) -> str:
    """Letters and digits only, in capitals: "No. KK" and "NO_KK" agree."""
    return "".join(c for c in heading.upper() if c.isalnum())


def fingerprint(headings: Iterable[str]) -> str:
    """What tells one header from another, whatever its spacing and case: SHA-256 as hex."""
    keys = [heading_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    return sha256("|".join(keys).encode()).hexdigest()


@cache
def layout(code: str) -> Layout:
    """One layout by its code."""
    found = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    written = tuple((heading, name) for heading, name in found.get("columns", ()))
    headings: dict[str, tuple[str, ...]] = {}
    for heading, name in written:
        if name:
            headings[name] = (heading,)
    for name, words in found["headings"].items():
        headings[name] = tuple(dict.fromkeys((*headings.get(name, ()), *words)))
    return Layout(
        code=code,
        label=found["label"],
        headings=headings,
        required=tuple(tuple(group) for group in found["required"]),
        kind=found.get("kind", ""),
        written=written,
        families=found.get("families", False),
        everyone=found.get("everyone", False),
        one_village=found.get("one_village", False),
        label_en=found.get("label_en", found["label"]),
        words=found.get("words", {}),
    )


@cache
def codes() -> tuple[str, ...]:
    """Codes of every layout that ships."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def presets() -> tuple[Layout, ...]:
    """The layouts a file may be recognized as: those whose columns are known in their order."""
    return tuple(found for found in map(layout, codes()) if found.written)


@cache
def known_words() -> frozenset[str]:
    """Every heading of every layout, as heading keys."""
    words = {word for code in codes() for synonyms in layout(code).headings.values() for word in synonyms}
    words |= {heading for found in presets() for heading, _ in found.written}
    return frozenset(map(heading_key, words)) - {""}


def best_fit(headings: Sequence[str]) -> Layout:
    """The preset that a row of headings is most like; the free layout where it is like none."""
    likest = max(presets(), key=lambda found: found.likeness(headings))
    return likest if likest.likeness(headings) else layout(FREE)


def meanings(headings: Sequence[str], of: Layout) -> dict[str, int]:
    """Field → column by a layout's own words first, then by the usual ones for columns still without one."""
    found = of.columns(headings)
    taken = set(found.values()) | _meaningless(headings, of)
    for name, place in layout(FREE).columns(headings).items():
        if name not in found and place not in taken:
            found[name] = place
            taken.add(place)
    return found


def _meaningless(headings: Sequence[str], of: Layout) -> set[int]:
    """Columns that a layout knows and that mean nothing to us: a "Status" that is no status of recording."""
    keys = {heading_key(heading) for heading, name in of.written if not name}
    return {place for place, heading in enumerate(headings) if heading_key(heading) in keys}
