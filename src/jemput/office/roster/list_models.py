"""Tables around lists: layouts that somebody explained once, and two versions of a list compared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RememberedLayout(models.Model):
    """What the columns under one header mean, as somebody said once: the next file goes straight through."""

    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the header's words")
    headings = models.JSONField(help_text="the header, column by column")
    layout = models.CharField(max_length=30)
    columns = models.JSONField(help_text="field to column position")
    village = models.CharField(max_length=13, blank=True, help_text="of every row, where no column says it")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[RememberedLayout]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return ", ".join(self.headings)[:80]


class ListComparison(models.Model):
    """What is new, gone and changed from one version of a list to another."""

    older = models.ForeignKey("roster.ListImport", on_delete=models.CASCADE, related_name="+")
    newer = models.ForeignKey("roster.ListImport", on_delete=models.CASCADE, related_name="comparisons")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects: ClassVar[models.Manager[ListComparison]] = models.Manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("older", "newer"), name="compared_once"),)

    def __str__(self) -> str:
        return f"{self.older_id} {self.newer_id}"


class ComparedName(models.Model):
    """One person who differs between two versions of a list."""

    class Kind(models.TextChoices):
        """How the versions differ about a person."""

        NEW = "new", _("baru")
        GONE = "gone", _("tidak ada lagi")
        CHANGED = "changed", _("berubah")

    comparison = models.ForeignKey(ListComparison, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    nik = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=120)
    village = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(default=list, help_text="list of {field, before, after}")

    objects: ClassVar[models.Manager[ComparedName]] = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("comparison", "kind", "id"), name="compared_by_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
