"""A card printed in the van through a real CUPS: one sheet comes out, whatever becomes of the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.test import Client

from jemput.kit.pickup import prints
from jemput.kit.pickup.errors import PrintClosed, SheetStillQueued
from jemput.kit.pickup.models import PrintOrder
from jemput.kit.pickup.states import PrintState
from jemput.node.look.errors import QueueNotReady
from jemput.node.look.queues import require_queue
from tests.cups import QUEUE, Cups, cups, has_cups
from tests.integration.kit.conftest import AT, Above
from tests.integration.kit.test_on_site_print import ORDER, order, reported, send_photo

__all__ = ["order"]
pytestmark = pytest.mark.skipif(not has_cups(), reason="needs cupsd, and root to start one")
PRINT, PRINTED = f"/pickup/prints/{ORDER}/print/", f"/pickup/prints/{ORDER}/printed/"


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """One CUPS for all tests that leave it running."""
    with cups(tmp_path_factory.mktemp("cups") / "one") as running:
        yield running


@pytest.fixture
def queue(scheduler: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """A queue with nothing in it, whose printer has printed nothing."""
    monkeypatch.setenv("CUPS_SERVER", scheduler.server)
    scheduler.add_queue()
    scheduler.forget_all()
    yield scheduler
    scheduler.add_queue()


@pytest.fixture
def ready(order: PrintOrder) -> PrintOrder:
    """The order, with the center's photo."""
    send_photo()
    return held()


def held() -> PrintOrder:
    return PrintOrder.objects.get()


def print_it() -> PrintOrder:
    return prints.print_card(order=held(), queue=QUEUE, by="wayan", at=AT)


def say(outcome: PrintState) -> PrintOrder:
    return prints.settle_print(order=held(), outcome=outcome, reason="", by="wayan", at=AT)


def between_question_and_sheet(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen right after the queue was found ready, before the sheet is handed over."""

    def asked(queue: str) -> None:
        require_queue(queue)
        happens()

    monkeypatch.setattr(prints, "require_queue", asked)


def test_one_sheet_comes_out_and_none_stays_behind(ready: PrintOrder, queue: Cups) -> None:
    sent = print_it()
    sheet = pypdfium2.PdfDocument(queue.out_of_the_printer())
    assert len(sheet) == 1 and "SITI AMINAH" in sheet[0].get_textpage().get_text_bounded()
    assert [sent.queue_job] == queue.jobs() and not queue.spooled()
    with pytest.raises(PrintClosed):
        print_it()
    say(PrintState.PRINTED)
    assert reported() == ["printed"] and len(queue.jobs()) == 1


def test_a_stopped_queue_is_told_and_the_order_stays_ready(
    ready: PrintOrder, queue: Cups, kit: Client
) -> None:
    queue.stop_queue()
    refused = kit.post(PRINT, {"queue": QUEUE})
    page = kit.get("/pickup/prints/").content.decode()
    assert refused["X-Jemput-Problem"] == "N507" and "tidak siap" in page and "Cetak kartu" in page
    assert held().state == "ordered" and held().photo and not queue.jobs() and not reported()
    queue.start_queue()
    kit.post(PRINT, {"queue": QUEUE})
    assert held().state == "sent" and len(queue.jobs()) == 1


def test_a_queue_that_does_not_exist_takes_nothing(ready: PrintOrder, queue: Cups, kit: Client) -> None:
    queue.remove_queue()
    with pytest.raises(QueueNotReady) as refused:
        print_it()
    assert QUEUE in refused.value.text("id") and held().state == "ordered" and not reported()
    assert "belum punya printer" in kit.get("/pickup/prints/").content.decode()
    kit.post(PRINT, {"queue": QUEUE})
    assert held().state == "ordered"


def test_a_printer_taken_away_between_leaves_it_to_a_person(
    ready: PrintOrder, queue: Cups, kit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_question_and_sheet(monkeypatch, queue.remove_queue)
    assert kit.post(PRINT, {"queue": QUEUE})["X-Jemput-Problem"] == "N507"
    assert "Apa yang keluar?" in kit.get("/pickup/prints/").content.decode()
    assert held().state == "unknown" and reported() == ["unknown"]
    queue.add_queue()
    with pytest.raises(PrintClosed):
        print_it()
    say(PrintState.NOT_PRINTED)
    assert not queue.jobs() and not queue.paper.exists() and reported() == ["unknown", "not_printed"]


def test_a_queue_stopped_between_prints_nothing_once_nothing_is_said_to_have_come(
    ready: PrintOrder, queue: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_question_and_sheet(monkeypatch, queue.stop_queue)
    waiting = print_it()
    assert waiting.state == "sent" and queue.jobs("not-completed") == [waiting.queue_job]
    say(PrintState.NOT_PRINTED)
    queue.start_queue()
    assert queue.out_of_the_printer() == b"" and not queue.spooled() and reported() == ["not_printed"]


def test_without_the_scheduler_nobody_may_call_the_blank_whole(
    ready: PrintOrder, tmp_path: Path, kit: Client, above: Above, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cups(tmp_path / "cups") as lost:
        monkeypatch.setenv("CUPS_SERVER", lost.server)
        between_question_and_sheet(monkeypatch, lost.end)
        kit.post(PRINT, {"queue": QUEUE})
        assert held().state == "unknown" and not lost.spooled()
        with pytest.raises(SheetStillQueued):
            say(PrintState.NOT_PRINTED)
        refused = kit.post(PRINTED, {"outcome": "not_printed"})
        assert refused["X-Jemput-Problem"] == "T508"
        assert "dapat keluar nanti" in kit.get("/pickup/prints/").content.decode()
        assert held().state == "unknown" and reported() == ["unknown"]
