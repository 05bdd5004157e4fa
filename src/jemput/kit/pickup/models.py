"""Tables of pickup: the cards that travel with this kit, and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik
from jemput.kit.pickup.states import CardState, PrintState


class Proof(models.TextChoices):
    """How the receiver was known."""

    FINGER = "finger", _("Sidik jari cocok")
    DOCUMENT = "document", _("Dokumen")
    RELATIVE = "relative", _("Keluarga dengan surat kuasa")


class Reason(models.TextChoices):
    """Why a card goes back to the office."""

    NOT_MET = "not_met", _("Tidak bertemu")
    MOVED = "moved", _("Pindah")
    DEAD = "dead", _("Meninggal")
    WRONG = "wrong", _("Data di kartu salah")


class WaitingCard(models.Model):
    """One printed card in the van, for one resident."""

    id = models.CharField(max_length=40, primary_key=True)
    """The office's own name of the card."""
    packet_id = models.UUIDField(unique=True)
    consignment = models.CharField(max_length=30)
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=100, db_index=True)
    birth_date = models.DateField()
    village_code = models.CharField(max_length=13)
    village_name = models.CharField(max_length=300, blank=True)
    reference = models.BinaryField(default=bytes, blank=True)
    """The center's letter with the fingers enrolled, sealed to this kit; gone once the card is."""
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in CardState], default=CardState.WAITING
    )
    tries = models.PositiveSmallIntegerField(default=0)
    finger_matched_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    receiver = models.CharField(max_length=120, blank=True)
    proof = models.CharField(max_length=10, blank=True, choices=Proof.choices)
    reason = models.CharField(max_length=10, blank=True, choices=Reason.choices)
    note = models.CharField(max_length=200, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager[WaitingCard]] = models.Manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} {self.masked_nik}"

    @property
    def masked_nik(self) -> str:
        """The NIK as lists show it."""
        return Nik(self.nik).masked


class PrintOrder(models.Model):
    """One card that the office wants printed in this van, on one numbered blank and no other."""

    id = models.UUIDField(primary_key=True)
    card_id = models.CharField(max_length=40)
    packet_id = models.UUIDField()
    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=100)
    blank = models.CharField(max_length=30)
    face = models.JSONField(default=dict)
    """The fields as they go to paper, in their order."""
    photo = models.BinaryField(default=bytes, blank=True)
    """The center's letter with the photo, sealed to this kit; gone once it was sent to the printer."""
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in PrintState], default=PrintState.ORDERED
    )
    queue = models.CharField(max_length=100, blank=True)
    queue_job = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager[PrintOrder]] = models.Manager()

    class Meta:
        ordering = ("received_at", "name")

    def __str__(self) -> str:
        return f"{self.name} {self.blank}"

    @property
    def masked_nik(self) -> str:
        """The NIK as lists show it."""
        return Nik(self.nik).masked
