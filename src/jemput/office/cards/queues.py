"""Where printed sheets go: a CUPS queue through `lp`, or PDF files in the data folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from jemput.office.cards.errors import PrinterNotReady
from jemput.office.cards.models import Printer
from jemput.office.cards.states import PrinterState

TO_FILE = "pdf"
TIMEOUT_SECONDS = 20


def require_ready(printer: Printer) -> None:
    """Raise PrinterNotReady unless the printer is in working order and its queue exists."""
    if printer.state != PrinterState.READY:
        raise PrinterNotReady(printer=printer.name, why=printer.state)
    if printer.queue == TO_FILE:
        return
    if shutil.which("lp") is None:
        raise PrinterNotReady(printer=printer.name, why="CUPS (lp)")
    asked = subprocess.run(
        ["lpstat", "-p", printer.queue], capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
    )
    if asked.returncode or "disabled" in asked.stdout:
        raise PrinterNotReady(printer=printer.name, why=(asked.stderr or asked.stdout).strip()[:120])


def send(printer: Printer, sheet: bytes, *, title: str) -> str:
    """Hand a PDF to the printer; return the queue's number of the job, or the file's name."""
    if printer.queue == TO_FILE:
        return _to_file(sheet)
    try:
        done = subprocess.run(
            ["lp", "-d", printer.queue, "-t", title, "-"],
            input=sheet,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterNotReady(printer=printer.name, why=str(error)[:120]) from error
    if done.returncode:
        raise PrinterNotReady(printer=printer.name, why=done.stderr.decode(errors="replace").strip()[:120])
    # "request id is kartu-12 (1 file(s))"
    words = done.stdout.decode(errors="replace").split()
    return words[3] if len(words) > 3 else ""


def _to_file(sheet: bytes) -> str:
    folder = Path(settings.JEMPUT.data_dir) / "prints"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid4().hex}.pdf"
    path.touch(mode=0o600)
    path.write_bytes(sheet)
    return path.name
