"""Files that survive a power cut: written, synced, renamed, folder synced; a full disk has its number."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

if sys.platform != "win32":
    import fcntl
else:
    fcntl = None

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


class Overtaken(Exception):
    """Somebody else has written to, finished or removed the growing file: this writer has to stop."""


class Growing:
    """A file that grows at its end while its bytes arrive; many may try at once, one is let.

    Whoever stands at the file's present end may go on; one that was left behind (a line that died, whose
    sender has long begun anew) is Overtaken at its next piece and can harm nothing.
    """

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or begin it; raises DiskFull."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with room_on_disk():
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.offset = os.fstat(self._handle).st_size

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, piece: bytes) -> None:
        """Put a piece at the end; on any failure the file ends as before. Raises Overtaken, DiskFull."""
        with self.at_its_end(), room_on_disk():
            done = 0
            try:
                while done < len(piece):
                    done += os.pwrite(self._handle, memoryview(piece)[done:], self.offset + done)
            except OSError:
                os.ftruncate(self._handle, self.offset)
                raise
            self.offset += done

    def take_back(self, offset: int) -> None:
        """Let the file end at `offset` again; raises Overtaken."""
        with self.at_its_end():
            os.ftruncate(self._handle, offset)
            self.offset = offset

    def head(self, size: int) -> bytes:
        """Its first bytes."""
        return os.pread(self._handle, size, 0)

    def sha256(self, start: int) -> str:
        """The hash of what stands from `start` on, in hexadecimal."""
        found, at = hashlib.sha256(), start
        while piece := os.pread(self._handle, _CHUNK, at):
            found.update(piece)
            at += len(piece)
        return found.hexdigest()

    @contextmanager
    def at_its_end(self) -> Iterator[None]:
        """Keep everybody else from the file meanwhile; raises Overtaken where we are not at its end."""
        with _alone(self._handle):
            mine = os.fstat(self._handle)
            try:
                named = self.path.stat()
            except FileNotFoundError as error:
                raise Overtaken from error
            if named.st_ino != mine.st_ino or mine.st_size != self.offset:
                raise Overtaken
            yield


@contextmanager
def _alone(handle: int) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


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
