"""Work on lists that takes longer than a page: queued by news, done by the worker, watched by the page."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.kernel.errors import Problem
from jemput.node.ledger.models import News
from jemput.office.roster import actions
from jemput.office.roster.models import ListComparison, ListImport


@task()
def examine_list(list_id: int) -> str:
    """Read a received list; what is wrong with the file is noted on the import for people to see."""
    try:
        return str(actions.examine(list_import=_list(list_id), at=timezone.now()).state)
    except Problem as problem:
        return problem.text()


@task()
def take_in_list(list_id: int) -> str:
    """Write a confirmed list's names and link them; a task that was killed starts over harmlessly."""
    found = _list(list_id)
    if found.state == ListImport.State.IMPORTING:
        actions.take_in(list_import=found, at=timezone.now())
    return link_waiting.func(list_id)


@task()
def link_waiting(list_id: int) -> str:
    """Link the names of a list that wait for it."""
    found = _list(list_id)
    by = found.confirmed_by or found.by
    return str(dict(actions.link_list(list_import=found, by=by, at=timezone.now())))


@task()
def compare_lists(comparison_id: int) -> str:
    """Compare two versions of a list; one that was asked anew in the meantime is left alone."""
    found = ListComparison.objects.filter(pk=comparison_id, done_at__isnull=True).first()
    if found is not None:
        actions.do_comparison(comparison=found, at=timezone.now())
    return str(found)


def _list(list_id: int) -> ListImport:
    return ListImport.objects.get(pk=list_id)


def on_list_received(news: News) -> None:
    """A file has come: examine it."""
    examine_list.enqueue(news.payload["list"])


def on_list_confirmed(news: News) -> None:
    """A person has decided: take it in."""
    take_in_list.enqueue(news.payload["list"])


def on_name_waiting(news: News) -> None:
    """One name was mended or verified: link it."""
    link_waiting.enqueue(news.payload["list"])


def on_comparison_asked(news: News) -> None:
    """Somebody wants to know what two versions differ in."""
    compare_lists.enqueue(news.payload["comparison"])
