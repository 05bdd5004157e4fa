"""Tables of schools: the register, files taken in, pupils, rejected rows, invitations of partners."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.schools.rules import SchoolKind
from jemput.office.trips.models import Place


class School(models.Model):
    """One school: who it is, where, whom to call, how many pupils it says it has, and its place for trips."""

    class Kind(models.TextChoices):
        """What sort of school it is."""

        SMA = SchoolKind.SMA.value, "SMA"
        SMK = SchoolKind.SMK.value, "SMK"
        MA = SchoolKind.MA.value, "MA"
        SLB = SchoolKind.SLB.value, "SLB"
        SMP = SchoolKind.SMP.value, "SMP"
        MTS = SchoolKind.MTS.value, "MTs"
        PKBM = SchoolKind.PKBM.value, "PKBM"
        PESANTREN = SchoolKind.PESANTREN.value, _("Pesantren")

    npsn = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    village = models.ForeignKey(Region, models.PROTECT, related_name="schools")
    principal = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    pupils_stated = models.PositiveIntegerField(null=True, blank=True)
    stated_by = models.CharField(max_length=120, blank=True, help_text="who says how many pupils there are")
    stated_on = models.DateField(null=True, blank=True)
    open_saturdays = models.BooleanField(default=False)
    visited_on = models.DateField(null=True, blank=True, help_text="a visit that no trip of ours knows")
    visited_note = models.CharField(max_length=200, blank=True)
    place = models.OneToOneField(Place, models.SET_NULL, null=True, blank=True, related_name="school")
    active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[School]] = models.Manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("npsn",), condition=~Q(npsn=""), name="npsn_once"),
            models.UniqueConstraint(fields=("village", "name_key"), name="school_once_a_village"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def needs_care(self) -> bool:
        """Whether its pupils need more time and another way of capture (S3-7)."""
        return self.kind == self.Kind.SLB


class SchoolImport(models.Model):
    """One file of schools or pupils: where from, of which day, which file, and what came of it."""

    class Kind(models.TextChoices):
        """What a file names."""

        REGISTER = "register", _("daftar sekolah")
        ROSTER = "roster", _("daftar siswa")

    class State(models.TextChoices):
        """Where an import stands; the steps are in states.py."""

        READING = "reading", _("sedang dibaca")
        DRAFT = "draft", _("menunggu keputusan")
        TAKING = "taking", _("sedang dimasukkan")
        DONE = "done", _("masuk")
        DISCARDED = "discarded", _("dibuang")
        FAILED = "failed", _("gagal dibaca")

    kind = models.CharField(max_length=8, choices=Kind)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="imports")
    source = models.CharField(max_length=120)
    as_of = models.DateField()
    complete = models.BooleanField(default=False, help_text="pupils it does not name have left their school")
    file_name = models.CharField(max_length=200)
    stored_file = models.CharField(max_length=300, help_text="path below the data folder")
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=9, choices=State, default=State.READING)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sample = models.JSONField(default=list)
    rows_good = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    schools_named = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0, help_text="pupils it says have left")
    step = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects: ClassVar[models.Manager[SchoolImport]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.source} ({self.as_of:%d-%m-%Y})"

    @property
    def is_busy(self) -> bool:
        """Whether a task is at work on it."""
        return self.state in (self.State.READING, self.State.TAKING) or bool(self.step)


class SchoolReject(models.Model):
    """One row that could not be taken in: as it stood, why not, and whether somebody has mended it."""

    school_import = models.ForeignKey(SchoolImport, models.CASCADE, related_name="rejects")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    reasons = models.JSONField(help_text="list of {code, id, en}")
    mended_by = models.CharField(max_length=150, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[SchoolReject]] = models.Manager()

    class Meta:
        ordering = ("row_number",)

    def __str__(self) -> str:
        return f"{self.school_import_id}:{self.row_number}"


class Pupil(models.Model):
    """One pupil of a school's roster, and which resident that is, as far as is known."""

    class Link(models.TextChoices):
        """How far it is known whose name this is."""

        WAITING = "waiting", _("belum ditautkan")
        SURE = "sure", _("pasti")
        ASK = "ask", _("perlu ditanya")
        NOT_FOUND = "not_found", _("tidak ada di register")
        SETTLED = "settled", _("diputus petugas")

    school = models.ForeignKey(School, models.PROTECT, related_name="pupils")
    last_import = models.ForeignKey(SchoolImport, models.PROTECT, related_name="pupils")
    row_number = models.PositiveIntegerField()
    match_key = models.CharField(max_length=160)
    class_name = models.CharField(max_length=30, blank=True)
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    name = models.CharField(max_length=120, db_index=True)
    birth_place = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    mother_name = models.CharField(max_length=120, blank=True)
    family_card = models.CharField(max_length=16, blank=True)
    village = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="+")
    left = models.BooleanField(default=False, help_text="no longer at this school")
    resident = models.ForeignKey(Resident, models.SET_NULL, null=True, blank=True, related_name="pupils")
    link_state = models.CharField(max_length=9, choices=Link, default=Link.WAITING)
    link_reason = models.CharField(max_length=30, blank=True)
    evidence = models.JSONField(default=list, help_text="candidates with the waterfall of each")
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Pupil]] = models.Manager()

    class Meta:
        ordering = ("class_name", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=("school", "match_key"), name="pupil_once_a_school"),
            models.UniqueConstraint(
                fields=("resident",), condition=Q(left=False), name="resident_at_one_school"
            ),
        )
        indexes = (models.Index(fields=("link_state", "left"), name="pupil_by_link"),)

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nik(self) -> str:
        """The number as lists show it; empty where the roster had none."""
        return Nik(self.nik).masked if self.nik else ""


class Invitation(models.Model):
    """The head's invitation to a partner office: used once, for an account that sees counts only."""

    organization = models.CharField(max_length=120)
    kecamatan = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    username = models.CharField(max_length=150, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Invitation]] = models.Manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.organization
