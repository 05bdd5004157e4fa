"""What the stock's pages read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from jemput.office.stock.models import EXPECTED, ON_HAND, Item, Line, Place, SupplyRequest
from jemput.office.stock.rules import PrintCapacity, print_capacity


@dataclass(frozen=True)
class ItemBalance:
    """One item over all places: pieces by place code, and the two sums people ask for."""

    item: Item
    by_place: dict[str, int]
    on_hand: int
    expected: int
    spoiled: int
    issued: int


def balances() -> dict[str, dict[str, int]]:
    """Pieces by item and place, from two sums over all lines."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item, place, pieces in Line.objects.values_list("item", "to_place").annotate(n=Sum("quantity")):
        found[item][place] += pieces
    for item, place, pieces in Line.objects.values_list("item", "from_place").annotate(n=Sum("quantity")):
        found[item][place] -= pieces
    return found


def stock_table() -> list[ItemBalance]:
    """Every item with its balance at every place."""
    kinds = dict(Place.objects.values_list("code", "kind"))
    sums = balances()

    def total(item: str, *wanted: str) -> int:
        return sum(pieces for place, pieces in sums[item].items() if kinds[place] in wanted)

    return [
        ItemBalance(
            item=item,
            by_place=dict(sums[item.code]),
            on_hand=total(item.code, *ON_HAND),
            expected=total(item.code, *EXPECTED),
            spoiled=total(item.code, "spoiled"),
            issued=total(item.code, "issued"),
        )
        for item in Item.objects.all()
    ]


def capacity(*, with_expected: bool = False) -> PrintCapacity:
    """How many e-KTP can still be printed from what is on hand (and, if asked, what is on its way)."""
    rows = {row.item.code: row for row in stock_table()}

    def pieces(code: str) -> int:
        row = rows.get(code)
        return (row.on_hand + row.expected * with_expected) if row else 0

    return print_capacity(blanks=pieces("ktp-blank"), ribbons=pieces("ribbon"))


@dataclass(frozen=True)
class Grant:
    """What was asked of the ministry and what has been granted so far (S2-3: 10,000 of 15,000)."""

    item: str
    asked: int
    granted: int


def grant(item: str) -> Grant:
    """All that was asked for an item, beside all that ever left a source for us."""
    asked = SupplyRequest.objects.filter(item_id=item).aggregate(n=Sum("asked"))["n"] or 0
    came = Line.objects.filter(item_id=item, from_place__kind="source").aggregate(n=Sum("quantity"))["n"] or 0
    return Grant(item, asked, came)


def overview() -> dict[str, Any]:
    """What the stock's first page shows."""
    rows = stock_table()
    used = {code for row in rows for code, pieces in row.by_place.items() if pieces}
    places = list(Place.objects.exclude(kind="source").filter(code__in=used))
    return {
        "capacity": capacity(),
        "capacity_with_expected": capacity(with_expected=True),
        "grant": grant("ktp-blank"),
        "places": places,
        "lines": [(row, [row.by_place.get(place.pk, 0) for place in places]) for row in rows],
        "spoiled": next((row.spoiled for row in rows if row.item.code == "ktp-blank"), 0),
        "latest": Line.objects.select_related("movement", "item", "from_place", "to_place").order_by("-id")[
            :8
        ],
    }
