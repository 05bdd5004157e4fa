"""Where the headings of a sheet stand, over one row or two, and what each column is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jemput.office.sheets.cells import Cell, text
from jemput.office.sheets.layouts import heading_key, known_words

FEWEST_KNOWN = 2
FEWEST_CELLS = 3


_PLACE = re.compile(
    r"(?i)^(DESA\s*/\s*KEL(?:URAHAN)?|KEL(?:URAHAN)?\s*/\s*DESA|DESA|KEL(?:URAHAN)?|KEC(?:AMATAN)?)\b\s*[.:]*\s*(.*)$"
)


@dataclass(frozen=True)
class Heading:
    """A header: the number of its last row (0: none was found) and one heading a column."""

    row: int
    headings: tuple[str, ...]
    known: int = 0


def find_heading(top: Sequence[tuple[int, Sequence[Cell]]]) -> Heading:
    """The row, or the two rows, that look most like headings; else the first row of words."""
    rows = [(number, [text(cell) for cell in cells]) for number, cells in top]
    best = Heading(0, ())
    for place, (number, line) in enumerate(rows):
        best = _better(best, Heading(number, tuple(line), _known(line)))
        if place + 1 < len(rows):
            lower_number, lower = rows[place + 1]
            # A second row of headings has words where the first has them merged, and never numbers.
            if _is_lower(line, lower):
                both = tuple(_combined(line, lower))
                best = _better(best, Heading(lower_number, both, _known(both)))
    return best if best.known >= FEWEST_KNOWN else _words(rows)


def heading_at(top: Sequence[tuple[int, Sequence[Cell]]], row: int) -> Heading:
    """The header that ends in a row, as somebody chose it."""
    for place, (number, cells) in enumerate(top):
        if number == row:
            line = [text(cell) for cell in cells]
            above = [text(cell) for cell in top[place - 1][1]] if place else []
            both = tuple(_combined(above, line)) if above and _is_lower(above, line) else ()
            return max(Heading(row, tuple(line), _known(line)), Heading(row, both, _known(both)), key=_rank)
    return Heading(0, ())


def _rank(heading: Heading) -> int:
    return heading.known


def _better(best: Heading, found: Heading) -> Heading:
    return found if found.known > best.known else best


def _known(line: Sequence[str]) -> int:
    known = known_words()
    return len({heading_key(cell) for cell in line} & known)


def _is_lower(upper: Sequence[str], lower: Sequence[str]) -> bool:
    gaps = [at for at, cell in enumerate(lower) if cell and not (upper[at] if at < len(upper) else "")]
    return (
        bool(gaps)
        and not any(cell.isdigit() for cell in lower)
        and sum(bool(cell) for cell in upper) >= FEWEST_KNOWN
    )


def _combined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    known, found, above = known_words(), [], ""
    for at in range(max(len(upper), len(lower))):
        own, below = (line[at] if at < len(line) else "" for line in (upper, lower))
        above = own or (above if below else "")
        if not below:
            found.append(own)
            continue
        # "TEMPAT" and "TANGGAL" below one "TEMPAT, TANGGAL LAHIR" are the place and the date of birth.
        born = f"{below} LAHIR" if "LAHIR" in above.upper() else ""
        choices = (below, f"{above} {below}".strip(), born)
        found.append(next((word for word in choices if heading_key(word) in known), choices[1]))
    return found


def _words(rows: Sequence[tuple[int, list[str]]]) -> Heading:
    """Nothing is known: the first row of at least three words, none of them a number."""
    for number, line in rows:
        filled = [cell for cell in line if cell]
        if len(filled) >= FEWEST_CELLS and not any(any(c.isdigit() for c in cell) for cell in filled):
            return Heading(number, tuple(line))
    return Heading(0, ())


def letterhead(top: Sequence[tuple[int, Sequence[Cell]]], heading_row: int) -> dict[str, str]:
    """The village and the kecamatan that stand above the headings, as "DESA : X" in one cell or in two."""
    found: dict[str, str] = {}
    for number, cells in top:
        filled = [written for written in map(text, cells) if written]
        if number >= heading_row:
            break
        for at, cell in enumerate(filled):
            match = _PLACE.match(cell)
            if match:
                place = match[2] or (filled[at + 1].lstrip(": ") if at + 1 < len(filled) else "")
                found.setdefault("kecamatan" if match[1].upper().startswith("KEC") else "village", place)
    return {name: place for name, place in found.items() if place}
