"""Reads of the clerks' queue: what waits, what comes next for whom, how far the work is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from jemput.office.residents.duplicate_models import RegisterPair
from jemput.office.roster.link_models import Decision, Hold, MergeProposal, QuestionKind, Skip
from jemput.office.roster.models import ListName, ListNameQuerySet

HOLD_FOR = timedelta(minutes=5)
"""How long a question stays with the clerk who has it on the screen."""
UNDO_WITHIN = timedelta(hours=12)
Asked = TypeVar("Asked", bound=Model)


@dataclass(frozen=True)
class Narrowing:
    """Which questions a clerk wants: of one village or kecamatan, for one reason; empty for all."""

    village: str = ""
    reason: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Narrowing:
        """As an address says it."""
        return cls(str(asked.get("village", ""))[:13], str(asked.get("reason", ""))[:30])

    @property
    def query(self) -> str:
        """To be put behind an address; empty where nothing is narrowed."""
        told = urlencode({key: value for key, value in vars(self).items() if value})
        return f"?{told}" if told else ""

    def apply(self, names: ListNameQuerySet) -> ListNameQuerySet:
        """The names that fit."""
        found = names.inside(self.village) if self.village else names
        return found.filter(link_reason=self.reason) if self.reason else found


@dataclass(frozen=True)
class Progress:
    """How far the queue is: decided and waiting questions, and what this clerk did today."""

    decided: int
    waiting: int
    mine_today: int

    @property
    def total(self) -> int:
        """All questions there were."""
        return self.decided + self.waiting


def waiting_names(narrowing: Narrowing | None = None) -> ListNameQuerySet:
    """Names that wait for a clerk; one that waits for a second clerk is no question any more."""
    proposed = MergeProposal.objects.filter(name=OuterRef("pk"), state=MergeProposal.State.WAITING)
    names = ListName.objects.accountable().to_link().filter(~Exists(proposed))
    return (narrowing or Narrowing()).apply(names)


def waiting_pairs() -> QuerySet[RegisterPair]:
    """Pairs of the register that nobody has answered."""
    return RegisterPair.objects.filter(state=RegisterPair.State.ASKED)


def next_of(
    asked: QuerySet[Asked], kind: QuestionKind, *, by: str, at: datetime, without: Collection[int] = ()
) -> Asked | None:
    """The question this clerk is handed next: not held by another, put off ones last, oldest first."""
    held = Hold.objects.filter(kind=kind, number=OuterRef("pk"), until__gt=at).exclude(by=by)
    skipped = Skip.objects.filter(kind=kind, number=OuterRef("pk"), by=by)
    free = asked.filter(~Exists(held)).exclude(pk__in=without)
    fresh = free.filter(~Exists(skipped)).first()
    return (
        fresh or free.annotate(put_off=Subquery(skipped.values("at")[:1])).order_by("put_off", "pk").first()
    )


def holder(kind: QuestionKind, number: int, *, by: str, at: datetime) -> Hold | None:
    """Which other clerk has this question on the screen now."""
    return Hold.objects.filter(kind=kind, number=number, until__gt=at).exclude(by=by).first()


def standing_decisions() -> QuerySet[Decision]:
    """What clerks decided and nobody took back."""
    return Decision.objects.filter(undone_at__isnull=True)


def progress_of_names(narrowing: Narrowing, *, by: str, at: datetime) -> Progress:
    """How far the names are."""
    names = narrowing.apply(ListName.objects.all())
    decided = standing_decisions().filter(name__isnull=False)
    if narrowing.query:
        decided = decided.filter(name__in=names.values("pk"))
    return _progress(decided, waiting_names(narrowing).count(), by, at)


def progress_of_pairs(*, by: str, at: datetime) -> Progress:
    """How far the pairs of the register are."""
    return _progress(standing_decisions().filter(pair__isnull=False), waiting_pairs().count(), by, at)


def _progress(decided: QuerySet[Decision], waiting: int, by: str, at: datetime) -> Progress:
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = decided.filter(by=by, at__gte=midnight).count()
    return Progress(decided.count(), waiting, mine)


def last_decision(*, by: str, at: datetime, of: QuestionKind) -> Decision | None:
    """What this clerk may take back: the last answer that still stands and that nobody has built on."""
    of_kind = Q(name__isnull=False) if of == QuestionKind.NAME else Q(pair__isnull=False)
    open_still = Q(proposal__isnull=True) | Q(proposal__state=MergeProposal.State.WAITING)
    mine = standing_decisions().filter(of_kind, open_still, by=by, at__gt=at - UNDO_WITHIN)
    return mine.select_related("name", "pair", "proposal").first()


def villages_waiting() -> list[tuple[str, str, int]]:
    """Villages with questions: code, name with kecamatan, how many."""
    rows = (
        waiting_names()
        .order_by("village__parent__name", "village__name")
        .values_list("village", "village__name", "village__parent__name")
        .annotate(n=Count("pk"))
    )
    return [(code, f"{name}, {above}", n) for code, name, above, n in rows]


def reasons_waiting() -> list[tuple[str, int]]:
    """Reasons of questions, and how many each."""
    return list(waiting_names().order_by("link_reason").values_list("link_reason").annotate(n=Count("pk")))


def waiting_merges() -> QuerySet[MergeProposal]:
    """Proposals that wait for a second clerk, oldest first."""
    return merges().filter(state=MergeProposal.State.WAITING)


def merges() -> QuerySet[MergeProposal]:
    """Every proposal with what it is about."""
    return MergeProposal.objects.select_related(
        "name__village__parent", "of__village__parent", "pair__first__village", "pair__second__village"
    )
