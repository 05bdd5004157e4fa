"""Bolaang Mongondow Timur (S1) and Kapuas Hulu (S2): blanks, printers and ink, with the articles' figures."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jemput.kernel.wording import percent
from jemput.office.stock import actions, queries
from jemput.office.stock.rules import print_capacity

AT = datetime(2018, 2, 26, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def deliver(quantity: int, first: str, to: str, document: str) -> None:
    actions.move(
        item="ktp-blank",
        quantity=quantity,
        from_place="ministry",
        to_place=to,
        first_serial=first,
        document=document,
        by="stok",
        at=AT,
    )


@pytest.fixture
def boltim() -> None:
    actions.lay_out(by="stok", at=AT)
    deliver(1000, "A0001000", "store", "stok awal")
    deliver(6000, "B0006000", "store", "kiriman pusat")


@pytest.mark.acceptance("S1-1")
def test_s1_1_a_thousand_and_six_thousand_are_seven(boltim: None) -> None:
    row = next(row for row in queries.stock_table() if row.item.code == "ktp-blank")
    assert row.on_hand == 7000


@pytest.mark.acceptance("S1-3")
def test_s1_3_eight_thousand_people_leave_a_thousand_short(boltim: None) -> None:
    blanks_only = print_capacity(blanks=7000, ribbons=16)
    assert blanks_only.short_of(8000) == 1000
    assert blanks_only.bottleneck == "ktp-blank"


@pytest.mark.acceptance("S2-3")
def test_s2_3_ten_thousand_of_fifteen_asked_are_on_their_way_by_place() -> None:
    actions.lay_out(by="stok", at=AT)
    actions.request_supply(item="ktp-blank", asked=15000, letter="470/1", by="stok", at=AT)
    actions.add_place(code="pontianak", name="Pontianak", kind="depot", by="stok", at=AT)
    deliver(4000, "C0004000", "pontianak", "alokasi provinsi")
    deliver(6000, "D0006000", "transit", "alokasi Jakarta")
    grant = queries.grant("ktp-blank")
    row = next(row for row in queries.stock_table() if row.item.code == "ktp-blank")
    assert (row.by_place["pontianak"], row.by_place["transit"], row.on_hand) == (4000, 6000, 0)
    assert percent(grant.granted, grant.asked) == "66,67 %"


@pytest.mark.acceptance("S2-4")
def test_s2_4_the_blanks_run_out_before_the_ink() -> None:
    capacity = print_capacity(blanks=10_000, ribbons=24, ribbon_yield=500)
    assert [(limit.what, limit.cards) for limit in capacity.limits] == [
        ("ktp-blank", 10_000),
        ("ribbon", 12_000),
    ]
    assert capacity.short_of(13_298) == 3_298
