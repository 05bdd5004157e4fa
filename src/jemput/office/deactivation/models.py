"""Tables of deactivation: proposals with their people, the ministry's decisions with their rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jemput.office.residents.models import Resident


class Proposal(models.Model):
    """One numbered list of adults whom the office proposes to block."""

    class State(models.TextChoices):
        """Where a proposal stands; the steps are in states.py."""

        DRAFT = "draft", _("rancangan")
        CHECKED = "checked", _("diperiksa dengan temuan desa")
        SIGNED = "signed", _("ditandatangani")
        SENT = "sent", _("dikirim ke pusat")
        DECIDED = "decided", _("diputus pusat")
        WITHDRAWN = "withdrawn", _("ditarik")

    number = models.CharField(max_length=30, unique=True)
    cut_off = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    checked_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField(max_length=120, blank=True, help_text="number of the head's letter")
    letter_date = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Proposal]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.number


class ProposedPerson(models.Model):
    """One resident on a proposal, and what became of the proposal for them."""

    class Standing(models.TextChoices):
        """What became of somebody on a list."""

        LISTED = "listed", _("diusulkan")
        TAKEN_OUT = "taken_out", _("dikeluarkan")
        APPROVED = "approved", _("disetujui, dinonaktifkan")
        REFUSED = "refused", _("tidak disetujui")
        RECORDED = "recorded", _("keburu direkam")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="people")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="proposed")
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.LISTED)
    reason = models.CharField(max_length=200, blank=True)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    holds = models.BooleanField(default=True, help_text="the proposal is open and means this person")

    objects: ClassVar[models.Manager[ProposedPerson]] = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "resident"), name="proposed_once_a_list"),
            models.UniqueConstraint(
                fields=("resident",), condition=Q(holds=True), name="on_one_open_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.resident_id}"


class Decision(models.Model):
    """The ministry's list of decisions on one proposal, as its file came."""

    class State(models.TextChoices):
        """Where a decision stands here."""

        DRAFT = "draft", _("diperiksa, belum dijalankan")
        APPLIED = "applied", _("dijalankan")
        DISCARDED = "discarded", _("dibuang")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=120)
    day = models.DateField()
    file_name = models.CharField(max_length=200)
    stored_file = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    applied_by = models.CharField(max_length=150, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Decision]] = models.Manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",), condition=~Q(state="discarded"), name="decision_file_once"
            ),
        )

    def __str__(self) -> str:
        return self.number


class DecisionRow(models.Model):
    """One row of a decision's file: whom it means and what it says, or why it cannot be taken."""

    class State(models.TextChoices):
        """Where a row stands."""

        READY = "ready", _("siap")
        REJECTED = "rejected", _("ditolak")
        APPLIED = "applied", _("dijalankan")
        DISMISSED = "dismissed", _("diabaikan")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    person = models.ForeignKey(ProposedPerson, null=True, blank=True, on_delete=models.PROTECT)
    approves = models.BooleanField(default=True)
    state = models.CharField(max_length=9, choices=State.choices)
    reasons = models.JSONField(default=list, help_text="list of {code, id, en}")
    dismissed_because = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[DecisionRow]] = models.Manager()

    class Meta:
        ordering = ("row_number",)
        constraints = (models.UniqueConstraint(fields=("decision", "row_number"), name="decision_row_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id}:{self.row_number}"
