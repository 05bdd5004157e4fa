"""The only writers of the stock: every movement has both sides, a document and a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from jemput.node.ledger.actions import record
from jemput.office.stock.errors import BadQuantity, NotEnough, SerialNotThere, SerialTaken
from jemput.office.stock.models import Blank, Item, Line, Movement, Place, PlaceKind, SupplyRequest
from jemput.office.stock.rules import serial_range

STARTING_ITEMS = (
    ("ktp-blank", gettext_noop("Blangko KTP-el"), gettext_noop("keping"), True),
    ("kia-blank", gettext_noop("Blangko KIA"), gettext_noop("keping"), True),
    ("ribbon", gettext_noop("Ribbon (tinta)"), gettext_noop("gulung"), False),
    ("film", gettext_noop("Film retransfer"), gettext_noop("gulung"), False),
    ("cleaning-kit", gettext_noop("Alat pembersih"), gettext_noop("set"), False),
)
STARTING_PLACES = (
    ("ministry", gettext_noop("Kemendagri, Jakarta"), PlaceKind.SOURCE),
    ("province", gettext_noop("Gudang provinsi"), PlaceKind.DEPOT),
    ("transit", gettext_noop("Dalam perjalanan"), PlaceKind.TRANSIT),
    ("store", gettext_noop("Gudang kantor"), PlaceKind.STORE),
    ("issued", gettext_noop("Menjadi kartu"), PlaceKind.ISSUED),
    ("spoiled", gettext_noop("Rusak, menunggu dimusnahkan"), PlaceKind.SPOILED),
    ("destroyed", gettext_noop("Dimusnahkan"), PlaceKind.DESTROYED),
    ("used-up", gettext_noop("Habis terpakai"), PlaceKind.ISSUED),
)


@transaction.atomic
def lay_out(*, by: str, at: datetime) -> None:
    """Create the items and places every office starts with; those already there stay as they are."""
    for code, name, unit, numbered in STARTING_ITEMS:
        Item.objects.get_or_create(code=code, defaults={"name": name, "unit": unit, "numbered": numbered})
    for code, name, kind in STARTING_PLACES:
        Place.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})
    record(action="stock.laid_out", subject="stock", by=by, at=at)


@transaction.atomic
def add_place(*, code: str, name: str, kind: str, by: str, at: datetime) -> Place:
    """Add a place, e.g. a province depot or a van."""
    place, _ = Place.objects.update_or_create(code=code, defaults={"name": name, "kind": kind})
    record(action="stock.place_added", subject=code, by=by, at=at, details={"name": name, "kind": kind})
    return place


@transaction.atomic
def request_supply(*, item: str, asked: int, letter: str, by: str, at: datetime) -> SupplyRequest:
    """Note what was asked of the ministry and by which letter."""
    request = SupplyRequest.objects.create(item_id=item, asked=asked, letter=letter, by=by, at=at)
    record(action="stock.requested", subject=item, by=by, at=at, details={"asked": asked, "letter": letter})
    return request


@transaction.atomic
def move(
    *,
    item: str,
    quantity: int,
    from_place: str,
    to_place: str,
    document: str,
    by: str,
    at: datetime,
    first_serial: str = "",
    serials: Sequence[str] = (),
    reason: str = "",
) -> Movement:
    """Book one movement. Numbered items name their pieces: by `serials`, or `first_serial` counting up.

    From a source, numbered pieces come into being; anywhere else they must be there. Raises NotEnough,
    SerialTaken, SerialNotThere, BadSerial, BadQuantity.
    """
    if quantity <= 0 or from_place == to_place:
        raise BadQuantity()
    origin = Place.objects.select_for_update().get(code=from_place)
    stocked = Item.objects.get(code=item)
    _require(stocked, origin, quantity)
    pieces = _pieces(stocked, origin, quantity, first_serial, serials)
    movement = Movement.objects.create(at=at, by=by, document=document, reason=reason)
    Line.objects.create(
        movement=movement,
        item=stocked,
        from_place=origin,
        to_place_id=to_place,
        quantity=quantity,
        serials=f"{pieces[0]}–{pieces[-1]}" if pieces else "",
    )
    _place_pieces(stocked, origin, to_place, pieces)
    details = {"item": item, "quantity": quantity, "from": from_place, "to": to_place, "reason": reason}
    record(action="stock.moved", subject=document, by=by, at=at, details=details)
    return movement


def _require(item: Item, origin: Place, quantity: int) -> None:
    if origin.kind == PlaceKind.SOURCE:
        return
    there = Line.objects.balance(item=item.code, place=origin.code)
    if there < quantity:
        raise NotEnough(place=origin.name, there=there, item=item.name, wanted=quantity)


def _pieces(item: Item, origin: Place, quantity: int, first_serial: str, serials: Sequence[str]) -> list[str]:
    if not item.numbered:
        return []
    if serials:
        return list(serials)
    if first_serial:
        return serial_range(first_serial, quantity)
    on_top = Blank.objects.filter(item=item, place=origin).order_by("serial")[:quantity]
    return list(on_top.values_list("serial", flat=True))


def _place_pieces(item: Item, origin: Place, to_place: str, pieces: list[str]) -> None:
    if not pieces:
        return
    if origin.kind == PlaceKind.SOURCE:
        taken = Blank.objects.filter(serial__in=pieces).select_related("place").first()
        if taken:
            raise SerialTaken(serial=taken.serial, place=taken.place.name)
        Blank.objects.bulk_create([Blank(serial=s, item=item, place_id=to_place) for s in pieces])
        return
    there = Blank.objects.filter(item=item, place=origin, serial__in=pieces)
    moved = there.update(place_id=to_place)
    if moved != len(pieces):
        raise SerialNotThere(missing=len(pieces) - moved, first=pieces[0], place=origin.name)


def destroy_spoiled(*, item: str, document: str, by: str, at: datetime) -> Movement:
    """Burn everything spoiled of one item; the berita acara's number is the document."""
    return move(
        item=item,
        quantity=Line.objects.balance(item=item, place="spoiled"),
        from_place="spoiled",
        to_place="destroyed",
        document=document,
        reason="dibakar dengan berita acara",
        by=by,
        at=at,
    )
