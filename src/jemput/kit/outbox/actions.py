"""The only writers of the outbox: send now, out by stick, receipts in by stick."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jemput.kit.outbox.errors import NoOffice, NoStick
from jemput.kit.outbox.jobs import send
from jemput.node.exchange import usb
from jemput.node.exchange.actions.outgoing import try_again
from jemput.node.exchange.identity import me
from jemput.node.exchange.queries import unsent
from jemput.node.exchange.usb import Handled
from jemput.node.ledger.actions import record


@transaction.atomic
def send_now(*, by: str, at: datetime) -> int:
    """Make every unsent packet due at once and let the worker send; return how many. Raises NoOffice."""
    if not settings.JEMPUT.parent_url:
        raise NoOffice
    packets = list(unsent())
    for packet in packets:
        try_again(packet=packet, by=by, at=at)
    record(action="outbox.send_now", subject="kit", by=by, at=at, details={"packets": len(packets)})
    transaction.on_commit(lambda: send.enqueue())
    return len(packets)


def export_to_stick(*, folder: str, by: str, at: datetime) -> list[Handled]:
    """Copy every unsent packet to a folder; ours stay until their receipts come back."""
    done = usb.export_to_folder(_folder(folder), mine=me(), by=by, at=at)
    _note("outbox.exported", folder, done, by, at)
    return done


def receipts_from_stick(*, folder: str, by: str, at: datetime) -> list[Handled]:
    """Read the office's receipts from a folder and let go of what they acknowledge."""
    done = usb.import_receipts(_folder(folder), by=by, at=at)
    _note("outbox.receipts_read", folder, done, by, at)
    return done


def _folder(text: str) -> Path:
    if not text.strip():
        raise NoStick
    return Path(text.strip())


def _note(action: str, folder: str, done: list[Handled], by: str, at: datetime) -> None:
    failed = [one.problem.code for one in done if one.problem is not None]
    record(action=action, subject=folder[:200], by=by, at=at, details={"files": len(done), "failed": failed})
