"""Brings one program up inside this process: settings checked, Django ready, database up to date."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from jemput.kernel.errors import Problem

M_ARENA_MAX = -8
"""Its number in glibc's malloc.h."""

console = Console()
errors = Console(stderr=True)


def spare_memory() -> None:
    """Let glibc keep two arenas instead of eight a core: images come and go in many threads."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def ready(program: str) -> None:
    """Read the environment for `program`, set Django up and apply what the database lacks."""
    spare_memory()
    os.environ["DJANGO_SETTINGS_MODULE"] = f"jemput.{program}.config.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def spoken() -> Iterator[None]:
    """Show an anticipated failure as one numbered sentence and leave with exit code 1."""
    language = "en" if os.environ.get("LANG", "").startswith("en") else "id"
    try:
        yield
    except Problem as problem:
        errors.print(f"[bold red]{problem.code}[/] {problem.text(language)}")
        sys.exit(1)


def progress() -> Progress:
    """A progress display in the house's manner."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
