"""Printing: one person, one numbered blank, one printer; never twice, never a guess."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from jemput.node.ledger.transitions import NotPossible
from jemput.office.cards import actions, papers, queries, queues
from jemput.office.cards.errors import JobClosed, NoBlank, NotRipe, PrinterNotReady
from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.stock.models import Blank, Line
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db


def print_one(card: Card, printer: Printer) -> PrintJob:
    return actions.print_cards(cards=[card], printer=printer, operator=BY, at=AT)[0]


@pytest.fixture
def printer() -> Printer:
    cast.blanks(3)
    return cast.printer()


def test_a_print_takes_the_next_blank_and_leaves_a_pdf(printer: Printer) -> None:
    job = print_one(cast.ready_card(), printer)
    job.refresh_from_db()
    sheet = Path(settings.JEMPUT.data_dir) / "prints" / job.queue_job
    assert (job.blank_id, job.card.state) == ("A0000001", "printing")
    assert sheet.read_bytes().startswith(b"%PDF") and sheet.stat().st_mode & 0o077 == 0


def test_printed_turns_the_blank_into_a_card(printer: Printer) -> None:
    job = print_one(cast.ready_card(), printer)
    actions.settle(job=job, outcome="printed", by=BY, at=AT)
    assert Blank.objects.get(pk=job.blank_id).place_id == "issued"
    assert Line.objects.balance(item="ktp-blank", place="store") == 2
    assert Card.objects.get().state == "printed"


def test_spoiled_accounts_for_the_blank_and_prints_again_on_the_next(printer: Printer) -> None:
    card = cast.ready_card()
    actions.settle(job=print_one(card, printer), outcome="spoiled", reason="pita putus", by=BY, at=AT)
    card.refresh_from_db()
    assert print_one(card, printer).blank_id == "A0000002"
    assert Line.objects.balance(item="ktp-blank", place="spoiled") == 1


def test_a_card_being_printed_is_not_printed_again(printer: Printer) -> None:
    card = cast.ready_card()
    print_one(card, printer)
    card.refresh_from_db()
    with pytest.raises(NotPossible):
        print_one(card, printer)
    assert PrintJob.objects.count() == 1


def test_an_outcome_is_told_once(printer: Printer) -> None:
    job = print_one(cast.ready_card(), printer)
    actions.settle(job=job, outcome="printed", by=BY, at=AT)
    with pytest.raises(JobClosed):
        actions.settle(job=job, outcome="spoiled", by=BY, at=AT)


def test_without_blanks_nothing_is_begun() -> None:
    cast.blanks(1)
    printer = cast.printer()
    with pytest.raises(NoBlank):
        actions.print_cards(
            cards=[cast.ready_card(1), cast.ready_card(2)], printer=printer, operator=BY, at=AT
        )
    assert PrintJob.objects.count() == 0
    assert set(Card.objects.values_list("state", flat=True)) == {"ready"}


def test_a_sixteen_year_old_waits_for_the_birthday(printer: Printer) -> None:
    card = cast.ready_card(born=date(2001, 12, 6))
    assert card.print_from == date(2018, 12, 6)
    with pytest.raises(NotRipe):
        print_one(card, printer)
    assert actions.print_cards(cards=[card], printer=printer, operator=BY, at=AT + timedelta(days=1))


def test_a_broken_printer_takes_no_job(printer: Printer) -> None:
    actions.change_printer(printer=printer, event="break", note="kepala cetak", by=BY, at=AT)
    with pytest.raises(PrinterNotReady):
        print_one(cast.ready_card(), printer)


def test_a_queue_that_fails_leaves_the_card_to_be_looked_at(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PrinterNotReady(printer="Fargo 1", why="listrik padam")

    monkeypatch.setattr(queues, "send", refuse)
    with pytest.raises(PrinterNotReady):
        print_one(cast.ready_card(), printer)
    assert Card.objects.get().state == "uncertain"
    assert queries.open_jobs().count() == 1


def test_a_changed_mind_of_the_center_takes_the_card_out(printer: Printer) -> None:
    card = cast.ready_card()
    actions.withdraw(encounter=card.encounter, why="DUPLICATE_RECORD", by=BY, at=AT)
    assert queries.in_order(on=AT.date()) == []
    assert actions.make_ready(encounter=card.encounter, by=BY, at=AT).state == "ready"


def test_one_person_has_one_card(printer: Printer) -> None:
    card = cast.ready_card()
    again = cast.encounter(card.encounter.resident, sequence=9)  # type: ignore[arg-type]
    assert actions.make_ready(encounter=again, by=BY, at=AT) == card


def test_whatever_is_no_print_carries_specimen(printer: Printer) -> None:
    card = cast.ready_card()
    shown = pypdfium2.PdfDocument(papers.specimen(card, at=AT))[0].get_textpage().get_text_range()
    real = pypdfium2.PdfDocument(papers.print_sheet([print_one(card, printer)], at=AT))[0]
    assert "SPESIMEN" in shown and "SPESIMEN" not in real.get_textpage().get_text_range()
    assert card.nik in shown and "SEUMUR HIDUP" in shown
