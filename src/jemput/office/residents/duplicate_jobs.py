"""The search for duplicates as a task of the worker."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.kernel.errors import Problem
from jemput.node.ledger.models import News
from jemput.office.residents import duplicates
from jemput.office.residents.duplicate_models import DuplicateSearch


@task()
def search_register(search_id: int) -> str:
    """Search the whole register; a task that was killed starts over harmlessly."""
    search = DuplicateSearch.objects.get(pk=search_id)
    if not search.is_busy:
        return str(search.state)
    try:
        return str(duplicates.run_search(search=search, at=timezone.now()).pairs)
    except Problem as problem:
        duplicates.fail_search(search=search, problem=problem.text(), at=timezone.now())
        return problem.text()
    except Exception as error:
        # A search that is never over would keep every later one waiting.
        duplicates.fail_search(search=search, problem=type(error).__name__, at=timezone.now())
        raise


def on_search_wanted(news: News) -> None:
    """Somebody asked for a search."""
    search_register.enqueue(news.payload["search"])
