"""What a running kit does for the day on which its database is damaged."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db import DatabaseError, connection
from django.db.models.signals import post_migrate, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from jemput.kernel.errors import Words
from jemput.kit.capture.models import Encounter
from jemput.kit.config.rescuing import Outcome, finish_rescues, latest
from jemput.kit.door import examining, schema_pages, sealed_log
from jemput.kit.door.database_file import beside
from jemput.kit.door.errors import DatabaseBroke
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.look import failures
from jemput.node.look.middleware import problem_response

SIGNS = ("malformed", "not a database", "disk image", "disk i/o error")
"""How SQLite and SQLCipher say that what they read cannot be right."""

TOLD_FOR = timedelta(days=2)
RESCUED = Words(
    id="Basis data kit diselamatkan {day}: {accounts} akun, {packets} paket tersegel menunggu dikirim, "
    "{open_encounters} perekaman dapat dilanjutkan.",
    en="The kit's database was rescued on {day}: {accounts} accounts, {packets} sealed packets wait to be "
    "sent, {open_encounters} recordings can go on.",
)
LOST = Words(
    id=" {lost_drafts} perekaman yang belum disegel tidak dapat dibuka lagi: rekam ulang orangnya.",
    en=" {lost_drafts} unsealed recordings can no longer be opened: record these people again.",
)
MISFITS = Words(
    id=" {count} berkas paket tidak cocok dan tidak dikirim: bawa foldernya “packets” ke Dinas "
    "(jemput office recover).",
    en=" {count} packet files do not fit and are not sent: bring the folder “packets” to the office "
    "(jemput office recover).",
)
GAPS = Words(
    id=" Sebagian isi tidak terbaca; Dinas mengirim daftar lagi begitu ada jaringan.",
    en=" Part of it could not be read; the office sends its lists again once there is network.",
)


def connect() -> None:
    """Called once at start."""
    post_save.connect(_sealed, sender=OutgoingPacket, dispatch_uid="sealed-log")
    post_migrate.connect(_migrated, dispatch_uid="finish-rescue")
    user_logged_in.connect(_tell, dispatch_uid="tell-rescue")


def keep_pages(at: datetime) -> None:
    """The worker's errand: bring the log into the database, then copy the pages that all others need."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    node = settings.JEMPUT
    if node.vault is not None:
        schema_pages.keep(node, node.vault)


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500` of the kit: a database found damaged is explained; anything else as everywhere."""
    error = sys.exc_info()[1]
    if not is_damage(error):
        return failures.broken(request)
    connection.close()  # SQLCipher serves nothing more on it, not even what is sound
    examining.check_wholly_next_time(settings.JEMPUT)
    return problem_response(request, DatabaseBroke(**beside(settings.JEMPUT).params()))


def is_damage(error: BaseException | None) -> bool:
    """Whether an error says that the database's file is not what was written."""
    return isinstance(error, DatabaseError) and any(sign in str(error).lower() for sign in SIGNS)


def told(outcome: Outcome, language: str) -> str:
    """What a rescue brought back and what not, in words."""
    day = datetime.fromisoformat(outcome.at).astimezone().strftime("%d-%m-%Y %H:%M")
    text = RESCUED.text(
        language,
        day=day,
        accounts=outcome.accounts,
        packets=outcome.packets,
        open_encounters=outcome.open_encounters,
    )
    if outcome.lost_drafts:
        text += LOST.text(language, lost_drafts=outcome.lost_drafts)
    if outcome.packet_problems:
        text += MISFITS.text(language, count=len(outcome.packet_problems))
    return text if outcome.is_whole else text + GAPS.text(language)


def _sealed(sender: type[OutgoingPacket], instance: OutgoingPacket, created: bool, **_: Any) -> None:
    """Before the commit: a seal that the log does not know could be overlooked, one too many cannot harm."""
    if created:
        one = sealed_log.Sealed(
            instance.sequence,
            str(instance.packet_id),
            instance.manifest_sha256,
            instance.sha256,
            instance.size,
        )
        sealed_log.append(settings.JEMPUT.data_dir, one)


def _migrated(sender: Any, **_: Any) -> None:
    """Once the new database has its tables: Django says so for each app with models, after all are there."""
    if sender.label == Encounter._meta.app_label:
        finish_rescues(timezone.now())


def _tell(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """Whoever signs in after a rescue hears what came of it."""
    if request is None or not hasattr(request, "_messages"):
        return
    outcome = latest(settings.JEMPUT.data_dir)
    if outcome is None or timezone.now() - datetime.fromisoformat(outcome.at) > TOLD_FOR:
        return
    messages.warning(request, told(outcome, get_language() or "id"))
