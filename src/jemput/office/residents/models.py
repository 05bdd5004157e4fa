"""Tables of residents: the register's people, the center's statuses of them, and who is blocked."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik, Person
from jemput.kernel.statuses import RECORDED, NationalStatus
from jemput.office.regions.models import Region
from jemput.office.residents import duplicate_models  # noqa: F401 - Django finds its tables from here
from jemput.office.residents.rules import BLOCKING_AGE, born_by, card_bound, recording_bound, youngest_kia


class BaseStatus(models.IntegerChoices):
    """Whether a person is still ours, by the register's own codes."""

    ALIVE = 1, _("hidup")
    DEAD = 2, _("mati")
    MOVED = 3, _("pindah")
    MISSING = 4, _("hilang")
    AWAY = 6, _("pergi")
    INVALID = 9, _("tidak valid")


class Marital(models.IntegerChoices):
    """Marital status by the register's own codes."""

    SINGLE = 1, _("belum kawin")
    MARRIED = 2, _("kawin")
    DIVORCED = 3, _("cerai hidup")
    WIDOWED = 4, _("cerai mati")


def _latest_status() -> Subquery:
    latest = ResidentStatus.objects.filter(nik=OuterRef("nik")).order_by("-at", "-id")
    return Subquery(latest.values("status")[:1])


def _open_deactivation() -> Exists:
    return Exists(Deactivation.objects.filter(resident=OuterRef("pk"), reactivated_at__isnull=True))


class ResidentQuerySet(models.QuerySet["Resident", "Resident"]):
    """Words for choosing residents; each eligibility word says in SQL what jemput.kernel.eligibility says."""

    def living(self) -> Self:
        """Those the register counts as here and alive."""
        return self.filter(base_status=BaseStatus.ALIVE)

    def must_have_card(self, on: date) -> Self:
        """Wajib KTP: 17 or ever married."""
        return self.filter(Q(birth_date__lte=card_bound(on)) | ~Q(marital=Marital.SINGLE))

    def may_be_recorded(self, on: date) -> Self:
        """From 16, or ever married."""
        return self.filter(Q(birth_date__lte=recording_bound(on)) | ~Q(marital=Marital.SINGLE))

    def may_have_kia(self, on: date) -> Self:
        """One day old to 17 years less one day, unmarried."""
        return self.filter(
            marital=Marital.SINGLE, birth_date__lte=youngest_kia(on), birth_date__gt=card_bound(on)
        )

    def with_current_status(self) -> Self:
        """Adds `current_status`: the center's latest word, or None where it has none."""
        return self.annotate(current_status=_latest_status())

    def recorded(self) -> Self:
        """Those whose recording exists somewhere on its way, by the center's latest word."""
        return self.alias(latest=_latest_status()).filter(latest__in=sorted(RECORDED))

    def unrecorded(self) -> Self:
        """Those who have no recording: never had one, or must be recorded again."""
        waiting = sorted(frozenset(NationalStatus) - RECORDED)
        # One comparison, so that the database looks each person's status up once and not three times.
        return self.alias(latest=Coalesce(_latest_status(), Value(""))).filter(latest__in=["", *waiting])

    def blocked(self) -> Self:
        """Those deactivated and not yet active again."""
        return self.filter(_open_deactivation())

    def blockable(self, cut_off: date) -> Self:
        """Living adults of 23 and more on the cut-off who have no recording: a proposal, not a decision."""
        adults = self.living().filter(birth_date__lte=born_by(cut_off, BLOCKING_AGE))
        return adults.unrecorded().filter(~_open_deactivation())

    def inside(self, region_code: str) -> Self:
        """Those who live in a region."""
        return self.filter(Q(village=region_code) | Q(village__code__startswith=f"{region_code}."))


class Resident(models.Model):
    """One person of the kabupaten's register, as of its last import."""

    nik = models.CharField(max_length=16, unique=True)
    family_card = models.CharField(max_length=16, blank=True, db_index=True)
    name = models.CharField(max_length=120, db_index=True)
    sex = models.CharField(max_length=1, choices=(("L", _("laki-laki")), ("P", _("perempuan"))))
    birth_place = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(db_index=True)
    religion = models.PositiveSmallIntegerField(null=True, blank=True)
    marital = models.PositiveSmallIntegerField(choices=Marital.choices, default=Marital.SINGLE)
    blood = models.PositiveSmallIntegerField(null=True, blank=True)
    education = models.PositiveSmallIntegerField(null=True, blank=True)
    occupation = models.PositiveSmallIntegerField(null=True, blank=True)
    shdk = models.PositiveSmallIntegerField(null=True, blank=True)
    nationality = models.PositiveSmallIntegerField(default=1)
    mother_name = models.CharField(max_length=120, blank=True)
    father_name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    rt = models.CharField(max_length=4, blank=True)
    rw = models.CharField(max_length=4, blank=True)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="residents")
    base_status = models.PositiveSmallIntegerField(choices=BaseStatus.choices, default=BaseStatus.ALIVE)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=Exact(Length("nik"), 16), name="resident_nik_has_16_digits"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nik(self) -> str:
        """The number as lists show it."""
        return Nik(self.nik).masked

    @property
    def person(self) -> Person:
        """What decides what this resident may have."""
        return Person(birth_date=self.birth_date, ever_married=self.marital != Marital.SINGLE)

    @property
    def is_blocked(self) -> bool:
        """Whether a deactivation is open."""
        return self.deactivations.filter(reactivated_at__isnull=True).exists()


class ResidentStatus(models.Model):
    """One dated word of the national center about one NIK; rows are only ever added, and may go backwards."""

    nik = models.CharField(max_length=16)
    status = models.CharField(max_length=32, choices=[(s.value, s.value) for s in NationalStatus])
    at = models.DateTimeField()
    source = models.CharField(max_length=60)
    batch = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager[ResidentStatus]] = models.Manager()

    class Meta:
        ordering = ("nik", "at", "id")
        indexes = (models.Index(fields=("nik", "-at", "-id", "status"), name="status_latest"),)
        constraints = (
            models.UniqueConstraint(fields=("nik", "at", "status", "source"), name="status_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.nik} {self.status}"


class Deactivation(models.Model):
    """One time a resident was blocked for being unrecorded, and active again once recorded."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="deactivations")
    cut_off = models.DateField()
    reason = models.CharField(max_length=200)
    blocked_at = models.DateTimeField()
    blocked_by = models.CharField(max_length=150)
    blocked_document = models.CharField(max_length=120, blank=True, help_text="number of the decision")
    blocked_document_date = models.DateField(null=True, blank=True)
    reactivated_at = models.DateTimeField(null=True, blank=True)
    reactivated_by = models.CharField(max_length=150, blank=True)
    reactivated_because = models.CharField(max_length=200, blank=True)
    reactivated_document = models.CharField(max_length=120, blank=True)
    reactivated_document_date = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[Deactivation]] = models.Manager()

    class Meta:
        ordering = ("blocked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("resident",), condition=Q(reactivated_at__isnull=True), name="blocked_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.resident_id} {self.cut_off}"


class PollingDay(models.Model):
    """A polling day that this office prepares for: the day on which a voter's age counts."""

    name = models.CharField(max_length=80)
    day = models.DateField(unique=True)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    objects: ClassVar[models.Manager[PollingDay]] = models.Manager()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.name


class CensusCell(models.Model):
    """How many living people of one village and birth year there are; counted anew, never edited.

    Ages are not kept here: a date is applied when the counts are read.
    """

    village = models.CharField(max_length=13)
    born_in = models.PositiveSmallIntegerField()
    ever_married = models.BooleanField()
    recorded = models.BooleanField()
    voter_kind = models.BooleanField(help_text="a citizen, neither soldier nor police")
    people = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[CensusCell]] = models.Manager()

    class Meta:
        ordering = ("born_in", "id")
        indexes = (models.Index(fields=("born_in", "village"), name="census_by_year"),)

    def __str__(self) -> str:
        return f"{self.village} {self.born_in}"


class Census(models.Model):
    """One row: when the cells were last counted, and up to which entry of the ledger."""

    counted_at = models.DateTimeField()
    ledger_entry = models.BigIntegerField()

    objects: ClassVar[models.Manager[Census]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.counted_at}"


class RegisterImport(models.Model):
    """One register file taken in: where from, of which day, which file, and how far it has come."""

    class State(models.TextChoices):
        """Where an import stands."""

        RUNNING = "running", _("sedang dibaca")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    source = models.CharField(max_length=120)
    as_of = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=150)
    rows_read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects: ClassVar[models.Manager[RegisterImport]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%d-%m-%Y}"


class RegisterReject(models.Model):
    """One row of a register file that could not be taken in: as it stood, and why not."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rejects")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    reasons = models.JSONField(help_text="list of {code, id, en}")

    objects: ClassVar[models.Manager[RegisterReject]] = models.Manager()

    class Meta:
        ordering = ("row_number",)

    def __str__(self) -> str:
        return f"{self.register_import_id}:{self.row_number}"
