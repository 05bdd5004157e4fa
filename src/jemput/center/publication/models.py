"""The national status of each packet: a dated history that may go backwards, never edited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jemput.center.intake.models import Arrival
from jemput.kernel.statuses import NationalStatus


class StatusEvent(models.Model):
    """One status of one packet from one moment on."""

    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="statuses")
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    status = models.CharField(max_length=30, choices=[(s.value, s.value) for s in NationalStatus])
    at = models.DateTimeField()
    detail = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[StatusEvent]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d %H:%M}"
