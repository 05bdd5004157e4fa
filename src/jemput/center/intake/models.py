"""Packets as they arrive at the center: opened, or refused with a reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jemput.center.intake.states import ArrivalState
from jemput.node.exchange.models import ReceivedPacket


class Arrival(models.Model):
    """One packet at the center; the sealed file itself stays with the exchange."""

    packet = models.OneToOneField(ReceivedPacket, on_delete=models.PROTECT, related_name="arrival")
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ArrivalState], default=ArrivalState.RECEIVED
    )
    problem_code = models.CharField(max_length=10, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Arrival]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.packet_id} {self.state}"
