"""Keeps the few pages of the database without which none of it reads: its first, and its table of tables.

They are copied as they are, encrypted, into one small file beside the database. Between two migrations they
hardly change; with them a database whose beginning is damaged still gives up its rows.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from jemput.kit.door.database_file import KEPT, PAGE, database_file, open_to_read
from jemput.node.settings import NodeSettings
from jemput.packet.vault import Vault

WORK = "kept-pages.work"


def keep(node: NodeSettings, vault: Vault) -> None:
    """Copy those pages anew; which ones they are is found out again only after a migration.

    For the worker, once the log is in the database: the first time takes some hundred short reads.
    """
    path, kept = database_file(node), node.data_dir / KEPT
    with closing(open_to_read(path, vault)) as connection:
        schema = int(connection.execute("PRAGMA schema_version").fetchone()[0])
    known, numbers = _head(kept)
    work = node.data_dir / WORK
    if known != schema or not numbers:
        numbers = _found(path, vault, work)
    with path.open("rb") as file:
        pages = [os.pread(file.fileno(), PAGE, (number - 1) * PAGE) for number in numbers]
    if not _suffice(dict(zip(numbers, pages, strict=True)), path.stat().st_size, vault, work):
        return  # damaged since the last time: those of then are the ones to keep
    head = json.dumps({"schema": schema, "pages": numbers}).encode("ascii")
    temporary = kept.with_suffix(".tmp")
    temporary.write_bytes(head + b"\n" + b"".join(pages))
    temporary.replace(kept)  # half a copy would be worse than an old one


def mend(copy: Path, kept: Path, *, with_first: bool) -> bool:
    """Put the kept pages in place of a copy's own; False where none were kept.

    The first page tells how long the file is: the database's own, where it still reads, knows better.
    """
    _schema, numbers = _head(kept)
    if not numbers or not copy.exists():
        return False
    content = kept.read_bytes().partition(b"\n")[2]
    with copy.open("r+b") as file:
        for place, number in enumerate(numbers):
            if number > 1 or with_first:
                os.pwrite(file.fileno(), content[place * PAGE : (place + 1) * PAGE], (number - 1) * PAGE)
    return True


def _head(kept: Path) -> tuple[int, list[int]]:
    try:
        with kept.open("rb") as file:
            values = json.loads(file.readline(1_000_000))
        return int(values["schema"]), [int(one) for one in values["pages"]]
    except (OSError, ValueError, KeyError, TypeError):
        return -1, []


def _suffice(pages: dict[int, bytes], size: int, vault: Vault, work: Path) -> bool:
    """Whether all tables are found in a file that has these pages and is empty everywhere else."""
    work.mkdir(exist_ok=True, mode=0o700)
    try:
        sparse = work / "sparse"
        with sparse.open("wb") as file:
            for number, content in pages.items():
                os.pwrite(file.fileno(), content, (number - 1) * PAGE)
            file.truncate(size)
        return _reads(sparse, vault)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _found(path: Path, vault: Vault, work: Path) -> list[int]:
    """Try on a copy which pages may be empty without hiding a table: all others are the ones."""
    work.mkdir(exist_ok=True, mode=0o700)
    try:
        copy = Path(shutil.copyfile(path, work / path.name))
        if not _reads(copy, vault):
            return []
        count = copy.stat().st_size // PAGE
        return [1, *_needed(copy, vault, 2, count)]
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _needed(copy: Path, vault: Vault, first: int, last: int) -> list[int]:
    if first > last:
        return []
    with copy.open("r+b") as file:
        size = (last - first + 1) * PAGE
        saved = os.pread(file.fileno(), size, (first - 1) * PAGE)
        os.pwrite(file.fileno(), bytes(size), (first - 1) * PAGE)
        spared = _reads(copy, vault)
        os.pwrite(file.fileno(), saved, (first - 1) * PAGE)
    if spared:
        return []
    if first == last:
        return [first]
    middle = (first + last) // 2
    return [*_needed(copy, vault, first, middle), *_needed(copy, vault, middle + 1, last)]


def _reads(copy: Path, vault: Vault) -> bool:
    try:
        with closing(open_to_read(copy, vault)) as connection:
            return bool(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
    except sqlcipher.Error:
        return False
