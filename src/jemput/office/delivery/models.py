"""Tables of the handover: consignments to villages, and what became of each card in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jemput.office.cards.models import Card
from jemput.office.delivery.states import ConsignmentState, ParcelState
from jemput.office.regions.models import Region
from jemput.office.trips.models import Kit


class Consignment(models.Model):
    """Cards on their way to one village, sealed under one number, signed for by one person."""

    number = models.CharField(max_length=30, unique=True)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="consignments")
    seal = models.CharField(max_length=40, blank=True)
    courier = models.CharField(max_length=120, blank=True)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="consignments")
    machine = models.CharField(max_length=64, blank=True, help_text="the kit's peer id when it was sent")
    packed_at = models.DateTimeField()
    packed_by = models.CharField(max_length=150)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ConsignmentState], default=ConsignmentState.PACKED
    )
    receiver = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    signature = models.TextField(blank=True, help_text="the receiver's signature as SVG path data")

    objects: ClassVar[models.Manager[Consignment]] = models.Manager()

    class Meta:
        ordering = ("-packed_at", "number")

    def __str__(self) -> str:
        return self.number


class Parcel(models.Model):
    """One card in one consignment; a card is in at most one that has not come back."""

    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="parcels")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="parcels")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in ParcelState], default=ParcelState.ON_ITS_WAY
    )
    receiver = models.CharField(max_length=120, blank=True)
    proof = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Parcel]] = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("card",), condition=~Q(state=ParcelState.RETURNED), name="delivery_card_in_one_parcel"
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} in {self.consignment_id}: {self.state}"
