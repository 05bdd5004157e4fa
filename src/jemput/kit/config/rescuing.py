"""Finishes a rescue at the kit's start: fills the new database from the one that was set aside.

Order: what can be read, then what the sealed files and the log of seals know better, then what was lost.
All in one transaction; where it fails or the power goes, the next start does it again.
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max
from sqlcipher3 import dbapi2 as sqlcipher

from jemput.kit.capture.folders import drafts_root
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.states import State
from jemput.kit.checkin.models import Person
from jemput.kit.checkin.states import Attendance
from jemput.kit.config.salvage import Wreck
from jemput.kit.door import schema_pages, sealed_log
from jemput.kit.door.database_file import KEPT
from jemput.kit.door.errors import NotYetSalvaged
from jemput.kit.door.setting_aside import PENDING, lengthen, pending, working_copy
from jemput.node.exchange.actions.rescue import rescue_sealed
from jemput.node.exchange.identity import Me, me
from jemput.node.exchange.models import FeedCursor, OutgoingPacket
from jemput.node.exchange.states import UNSENT, Custody
from jemput.node.ledger.actions import record
from jemput.node.ledger.models import Entry, Head, Reader
from jemput.packet.errors import StillLocked

REPORT = "rescue.json"
WORK = "work"
LEFT_OUT = ("sqlite_", "django_", "auth_permission", "axes_")
"""What Django makes anew (migrations, permissions) and what nobody misses (sessions, failed sign-ins)."""

BY = "door"
log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a rescue brought back and what it could not."""

    kind: str
    at: str
    rows: int = 0
    damaged_tables: list[str] = field(default_factory=list)
    dropped_rows: int = 0
    """Rows that stood on others which were lost."""
    packets: int = 0
    """Sealed, here, and without a receipt."""
    packet_problems: list[str] = field(default_factory=list)
    open_encounters: int = 0
    lost_drafts: int = 0
    accounts: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every table was read to its end."""
        return bool(self.rows) and not self.damaged_tables


def finish_rescues(at: datetime) -> list[Outcome]:
    """Salvage every database that was set aside and not salvaged yet; raises NotYetSalvaged."""
    return [_finish(folder, at) for folder in pending(settings.JEMPUT)]


def latest(folder: Path) -> Outcome | None:
    """How the newest rescue of a data folder ended; None where there never was one."""
    reports = sorted((folder / "damaged").glob(f"*/{REPORT}"))
    return Outcome(**json.loads(reports[-1].read_text("utf-8"))) if reports else None


def _finish(folder: Path, at: datetime) -> Outcome:
    work = folder / WORK
    try:
        wreck = _opened(folder, work)
        outcome = Outcome(kind=(folder / PENDING).read_text(), at=at.isoformat())
        with transaction.atomic():
            _fill_or_begin_anew(wreck, outcome)
            _restore_chain(outcome, at)
            _count(outcome)
            record(action="database.rescued", subject=folder.name, by=BY, at=at, details=asdict(outcome))
        (folder / REPORT).write_text(json.dumps(asdict(outcome), indent=1))
        (folder / PENDING).unlink()
    except OSError as error:
        raise NotYetSalvaged(reason=error.strerror or str(error), folder=folder) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return outcome


def _opened(folder: Path, work: Path) -> Wreck:
    """A copy that can be read: as it is, with its end or its first pages made up for, or none at all."""
    vault = settings.JEMPUT.vault
    if vault is None:
        raise StillLocked
    kept = folder / KEPT
    for mended, with_first in ((False, False), (True, False), (True, True)):
        for longer in (False, True):
            wreck = Wreck(working_copy(folder, work), vault)
            if longer:
                lengthen(wreck.path)
            if mended and not schema_pages.mend(wreck.path, kept, with_first=with_first):
                continue
            if wreck.tables():
                return wreck
    return Wreck(working_copy(folder, work), vault)


def _fill_or_begin_anew(wreck: Wreck, outcome: Outcome) -> None:
    """A wreck that nobody foresaw must not keep the kit shut: then the new database begins empty."""
    try:
        with transaction.atomic():
            _fill(wreck, outcome)
    except (sqlcipher.Error, DatabaseError) as error:
        log.exception("nothing was salvaged")
        outcome.rows, outcome.dropped_rows, outcome.damaged_tables = 0, 0, [f"* {error}"[:200]]


def _fill(wreck: Wreck, outcome: Outcome) -> None:
    """Copy what can be read into the new tables; what stands on nothing is dropped."""
    old = wreck.tables()
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if _is_wanted(name)]
        for name in names:
            known = connection.introspection.get_table_description(cursor, name)
            columns = [one.name for one in known if one.name in old.get(name, [])]
            found = wreck.read(name, columns) if columns else None
            if found is None or not found.whole:
                outcome.damaged_tables.append(name)
            if found is not None:
                outcome.rows += _insert(name, columns, list(found.rows.values()), outcome)
    outcome.dropped_rows = _drop_hanging()
    _go_on_counting(wreck)
    if outcome.damaged_tables or outcome.dropped_rows:
        FeedCursor.objects.all().delete()  # the office tells everything again
    if not Head.objects.exclude(last_hash="").exists():
        last = Entry.objects.order_by("-id").first()
        Head.objects.update_or_create(id=1, defaults={"last_hash": last.hash if last else ""})


def _is_wanted(name: str) -> bool:
    return not name.startswith(LEFT_OUT)


def _insert(table: str, columns: list[str], rows: list[tuple[Any, ...]], outcome: Outcome) -> int:
    """As they were read, past the models: converters would run twice. A table that does not fit is left."""
    names, places = ", ".join(f'"{one}"' for one in columns), ", ".join("?" for _ in columns)
    query = f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 (our own names)
    try:
        with transaction.atomic():
            connection.connection.executemany(query, rows)
    except sqlcipher.Error:
        log.exception("%s was not salvaged", table)
        outcome.damaged_tables.append(table)
        return 0
    return len(rows)


def _drop_hanging() -> int:
    """Let rows stand on nothing that was lost: forget the reference where it may be empty, else the row."""
    raw, dropped = connection.connection, 0
    while hanging := raw.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _parent, key in hanging:
            column = next(
                one[3] for one in raw.execute(f'PRAGMA foreign_key_list("{table}")') if one[0] == key
            )
            facts = next(one for one in raw.execute(f'PRAGMA table_info("{table}")') if one[1] == column)
            if facts[3]:
                raw.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608 (our own names)
                dropped += 1
            else:
                emptied = f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608 (our own)
                raw.execute(emptied, (rowid,))
    return dropped


def _go_on_counting(wreck: Wreck) -> None:
    """Numbers given once are not given again: who has read the news up to 812 would never hear a new 1."""
    raw = connection.connection
    read = wreck.read("sqlite_sequence", ["name", "seq"]).rows.values()
    counted: dict[str, int] = {name: number for name, number in read}  # noqa: C416 (mypy cannot see the pairs)
    heard = Reader.objects.aggregate(last=Max("last_read"))["last"] or 0
    counted["ledger_news"] = max(counted.get("ledger_news", 0), heard)
    for name, number in counted.items():
        raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        raw.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def _restore_chain(outcome: Outcome, at: datetime) -> None:
    """Every sealed file gets its row, the chain goes on after the last seal, finished recordings stay so."""
    mine, log = me(), sealed_log.read(settings.JEMPUT.data_dir)
    for one in rescue_sealed(mine=mine, at=at, with_gaps=True):
        if one.problem is not None:
            outcome.packet_problems.append(f"{one.file.name}: {one.problem.code}")
    _keep_last_place(log, mine, at)
    places = dict(OutgoingPacket.objects.values_list("packet_id", "sequence"))
    for place, sealed in log.items():
        if place not in places.values():
            places[UUID(sealed.packet_id)] = place
    for encounter in Encounter.objects.filter(sequence=None, id__in=places):
        _close(encounter, places[encounter.id], at)


def _keep_last_place(log: dict[int, sealed_log.Sealed], mine: Me, at: datetime) -> None:
    """The last seal's place stays taken though its file has gone home: the next one must follow it."""
    top = max(log, default=0)
    last = OutgoingPacket.objects.filter(kit_id=mine.node_id).aggregate(last=Max("sequence"))["last"] or 0
    if top <= last:
        return
    sealed = log[top]
    OutgoingPacket.objects.create(
        packet_id=UUID(sealed.packet_id),
        kit_id=mine.node_id,
        sequence=top,
        manifest_sha256=sealed.manifest_sha256,
        sha256=sealed.sha256,
        size=sealed.size,
        file=f"packets/{mine.node_id}/{sealed.packet_id}.jemput",
        state=Custody.ACKNOWLEDGED.value,
        queued_at=at,
        next_try_at=at,
        purged_at=at,
        last_problem="rescued: its row was lost, its file has gone home",
    )


def _close(encounter: Encounter, place: int, at: datetime) -> None:
    """Its packet exists, so it was finished: an older database must not let it be sealed a second time.

    Past the table of states: this mends a record, nothing happens to anybody.
    """
    Encounter.objects.filter(pk=encounter.pk).update(
        state=State.SEALED.value, sequence=place, draft_key="", ended_at=encounter.ended_at or at
    )
    Person.objects.filter(pk=encounter.person_id).update(
        attendance=Attendance.RECORDED.value, recorded_at=at, open_encounter_id=None
    )


def _count(outcome: Outcome) -> None:
    """What goes on, and which drafts nobody can open any more: their key was in the database."""
    keys = dict(Encounter.objects.filter(sequence=None).values_list("id", "draft_key"))
    going_on = {str(one) for one, key in keys.items() if key}
    folders = {one.name for one in drafts_root().glob("*") if one.is_dir()}
    sealed = {str(one) for one in Encounter.objects.exclude(sequence=None).values_list("id", flat=True)}
    sealed |= {str(one) for one in OutgoingPacket.objects.values_list("packet_id", flat=True)}
    outcome.packets = OutgoingPacket.objects.filter(state__in=UNSENT).count()
    outcome.open_encounters = len(going_on & folders)
    outcome.lost_drafts = len(folders - going_on - sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user WHERE is_active")
        outcome.accounts = cursor.fetchone()[0]
