"""Tables of privacy: requests of residents, incidents with those affected, terms, holds and nightly runs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik
from jemput.office.privacy.states import DONE_REQUESTS, IncidentState, RequestState
from jemput.office.trips.models import Kit


class PersonRequest(models.Model):
    """What a resident asks of the office about their own data; due within 72 hours."""

    class Kind(models.TextChoices):
        """What is asked."""

        ACCESS = "access", _("salinan data dan jejak akses")
        CORRECTION = "correction", _("perbaikan data")
        OBJECTION = "objection", _("keberatan atas pengolahan")

    class Standing(models.TextChoices):
        """Who asks."""

        SELF = "self", _("orangnya sendiri")
        GUARDIAN = "guardian", _("orang tua atau wali")
        PROXY = "proxy", _("kuasa tertulis")

    class Proof(models.TextChoices):
        """What was seen of who it is."""

        CARD = "card", _("KTP-el")
        FAMILY_CARD = "family_card", _("kartu keluarga")
        SUKET = "suket", _("surat keterangan")
        LETTER = "letter", _("surat kuasa dan KTP-el keduanya")

    class State(models.TextChoices):
        """Where it stands; the steps are in states.py."""

        OPEN = RequestState.OPEN.value, _("menunggu jawaban")
        READY = RequestState.READY.value, _("siap diserahkan")
        CLOSED = RequestState.CLOSED.value, _("dijawab")
        REFUSED = RequestState.REFUSED.value, _("ditolak")

    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ACCESS)
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=120)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.SELF)
    proof = models.CharField(max_length=11, choices=Proof.choices)
    proof_note = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    wish = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    taken_by = models.CharField(max_length=150)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_index=True)
    decision = models.TextField(blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    copy_file = models.CharField(max_length=200, blank=True, help_text="path below the data folder")
    copy_sha256 = models.CharField(max_length=64, blank=True)
    delivered_to = models.CharField(max_length=120, blank=True)
    delivered_how = models.CharField(max_length=120, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.CharField(max_length=150, blank=True)

    objects: ClassVar[models.Manager[PersonRequest]] = models.Manager()

    class Meta:
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return self.number

    @property
    def masked_nik(self) -> str:
        """The number as lists show it."""
        return Nik(self.nik).masked

    @property
    def is_done(self) -> bool:
        """Whether nothing is owed any more."""
        return self.state in DONE_REQUESTS

    @property
    def done_at(self) -> datetime | None:
        """When it was answered, one way or the other."""
        if not self.is_done:
            return None
        return self.delivered_at or self.decided_at


class Incident(models.Model):
    """Data that was lost, seen or changed by somebody who should not; told within 72 hours."""

    class Data(models.TextChoices):
        """Kinds of data, the specific ones of UU 27/2022 among them."""

        NIK = "nik", _("NIK dan nomor KK")
        BIODATA = "biodata", _("biodata dan alamat")
        CHILD = "child", _("data anak")
        HEALTH = "health", _("kesehatan atau disabilitas")
        BIOMETRIC = "biometric", _("biometrik")
        CARD = "card", _("kartu atau blangko")

    class State(models.TextChoices):
        """Where it stands; the steps are in states.py."""

        DRAFT = IncidentState.DRAFT.value, _("rancangan")
        OPEN = IncidentState.OPEN.value, _("ditangani")
        NOTIFIED = IncidentState.NOTIFIED.value, _("sudah diberitahukan")
        CLOSED = IncidentState.CLOSED.value, _("ditutup")
        DISMISSED = IncidentState.DISMISSED.value, _("bukan insiden")

    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=160)
    what = models.TextField(blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    discovered_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    data = models.JSONField(default=list, help_text="keys of Data")
    cause = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    kit = models.ForeignKey(Kit, models.SET_NULL, null=True, blank=True, related_name="incidents")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT, db_index=True)
    opened_by = models.CharField(max_length=150)
    people_told_at = models.DateTimeField(null=True, blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)
    nobody_because = models.CharField(max_length=300, blank=True)
    review = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Incident]] = models.Manager()

    class Meta:
        ordering = ("-discovered_at", "-id")

    def __str__(self) -> str:
        return self.number

    @property
    def is_told(self) -> bool:
        """Whether everybody who must be told was told."""
        return self.people_told_at is not None and self.authority_told_at is not None


class IncidentPerson(models.Model):
    """Somebody whose data an incident touches, and where that is known from."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="people")
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120)
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[IncidentPerson]] = models.Manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("incident", "nik"), name="person_once_an_incident"),)

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A numbered letter about an incident, as it was set: to the people, or to the authority."""

    class To(models.TextChoices):
        """Who gets it."""

        PEOPLE = "people", _("orang yang terdampak")
        AUTHORITY = "authority", _("lembaga pelindungan data")

    number = models.CharField(max_length=40, unique=True)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="letters")
    to = models.CharField(max_length=9, choices=To.choices)
    told = models.JSONField(help_text="what the paper says; the people are asked anew")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Letter]] = models.Manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.number


class RetentionTerm(models.Model):
    """A term that the head has set otherwise than usual; each change stays in the audit."""

    key = models.CharField(max_length=20, unique=True)
    days = models.PositiveIntegerField()
    because = models.CharField(max_length=300)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    objects: ClassVar[models.Manager[RetentionTerm]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.key}: {self.days}"


class Hold(models.Model):
    """A legal hold: one kind of thing, or all about one person, stays until it is lifted."""

    key = models.CharField(max_length=20, blank=True)
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    because = models.CharField(max_length=300)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Hold]] = models.Manager()

    class Meta:
        ordering = ("-set_at", "-id")

    def __str__(self) -> str:
        return self.key or Nik(self.nik).masked


class RetentionRun(models.Model):
    """One night's deletion: how many of each kind went."""

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    counts = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[RetentionRun]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
