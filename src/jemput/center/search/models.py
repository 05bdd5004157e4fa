"""What each search found: kept, so that anybody may ask later why two records were held together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jemput.center.identities.models import Record


class Search(models.Model):
    """One record searched against the gallery of its moment."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="search")
    at = models.DateTimeField()
    gallery_size = models.PositiveIntegerField()
    milliseconds = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[Search]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return f"{self.record_id} in {self.gallery_size}"


class Candidate(models.Model):
    """One record that came close, with its score and what each modality says."""

    search = models.ForeignKey(Search, on_delete=models.CASCADE, related_name="candidates")
    reference = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    log_false_match = models.FloatField(help_text="log10 of the chance that a stranger comes this close")
    alarming = models.BooleanField(default=False)
    evidence = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Candidate]] = models.Manager()

    class Meta:
        ordering = ("search", "rank")

    def __str__(self) -> str:
        return f"{self.rank}: {self.reference_id} {self.log_false_match:.1f}"
