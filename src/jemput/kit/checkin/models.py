"""Tables of check-in: the kit's trips, their places and people, and what happened there."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.ids import new_id
from jemput.kernel.nik import Nik
from jemput.kernel.statuses import NationalStatus
from jemput.kit.checkin.states import Attendance

MODES = (
    ("collective", _("Kolektif")),
    ("home_visit", _("Kunjungan rumah")),
    ("school", _("Sekolah")),
    ("office", _("Kantor")),
)


class Trip(models.Model):
    """One outing of this kit, as the office planned it."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=300)
    day = models.DateField(db_index=True)
    starts = models.CharField(max_length=5, blank=True)
    ends = models.CharField(max_length=5, blank=True)
    prints_cards = models.BooleanField(default=False)
    crew = models.JSONField(default=list)
    is_cancelled = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.CharField(max_length=150, blank=True)
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Trip]] = models.Manager()

    class Meta:
        ordering = ("day", "title")

    def __str__(self) -> str:
        return f"{self.title} {self.day}"


class Stop(models.Model):
    """One place of a trip, and whether its village officer was there."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True)
    trip = models.ForeignKey(Trip, on_delete=models.CASCADE, related_name="stops")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=300)
    kind = models.CharField(max_length=64, blank=True)
    village_code = models.CharField(max_length=13)
    village_name = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    mode = models.CharField(max_length=12, choices=MODES, default="collective")
    starts = models.CharField(max_length=5, blank=True)
    expected_people = models.PositiveIntegerField(default=0)
    officer_name = models.CharField(max_length=300, blank=True)
    officer_state = models.CharField(
        max_length=8, blank=True, choices=(("arrived", _("datang")), ("absent", _("tidak datang")))
    )
    officer_reason = models.CharField(max_length=300, blank=True)
    officer_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Stop]] = models.Manager()

    class Meta:
        ordering = ("trip", "number")
        constraints = (models.UniqueConstraint(fields=("trip", "number"), name="stop_number_in_trip"),)

    def __str__(self) -> str:
        return self.place


class Person(models.Model):
    """Somebody expected at a stop, or a walk-in who is on no list."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=new_id)
    list_name_id: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(
        null=True, blank=True, unique=True
    )
    stop = models.ForeignKey(Stop, on_delete=models.SET_NULL, null=True, related_name="people")
    nik = models.CharField(max_length=16, db_index=True)
    family_card = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=100, db_index=True)
    sex = models.CharField(max_length=1)
    birth_place = models.CharField(max_length=300, blank=True)
    birth_date = models.DateField()
    ever_married = models.BooleanField(default=False)
    village_code = models.CharField(max_length=13)
    village_name = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    rt = models.CharField(max_length=5, blank=True)
    rw = models.CharField(max_length=5, blank=True)
    mode = models.CharField(max_length=12, choices=MODES, default="collective")
    national_status = models.CharField(max_length=40, blank=True, choices=[(s, s) for s in NationalStatus])
    is_deactivated = models.BooleanField(default=False)
    summons_code = models.CharField(max_length=40, blank=True, db_index=True)
    group = models.CharField(max_length=40, blank=True)
    """The class at a school; people of a group are called one after the other."""
    is_walk_in = models.BooleanField(default=False)
    doubts = models.JSONField(default=list)
    """Warnings about a walk-in's NIK; never reasons to refuse."""
    attendance = models.CharField(max_length=12, default=Attendance.WAITING, db_index=True)
    attendance_note = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    """When the latest recording began; with `recorded_at` the time that a person takes."""
    recorded_at = models.DateTimeField(null=True, blank=True)
    open_encounter_id: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True, blank=True)
    """The encounter that stands open for this person; check-in comes before capture and knows no more."""
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Person]] = models.Manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"{self.name} {self.masked_nik}"

    @property
    def masked_nik(self) -> str:
        """The NIK as lists show it."""
        return Nik(self.nik).masked


class StatusNote(models.Model):
    """One national status as the feed told it: a dated history that may go back."""

    nik = models.CharField(max_length=16, db_index=True)
    status = models.CharField(max_length=40)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[models.Manager[StatusNote]] = models.Manager()

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=("nik", "status", "at"), name="status_told_once"),)

    def __str__(self) -> str:
        return f"{self.nik[:4]}… {self.status}"


class Obstacle(models.Model):
    """Something that held the work up, with its beginning and its end."""

    class Kind(models.TextChoices):
        """Causes as the field names them."""

        POWER = "power", _("Listrik")
        NETWORK = "network", _("Jaringan")
        OFFICER = "officer", _("Petugas desa")
        DEVICE = "device", _("Alat")
        WEATHER = "weather", _("Cuaca atau jalan")

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=new_id)
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="obstacles")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=150)

    objects: ClassVar[models.Manager[Obstacle]] = models.Manager()

    class Meta:
        ordering = ("started_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="obstacle_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%H:%M}"


class Fix(models.Model):
    """Where the laptop was, as the browser told it; only the latest is kept, and never sent."""

    lat = models.FloatField()
    lng = models.FloatField()
    accuracy_meters = models.FloatField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Fix]] = models.Manager()

    class Meta:
        verbose_name_plural = "fixes"

    def __str__(self) -> str:
        return f"{self.lat:.4f}, {self.lng:.4f}"


class Lock(models.Model):
    """Why the office revoked this kit; while the revocation stands, nobody is recorded."""

    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Lock]] = models.Manager()

    def __str__(self) -> str:
        return self.reason
