"""Trips: one crew's day out, its stops in order, and who is expected at each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.ids import new_id
from jemput.office.roster.models import ListName
from jemput.office.trips.models.campaigns import Campaign, Plan
from jemput.office.trips.models.crews import Crew, Kit
from jemput.office.trips.models.places import Place
from jemput.office.trips.rules import Meeting
from jemput.office.trips.states import ACTIVE_TRIPS, TripState, Turnout


class Trip(models.Model):
    """One crew with one kit on one day."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = TripState.DRAFT.value, _("Rancangan")
        APPROVED = TripState.APPROVED.value, _("Disetujui")
        ANNOUNCED = TripState.ANNOUNCED.value, _("Diumumkan")
        UNDER_WAY = TripState.UNDER_WAY.value, _("Berjalan")
        DONE = TripState.DONE.value, _("Selesai")
        CANCELLED = TripState.CANCELLED.value, _("Dibatalkan")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="trips")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="trips")
    crew = models.ForeignKey(Crew, models.PROTECT, related_name="trips")
    kit = models.ForeignKey(Kit, models.PROTECT, related_name="trips")
    day = models.DateField(db_index=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, db_index=True)
    leaves_at = models.TimeField(null=True, blank=True)
    back_at = models.TimeField(null=True, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    announced_at = models.DateTimeField(null=True, blank=True)
    told_names = models.JSONField(default=list, help_text="ids of the names its kit was last told of")
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[Trip]] = models.Manager()

    class Meta:
        ordering = ("day", "crew__name")
        constraints = [
            models.UniqueConstraint(
                fields=["crew", "day"],
                condition=models.Q(state__in=sorted(ACTIVE_TRIPS)),
                name="one_active_trip_a_crew_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class TripChange(models.Model):
    """One step of a trip's life: never changed, never removed."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="changes")
    event = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[TripChange]] = models.Manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.trip_id} {self.event}"


class Stop(models.Model):
    """One place on a trip: first the session, then the home visits (S3-3)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, models.PROTECT, related_name="stops")
    position = models.PositiveSmallIntegerField()
    arrives_at = models.TimeField(null=True, blank=True)
    session_at = models.TimeField(null=True, blank=True)
    homes_at = models.TimeField(null=True, blank=True)
    leaves_at = models.TimeField(null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(default=0)
    planned_people = models.PositiveIntegerField(default=0)
    planned_homes = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Stop]] = models.Manager()

    class Meta:
        ordering = ("trip_id", "position")

    def __str__(self) -> str:
        return f"{self.position}. {self.place_id}"


class StopPerson(models.Model):
    """One name expected at one stop; `summons_code` is what stands under the QR on the letter."""

    class MeetingChoice(models.TextChoices):
        """In which setting."""

        COLLECTIVE = Meeting.COLLECTIVE.value, _("Perekaman bersama")
        HOME_VISIT = Meeting.HOME_VISIT.value, _("Kunjungan rumah")
        SCHOOL = Meeting.SCHOOL.value, _("Di sekolah")

    class TurnoutChoice(models.TextChoices):
        """What became of it."""

        EXPECTED = Turnout.EXPECTED.value, _("Ditunggu")
        CAPTURED = Turnout.CAPTURED.value, _("Terekam, paket belum tiba")
        RECORDED = Turnout.RECORDED.value, _("Terekam")
        NO_SHOW = Turnout.NO_SHOW.value, _("Tidak hadir")
        TURNED_AWAY = Turnout.TURNED_AWAY.value, _("Tidak dapat direkam")
        LEFT_OVER = Turnout.LEFT_OVER.value, _("Belum terlayani")

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="people")
    list_name = models.ForeignKey(ListName, models.CASCADE, related_name="stop_people")
    meeting = models.CharField(max_length=12, choices=MeetingChoice, default=MeetingChoice.COLLECTIVE)
    turnout = models.CharField(max_length=12, choices=TurnoutChoice, default=TurnoutChoice.EXPECTED)
    reason = models.CharField(max_length=300, blank=True, help_text="what the crew wrote down")
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the kit last told of this person")
    summons_code = models.CharField(max_length=12, unique=True)

    objects: ClassVar[models.Manager[StopPerson]] = models.Manager()

    class Meta:
        ordering = ("stop_id", "meeting", "id")
        constraints = [models.UniqueConstraint(fields=["stop", "list_name"], name="person_once_a_stop")]

    def __str__(self) -> str:
        return self.summons_code
