"""Files that survive a power cut: written, synced, renamed, folder synced; a full disk has its number."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from jemput.node.exchange.errors import DiskFull

TEMPORARY = ".tmp"
"""How unfinished files end; the sweeper takes those that nobody finished."""

_CHUNK = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def room_on_disk() -> Iterator[None]:
    """Turn "no space left" of whatever happens inside into DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise


def append(path: Path, chunk: bytes, *, offset: int) -> None:
    """Put a chunk at `offset`, the file's present end; on any failure the file ends there as before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with room_on_disk(), path.open("ab") as file:
        try:
            file.truncate(offset)
            file.write(chunk)
            file.flush()
        except OSError:
            os.truncate(path, offset)
            raise


def write(path: Path, content: bytes) -> None:
    """Write a whole file so that after a crash it is there in full or not at all."""
    with _new_file(path) as file:
        file.write(content)


def copy(source: Path, target: Path) -> None:
    """Copy a file so that after a crash the copy is there in full or not at all."""
    with _new_file(target) as file, source.open("rb") as original:
        shutil.copyfileobj(original, file, _CHUNK)


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with room_on_disk():
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=TEMPORARY)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            settle(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def settle(temporary: Path, path: Path) -> None:
    """Sync a finished file, move it to its name, sync the folder: in this order, or a receipt could lie."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with room_on_disk():
        _sync(temporary, os.O_RDWR)
        temporary.replace(path)
        if os.name == "posix":
            _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
