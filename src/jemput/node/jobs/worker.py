"""The one worker process of a program: what is due, then what is queued, then a short rest."""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

from django.db import close_old_connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from jemput.node.jobs.periodic import run_due


def drain() -> None:
    """Run every queued task, one after another, until none is left."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="jemput",
        excluded_queue_names=[],
    ).run()


def requeue_interrupted() -> int:
    """Put back what a killed worker left half done; there is only one worker, so nobody else is at it."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)


def run_forever(*, rest_seconds: float = 0.5, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until process `parent` (the pages' server) is gone."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    requeue_interrupted()
    while not stopping and parent in (None, os.getppid()):
        close_old_connections()
        run_due(elapsed=time.monotonic(), at=timezone.now())
        drain()
        time.sleep(rest_seconds)
