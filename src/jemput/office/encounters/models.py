"""Tables of encounters: outcome flags, never a sample; corrections as proposals; the center's dated words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jemput.kernel.body import ExceptionReason, Modality, Outcome
from jemput.kernel.statuses import NationalStatus
from jemput.office.encounters.rules import Way, is_slow, minutes_taken
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.roster.models import ListName
from jemput.office.trips.models import Stop, Trip


class Encounter(models.Model):
    """One person recorded once, as its packet's facts tell; two of one NIK are both kept."""

    class Mode(models.TextChoices):
        """In which setting; the packet format's own words."""

        COLLECTIVE = "collective", _("Perekaman bersama")
        HOME_VISIT = "home_visit", _("Kunjungan rumah")
        SCHOOL = "school", _("Di sekolah")
        OFFICE = "office", _("Di kantor")

    packet_id = models.UUIDField(unique=True)
    encounter_id = models.UUIDField(db_index=True)
    kit_id = models.CharField(max_length=64, db_index=True)
    sequence = models.PositiveBigIntegerField()
    list_name = models.ForeignKey(ListName, models.SET_NULL, null=True, blank=True, related_name="encounters")
    resident = models.ForeignKey(Resident, models.SET_NULL, null=True, blank=True, related_name="encounters")
    nik = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=100)
    sex = models.CharField(max_length=1)
    birth_date = models.DateField()
    village = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="encounters")
    trip = models.ForeignKey(Trip, models.SET_NULL, null=True, blank=True, related_name="encounters")
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="encounters")
    mode = models.CharField(max_length=12, choices=Mode)
    profile = models.CharField(max_length=64)
    operator = models.CharField(max_length=100)
    supervisor = models.CharField(max_length=100, blank=True)
    village_officer = models.CharField(max_length=100, blank=True)
    receipt_code = models.CharField(max_length=40, db_index=True)
    started_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    forwarded_at = models.DateTimeField(null=True, blank=True)
    received_center_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    national_status = models.CharField(max_length=40, blank=True, db_index=True)
    national_at = models.DateTimeField(null=True, blank=True)
    twin = models.BooleanField(default=False, help_text="another packet has the same NIK")

    objects: ClassVar[models.Manager[Encounter]] = models.Manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = [models.UniqueConstraint(fields=["kit_id", "sequence"], name="one_packet_a_kit_number")]

    def __str__(self) -> str:
        return f"{self.name} {self.started_at:%Y-%m-%d}"

    @property
    def way(self) -> Way:
        """The moments of its packet's way."""
        return Way(
            self.sealed_at,
            self.received_at,
            self.forwarded_at,
            self.received_center_at,
            self.answered_at,
        )

    @property
    def minutes(self) -> float:
        """How long it took (S3-2)."""
        return minutes_taken(self.started_at, self.ended_at)

    @property
    def slow(self) -> bool:
        """Whether it took fifteen minutes or more."""
        return is_slow(self.started_at, self.ended_at)


class UnreadPacket(models.Model):
    """A packet in custody whose facts could not be read: kept, passed on, and shown to a person."""

    packet_id = models.UUIDField(unique=True)
    kit_id = models.CharField(max_length=64)
    code = models.CharField(max_length=8)
    problem = models.CharField(max_length=500)
    at = models.DateTimeField()
    national_status = models.CharField(max_length=40, blank=True)
    national_at = models.DateTimeField(null=True, blank=True)
    national_detail = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[UnreadPacket]] = models.Manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.packet_id} {self.code}"


class SampleResult(models.Model):
    """What became of one expected sample: a flag, a reason and a number, never the sample."""

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="results")
    modality = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Modality])
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in ExceptionReason]
    )
    quality = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager[SampleResult]] = models.Manager()

    class Meta:
        ordering = ("encounter_id", "modality", "position")
        constraints = [
            models.UniqueConstraint(fields=["encounter", "modality", "position"], name="one_result_a_sample")
        ]

    def __str__(self) -> str:
        return f"{self.modality} {self.position} {self.outcome}"


class ExceptionApproval(models.Model):
    """A supervisor's approval of one exception, given at the kit."""

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="approvals")
    modality = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20)
    approved_by = models.CharField(max_length=100)
    approved_at = models.DateTimeField()

    objects: ClassVar[models.Manager[ExceptionApproval]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.modality} {self.position} {self.approved_by}"


class CorrectionProposal(models.Model):
    """A field put right on the spot: a proposal that only a clerk turns into a change."""

    class State(models.TextChoices):
        """Whether a clerk has decided."""

        PROPOSED = "proposed", _("Menunggu keputusan")
        ACCEPTED = "accepted", pgettext_lazy("decision", "Diterima")
        REFUSED = "refused", _("Ditolak")

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=64)
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)
    confirmed_by = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[CorrectionProposal]] = models.Manager()

    class Meta:
        ordering = ("encounter_id", "id")

    def __str__(self) -> str:
        return f"{self.field}: {self.new}"


class StatusEvent(models.Model):
    """One word of the center on one NIK, verbatim and dated; only appended; may go backwards."""

    nik = models.CharField(max_length=16, db_index=True)
    packet_id = models.UUIDField(null=True, blank=True, db_index=True)
    status = models.CharField(max_length=40, choices=[(s.value, s.value) for s in NationalStatus])
    at = models.DateTimeField()
    detail = models.CharField(max_length=500, blank=True)
    heard_at = models.DateTimeField()

    objects: ClassVar[models.Manager[StatusEvent]] = models.Manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            # The feed may repeat itself; the same word of the same moment counts once.
            models.UniqueConstraint(fields=["nik", "packet_id", "status", "at"], name="one_status_a_moment"),
            models.UniqueConstraint(
                fields=["nik", "status", "at"],
                condition=models.Q(packet_id__isnull=True),
                name="one_bare_status_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nik} {self.status}"
