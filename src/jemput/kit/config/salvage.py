"""Reads what can still be read of a damaged database, table by table, around the places that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from jemput.kit.door.database_file import open_to_read
from jemput.packet.vault import Vault

Row = tuple[Any, ...]
LOWEST, HIGHEST = 1, 2**32
"""Row numbers: SQLite gives them from one on."""

TRIES, FRUITLESS = 600, 70
"""Reads of one table around its damage; each opens anew: SQLCipher shuts a connection at its first error.
A table of which nothing is found after some is gone with its root."""


@dataclass
class Salvaged:
    """The rows of one table; `whole` where nothing of it was unreadable."""

    rows: dict[int, Row] = field(default_factory=dict)
    whole: bool = True


@dataclass
class Wreck:
    """A copy of a damaged database, and the vault that opens it."""

    path: Path
    vault: Vault

    def tables(self) -> dict[str, list[str]]:
        """The columns of each table by its name; empty where not even that can be read."""
        try:
            with closing(open_to_read(self.path, self.vault)) as connection:
                names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                return {name: _columns(connection, name) for (name,) in names}
        except (sqlcipher.Error, OSError):
            return {}

    def read(self, table: str, columns: list[str]) -> Salvaged:
        """Every row of a table that can be read, by its row number."""
        found = Salvaged()
        wanted = ", ".join(f'"{one}"' for one in columns)
        query = f'SELECT rowid, {wanted} FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid'  # noqa: S608
        gaps, tries = [(LOWEST, HIGHEST)], 0
        while gaps and tries < (TRIES if found.rows else FRUITLESS):
            low, high = gaps.pop()
            tries += 2
            hole = self._around(query, low, high, found)
            if hole is not None:
                found.whole = False
                gaps.extend(_halves(*hole))
        found.whole = found.whole and not gaps
        return found

    def _around(self, query: str, low: int, high: int, found: Salvaged) -> tuple[int, int] | None:
        """Read a stretch from both its ends; return what lies unread between, None where all was read."""
        up = list(self._rows(query, low, high, found))
        if up and up[-1] is None:
            return None
        low = max((one for one in up if one is not None), default=low - 1) + 1
        down = list(self._rows(f"{query} DESC", low, high, found))
        high = min((one for one in down if one is not None), default=high + 1) - 1
        return (low, high) if low <= high else None

    def _rows(self, query: str, low: int, high: int, found: Salvaged) -> Iterator[int | None]:
        """Keep rows and yield their numbers until one cannot be read; a last None: the end was reached."""
        try:
            with closing(open_to_read(self.path, self.vault)) as connection:
                for number, *values in connection.execute(query, (low, high)):
                    found.rows[number] = tuple(values)
                    yield number
        except (sqlcipher.Error, OverflowError):
            return
        yield None


def _halves(low: int, high: int) -> list[tuple[int, int]]:
    """A hole in two; one single row that cannot be read is given up."""
    if low == high:
        return []
    middle = (low + high) // 2
    return [(middle + 1, high), (low, middle)]


def _columns(connection: Any, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
