"""Sets a damaged database aside, untouched, under a dated name; what can be read is salvaged later."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from jemput.kit.door.database_file import KEPT, NAME, PAGE, SIDES
from jemput.kit.door.errors import NotSetAside
from jemput.node.settings import NodeSettings

FOLDER = "damaged"
BEGUN = "begun"
"""What was wrong with a database whose files are being moved; the power may go in between."""

PENDING = "pending"
"""Takes its place once all are moved, until what can be read is salvaged."""


def set_aside(node: NodeSettings, *, kind: str, at: datetime) -> Path:
    """Move the database with its log into a dated folder; raises NotSetAside, and nothing was moved.

    What a power cut interrupted is gone on with in the same folder.
    """
    half = begun(node)
    folder = half[-1] if half else _new_folder(node, at)
    moved: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / BEGUN).write_text(kind)
        _move_kept_pages(node, folder)
        for side in reversed(SIDES):
            source = node.data_dir / f"{NAME}{side}"
            if source.exists():
                moved.append((source, source.replace(folder / source.name)))
        (folder / BEGUN).replace(folder / PENDING)
    except OSError as error:
        for source, target in reversed(moved):
            target.replace(source)
        (folder / BEGUN).unlink(missing_ok=True)
        raise NotSetAside(reason=error.strerror or str(error)) from error
    return folder


def begun(node: NodeSettings) -> list[Path]:
    """Folders into which files were being moved when the power went."""
    return _with(node, BEGUN)


def pending(node: NodeSettings) -> list[Path]:
    """Folders of databases that were set aside and not salvaged yet, oldest first."""
    return _with(node, PENDING)


def working_copy(folder: Path, target: Path) -> Path:
    """Copy a database that was set aside; returns the copy.

    The copy is worked on, so that the one set aside stays as it was found.
    """
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for side in SIDES[:2]:
        source = folder / f"{NAME}{side}"
        if source.exists():
            shutil.copyfile(source, target / source.name)
    return target / NAME


def lengthen(copy: Path) -> None:
    """Let empty pages stand for those cut off: SQLite reads nothing of a file that is too short.

    Eightfold takes no room on the disk: what nobody has written is not stored.
    """
    if copy.exists():
        os.truncate(copy, copy.stat().st_size // PAGE * PAGE * 8)


def _with(node: NodeSettings, mark: str) -> list[Path]:
    return sorted(one.parent for one in (node.data_dir / FOLDER).glob(f"*/{mark}"))


def _move_kept_pages(node: NodeSettings, folder: Path) -> None:
    """They stay with the database they belong to; the new one gets its own."""
    page = node.data_dir / KEPT
    if page.exists():
        page.replace(folder / KEPT)


def _new_folder(node: NodeSettings, at: datetime) -> Path:
    stamp = f"{at:%Y-%m-%d-%H%M%S}"
    names = (stamp, *(f"{stamp}-{number}" for number in range(2, 100)))
    return next(one for one in (node.data_dir / FOLDER / name for name in names) if not one.exists())
