"""A list as it was read, kept beside its file: taken in and compared without reading it anew."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from jemput.office.roster.list_rows import NameRow

QUICKEST = 1
"""Of zlib's levels: a list is written once and read two or three times."""


class Sink(Protocol):
    """Takes the rows of a list, one after another."""

    def __call__(self, row: NameRow) -> None:
        """Keep one more."""


def staged_path(file: Path) -> Path:
    """Where the rows of a list file are kept."""
    return file.with_name(f"{file.name}.rows.gz")


@contextmanager
def staging(file: Path) -> Iterator[Sink]:
    """Keep rows beside a list file; they are there only if all of them were written."""
    target, unfinished = staged_path(file), staged_path(file).with_suffix(".part")
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
    with gzip.open(unfinished, "wt", compresslevel=QUICKEST, encoding="utf-8") as stream:

        def keep(row: NameRow) -> None:
            fields = {**row.fields, "raw": encode(row.fields["raw"])}
            stream.write(encode([row.number, row.sheet, fields]) + "\n")

        yield keep
    unfinished.chmod(0o600)
    unfinished.replace(target)


def staged_rows(file: Path, *, after: int = 0) -> Iterator[NameRow]:
    """The rows kept of a list file, without the first `after` ones; `raw` stays JSON."""
    with gzip.open(staged_path(file), "rt", encoding="utf-8") as stream:
        for place, line in enumerate(stream):
            if place >= after:
                number, sheet, fields = json.loads(line)
                yield NameRow(number, _dated(fields), sheet)


def is_staged(file: Path) -> bool:
    """Whether the rows of a list file are kept."""
    return staged_path(file).is_file()


def forget_staged(file: Path) -> None:
    """Delete the rows kept of a list file."""
    staged_path(file).unlink(missing_ok=True)


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    born = fields["birth_date"]
    fields["birth_date"] = date.fromisoformat(born) if born else None
    return fields
