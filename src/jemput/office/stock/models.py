"""Tables of the stock: items, places, and movements that always have two sides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Item(models.Model):
    """Something counted: e-KTP blanks, KIA blanks, ribbon, film, cleaning kits."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    numbered = models.BooleanField(default=False, help_text="each piece carries a serial number")

    objects: ClassVar[models.Manager[Item]] = models.Manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return gettext(self.name)


class PlaceKind(models.TextChoices):
    """Where stock can be; only a source may go below zero, for it stands for the world outside."""

    SOURCE = "source", _("Sumber")
    DEPOT = "depot", _("Gudang provinsi")
    TRANSIT = "transit", _("Dalam perjalanan")
    STORE = "store", _("Gudang kantor")
    VAN = "van", _("Mobil")
    ISSUED = "issued", _("Menjadi kartu")
    SPOILED = "spoiled", pgettext_lazy("pieces", "Rusak")
    DESTROYED = "destroyed", _("Dimusnahkan")


ON_HAND = (PlaceKind.STORE, PlaceKind.VAN)
EXPECTED = (PlaceKind.DEPOT, PlaceKind.TRANSIT)


class Place(models.Model):
    """One side of a movement: a depot, the office's store, a van, or the heap of spoiled cards."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=PlaceKind)

    objects: ClassVar[models.Manager[Place]] = models.Manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return gettext(self.name)


class Movement(models.Model):
    """One document: why stock moved, who says so, when. Lines carry what moved."""

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    document = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Movement]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.document} {self.at:%Y-%m-%d}"


class LineQuerySet(models.QuerySet["Line"]):
    """Sums over lines: the only source of any balance."""

    def balance(self, *, item: str, place: str) -> int:
        """Pieces of `item` at `place`: all that came less all that went."""
        came = self.filter(item_id=item, to_place_id=place).aggregate(n=Sum("quantity"))["n"] or 0
        went = self.filter(item_id=item, from_place_id=place).aggregate(n=Sum("quantity"))["n"] or 0
        return int(came - went)


class Line(models.Model):
    """So many pieces of one item from one place to another; the database refuses a negative place."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    from_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    serials = models.CharField(max_length=120, blank=True, help_text="first–last serial of numbered pieces")

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_line_moves_something"),
            models.CheckConstraint(condition=~Q(from_place=F("to_place")), name="stock_line_has_two_sides"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} {self.item_id} {self.from_place_id} → {self.to_place_id}"


class Blank(models.Model):
    """One numbered blank: it is in exactly one place, because it has exactly one row."""

    serial = models.CharField(max_length=30, primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="blanks")

    objects: ClassVar[models.Manager[Blank]] = models.Manager()

    class Meta:
        ordering = ("serial",)
        indexes = (models.Index(fields=("item", "place", "serial")),)

    def __str__(self) -> str:
        return self.serial


class SupplyRequest(models.Model):
    """What was asked of the ministry, so that a grant can be held against it (10.000 of 15.000 = 66,67 %)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    asked = models.PositiveIntegerField()
    letter = models.CharField(max_length=120)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    objects: ClassVar[models.Manager[SupplyRequest]] = models.Manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.asked} {self.item_id}"
