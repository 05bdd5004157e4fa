"""The register's code lists (religion, occupation, …): words to codes and back."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("codes.json")
LISTS = ("religion", "marital", "blood", "education", "shdk", "nationality", "occupation")


@cache
def _all() -> dict[str, Any]:
    lists: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return lists


def words(name: str) -> dict[int, str]:
    """One list as code → word."""
    return dict(enumerate(_all()[name], 1))


def word(name: str, code: int | None) -> str:
    """The word of a code; empty where there is none."""
    return words(name).get(code or 0, "")


def read(name: str, text: str) -> int | None:
    """The code that a cell means: a code itself, a word in any spacing, or a usual short form."""
    plain = text.strip()
    if plain.isdigit():
        return int(plain) if int(plain) in words(name) else None
    return _keys(name).get(_key(plain))


@cache
def _keys(name: str) -> dict[str, int]:
    short = {_key(text): code for text, code in _all()["short"].get(name, {}).items()}
    return {**short, **{_key(text): code for code, text in words(name).items()}}


def _key(text: str) -> str:
    """Signs stay: they tell A+ from A-."""
    return "".join(text.upper().split())
