"""Clears away what nobody will finish: stale temporary files, old uploads, old numbers, read news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.node.exchange.actions.feed import EVERYBODY
from jemput.node.exchange.models import (
    FeedEntry,
    OutgoingPacket,
    OutgoingReport,
    Peer,
    ReceivedReport,
    SeenNonce,
    arriving_dir,
)
from jemput.node.exchange.states import Hearing
from jemput.node.exchange.storage import TEMPORARY
from jemput.node.ledger.actions import record
from jemput.packet.requests import REPLAY_WINDOW

STALE_FILE = timedelta(hours=6)
STALE_UPLOAD = timedelta(days=30)
"""A kit may stay in the field for weeks with half a packet sent."""

READ_NEWS = timedelta(days=30)
MAX_AT_ONCE = 1000


@dataclass(frozen=True)
class Swept:
    """How many of each kind went."""

    files: int
    uploads: int
    nonces: int
    news: int
    reports: int


def sweep(at: datetime) -> Swept:
    """The worker's errand; a sealed packet without a receipt is never touched."""
    return Swept(
        files=_stale_files(at) + _purged_files(),
        uploads=_stale_uploads(at),
        nonces=SeenNonce.objects.filter(at__lt=at - 2 * REPLAY_WINDOW).delete()[0],
        news=_read_news(at),
        reports=_old_reports(at),
    )


def _stale_files(at: datetime) -> int:
    """Temporary files of writers that were killed."""
    gone = 0
    for folder, pattern in (
        (settings.JEMPUT.packets_dir, f"**/*{TEMPORARY}"),
        (arriving_dir(), "*.usb.part"),
    ):
        for file in folder.glob(pattern):
            if file.is_file() and _age(file, at) > STALE_FILE:
                file.unlink(missing_ok=True)
                gone += 1
    return gone


def _purged_files() -> int:
    """Files whose purge was committed just before the power went."""
    gone = 0
    for packet in OutgoingPacket.objects.exclude(purged_at=None).order_by("-purged_at")[:MAX_AT_ONCE]:
        if packet.path.exists():
            packet.path.unlink(missing_ok=True)
            gone += 1
    return gone


def _stale_uploads(at: datetime) -> int:
    """Half packets that nobody has gone on with."""
    gone = 0
    for part in arriving_dir().glob("*.part"):
        if not part.is_file() or _age(part, at) < STALE_UPLOAD:
            continue
        with transaction.atomic():
            subject = f"packet:{part.name.partition('.')[0]}"
            details = {"had": part.stat().st_size}
            record(action="upload.sweep", subject=subject, by="sweeper", at=at, details=details)
            part.unlink(missing_ok=True)
        gone += 1
    return gone


def _read_news(at: datetime) -> int:
    """News that its one reader has surely applied: residents' data is kept no longer than needed."""
    old = FeedEntry.objects.filter(at__lt=at - READ_NEWS).exclude(scope=EVERYBODY)
    gone = 0
    for peer in Peer.objects.exclude(read_up_to=0):
        gone += old.filter(scope=peer.id, sequence__lte=peer.read_up_to).delete()[0]
    return gone


def _age(file: Path, at: datetime) -> timedelta:
    return timedelta(seconds=at.timestamp() - file.stat().st_mtime)


def _old_reports(at: datetime) -> int:
    """Reports name people too: gone a month after they were signed for, or made use of.

    The highest number stays, since the next one follows from it.
    """
    last = OutgoingReport.objects.order_by("-number").first()
    sent = OutgoingReport.objects.filter(acknowledged_at__lt=at - READ_NEWS)
    gone = sent.exclude(number=last.number).delete()[0] if last else 0
    used = ReceivedReport.objects.filter(state=Hearing.APPLIED, received_at__lt=at - READ_NEWS)
    return gone + used.delete()[0]
