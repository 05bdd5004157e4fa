"""Tables of coverage: where each name stands (worked out anew, never edited), and what others claim."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jemput.office.coverage import discrepancies
from jemput.office.coverage.figures import Claim, share_words
from jemput.office.coverage.states import ChainState
from jemput.office.regions.models import Region
from jemput.office.roster.models import ListName


class NameState(models.Model):
    """The one state of one accountable name, as of the last look; only `actions.refresh` writes it."""

    class State(models.TextChoices):
        """The states in the office's words."""

        NEEDS_CLERK = ChainState.NEEDS_CLERK.value, _("Perlu dicocokkan petugas")
        NOT_FOUND = ChainState.NOT_FOUND.value, _("Tidak ada di register")
        WAITING_VILLAGE = ChainState.WAITING_VILLAGE.value, _("Menunggu jawaban desa")
        FINDING_PROPOSED = ChainState.FINDING_PROPOSED.value, _("Temuan menunggu keputusan")
        CLOSED_DEAD = ChainState.CLOSED_DEAD.value, _("Selesai: meninggal")
        CLOSED_MOVED = ChainState.CLOSED_MOVED.value, _("Selesai: pindah")
        CLOSED_UNKNOWN = ChainState.CLOSED_UNKNOWN.value, _("Selesai: tidak dikenal")
        CLOSED_ALREADY_RECORDED = ChainState.CLOSED_ALREADY_RECORDED.value, _("Selesai: sudah rekam")
        UNSCHEDULED = ChainState.UNSCHEDULED.value, _("Belum dijadwalkan")
        NO_SHOW = ChainState.NO_SHOW.value, _("Tidak hadir")
        SCHEDULED = ChainState.SCHEDULED.value, _("Terjadwal")
        RECEIVED_AT_OFFICE = ChainState.RECEIVED_AT_OFFICE.value, _("Terekam, di kantor")
        SENT_TO_CENTER = ChainState.SENT_TO_CENTER.value, _("Terkirim ke pusat")
        IN_PROCESS_AT_CENTER = ChainState.IN_PROCESS_AT_CENTER.value, _("Diproses pusat")
        ADJUDICATION = ChainState.ADJUDICATION.value, _("Adjudikasi di pusat")
        RE_RECORD = ChainState.RE_RECORD.value, _("Harus rekam ulang")
        DUPLICATE = ChainState.DUPLICATE.value, _("Data ganda")
        WAITING_BIRTHDAY = ChainState.WAITING_BIRTHDAY.value, _("Menunggu usia 17")
        PRINT_READY = ChainState.PRINT_READY.value, _("Siap cetak")
        PRINTED = ChainState.PRINTED.value, _("Tercetak")
        CONSIGNED = ChainState.CONSIGNED.value, _("Dalam pengiriman ke desa")
        DELIVERED_TO_VILLAGE = ChainState.DELIVERED_TO_VILLAGE.value, _("Di desa")
        RETURNED = ChainState.RETURNED.value, _("Kembali dari desa")
        HANDED_OVER = ChainState.HANDED_OVER.value, _("Diserahkan")

    list_name = models.OneToOneField(ListName, models.CASCADE, primary_key=True, related_name="chain")
    state = models.CharField(max_length=24, choices=State, db_index=True)
    link = models.PositiveSmallIntegerField(db_index=True, help_text="how many of the seven links are passed")
    since = models.DateTimeField()

    objects: ClassVar[models.Manager[NameState]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.list_name_id} {self.state}"


class LastLook(models.Model):
    """One row: up to which entry of the ledger the states were worked out, when, and for which day."""

    ledger_entry = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    day = models.DateField(null=True)

    objects: ClassVar[models.Manager[LastLook]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.ledger_entry} {self.at}"


class CoverageStatement(models.Model):
    """What somebody says coverage is: the ministry, the office itself, the press; with source and date."""

    class Side(models.TextChoices):
        """Who says so."""

        CENTRAL = "central", _("Pusat")
        LOCAL = "local", _("Lokal")
        OTHER = "other", _("Lain, misalnya berita")

    class Subject(models.TextChoices):
        """What is counted."""

        RECORDED = "recorded", _("Perekaman")
        OWNED = "owned", _("Kepemilikan kartu")

    region = models.ForeignKey(Region, models.PROTECT, related_name="coverage_statements")
    side = models.CharField(max_length=10, choices=Side)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.RECORDED)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    period = models.CharField(
        max_length=60, blank=True, help_text="where the source names a period: Semester I"
    )
    share = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    denominator_name = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    objects: ClassVar[models.Manager[CoverageStatement]] = models.Manager()

    class Meta:
        ordering = ("-as_of", "-id")

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%d-%m-%Y}"

    @property
    def claim(self) -> Claim:
        """The statement as the pure rules know it."""
        day: date = self.as_of
        return Claim(self.source, day, self.share, self.part, self.denominator, self.denominator_name)

    @property
    def named_source(self) -> str:
        """The source with the period it names, if it names one."""
        return f"{self.source}, {self.period}" if self.period else self.source

    @property
    def shown_day(self) -> date | None:
        """The date to show beside it; a source that names a period has said enough."""
        return None if self.period else self.as_of

    @property
    def stated_words(self) -> str:
        """The percentage with no more decimals than were stated: 97 %."""
        return share_words(self.claim.stated_share, get_language() or "id")


class CounterList(models.Model):
    """A list of people as one side counts them, taken in to be compared with the other side's."""

    class Side(models.TextChoices):
        """Whose list it is."""

        CENTRAL = "central", _("Pusat")
        LOCAL = "local", _("Lokal")

    class State(models.TextChoices):
        """Where the reading of a list stands."""

        WAITING = "waiting", _("sedang dibaca")
        READ = "read", _("terbaca")
        FAILED = "failed", _("gagal dibaca")

    side = models.CharField(max_length=7, choices=Side.choices)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    file_name = models.CharField(max_length=200)
    stored_file = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    rows_read = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0, help_text="rows naming a recorded person again")
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list, help_text="the first rejected rows with their reasons")
    problem = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[CounterList]] = models.Manager()

    class Meta:
        ordering = ("-as_of", "-id")

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%d-%m-%Y}"


class CounterPerson(models.Model):
    """What a list says of one NIK."""

    counter_list = models.ForeignKey(CounterList, models.CASCADE, related_name="people")
    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=40, blank=True)
    recorded = models.BooleanField()

    objects: ClassVar[models.Manager[CounterPerson]] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("counter_list", "nik"), name="counted_once_a_list"),)

    def __str__(self) -> str:
        return f"{self.counter_list_id} {self.nik}"


class Discrepancy(models.Model):
    """One person whom one side counts as recorded and the other does not; worked out anew, never edited."""

    class Kind(models.TextChoices):
        """How the sides differ."""

        ONLY_LOCAL = discrepancies.Kind.ONLY_LOCAL.value, _("hanya di daftar lokal")
        ONLY_CENTRAL = discrepancies.Kind.ONLY_CENTRAL.value, _("hanya di daftar pusat")
        RECORDED_LOCALLY = discrepancies.Kind.RECORDED_LOCALLY.value, _("lokal sudah, pusat belum")
        RECORDED_CENTRALLY = discrepancies.Kind.RECORDED_CENTRALLY.value, _("pusat sudah, lokal belum")

    class Cause(models.TextChoices):
        """Why they may."""

        NOT_IN_REGISTER = discrepancies.Cause.NOT_IN_REGISTER.value, _("tidak ada di register")
        GONE = discrepancies.Cause.GONE.value, _("mati atau pindah di register")
        TOO_YOUNG = discrepancies.Cause.TOO_YOUNG.value, _("belum wajib KTP pada tanggalnya")
        FAILED = discrepancies.Cause.FAILED.value, _("gagal di pusat, harus rekam ulang")
        ADJUDICATED = discrepancies.Cause.ADJUDICATED.value, _("ganda atau adjudikasi di pusat")
        ON_THE_WAY = discrepancies.Cause.ON_THE_WAY.value, _("sudah rekam, belum selesai di pusat")
        LATER = discrepancies.Cause.LATER.value, _("selesai di pusat sesudah daftarnya")
        NOT_HEARD = discrepancies.Cause.NOT_HEARD.value, _("statusnya belum sampai di kantor ini")
        NOT_KNOWN = discrepancies.Cause.NOT_KNOWN.value, _("sebab belum diketahui")

    nik = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, db_index=True)
    cause = models.CharField(max_length=20, choices=Cause.choices, db_index=True)
    local_status = models.CharField(max_length=40, blank=True)
    central_status = models.CharField(max_length=40, blank=True)

    objects: ClassVar[models.Manager[Discrepancy]] = models.Manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return f"{self.nik} {self.kind}"
