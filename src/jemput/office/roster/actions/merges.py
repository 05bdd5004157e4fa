"""Merges take two clerks: one proposes with a reason, another confirms or refuses; each step is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.residents import duplicates
from jemput.office.residents.duplicate_models import RegisterPair
from jemput.office.roster.actions import links, queue
from jemput.office.roster.errors import NotNow, ProposalJudged
from jemput.office.roster.link_models import Decision, MergeProposal
from jemput.office.roster.merge_rules import MergeEvent, merge_after, reason_of
from jemput.office.roster.models import ListName

Answer = Decision.Answer


@transaction.atomic
def propose_double(*, list_name: ListName, of: ListName, reason: str, by: str, at: datetime) -> MergeProposal:
    """A clerk says that two rows are one person; it takes effect when another clerk confirms.

    Raises ReasonMissing, ProposalJudged where one waits already, NotNow for settled rows.
    """
    words, name = reason_of(reason), links.open_name(list_name)
    links.refuse_chain(name, of)
    if MergeProposal.objects.filter(name=name, state=MergeProposal.State.WAITING).exists():
        raise ProposalJudged()
    proposal = MergeProposal.objects.create(name=name, of=of, reason=words, by=by, at=at)
    queue.note_name(
        name=name, answer=Answer.PROPOSED, resident_id=of.resident_id, proposal=proposal, by=by, at=at
    )
    _tell("roster.merge_proposed", proposal, by, at, reason=words)
    return proposal


@transaction.atomic
def propose_pair(*, pair: RegisterPair, reason: str, by: str, at: datetime) -> MergeProposal:
    """A clerk says that two register entries are one person. Raises ReasonMissing, PairDecided."""
    words = reason_of(reason)
    moved = duplicates.move(pair=pair, event="propose", by=by, at=at)
    proposal = MergeProposal.objects.create(pair=moved, reason=words, by=by, at=at)
    queue.note_pair(pair=moved, answer=Answer.PROPOSED, proposal=proposal, by=by, at=at)
    _tell("roster.merge_proposed", proposal, by, at, reason=words)
    return proposal


@transaction.atomic
def part_pair(*, pair: RegisterPair, by: str, at: datetime) -> RegisterPair:
    """A clerk says that two register entries are two people: never asked again. Raises PairDecided."""
    moved = duplicates.move(pair=pair, event="part", by=by, at=at)
    queue.note_pair(pair=moved, answer=Answer.DIFFERENT, by=by, at=at)
    return moved


@transaction.atomic
def confirm_merge(*, proposal: MergeProposal, by: str, at: datetime) -> MergeProposal:
    """A second clerk agrees: the rows are one person from now on. Raises OwnProposal, ProposalJudged, NotNow.

    Of register entries nothing is edited: the pair goes onto the list for the ministry.
    """
    found = _judged(proposal, "confirm", "", by, at)
    if found.pair:
        duplicates.move(pair=found.pair, event="confirm", by=by, at=at)
    elif found.name and found.of:
        links.merge(name=found.name, of=found.of, by=by, at=at)
    _tell("roster.merge_confirmed", found, by, at, proposed_by=found.by)
    return found


@transaction.atomic
def refuse_merge(*, proposal: MergeProposal, because: str, by: str, at: datetime) -> MergeProposal:
    """A second clerk does not agree: the question is asked again. Raises as confirming, ReasonMissing."""
    words = reason_of(because)
    found = _judged(proposal, "refuse", words, by, at)
    _ask_again(found, by, at)
    _tell("roster.merge_refused", found, by, at, proposed_by=found.by, because=words)
    return found


@transaction.atomic
def withdraw_merge(*, proposal: MergeProposal, by: str, at: datetime) -> MergeProposal:
    """The proposer takes it back before anybody has judged. Raises OwnProposal, ProposalJudged."""
    found = _judged(proposal, "withdraw", "", by, at)
    _ask_again(found, by, at)
    _tell("roster.merge_withdrawn", found, by, at)
    return found


def _judged(proposal: MergeProposal, event: MergeEvent, because: str, by: str, at: datetime) -> MergeProposal:
    found = MergeProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    found.state = merge_after(found.state, event, by=by, proposer=found.by)
    found.judged_by, found.judged_at, found.judged_because = by, at, because
    found.save()
    return found


def _ask_again(proposal: MergeProposal, by: str, at: datetime) -> None:
    if proposal.pair:
        duplicates.move(pair=proposal.pair, event="drop", by=by, at=at)
    queue.unsay(name=proposal.name, pair=proposal.pair, by=by, at=at)


def _tell(action: str, proposal: MergeProposal, by: str, at: datetime, **more: Any) -> None:
    details = {"name": proposal.name_id, "of": proposal.of_id, "pair": proposal.pair_id, **more}
    record(action=action, subject=f"merge {proposal.pk}", by=by, at=at, details=details)


@transaction.atomic
def undo(*, decision: Decision, by: str, at: datetime) -> Decision:
    """Take one decision back: its question is asked again. Raises NotNow where it no longer stands."""
    found = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if found.undone_at or found.by != by:
        raise NotNow(event="undo", state=found.answer)
    if found.proposal:
        withdraw_merge(proposal=found.proposal, by=by, at=at)
    elif found.pair:
        duplicates.move(pair=found.pair, event="reopen", by=by, at=at)
        queue.unsay(pair=found.pair, by=by, at=at)
    elif found.name:
        links.reopen_link(list_name=found.name, by=by, at=at)
    found.refresh_from_db()
    return found
