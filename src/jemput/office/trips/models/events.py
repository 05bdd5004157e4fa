"""What happened at a stop: whether the village officer was there, and what stood in the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.office.roster.models import ListName
from jemput.office.trips.models.outings import Stop, StopPerson, Trip
from jemput.office.trips.models.places import Place


class OfficerPresence(models.Model):
    """The village officer at a stop: there or not, since when, who (S0-5)."""

    stop = models.OneToOneField(Stop, models.CASCADE, related_name="officer_presence")
    name = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=120, blank=True, help_text="kepala desa, Sangadi, kasi pemerintahan")
    present = models.BooleanField()
    at = models.DateTimeField()
    noted_by = models.CharField(max_length=150)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="signed that the work was done there"
    )

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
        OTHER = "other", _("Lainnya")

    told_id = models.UUIDField(
        null=True, blank=True, unique=True, editable=False, help_text="the kit's own id"
    )
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


class StopRun(models.Model):
    """A stop as its kit says it really went: when, and what was counted there."""

    stop = models.OneToOneField(Stop, models.CASCADE, related_name="run")
    arrived_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    expected = models.PositiveIntegerField()
    recorded = models.PositiveIntegerField()
    no_shows = models.PositiveIntegerField()
    turned_away = models.PositiveIntegerField()
    walk_ins = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    objects: ClassVar[models.Manager[StopRun]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.stop_id} {self.recorded}"


class WalkIn(models.Model):
    """Somebody who came to a stop without being expected there; whose name it is, the packet says."""

    person_id = models.UUIDField(primary_key=True, help_text="the kit's own id")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="walk_ins")
    list_name = models.ForeignKey(ListName, models.SET_NULL, null=True, blank=True, related_name="+")
    nik = models.CharField(max_length=16)
    turnout = models.CharField(
        max_length=12, choices=StopPerson.TurnoutChoice, default=StopPerson.TurnoutChoice.EXPECTED
    )
    reason = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()

    objects: ClassVar[models.Manager[WalkIn]] = models.Manager()

    class Meta:
        ordering = ("told_at",)

    def __str__(self) -> str:
        return f"{self.stop_id} {self.turnout}"
