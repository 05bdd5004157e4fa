"""Tables of the roster: imports, the names everyone accounts for, rejected rows, findings of the villages."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from jemput.kernel.nik import Nik
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.roster import link_models  # noqa: F401 - Django finds its tables from here
from jemput.office.roster.findings_models import CandidateStep as CandidateStep
from jemput.office.roster.findings_models import ReturnLetter as ReturnLetter
from jemput.office.roster.findings_models import ReturnLine as ReturnLine


class ListImport(models.Model):
    """One list of names: where from, of which day, which file, who took it in, and what came of it."""

    class Kind(models.TextChoices):
        """What a list names."""

        UNRECORDED = "unrecorded", _("daftar belum rekam")
        CANDIDATES = "candidates", _("calon usulan desa")
        PUPILS = "pupils", _("daftar siswa")
        EXTRACT = "extract", _("cuplikan register")

    class State(models.TextChoices):
        """Where an import stands; the steps are in states.py."""

        EXAMINING = "examining", _("sedang diperiksa")
        MAPPING = "mapping", _("menunggu arti kolom")
        DRAFT = "draft", _("menunggu keputusan")
        IMPORTING = "importing", _("sedang dimasukkan")
        IMPORTED = "imported", _("masuk")
        DISCARDED = "discarded", _("dibuang")
        FAILED = "failed", _("gagal dibaca")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.UNRECORDED)
    source = models.CharField(max_length=120)
    as_of = models.DateField()
    file_name = models.CharField(max_length=200, blank=True)
    stored_file = models.CharField(max_length=300, blank=True, help_text="path below the data folder")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EXAMINING)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="how many lists of this source came, with it")
    layout = models.CharField(max_length=30, blank=True)
    reading = models.JSONField(default=dict, help_text="how the file is read: sheets, heading row, columns")
    survey = models.JSONField(default=list, help_text="the top of each sheet, for choosing columns")
    notes = models.JSONField(
        default=list, help_text="list of {code, id, en}: what was noticed and not refused"
    )
    headings = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    rows_good = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0, help_text="named by an earlier list already")
    rows_passed = models.PositiveIntegerField(default=0, help_text="people who need no recording")
    problem = models.TextField(blank=True)
    step = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[ListImport]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%d-%m-%Y}"

    @property
    def is_busy(self) -> bool:
        """Whether a task is at work on it."""
        return self.state in (self.State.EXAMINING, self.State.IMPORTING) or bool(self.step)


class ListNameQuerySet(models.QuerySet["ListName", "ListName"]):
    """Words for choosing names."""

    def accountable(self) -> Self:
        """Everybody who must be in exactly one place of the chain: no doubles, no refused candidates."""
        return self.filter(double_of__isnull=True, standing__in=("listed", "verified"))

    def inside(self, region_code: str) -> Self:
        """Those whose village is, or lies in, a region."""
        return self.filter(Q(village=region_code) | Q(village__code__startswith=f"{region_code}."))

    def to_link(self) -> Self:
        """Those that wait for a clerk."""
        return self.filter(link_state=ListName.Link.ASK, double_of__isnull=True)

    def with_finding(self) -> Self:
        """Adds `finding_kind`, what the Dinas last accepted, and `proposed_kind`, what waits; else None."""
        of_name = Finding.objects.filter(list_name=OuterRef("pk")).order_by("-at", "-id")
        accepted = of_name.filter(state__in=(Finding.State.ACCEPTED, Finding.State.FILED))
        proposed = of_name.filter(state=Finding.State.PROPOSED)
        return self.annotate(
            finding_kind=Subquery(accepted.values("kind")[:1]),
            proposed_kind=Subquery(proposed.values("kind")[:1]),
        )

    def found(self, kind: str) -> Self:
        """Those of whom the Dinas last accepted that they are `kind`."""
        return self.with_finding().filter(finding_kind=kind)

    def unanswered(self) -> Self:
        """Those whose village has said nothing yet, or whose answer was returned."""
        answers = Finding.objects.filter(
            list_name=OuterRef("pk"), state__in=("proposed", "accepted", "filed")
        )
        return self.filter(~Exists(answers))

    def due(self) -> Self:
        """Those who are still to be recorded: the village has not shown that they are elsewhere or done."""
        gone = (Finding.Kind.MOVED, Finding.Kind.DEAD, Finding.Kind.ALREADY_RECORDED)
        return (
            self.accountable().with_finding().filter(Q(finding_kind__isnull=True) | ~Q(finding_kind__in=gone))
        )


class ListName(models.Model):
    """One person whom a list calls unrecorded: the unit that everyone down the chain accounts for.

    A later list that names the same person again leaves this row and its history in place.
    """

    class Link(models.TextChoices):
        """How far it is known whose name this is."""

        WAITING = "waiting", _("belum ditautkan")
        SURE = "sure", _("pasti")
        ASK = "ask", _("perlu ditanya")
        NOT_FOUND = "not_found", _("tidak ada di register")
        SETTLED = "settled", _("diputus petugas")

    class Standing(models.TextChoices):
        """Whether the name counts: from the ministry, or proposed by a village and verified."""

        LISTED = "listed", _("dari daftar")
        PROPOSED = "proposed", _("usulan desa")
        RETURNED = "returned", _("usulan dikembalikan")
        VERIFIED = "verified", _("usulan diterima")
        REFUSED = "refused", _("usulan ditolak")

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="names")
    last_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="+")
    row_number = models.PositiveIntegerField()
    raw = models.JSONField(default=dict, help_text="the row as it stood")
    match_key = models.CharField(max_length=200, unique=True)
    nik = models.CharField(max_length=16, blank=True, db_index=True)
    name = models.CharField(max_length=120, db_index=True)
    birth_place = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    family_card = models.CharField(max_length=16, blank=True)
    mother_name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    rt = models.CharField(max_length=4, blank=True)
    rw = models.CharField(max_length=4, blank=True)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="list_names")
    doubts = models.JSONField(default=list, help_text="warnings that never refuse a row")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.LISTED)
    resident = models.OneToOneField(
        Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="list_name"
    )
    double_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles"
    )
    link_state = models.CharField(max_length=9, choices=Link.choices, default=Link.WAITING)
    link_reason = models.CharField(max_length=30, blank=True)
    evidence = models.JSONField(default=list, help_text="candidates with the waterfall of each")
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    home_visit = models.BooleanField(default=False)

    objects = ListNameQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("village", "link_state"), name="name_by_village"),
            models.Index(fields=("link_state", "id"), name="name_by_link"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nik(self) -> str:
        """The number as lists show it; empty where the list had none."""
        return Nik(self.nik).masked if self.nik else ""


class HomeVisit(models.Model):
    """Why somebody must be visited at home: no more than planning needs, seen by few."""

    class Category(models.TextChoices):
        """The least that a crew must know to prepare."""

        ELDERLY = "elderly", _("lanjut usia")
        SICK = "sick", _("sakit")
        DISABLED = "disabled", _("difabel")
        MENTAL = "mental", _("gangguan jiwa")
        OTHER = "other", _("lainnya")

    list_name = models.OneToOneField(
        ListName, primary_key=True, on_delete=models.CASCADE, related_name="visit_need"
    )
    category = models.CharField(max_length=8, choices=Category.choices)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[HomeVisit]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.list_name_id}"


class RejectedRow(models.Model):
    """One row of a list that could not be taken in: as it stood, and every reason in words."""

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="rejects")
    sheet = models.CharField(max_length=60, blank=True)
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    line = models.JSONField(default=list, help_text="every cell of the row, also those without a meaning")
    reasons = models.JSONField(help_text="list of {code, id, en}")
    corrected_as = models.ForeignKey(
        ListName, null=True, blank=True, on_delete=models.SET_NULL, related_name="corrected_from"
    )
    dismissed_by = models.CharField(max_length=150, blank=True)
    dismissed_because = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[RejectedRow]] = models.Manager()

    class Meta:
        ordering = ("sheet", "row_number")
        constraints = (
            models.UniqueConstraint(fields=("list_import", "sheet", "row_number"), name="reject_once_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.list_import_id}:{self.row_number}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person."""
        return self.corrected_as_id is None and not self.dismissed_by


class Finding(models.Model):
    """What the village says of one name: a proposal with evidence; it edits nothing."""

    class Kind(models.TextChoices):
        """What was found."""

        PRESENT = "present", _("ada")
        MOVED = "moved", _("pindah")
        DEAD = "dead", _("meninggal")
        UNKNOWN = "unknown", _("tidak dikenal")
        ALREADY_RECORDED = "already_recorded", _("sudah rekam")

    class State(models.TextChoices):
        """Where a finding stands; the steps are in states.py."""

        PROPOSED = "proposed", _("diusulkan")
        ACCEPTED = "accepted", _("diterima")
        RETURNED = "returned", _("ditanyakan lagi")
        FILED = "filed", _("dicatat di register")
        REPLACED = "replaced", _("diganti usulan baru")

    class Document(models.TextChoices):
        """What a finding rests on, strongest first."""

        DEATH_DEED = "death_deed", _("akta kematian")
        MOVE_LETTER = "move_letter", _("surat pindah")
        CARD = "card", _("KTP-el yang ditunjukkan")
        FAMILY_CARD = "family_card", _("kartu keluarga")
        STATEMENT = "statement", _("keterangan keluarga atau ketua RT")
        SEEN = "seen", _("dilihat sendiri")

    list_name = models.ForeignKey(ListName, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    evidence = models.TextField(blank=True)
    document = models.CharField(max_length=12, choices=Document.choices, blank=True)
    attachment = models.CharField(max_length=300, blank=True, help_text="path below the data folder")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)

    objects: ClassVar[models.Manager[Finding]] = models.Manager()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("state", "at"), name="finding_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("list_name",), condition=Q(state="proposed"), name="one_finding_waits_a_name"
            ),
        )

    def __str__(self) -> str:
        return f"{self.list_name_id} {self.kind}"


class FindingStep(models.Model):
    """One step of a finding: from where to where, by whom, when, and why; only ever added."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="steps")
    event = models.CharField(max_length=10)
    from_state = models.CharField(max_length=8, choices=Finding.State.choices)
    to_state = models.CharField(max_length=8, choices=Finding.State.choices)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[FindingStep]] = models.Manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.finding_id} {self.event}"


from jemput.office.roster.list_models import (  # noqa: E402  # its tables stand on those above
    ComparedName as ComparedName,
)
from jemput.office.roster.list_models import (  # noqa: E402
    ListComparison as ListComparison,
)
from jemput.office.roster.list_models import (  # noqa: E402
    RememberedLayout as RememberedLayout,
)
