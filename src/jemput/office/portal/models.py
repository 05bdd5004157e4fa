"""Tables of the portal: which answer came by which way, filled-in sheets, what the register asks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.roster.models import Finding, ListName


class SentAnswer(models.Model):
    """One answer as it was sent: its sender's own id makes a second sending harmless.

    `form` is the page or the sheet's row it was written on: an answer mended there replaces the first.
    """

    client_id = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=64, blank=True, db_index=True)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="sent_as")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[SentAnswer]] = models.Manager()

    def __str__(self) -> str:
        return self.client_id


class SheetUpload(models.Model):
    """One filled-in sheet that a village sent."""

    class Kind(models.TextChoices):
        """What the sheet holds."""

        ANSWERS = "answers", _("jawaban nama-nama")
        CANDIDATES = "candidates", _("daftar calon")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[SheetUpload]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file_name


class SheetLine(models.Model):
    """One row of such a sheet: as it stood, what came of it, and every reason where it was not taken."""

    class Outcome(models.TextChoices):
        """What came of a row."""

        SAVED = "saved", _("tersimpan")
        KNOWN = "known", _("sudah masuk sebelumnya")
        BLANK = "blank", _("belum diisi")
        CONFLICT = "conflict", _("bentrok")
        PROBLEM = "problem", _("bermasalah")

    upload = models.ForeignKey(SheetUpload, on_delete=models.CASCADE, related_name="lines")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reasons = models.JSONField(default=list, help_text="list of {code, id, en}")
    list_name = models.ForeignKey(ListName, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[models.Manager[SheetLine]] = models.Manager()

    class Meta:
        ordering = ("row_number",)

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.row_number}"


class RegisterAnswer(models.Model):
    """What a village says of somebody whom the register proposes: wanted on the list, or why not."""

    class Wish(models.TextChoices):
        """What the person would come for."""

        CARD = "card", _("perekaman KTP-el")
        KIA = "kia", _("KIA")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="register_answers")
    wish = models.CharField(max_length=4, choices=Wish.choices)
    wanted = models.BooleanField()
    because = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[RegisterAnswer]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=("resident", "wish"), name="register_answered_once"),)

    def __str__(self) -> str:
        return f"{self.resident_id} {self.wish}"
