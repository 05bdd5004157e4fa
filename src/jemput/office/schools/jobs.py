"""Work on files of schools that takes longer than a page: queued by news, watched by the page."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.kernel.errors import Problem
from jemput.node.ledger.models import News
from jemput.office.schools import actions
from jemput.office.schools.models import SchoolImport


@task()
def examine_file(import_id: int) -> str:
    """Read a received file; what is wrong with it is noted on the import for people to see."""
    try:
        return str(actions.examine(school_import=_import(import_id), at=timezone.now()).state)
    except Problem as problem:
        return problem.text()


@task()
def take_in_file(import_id: int) -> str:
    """Write a confirmed file's rows and link its pupils; a task that was killed starts over harmlessly."""
    found = _import(import_id)
    if found.state == SchoolImport.State.TAKING:
        actions.take_in(school_import=found, at=timezone.now())
    return link_waiting.func(import_id)


@task()
def link_waiting(import_id: int) -> str:
    """Link the pupils of an import that wait for it."""
    found = _import(import_id)
    by = found.confirmed_by or found.by
    return str(dict(actions.link_pupils(school_import=found, by=by, at=timezone.now())))


def _import(import_id: int) -> SchoolImport:
    return SchoolImport.objects.get(pk=import_id)


def on_file_received(news: News) -> None:
    """A file has come: examine it."""
    examine_file.enqueue(news.payload["import"])


def on_file_confirmed(news: News) -> None:
    """A person has decided: take it in."""
    take_in_file.enqueue(news.payload["import"])


def on_pupils_waiting(news: News) -> None:
    """A pupil was mended or got a NIK: link them."""
    link_waiting.enqueue(news.payload["import"])
