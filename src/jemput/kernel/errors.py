"""Anticipated failures: each a numbered sentence in two languages that says what happened and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["id", "en"]


@dataclass(frozen=True)
class Words:
    """One text in both languages; `{placeholders}` are filled from the problem's parameters."""

    id: str
    en: str

    def text(self, language: str, **params: object) -> str:
        """Return the text in `language` ("id" for anything but English) with its placeholders filled."""
        template = self.en if language.startswith("en") else self.id
        return template.format(**params)


class Problem(Exception):
    """Base of every anticipated failure.

    A subclass sets `code` (unique in the whole package, e.g. "R103"), `says` (what happened), `do` (what
    the reader can do about it) and, where it leaves over HTTP, `status`. Parameters given to the
    constructor fill the placeholders of both sentences.
    """

    code: ClassVar[str] = "K000"
    status: ClassVar[int] = 400
    says: ClassVar[Words] = Words(id="Terjadi kesalahan.", en="Something went wrong.")
    do: ClassVar[Words] = Words(id="Coba lagi.", en="Try again.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.text("en"))

    def text(self, language: str = "id") -> str:
        """What happened and what to do, in one line of the reader's language, without the number."""
        return f"{self.says.text(language, **self.params)} {self.do.text(language, **self.params)}"

    def as_json(self, language: str = "id") -> dict[str, object]:
        """The problem as it travels over HTTP."""
        return {"code": self.code, "message": self.text(language)}


def catalogue(base: type[Problem] = Problem) -> list[type[Problem]]:
    """Every problem defined so far, by code."""
    found: set[type[Problem]] = set()
    for child in base.__subclasses__():
        found |= {child, *catalogue(child)}
    return sorted(found, key=lambda problem: (problem.code, problem.__name__))
