"""Tables beside the names: the way of a candidate, and the letters that return names to the ministry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CandidateStep(models.Model):
    """One step of a candidate between village and Dinas: by whom, when, and why; only ever added."""

    list_name = models.ForeignKey("roster.ListName", on_delete=models.CASCADE, related_name="candidate_steps")
    event = models.CharField(max_length=10)
    to_standing = models.CharField(max_length=8)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[CandidateStep]] = models.Manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.list_name_id} {self.event}"


class ReturnLetter(models.Model):
    """A berita acara pengembalian: a numbered list of names that go back to the ministry, and its way."""

    class State(models.TextChoices):
        """Where a letter stands; the steps are in states.py."""

        DRAFTED = "drafted", _("disusun")
        SIGNED = "signed", _("ditandatangani")
        SENT = "sent", _("terkirim")
        DISCARDED = "discarded", _("dibatalkan")

    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFTED)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    signer = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by_way_of = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[ReturnLetter]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.number


class ReturnLine(models.Model):
    """One name on a letter as it stood when the letter was drawn up; a finding is returned once."""

    letter = models.ForeignKey(ReturnLetter, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    finding = models.OneToOneField("roster.Finding", on_delete=models.PROTECT, related_name="return_line")
    kind = models.CharField(max_length=16)
    nik = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    village = models.CharField(max_length=120)
    basis = models.CharField(max_length=600, blank=True, help_text="document and words, as accepted")

    objects: ClassVar[models.Manager[ReturnLine]] = models.Manager()

    class Meta:
        ordering = ("letter", "position")
        constraints = (models.UniqueConstraint(fields=("letter", "position"), name="return_line_position"),)

    def __str__(self) -> str:
        return f"{self.letter_id}:{self.position}"
