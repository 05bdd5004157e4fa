"""The machine's own printing system: whether a CUPS queue is ready, and a sheet handed to it."""

from __future__ import annotations

import shutil
import subprocess

from jemput.node.look.errors import QueueNotReady

TIMEOUT_SECONDS = 20


def require_queue(queue: str) -> None:
    """Raise QueueNotReady unless CUPS is there and the queue is known and enabled."""
    if shutil.which("lp") is None:
        raise QueueNotReady(queue=queue, why="CUPS (lp)")
    asked = _run(["lpstat", "-p", queue], queue)
    if asked.returncode or b"disabled" in asked.stdout:
        raise QueueNotReady(queue=queue, why=_words(asked.stderr or asked.stdout))


def queue_names() -> list[str]:
    """The queues of this machine; none where there is no CUPS."""
    if shutil.which("lpstat") is None:
        return []
    asked = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    return asked.stdout.decode(errors="replace").split()


def send_to_queue(queue: str, sheet: bytes, *, title: str) -> str:
    """Hand a PDF over through a pipe, so that we write no file; return the queue's number of the job.

    Raises QueueNotReady; then nobody knows whether the sheet was taken.
    """
    done = _run(["lp", "-d", queue, "-t", title, "-"], queue, sheet)
    if done.returncode:
        raise QueueNotReady(queue=queue, why=_words(done.stderr))
    # "request id is kartu-12 (1 file(s))"
    words = done.stdout.decode(errors="replace").split()
    return words[3] if len(words) > 3 else ""


def _run(command: list[str], queue: str, sheet: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=sheet, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise QueueNotReady(queue=queue, why=str(error)[:120]) from error


def _words(said: bytes) -> str:
    return said.decode(errors="replace").strip()[:120]
