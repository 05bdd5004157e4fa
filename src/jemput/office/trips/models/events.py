"""What happened at a stop: whether the village officer was there, and what stood in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.office.trips.models.outings import Stop, Trip
from jemput.office.trips.models.places import Place


class OfficerPresence(models.Model):
    """The village officer at a stop: there or not, since when, who (S0-5)."""

    stop = models.OneToOneField(Stop, models.CASCADE, related_name="officer_presence")
    name = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=120, blank=True, help_text="kepala desa, Sangadi, kasi pemerintahan")
    present = models.BooleanField()
    at = models.DateTimeField()
    noted_by = models.CharField(max_length=150)

    objects: ClassVar[models.Manager[OfficerPresence]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.stop_id} {self.present}"


class Obstacle(models.Model):
    """Something that held the work up: kind, cause, from, until; still going on while it has no end."""

    class Kind(models.TextChoices):
        """What sort of trouble (S0-5, S1-6, S4-5)."""

        POWER = "power", _("Listrik padam")
        NETWORK = "network", _("Jaringan")
        OFFICER_ABSENT = "officer_absent", _("Perangkat desa tidak hadir")
        DEVICE = "device", _("Alat rusak")
        WEATHER = "weather", _("Cuaca")
        ROAD = "road", _("Jalan atau jarak")

    kind = models.CharField(max_length=20, choices=Kind)
    cause = models.CharField(max_length=300)
    trip = models.ForeignKey(Trip, models.CASCADE, null=True, blank=True, related_name="obstacles")
    stop = models.ForeignKey(Stop, models.CASCADE, null=True, blank=True, related_name="obstacles")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="obstacles")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.CharField(max_length=150)

    objects: ClassVar[models.Manager[Obstacle]] = models.Manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="obstacle_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d}"

    def duration(self, *, until: datetime) -> timedelta:
        """How long it has lasted; up to `until` while it has no end."""
        return (self.ended_at or until) - self.started_at
