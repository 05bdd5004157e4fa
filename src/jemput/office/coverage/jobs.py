"""Work of coverage that takes longer than a page: a list of one side read and compared by the worker."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from jemput.node.ledger.models import News
from jemput.office.coverage.comparing import read_counter_list
from jemput.office.coverage.models import CounterList


@task()
def read_list(list_id: int) -> str:
    """Read a received list and compare."""
    found = CounterList.objects.get(pk=list_id)
    return str(read_counter_list(counter_list=found, at=timezone.now()).state)


def on_counter_list_received(news: News) -> None:
    """A list has come: read it."""
    read_list.enqueue(news.payload["list"])
