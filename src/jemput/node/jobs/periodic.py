"""Things done every so often: registered in a program's `config`, run by its one worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections

log = logging.getLogger(__name__)

Errand = Callable[[datetime], object]


@dataclass
class Repeated:
    """One errand, how often it is due, and when it last ran (seconds of the worker's own clock)."""

    name: str
    errand: Errand
    every_seconds: float
    last_run: float = float("-inf")


_repeated: dict[str, Repeated] = {}


def every(seconds: float, errand: Errand, *, name: str) -> None:
    """Run `errand(now)` every `seconds`; a second registration of the same name replaces the first."""
    _repeated[name] = Repeated(name, errand, seconds)


def run_due(*, elapsed: float, at: datetime) -> list[str]:
    """Run what is due and return its names; one that fails is logged and never stops the others."""
    ran = []
    for repeated in _repeated.values():
        if elapsed - repeated.last_run < repeated.every_seconds:
            continue
        repeated.last_run = elapsed
        ran.append(repeated.name)
        try:
            repeated.errand(at)
        except Exception:
            log.exception("%s failed; it will be tried again", repeated.name)
            close_old_connections()
    return ran


def run_all(*, at: datetime) -> list[str]:
    """Run every errand now, due or not: for commands and tests that will not wait."""
    for repeated in _repeated.values():
        repeated.last_run = float("-inf")
    return run_due(elapsed=0.0, at=at)
