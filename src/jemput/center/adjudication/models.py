"""Pairs of records that look like one person, and what a human decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jemput.center.adjudication.states import CaseState, Reason
from jemput.center.identities.models import Record
from jemput.center.search.models import Candidate


class Case(models.Model):
    """One pair: the newer record (probe) beside the older (reference)."""

    probe = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="cases")
    reference = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reason])
    opened_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in CaseState], default=CaseState.OPEN, db_index=True
    )
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Case]] = models.Manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("probe", "reference"), name="adjudication_one_case_a_pair"),
        )

    def __str__(self) -> str:
        return f"{self.probe_id} ~ {self.reference_id}: {self.state}"
