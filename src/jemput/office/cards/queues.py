"""Where printed sheets go: a CUPS queue through `lp`, or PDF files in the data folder."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from django.conf import settings

from jemput.node.look.errors import QueueNotReady
from jemput.node.look.queues import require_queue, send_to_queue
from jemput.office.cards.errors import PrinterNotReady
from jemput.office.cards.models import Printer
from jemput.office.cards.states import PrinterState

TO_FILE = "pdf"


def require_ready(printer: Printer) -> None:
    """Raise PrinterNotReady unless the printer is in working order and its queue exists."""
    if printer.state != PrinterState.READY:
        raise PrinterNotReady(printer=printer.name, why=printer.state)
    if printer.kit_id is not None:
        raise PrinterNotReady(printer=printer.name, why="kit")
    if printer.queue == TO_FILE:
        return
    try:
        require_queue(printer.queue)
    except QueueNotReady as problem:
        raise PrinterNotReady(printer=printer.name, why=problem.params["why"]) from problem


def send(printer: Printer, sheet: bytes, *, title: str) -> str:
    """Hand a PDF to the printer; return the queue's number of the job, or the file's name."""
    if printer.queue == TO_FILE:
        return _to_file(sheet)
    try:
        return send_to_queue(printer.queue, sheet, title=title)
    except QueueNotReady as problem:
        raise PrinterNotReady(printer=printer.name, why=problem.params["why"]) from problem


def _to_file(sheet: bytes) -> str:
    folder = Path(settings.JEMPUT.data_dir) / "prints"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid4().hex}.pdf"
    path.touch(mode=0o600)
    path.write_bytes(sheet)
    return path.name
