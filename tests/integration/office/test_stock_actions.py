"""The stock: two sides to every movement, no place below zero, no serial in two places."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from jemput.office.stock import actions, queries
from jemput.office.stock.errors import NotEnough, SerialNotThere, SerialTaken
from jemput.office.stock.models import Blank, Line, Movement

AT = datetime(2018, 12, 5, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laid_out() -> None:
    actions.lay_out(by="sri", at=AT)


def receive(quantity: int, first: str = "A0000001", to: str = "store") -> Movement:
    return actions.move(
        item="ktp-blank",
        quantity=quantity,
        from_place="ministry",
        to_place=to,
        first_serial=first,
        document="BAST 1",
        by="sri",
        at=AT,
    )


def take(quantity: int, **more: object) -> Movement:
    fields = {"from_place": "store", "to_place": "spoiled", "document": "BA 2", "by": "sri", "at": AT} | more
    return actions.move(item="ktp-blank", quantity=quantity, **fields)  # type: ignore[arg-type]


def test_a_movement_has_two_sides() -> None:
    receive(100)
    take(3)
    assert Line.objects.balance(item="ktp-blank", place="store") == 97
    assert Line.objects.balance(item="ktp-blank", place="spoiled") == 3
    assert Line.objects.balance(item="ktp-blank", place="ministry") == -100


def test_more_than_there_is_is_refused_in_words() -> None:
    receive(2)
    with pytest.raises(NotEnough) as refused:
        take(3)
    assert "hanya ada 2" in refused.value.text("id")


def test_the_database_itself_refuses_a_negative_place() -> None:
    receive(2)
    line = Line.objects.get()
    with pytest.raises(DatabaseError, match="below zero"), transaction.atomic():
        Line.objects.create(
            movement=line.movement, item=line.item, from_place_id="store", to_place_id="spoiled", quantity=3
        )


def test_a_serial_arrives_once() -> None:
    receive(10)
    with pytest.raises(SerialTaken):
        receive(5, first="A0000010")
    assert Blank.objects.count() == 10


def test_a_serial_leaves_only_from_where_it_is() -> None:
    receive(10)
    take(1, serials=["A0000004"])
    with pytest.raises(SerialNotThere):
        take(1, serials=["A0000004"])


def test_numbered_pieces_always_agree_with_the_lines() -> None:
    receive(20)
    take(4)
    actions.destroy_spoiled(item="ktp-blank", document="BA bakar", by="sri", at=AT)
    for place, pieces in queries.balances()["ktp-blank"].items():
        if place != "ministry":
            assert Blank.objects.filter(place_id=place).count() == pieces


def test_what_is_on_its_way_is_not_on_hand() -> None:
    receive(30, to="transit")
    row = next(row for row in queries.stock_table() if row.item.code == "ktp-blank")
    assert (row.on_hand, row.expected) == (0, 30)


def test_a_ledger_that_is_edited_by_hand_is_found_out() -> None:
    from jemput.node.ledger.actions import first_break

    receive(1)
    assert first_break() is None
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET details = '{}'")
