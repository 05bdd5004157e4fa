"""Tables of duplicates inside the register: one search of the whole register, and each pair it asks about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DuplicateSearch(models.Model):
    """One search of the whole register for people who stand in it twice."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("menunggu giliran")
        READING = "reading", _("membaca register")
        COMPARING = "comparing", _("membandingkan")
        WRITING = "writing", _("menyimpan pasangan")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    from_probability = models.FloatField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0, help_text="pairs that no search found before")
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    objects: ClassVar[models.Manager[DuplicateSearch]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether a task is at work on it, or will be."""
        return self.state not in (self.State.DONE, self.State.FAILED)


class RegisterPair(models.Model):
    """Two entries of the register that may be one person: a question, asked until people have answered it."""

    class State(models.TextChoices):
        """Where a pair stands; the steps are in duplicate_rules.py."""

        ASKED = "asked", _("perlu ditanya")
        DIFFERENT = "different", _("dua orang")
        PROPOSED = "proposed", _("diusulkan satu orang")
        SAME = "same", _("satu orang, untuk pusat")
        CLEANED = "cleaned", _("sudah dibersihkan")

    first = models.ForeignKey("residents.Resident", on_delete=models.CASCADE, related_name="pairs_first")
    second = models.ForeignKey("residents.Resident", on_delete=models.CASCADE, related_name="pairs_second")
    search = models.ForeignKey(DuplicateSearch, on_delete=models.PROTECT, related_name="found")
    probability = models.FloatField()
    bits = models.FloatField()
    steps = models.JSONField(default=list, help_text="the waterfall of evidence")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    kept_nik = models.CharField(max_length=16, blank=True)
    document = models.CharField(max_length=120, blank=True, help_text="the ministry's letter")

    objects: ClassVar[models.Manager[RegisterPair]] = models.Manager()

    class Meta:
        ordering = ("-probability", "id")
        indexes = (models.Index(fields=("state", "-probability", "id"), name="pair_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
