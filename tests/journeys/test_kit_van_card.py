"""In one village, from the first finger to the card in the hand: recorded, printed, handed over."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.cups import QUEUE, Cups
from tests.journeys.cast import SITI
from tests.journeys.people import Crew, Planner, Printer
from tests.journeys.pictures import picture
from tests.journeys.stage import Stage, set_scene

VAN, BLANK = "Mobil 1", "Z0000001"
BODY = 21


@pytest.fixture
def office(van_planner: Planner, van_printer: Printer, printing_stage: Stage) -> Printer:
    """Tono, whose van has a printer and two numbered blanks, on a campaign that prints on site."""
    set_scene("office:van_store", printing_stage.folder / "office", van=VAN)
    van_planner.puts_a_printer_into("Kit 1")
    van_planner.lets_print_on_site("Hari ini")
    van_printer.books_blanks_in(2, first_serial=BLANK, to=VAN)
    van_printer.registers_the_printer_of("Kit 1", "Fargo mobil", blanks_from=VAN)
    return van_printer


def test_a_card_is_recorded_printed_and_handed_over_in_the_van(
    office: Printer, van_crew: Crew, printing_stage: Stage, queue: Cups
) -> None:
    # Given Siti, recorded, whom the center finds print-ready
    printing_stage.scanners.put(body=BODY)
    van_crew.records(SITI)
    # When her card is printed in the van
    van_crew.sees_the_order_to_print(SITI, blank=BLANK)
    picture(van_crew.page, "kit-print")
    van_crew.prints_the_card(on=QUEUE)
    picture(van_crew.page, "kit-printed")
    card = pypdfium2.PdfDocument(queue.out_of_the_printer())
    assert len(card) == 1 and SITI.name in card[0].get_textpage().get_text_bounded()
    van_crew.says_it_came_out_well()
    # Then her finger opens the way to it, and the office sees it in her hand
    van_crew.waits_for_the_card_of(SITI)
    van_crew.compares_a_finger("Cocok")
    van_crew.hands_the_card_over()
    office.sees_the_card_handed_over(SITI.name)
    assert len(queue.jobs()) == 1
