"""Sending, run by the worker so that no page waits for a slow network."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.node.exchange.client import sync


@task()
def send() -> None:
    """One round with the office: push, then pull."""
    sync.run_once(timezone.now())
