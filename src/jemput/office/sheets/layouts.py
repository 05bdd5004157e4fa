"""Known layouts as data: which heading means which field, and what a list must have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("layouts")


@dataclass(frozen=True)
class Layout:
    """One kind of sheet: its code, its name, headings by field, and the fields it cannot do without.

    `required` holds groups; one field of each group must be there, e.g. (("nik",), ("village", "code")).
    """

    code: str
    label: str
    headings: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]

    def columns(self, row: Sequence[str]) -> dict[str, int]:
        """Field → column position, for the headings of one row; the first of two equal headings counts."""
        positions: dict[str, int] = {}
        for position, heading in enumerate(row):
            positions.setdefault(heading_key(heading), position)
        found = {}
        for field, synonyms in self.headings.items():
            place = next((positions[key] for key in map(heading_key, synonyms) if key in positions), None)
            if place is not None:
                found[field] = place
        return found

    def missing(self, columns: Mapping[str, int]) -> list[str]:
        """Names of the columns that are required and not there."""
        return [
            " / ".join(self.headings[field][0] for field in group)
            for group in self.required
            if not any(field in columns for field in group)
        ]


def heading_key(heading: str) -> str:
    """Letters and digits only, in capitals: "No. KK" and "NO_KK" agree."""
    return "".join(c for c in heading.upper() if c.isalnum())


@cache
def layout(code: str) -> Layout:
    """One layout by its code."""
    found = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return Layout(
        code=code,
        label=found["label"],
        headings={field: tuple(words) for field, words in found["headings"].items()},
        required=tuple(tuple(group) for group in found["required"]),
    )


@cache
def codes() -> tuple[str, ...]:
    """Codes of every layout that ships."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
