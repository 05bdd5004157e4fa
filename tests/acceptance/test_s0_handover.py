"""Batanghari, 5 December 2018 (S0-1) and Boltim's printers (S1-2), with the articles' figures."""

from __future__ import annotations

from decimal import Decimal

import pypdfium2
import pytest

from jemput.office.cards import actions as cards
from jemput.office.cards import queries as card_queries
from jemput.office.cards.models import Card, Printer
from jemput.office.delivery import actions, papers, queries
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.encounters.models import Encounter
from jemput.office.regions.models import Region
from tests import cast
from tests.cast import AT, BY

pytestmark = pytest.mark.django_db

VILLAGES, KECAMATAN, CARDS = 124, 8, 1575


def batanghari() -> list[Region]:
    """124 villages in 8 kecamatan: 110 desa and 14 kelurahan."""
    made = []
    for n in range(VILLAGES):
        kind = 1000 if n < 14 else 2000
        code = f"15.04.{n % KECAMATAN + 1:02d}.{kind + n // KECAMATAN + 1}"
        made.append(cast.village(code, f"Desa {n + 1}"))
    return made


def printed_cards(villages: list[Region]) -> None:
    """1,575 printed cards, unequal by village: 12 everywhere, and one more in the first 87."""
    homes = [home for n, home in enumerate(villages) for _ in range(12 + (n < CARDS - 12 * VILLAGES))]
    seen = Encounter.objects.bulk_create(_met(n, home) for n, home in enumerate(homes, 1))
    Card.objects.bulk_create(
        Card(
            encounter=e,
            nik=e.nik,
            name=e.name,
            village=e.village,
            print_from=AT.date(),
            ready_at=AT,
            state="printed",
        )
        for e in seen
    )


def _met(number: int, home: Region) -> Encounter:
    return Encounter(
        packet_id=f"00000000-0000-4000-8000-{number:012d}",
        encounter_id=f"00000000-0000-4000-9000-{number:012d}",
        kit_id="kit-1", sequence=number, name=f"ORANG {number}",
        nik=f"150401{1 + number % 28:02d}0190{number:04d}",
        sex="L", birth_date="1990-01-01", village=home, mode="collective", profile="adult", operator="w",
        receipt_code=f"R-{number:05d}", started_at=AT, ended_at=AT, sealed_at=AT, received_at=AT,
    )  # fmt: skip


@pytest.mark.acceptance("S0-1")
def test_s0_1_1575_cards_to_124_kasi_in_one_morning() -> None:
    printed_cards(batanghari())
    consignments = actions.pack_all(courier="dijemput kasi pemerintahan", by=BY, at=AT)
    sent = queries.totals(queries.consignments())
    assert (sent.cards, sent.villages, sent.average) == (CARDS, VILLAGES, Decimal("12.70"))
    assert Region.objects.filter(children__consignments__isnull=False).distinct().count() == KECAMATAN
    assert len(set(sent.by_village.values())) > 1
    for one in consignments:
        actions.receive(consignment=one, receiver=f"Kasi {one.village.name}", by=BY, at=AT)
    received = queries.totals(Consignment.objects.filter(state="received").exclude(receiver=""))
    assert received.balances_with(sent)
    assert Parcel.objects.filter(state="at_village").count() == CARDS
    pdf = pypdfium2.PdfDocument(papers.handover_sheets(Consignment.objects.select_related("village__parent")))
    assert len(pdf) == VILLAGES


@pytest.mark.acceptance("S1-2")
def test_s1_2_four_printers_one_dead_one_repaired_make_three() -> None:
    cast.blanks(1)
    printers = [cast.printer(f"Printer {n}") for n in range(1, 5)]

    def tell(printer: Printer, event: str) -> None:
        cards.change_printer(printer=printer, event=event, note="", by=BY, at=AT)

    tell(printers[0], "give_up")
    tell(printers[1], "break")
    before = card_queries.printer_fleet()
    tell(printers[1], "repaired")
    after = card_queries.printer_fleet()
    assert (before.owned, before.dead, before.effective, after.effective) == (4, 1, 2, 3)
