"""Tables of the cards: who is print-ready, which printers there are, and every print job on its blank."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jemput.office.cards.rules import Kind
from jemput.office.cards.states import CardState, PrinterState
from jemput.office.encounters.models import Encounter
from jemput.office.regions.models import Region
from jemput.office.stock.models import Blank, Place
from jemput.office.trips.models import Kit


class Printer(models.Model):
    """A card printer: a CUPS queue, the name `pdf` for files in the data folder, or one in a kit's van."""

    name = models.CharField(max_length=60, unique=True)
    queue = models.CharField(max_length=100, blank=True, help_text="CUPS queue; 'pdf' writes files")
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="printers")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="printers")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in PrinterState], default=PrinterState.READY
    )
    note = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Printer]] = models.Manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CardQuerySet(models.QuerySet["Card"]):
    """Words for picking cards."""

    def ripe(self, on: date) -> CardQuerySet:
        """Ready, and old enough to be printed on a date."""
        return self.filter(state=CardState.READY, print_from__lte=on)

    def waiting_for_birthday(self, on: date) -> CardQuerySet:
        """Recorded at 16: print-ready, but not before the 17th birthday."""
        return self.filter(state=CardState.READY, print_from__gt=on)


class Card(models.Model):
    """One card of one recorded person, from print-ready on."""

    encounter = models.OneToOneField(Encounter, on_delete=models.PROTECT, related_name="card")
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=100)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind], default=Kind.NEW)
    urgent_reason = models.CharField(max_length=200, blank=True)
    print_from = models.DateField(db_index=True)
    ready_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in CardState], default=CardState.READY, db_index=True
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ("ready_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("nik",),
                condition=~Q(state=CardState.WITHDRAWN),
                name="cards_one_card_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class PrintJob(models.Model):
    """One attempt: a person, a numbered blank, a printer, an operator.

    A blank is in one job for ever, unless a kit took the order back before anything was printed.
    """

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="jobs")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="jobs")
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="jobs")
    operator = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    queue_job = models.CharField(
        max_length=120, blank=True, help_text="the queue's own number, or the file's name"
    )
    order_id = models.UUIDField(null=True, blank=True, unique=True, help_text="its name at the kit")
    machine = models.CharField(max_length=64, blank=True, help_text="the kit's peer id when it was ordered")
    outcome = models.CharField(max_length=12, blank=True, db_index=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[PrintJob]] = models.Manager()

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("blank",), condition=~Q(outcome="not_printed"), name="cards_blank_in_one_job"
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} on {self.blank_id}: {self.outcome or 'open'}"
