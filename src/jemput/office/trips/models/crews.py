"""Kits and the crews that take them out."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.node.accounts.models import User
from jemput.office.trips.states import KitState


class Kit(models.Model):
    """One recording set: van, backpack or koper box; `peer_id` is its machine's name on the exchange."""

    class State(models.TextChoices):
        """Whether it can go out."""

        READY = KitState.READY.value, _("Siap")
        BROKEN = KitState.BROKEN.value, _("Rusak")
        RETIRED = KitState.RETIRED.value, _("Tidak dipakai")

    name = models.CharField(max_length=60, unique=True)
    peer_id = models.CharField(max_length=64, unique=True, null=True, blank=True)
    stations = models.PositiveSmallIntegerField(default=1)
    has_printer = models.BooleanField(default=False)
    has_genset = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Kit]] = models.Manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Crew(models.Model):
    """People who go out together with one kit; `days_off` are ISO dates."""

    name = models.CharField(max_length=60, unique=True)
    kit = models.OneToOneField(Kit, models.PROTECT, related_name="crew")
    members: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        User, related_name="crews", blank=True
    )
    days_off = models.JSONField(default=list)

    objects: ClassVar[models.Manager[Crew]] = models.Manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def free_days(self) -> frozenset[date]:
        """The days off as dates."""
        return frozenset(date.fromisoformat(text) for text in self.days_off)
