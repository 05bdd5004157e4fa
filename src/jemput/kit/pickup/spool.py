"""What the machine's printing system still holds of a sheet: a job to take back, or to come out later."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

SECONDS = 20
_ENGLISH = {"LC_ALL": "C"}
"""`lpstat` says in words alone whether the scheduler runs."""


def take_back(job: str) -> None:
    """Cancel the job where it still waits; one that is printed, or gone with its printer, is left alone."""
    if job:
        _says("cancel", job)


def may_still_print(queue: str, job: str) -> bool:
    """Whether the sheet may come out later: its job waits, or nobody can tell whether it does.

    Without a job's number any job that waits in the queue may be it.
    """
    if "not running" in _says("lpstat", "-r"):
        return True
    waiting = _says("lpstat", "-W", "not-completed", "-o", queue).splitlines()
    numbers = [line.split()[0] for line in waiting if line.strip()]
    return job in numbers if job else bool(numbers)


def _says(*command: str) -> str:
    """What a command of CUPS answers; nothing where it fails, `not running` where it does not answer."""
    with suppress(OSError, subprocess.TimeoutExpired):
        env = {**os.environ, **_ENGLISH}
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=env)
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
    return "not running"
