"""Writers of the clerks' queue: hold a question, put it off, note a decision, take one back.

Holding and putting off decide nothing, so the ledger does not have them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jemput.office.residents.duplicate_models import RegisterPair
from jemput.office.roster.link_models import Decision, Hold, MergeProposal, QuestionKind, Skip
from jemput.office.roster.link_queue import HOLD_FOR, Narrowing, next_of, waiting_names, waiting_pairs
from jemput.office.roster.models import ListName

Answer = Decision.Answer


@transaction.atomic
def hold(*, kind: QuestionKind, number: int, by: str, at: datetime) -> bool:
    """Keep a question for the clerk who opens it; False while another clerk has it."""
    held, fresh = Hold.objects.select_for_update().get_or_create(
        kind=kind, number=number, defaults={"by": by, "until": at + HOLD_FOR}
    )
    if fresh:
        return True
    if held.by != by and held.until > at:
        return False
    held.by, held.until = by, at + HOLD_FOR
    held.save()
    return True


@transaction.atomic
def hand_name(
    *, narrowing: Narrowing, by: str, at: datetime, without: Collection[int] = ()
) -> ListName | None:
    """The next name for this clerk, held for them: no two clerks are handed the same."""
    names = waiting_names(narrowing).select_related("village__parent", "list_import").order_by("id")
    found = next_of(names, QuestionKind.NAME, by=by, at=at, without=without)
    if found:
        hold(kind=QuestionKind.NAME, number=found.pk, by=by, at=at)
    return found


@transaction.atomic
def hand_pair(*, by: str, at: datetime, without: Collection[int] = ()) -> RegisterPair | None:
    """The next pair of the register for this clerk, held for them; the likeliest first."""
    pairs = waiting_pairs().select_related("first__village__parent", "second__village__parent")
    found = next_of(pairs, QuestionKind.PAIR, by=by, at=at, without=without)
    if found:
        hold(kind=QuestionKind.PAIR, number=found.pk, by=by, at=at)
    return found


@transaction.atomic
def skip(*, kind: QuestionKind, number: int, by: str, at: datetime) -> None:
    """Put a question off: others may have it at once, this clerk after all others."""
    Skip.objects.update_or_create(kind=kind, number=number, by=by, defaults={"at": at})
    release(kind=kind, number=number, by=by)


def release(*, kind: QuestionKind, number: int, by: str) -> None:
    """Let a question go."""
    Hold.objects.filter(kind=kind, number=number, by=by).delete()


def forget(kind: QuestionKind, number: int) -> None:
    """An answered question is on nobody's screen and in nobody's pile."""
    Hold.objects.filter(kind=kind, number=number).delete()
    Skip.objects.filter(kind=kind, number=number).delete()


def note_name(
    *, name: ListName, answer: Answer, resident_id: int | None, by: str, at: datetime,
    proposal: MergeProposal | None = None,
) -> Decision:  # fmt: skip
    """Keep a clerk's answer beside what the model thought likeliest, inside the answer's own transaction."""
    first = next(iter(name.evidence), None)
    forget(QuestionKind.NAME, name.pk)
    return Decision.objects.create(
        name=name,
        answer=answer,
        proposal=proposal,
        probability=first["probability"] if first else None,
        agreed=first["resident"] == resident_id if first else None,
        by=by,
        at=at,
    )


def note_pair(
    *, pair: RegisterPair, answer: Answer, by: str, at: datetime, proposal: MergeProposal | None = None
) -> Decision:
    """The same for a pair of the register."""
    forget(QuestionKind.PAIR, pair.pk)
    return Decision.objects.create(
        pair=pair,
        answer=answer,
        proposal=proposal,
        probability=pair.probability,
        agreed=answer == Answer.PROPOSED,
        by=by,
        at=at,
    )


def unsay(*, by: str, at: datetime, name: ListName | None = None, pair: RegisterPair | None = None) -> None:
    """What was decided on a name or pair no longer stands; the rows remain."""
    about = Q(name=name) if name else Q(pair=pair)
    Decision.objects.filter(about, undone_at__isnull=True).update(undone_by=by, undone_at=at)
