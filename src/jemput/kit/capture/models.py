"""Tables of capture: encounters, their samples and exceptions, and every move with who and when."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from jemput.kernel.body import ExceptionReason, Modality
from jemput.kernel.ids import new_id
from jemput.kit.capture.profiles import PROFILES, Profile
from jemput.kit.capture.states import ENDS, State
from jemput.kit.checkin.models import Person, Stop
from jemput.kit.devices.samples import Spot

RELATIONS = (
    ("father", _("Ayah")),
    ("mother", _("Ibu")),
    ("guardian", _("Wali")),
    ("spouse", _("Suami atau istri")),
    ("child", _("Anak")),
    ("sibling", _("Saudara")),
    ("nurse", _("Perawat atau pendamping")),
)

OPEN = models.Q(state__in=[state.value for state in State if state not in ENDS])


class Encounter(models.Model):
    """One person's recording, from check-in to the sealed packet; `draft_key` goes with the drafts."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="encounters")
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=12, default=State.CHECKED_IN, db_index=True)
    profile_code = models.CharField(max_length=20)
    operator = models.CharField(max_length=150)
    operator_name = models.CharField(max_length=120)
    village_officer = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    guardian_name = models.CharField(max_length=100, blank=True)
    guardian_relation = models.CharField(max_length=12, blank=True, choices=RELATIONS)
    """Who stood by: the parent of a child, whoever helps one who is ill."""
    corrections = models.JSONField(default=list)
    """[{field, old, new, confirmed_by}], the latest for each field."""
    signature_is_line = models.BooleanField(default=False)
    verification = models.CharField(max_length=12, blank=True)
    """matched, failed, or accepted by a supervisor after that; empty where nothing was compared yet."""
    draft_key = models.CharField(max_length=60, blank=True)
    device_hash = models.CharField(max_length=64, blank=True)
    """The last hash of the devices' capture chain (SBI previousHash)."""
    abandon_reason = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    receipt_code = models.CharField(max_length=40, blank=True)
    receipt_token = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Encounter]] = models.Manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=OPEN, name="one_open_encounter_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.state}"

    @property
    def step(self) -> State:
        """The state as its enum."""
        return State(self.state)

    @property
    def profile(self) -> Profile:
        """What is expected of this person."""
        return PROFILES[self.profile_code]

    @property
    def is_open(self) -> bool:
        """Whether it is neither sealed nor abandoned."""
        return self.step not in ENDS


class Sample(models.Model):
    """One sample of one try; its content lies encrypted beside the database, in the file `id`.draft."""

    class Use(models.TextChoices):
        """What a sample is for."""

        ENROLL = "enroll", _("perekaman")
        VERIFY = "verify", _("verifikasi")
        PROOF = "proof", _("foto pengecualian")

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=new_id)
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="samples")
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.ENROLL)
    modality = models.CharField(max_length=10, choices=[(m, m) for m in Modality])
    position = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField()
    quality = models.PositiveSmallIntegerField()
    device_quality = models.PositiveSmallIntegerField(null=True, blank=True)
    advice_id = models.CharField(max_length=200, blank=True)
    advice_en = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=60)
    device = models.CharField(max_length=400, blank=True)
    comparison_score = models.FloatField(null=True, blank=True)
    matched = models.BooleanField(null=True, blank=True)
    captured_at = models.DateTimeField()
    template = models.BinaryField(null=True, blank=True)
    """For the search among this trip's people; only ever in the encrypted database, gone with the trip."""

    objects: ClassVar[models.Manager[Sample]] = models.Manager()

    class Meta:
        ordering = ("captured_at", "modality", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("encounter", "use", "modality", "position", "attempt"), name="one_sample_a_try"
            ),
        )

    def __str__(self) -> str:
        return f"{self.spot.code} {self.quality}"

    @property
    def spot(self) -> Spot:
        """Which finger, eye or other part it is of."""
        return Spot(Modality(self.modality), self.position)


class Exemption(models.Model):
    """One expected sample that is not taken, why, and which supervisor agreed."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="exemptions")
    modality = models.CharField(max_length=10, choices=[(m, m) for m in Modality])
    position = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=[(r, r) for r in ExceptionReason])
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=120, blank=True)
    """Empty only for what the profile lets the operator skip."""
    approved_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Exemption]] = models.Manager()

    class Meta:
        ordering = ("modality", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("encounter", "modality", "position"), name="one_exemption_a_spot"
            ),
        )

    def __str__(self) -> str:
        return f"{self.spot.code} {self.reason}"

    @property
    def spot(self) -> Spot:
        """Which finger, eye or other part it is about."""
        return Spot(Modality(self.modality), self.position)


class Move(models.Model):
    """One step of an encounter's history."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="moves")
    event = models.CharField(max_length=24)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Move]] = models.Manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Duplicate(models.Model):
    """The kit's suspicion that one person is being recorded twice, and what a supervisor said to it."""

    class Decision(models.TextChoices):
        """A supervisor's answer; empty while nobody has answered."""

        OPEN = "", _("menunggu penyelia")
        OTHERS = "others", _("dua orang yang berbeda")

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="duplicates")
    other = models.ForeignKey(Encounter, on_delete=models.CASCADE, null=True, related_name="+")
    operator = models.CharField(max_length=150, blank=True)
    """The user name of the operator whose own prints were found; empty where `other` is a resident."""
    log10_ratio = models.FloatField()
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=8, blank=True, choices=Decision.choices, default=Decision.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Duplicate]] = models.Manager()

    class Meta:
        ordering = ("-log10_ratio", "id")
        constraints = (
            models.UniqueConstraint(fields=("encounter", "other", "operator"), name="one_suspicion_a_pair"),
        )

    def __str__(self) -> str:
        return f"{self.encounter_id} ~ {self.other_id or self.operator}"


class OperatorPrints(models.Model):
    """An operator's own fingers, so that none of them is recorded as a resident's."""

    username = models.CharField(max_length=150, unique=True)
    shown_name = models.CharField(max_length=120)
    template = models.BinaryField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150)

    objects: ClassVar[models.Manager[OperatorPrints]] = models.Manager()

    class Meta:
        ordering = ("username",)
        verbose_name_plural = "operator prints"

    def __str__(self) -> str:
        return self.username
