"""Tables of coverage: where each name stands (worked out anew, never edited), and what others claim."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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
        return f"{self.source} {self.as_of}"

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
