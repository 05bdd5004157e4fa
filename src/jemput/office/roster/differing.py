"""Where two values differ, letter by letter: what the clerk's eye should fall on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby


@dataclass(frozen=True)
class Piece:
    """A stretch of one side's text, and whether the other side has something else there."""

    text: str
    differs: bool = False


Pieces = tuple[Piece, ...]
LIKE = 0.6
"""Share of common letters from which single letters are worth marking."""
NIK_DIGITS = 16
SHOWN_HEAD, SHOWN_TAIL = 4, 12
"""Of a NIK the first four and last four digits are shown, as in lists."""


def names_apart(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Both names in pieces, in order; pieces joined give the names back. Letter case does not count.

    Names with little in common differ as a whole: single letters that happen to agree tell nothing.
    """
    compared = SequenceMatcher(None, left.upper(), right.upper(), autojunk=False)
    if compared.ratio() < LIKE:
        return _whole(left), _whole(right)
    found = compared.get_opcodes()
    ours = (Piece(left[a:b], tag != "equal") for tag, a, b, _, _ in found if b > a)
    theirs = (Piece(right[a:b], tag != "equal") for tag, _, _, a, b in found if b > a)
    return tuple(ours), tuple(theirs)


def _whole(text: str) -> Pieces:
    return (Piece(text, differs=True),) if text else ()


def niks_apart(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Both NIKs masked as in lists, but for the digits in which they differ; empty where there is none."""
    return _nik_beside(left, right), _nik_beside(right, left)


def _nik_beside(nik: str, other: str) -> Pieces:
    if len(nik) != NIK_DIGITS:
        return ()
    apart = [len(other) == NIK_DIGITS and nik[at] != other[at] for at in range(NIK_DIGITS)]
    shown = [at < SHOWN_HEAD or at >= SHOWN_TAIL or apart[at] for at in range(NIK_DIGITS)]
    letters = [(digit if seen else "•", far) for digit, seen, far in zip(nik, shown, apart, strict=True)]
    runs = groupby(letters, key=lambda letter: letter[1])
    return tuple(Piece("".join(text for text, _ in run), far) for far, run in runs)


def dates_apart(left: date | None, right: date | None) -> tuple[Pieces, Pieces]:
    """Both days as 05-12-2018, marked by day, month and year; empty where there is none."""
    return _date_beside(left, right), _date_beside(right, left)


def _date_beside(day: date | None, other: date | None) -> Pieces:
    if day is None:
        return ()
    parts = _parts(day)
    others = _parts(other) if other else parts
    dashes = ("", "-", "-")
    marked = zip(dashes, parts, others, strict=True)
    return tuple(
        piece for dash, one, two in marked for piece in (Piece(dash), Piece(one, one != two)) if piece.text
    )


def _parts(day: date) -> tuple[str, str, str]:
    return f"{day:%d}", f"{day:%m}", f"{day:%Y}"
