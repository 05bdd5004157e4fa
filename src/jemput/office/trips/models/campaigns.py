"""Campaigns with their deadline, and the plans worked out for them."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.ids import new_id
from jemput.office.trips.models.crews import Crew
from jemput.office.trips.models.places import Place
from jemput.office.trips.rules import CampaignMode, Origin, WeekendRule, campaign_days
from jemput.office.trips.states import PlanState


class Campaign(models.Model):
    """A time of going out with one purpose and one deadline."""

    class OriginChoice(models.TextChoices):
        """Why it is held (S3-6)."""

        ROUTINE = Origin.ROUTINE.value, _("Rutin")
        ORDERED = Origin.ORDERED.value, _("Perintah tertulis")
        NATIONAL_DAY = Origin.NATIONAL_DAY.value, _("Hari serentak nasional")

    class ModeChoice(models.TextChoices):
        """Record only, or print on the spot too (S0-3)."""

        RECORD_ONLY = CampaignMode.RECORD_ONLY.value, _("Rekam saja")
        RECORD_AND_PRINT = CampaignMode.RECORD_AND_PRINT.value, _("Rekam dan cetak di tempat")

    class WeekendChoice(models.TextChoices):
        """Which weekdays count (S2-6)."""

        WEEKDAYS = WeekendRule.WEEKDAYS.value, _("Senin sampai Jumat")
        SATURDAYS_TOO = WeekendRule.SATURDAYS_TOO.value, _("Sabtu juga")
        EVERY_DAY = WeekendRule.EVERY_DAY.value, _("Setiap hari")
        WEEKENDS_ONLY = WeekendRule.WEEKENDS_ONLY.value, _("Akhir pekan saja")

    name = models.CharField(max_length=120, unique=True)
    origin = models.CharField(max_length=20, choices=OriginChoice, default=OriginChoice.ROUTINE)
    order_reference = models.CharField(max_length=120, blank=True, help_text="number of the ordering letter")
    mode = models.CharField(max_length=20, choices=ModeChoice, default=ModeChoice.RECORD_ONLY)
    first_day = models.DateField()
    deadline = models.DateField()
    weekend = models.CharField(max_length=20, choices=WeekendChoice, default=WeekendChoice.WEEKDAYS)
    holidays = models.JSONField(default=list, help_text="ISO dates on which nobody goes out")
    crews: models.ManyToManyField[Crew, models.Model] = models.ManyToManyField(Crew, related_name="campaigns")
    kecamatan = models.JSONField(default=list, help_text="codes it is limited to; empty: the whole kabupaten")
    places: models.ManyToManyField[Place, models.Model] = models.ManyToManyField(
        Place, related_name="campaigns", blank=True
    )
    start_lat = models.FloatField(null=True, blank=True)
    start_lng = models.FloatField(null=True, blank=True)
    day_starts = models.TimeField(default=time(7, 0))
    day_ends = models.TimeField(default=time(18, 0))
    record_minutes = models.FloatField(default=15)
    home_visit_minutes = models.FloatField(default=35)
    road_factor = models.FloatField(default=1.4)
    kilometers_per_hour = models.FloatField(default=32)
    closed = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Campaign]] = models.Manager()

    class Meta:
        ordering = ("-first_day", "name")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("first_day")), name="deadline_after"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which crews may go out."""
        return campaign_days(
            first_day=self.first_day,
            deadline=self.deadline,
            weekend=WeekendRule(self.weekend),
            holidays=[date.fromisoformat(text) for text in self.holidays],
        )


class Plan(models.Model):
    """One answer of the planner to a campaign, kept as it was given; `result` is read by `timetables`."""

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = PlanState.QUEUED.value, _("Menunggu giliran")
        RUNNING = PlanState.RUNNING.value, _("Sedang disusun")
        DRAFT = PlanState.DRAFT.value, _("Usulan")
        APPROVED = PlanState.APPROVED.value, _("Disetujui")
        FAILED = PlanState.FAILED.value, _("Gagal")
        DISCARDED = PlanState.DISCARDED.value, _("Dibuang")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="plans")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    seconds_allowed = models.PositiveSmallIntegerField(default=20)
    seed = models.PositiveIntegerField(default=1)
    rounds = models.PositiveIntegerField(default=0)
    best_so_far = models.FloatField(default=0)
    percent_done = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    comparison = models.JSONField(default=dict, help_text="totals of 'most unrecorded first'")
    people_due = models.PositiveIntegerField(default=0)
    bound = models.FloatField(null=True, blank=True)
    failure = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager[Plan]] = models.Manager()

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.campaign} {self.asked_at:%Y-%m-%d %H:%M}"
