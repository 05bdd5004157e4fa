"""Printing through a real CUPS: its own scheduler, a queue, and what happens when the queue stops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jemput.office.cards import actions
from jemput.office.cards.errors import PrinterNotReady
from jemput.office.cards.models import Card, PrintJob
from tests import cast
from tests.cast import AT, BY
from tests.cups import QUEUE, Cups, cups, has_cups

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_cups(), reason="needs cupsd, and root to start one"),
]


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A CUPS of our own with one queue."""
    with cups(tmp_path / "cups") as running:
        monkeypatch.setenv("CUPS_SERVER", running.server)
        yield running


def print_one() -> PrintJob:
    cast.blanks(2)
    printer = cast.printer("Fargo 1", queue=QUEUE)
    return actions.print_cards(cards=[cast.ready_card()], printer=printer, operator=BY, at=AT)[0]


def test_a_sheet_comes_out_of_the_printer_and_keeps_its_number(queue: Cups) -> None:
    job = print_one()
    job.refresh_from_db()
    assert job.queue_job == f"{QUEUE}-1" and queue.jobs() == [f"{QUEUE}-1"]
    assert queue.out_of_the_printer().startswith(b"%PDF")


def test_a_stopped_queue_takes_nothing_and_no_blank_is_begun(queue: Cups) -> None:
    queue.stop_queue()
    with pytest.raises(PrinterNotReady) as refused:
        print_one()
    assert QUEUE in refused.value.text("id")
    assert Card.objects.get().state == "ready" and not PrintJob.objects.exists()


def test_a_queue_that_does_not_exist_is_named(queue: Cups) -> None:
    queue.remove_queue()
    with pytest.raises(PrinterNotReady):
        print_one()
