"""Whether the kit's database can be trusted, before anything is built on it; looking changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from jemput.kernel.errors import Words
from jemput.kit.door import sealed_log
from jemput.kit.door.database_file import Beside, beside, database_file, open_to_read, was_used
from jemput.kit.door.errors import DatabaseDamaged
from jemput.kit.door.setting_aside import BEGUN, begun, pending
from jemput.kit.door.wal import hides_commits
from jemput.node.settings import NodeSettings
from jemput.packet.vault import Vault

SMALL_BYTES = 24 * 10**6
"""Up to this size every page is checked at each start (a third of a second); else see `_is_due`."""

CHECKED = "kit.checked"
"""Touched after every whole check that found nothing; taken away when a running kit meets damage."""

ONE_DAY = 24 * 3600.0
SECOND_LOOK_SECONDS = 0.2
"""A running kit may have rewritten its log while we read it."""


class Kind(StrEnum):
    """What is wrong."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    PARTLY = "partly"
    LOG = "log"
    BEHIND = "behind"


REASONS = {
    Kind.MISSING: Words(id="berkasnya hilang atau kosong", en="its file is missing or empty"),
    Kind.UNREADABLE: Words(id="berkasnya tidak dapat dibaca", en="its file cannot be read"),
    Kind.PARTLY: Words(id="sebagian isinya tidak dapat dibaca", en="part of it cannot be read"),
    Kind.LOG: Words(id="catatan perubahan terakhirnya rusak", en="the log of its latest changes is damaged"),
    Kind.BEHIND: Words(
        id="isinya lebih lama daripada paket yang sudah disegel",
        en="it is older than the packets that were sealed",
    ),
}


@dataclass(frozen=True)
class Damage:
    """What is wrong with the database, and what lies safely beside it."""

    kind: Kind
    beside: Beside

    @property
    def reason(self) -> Words:
        """In words that fit into a sentence."""
        return REASONS[self.kind]

    def problem(self) -> DatabaseDamaged:
        """As a numbered problem."""
        reason = self.reason
        return DatabaseDamaged(reason_id=reason.id, reason_en=reason.en, **self.beside.params())


def examine(node: NodeSettings, vault: Vault, *, at: float) -> Damage | None:
    """What is wrong with the database of an opened kit, or None; `at` in seconds since 1970."""
    half = begun(node)
    if pending(node) and not half:
        return None  # set aside already: what can be read is salvaged at this start
    path = database_file(node)
    kind = Kind((half[0] / BEGUN).read_text()) if half else _kind(node, path, vault, at)
    return Damage(kind, beside(node)) if kind is not None else None


def check_wholly_next_time(node: NodeSettings) -> None:
    """The next start checks every page, however large the database is."""
    (node.data_dir / CHECKED).unlink(missing_ok=True)


def _kind(node: NodeSettings, path: Path, vault: Vault, at: float) -> Kind | None:
    if not path.exists() or not path.stat().st_size:
        lost = was_used(node) or _has_log(path)
        return Kind.MISSING if lost else None
    if _log_is_damaged(path):
        return Kind.LOG
    try:
        with closing(open_to_read(path, vault)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not tables:
                return Kind.MISSING if was_used(node) else None
            return _inside(node, path, connection, at)
    except sqlcipher.OperationalError as error:
        if "lock" in str(error) or "busy" in str(error):
            return None
        return Kind.UNREADABLE
    except sqlcipher.DatabaseError:
        return Kind.UNREADABLE


def _inside(node: NodeSettings, path: Path, connection: Any, at: float) -> Kind | None:
    try:
        if _is_due(node, path, at):
            if not _every_page_holds(connection):
                return Kind.PARTLY
            (node.data_dir / CHECKED).touch()
        return Kind.BEHIND if _is_behind(node, connection) else None
    except sqlcipher.DatabaseError:
        return Kind.PARTLY


def _is_due(node: NodeSettings, path: Path, at: float) -> bool:
    """Small ones always; large ones after an unclean stop, and once a day."""
    if path.stat().st_size <= SMALL_BYTES or _has_log(path):
        return True
    try:
        return not 0 <= at - (node.data_dir / CHECKED).stat().st_mtime < ONE_DAY
    except OSError:
        return True


def _every_page_holds(connection: Any) -> bool:
    """Each page's seal (HMAC), then how they hang together: an empty page has no seal to be broken."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        return False
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _has_log(path: Path) -> bool:
    """Whether the kit was stopped uncleanly; an empty log is what a reader leaves."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _log_is_damaged(path: Path, wait: Callable[[float], object] = time.sleep) -> bool:
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not hides_commits(log.read_bytes()):
        return False
    wait(SECOND_LOOK_SECONDS)
    return log.exists() and hides_commits(log.read_bytes())


def _is_behind(node: NodeSettings, connection: Any) -> bool:
    """Whether packets were sealed that it does not know: its log was cut, or an old copy put in its place.

    One that it does not know yet, and whose file is here, was sealed just before the power went.
    """
    known = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'exchange_outgoingpacket'"
    ).fetchone()[0]
    last = (
        connection.execute("SELECT max(sequence) FROM exchange_outgoingpacket").fetchone()[0] if known else 0
    )
    newer = [one for place, one in sealed_log.read(node.data_dir).items() if place > (last or 0)]
    here = {file.stem for file in node.packets_dir.rglob("*.jemput")} if newer else set()
    return len(newer) > 1 or any(one.packet_id not in here for one in newer)
