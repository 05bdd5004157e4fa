"""Decisions about names that need no database: who is the same name again, what a finding must rest on."""

from __future__ import annotations

from datetime import date

from jemput.kernel.eligibility import may_be_recorded
from jemput.kernel.nik import Person

NEEDS_WORDS = frozenset({"moved", "dead", "unknown", "already_recorded"})
"""Findings that take somebody off the way need a word on how it is known; being there speaks for itself."""
FEWEST_LETTERS = 4
DEEDS = {"dead": "death_deed", "moved": "move_letter"}
"""Which document changes the register: a family asks for the deed, the office never guesses (S3)."""
RELINKABLE = frozenset({"waiting", "ask", "not_found"})


def match_key(nik: str, name: str, birth_date: date | None, village: str) -> str:
    """What makes two rows the same name: NIK and name, or without a NIK name, birth date and village.

    A NIK alone does not do it: lists give one NIK to two people of a family.
    """
    letters = name.upper().replace(" ", "")
    if not letters.isalnum():
        letters = "".join(c for c in letters if c.isalnum())
    if nik:
        return f"{nik}|{letters}"[:200]
    return f"|{letters}|{birth_date.isoformat() if birth_date else ''}|{village}"[:200]


def enough_evidence(kind: str, evidence: str, document: str) -> bool:
    """Whether a finding says how it is known: some words, or a document by kind."""
    if kind not in NEEDS_WORDS:
        return True
    return bool(document) or sum(c.isalpha() for c in evidence) >= FEWEST_LETTERS


def old_enough(birth_date: date, ever_married: bool, on: date) -> bool:
    """Whether a candidate may be recorded on a date: 16, or married."""
    return may_be_recorded(Person(birth_date, ever_married), on=on)
