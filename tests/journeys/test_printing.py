"""At the office: from numbered blanks to cards in a village, with every blank accounted for."""

from __future__ import annotations

from tests.journeys.people import Printer


def test_cards_are_printed_packed_received_and_handed_over(printer: Printer) -> None:
    # Given five new blanks and a printer for three people who are print-ready
    printer.books_blanks_in(5, first_serial="A0001001")
    printer.registers_a_printer("Fargo 1")
    # When all three are printed, one is spoiled, and it is printed again
    printer.prints(3, on="Fargo 1")
    printer.spoils_one_and_keeps_the_rest(because="pita putus")
    printer.prints(1, on="Fargo 1")
    printer.keeps_all()
    # Then one blank is left, and two villages receive their cards, one of which reaches its owner
    printer.sees_in_stock("Blangko KTP-el", 1)
    printer.packs_everything()
    printer.lets_the_village_receive("Sungai Buluh", receiver="Pak Kasi")
    printer.hands_over_to("SITI AMINAH 101", proof="sendiri, dengan dokumen")
    printer.sees_a_line("SITI AMINAH 101", "diserahkan")
