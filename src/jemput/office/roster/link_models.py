"""Tables of the clerks' queue: held questions, decisions, merges that wait, the thresholds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What a question is about."""

    NAME = "name", _("nama di daftar")
    PAIR = "pair", _("dua data di register")


class Hold(models.Model):
    """A question that one clerk has on the screen: nobody else is handed it until the hold runs out."""

    kind = models.CharField(max_length=4, choices=QuestionKind.choices)
    number = models.BigIntegerField(help_text="key of the name or pair")
    by = models.CharField(max_length=150)
    until = models.DateTimeField()

    objects: ClassVar[models.Manager[Hold]] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "number"), name="held_by_one"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.by}"


class Skip(models.Model):
    """A question that a clerk put off: it comes back to that clerk after all others."""

    kind = models.CharField(max_length=4, choices=QuestionKind.choices)
    number = models.BigIntegerField(help_text="key of the name or pair")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Skip]] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "number", "by"), name="put_off_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.by}"


class MergeProposal(models.Model):
    """One clerk's word that two records are one person; it takes effect when another clerk confirms it."""

    class State(models.TextChoices):
        """Where a proposal stands; the steps are in merge_rules.py."""

        WAITING = "waiting", _("menunggu petugas kedua")
        CONFIRMED = "confirmed", _("disahkan")
        REFUSED = "refused", _("ditolak")
        WITHDRAWN = "withdrawn", _("ditarik kembali")

    name = models.ForeignKey(
        "roster.ListName", null=True, blank=True, on_delete=models.PROTECT, related_name="merges"
    )
    of = models.ForeignKey(
        "roster.ListName", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pair = models.ForeignKey(
        "residents.RegisterPair", null=True, blank=True, on_delete=models.CASCADE, related_name="merges"
    )
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    judged_by = models.CharField(max_length=150, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[MergeProposal]] = models.Manager()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=Q(state="waiting"), name="one_merge_waits_a_name"
            ),
            models.UniqueConstraint(
                fields=("pair",), condition=Q(state="waiting"), name="one_merge_waits_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(name__isnull=False, of__isnull=False, pair__isnull=True)
                | Q(name__isnull=True, of__isnull=True, pair__isnull=False),
                name="merge_of_names_or_of_a_pair",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Decision(models.Model):
    """One clerk's answer to one question, beside what the model thought: for undo and for calibration."""

    class Answer(models.TextChoices):
        """What the clerk said."""

        PERSON = "person", _("orang ini")
        NOBODY = "nobody", _("tidak ada di register")
        DOUBLE = "double", _("kembar di daftar")
        PROPOSED = "proposed", _("diusulkan satu orang")
        DIFFERENT = "different", _("dua orang")

    name = models.ForeignKey(
        "roster.ListName", null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    pair = models.ForeignKey(
        "residents.RegisterPair", null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    proposal = models.OneToOneField(
        MergeProposal, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    answer = models.CharField(max_length=9, choices=Answer.choices)
    probability = models.FloatField(null=True, blank=True, help_text="of the likeliest candidate, then")
    agreed = models.BooleanField(null=True, blank=True, help_text="whether the clerk chose that candidate")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Decision]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("by", "-at", "-id"), name="decision_by_clerk"),)

    def __str__(self) -> str:
        return f"{self.by} {self.answer}"


class LinkPolicy(models.Model):
    """From which probability on a name is linked, asked or not found; the latest row holds."""

    sure = models.FloatField()
    likely = models.FloatField()
    ask = models.FloatField()
    because = models.CharField(max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[LinkPolicy]] = models.Manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.sure} {self.likely} {self.ask}"
