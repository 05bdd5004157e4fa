"""A proposal's way to the ministry: made, checked with the villages' findings, signed, sent; or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jemput.node.ledger.actions import record
from jemput.node.ledger.reading import note_full_sheet
from jemput.office.deactivation import rules, states
from jemput.office.deactivation.errors import AlreadyProposed, NobodyLeft, NobodyToPropose, NoLetter, NoReason
from jemput.office.deactivation.models import Proposal, ProposedPerson
from jemput.office.residents.models import Resident
from jemput.office.roster.models import ListName

Standing = ProposedPerson.Standing


@transaction.atomic
def propose(*, cut_off: date, by: str, at: datetime) -> Proposal:
    """Put every living adult of 23 and more who is unrecorded on the cut-off on a new numbered list.

    Whoever is on another open proposal stays there. Raises NobodyToPropose.
    """
    day = timezone.localdate(at)
    able = Resident.objects.blockable(cut_off).exclude(proposed__holds=True)
    chosen = list(able.order_by("village", "name").values_list("pk", flat=True))
    if not chosen:
        raise NobodyToPropose(cut_off=f"{cut_off:%d-%m-%Y}")
    before = Proposal.objects.filter(made_at__year=day.year).count()
    proposal = Proposal.objects.create(
        number=rules.proposal_number(before, day), cut_off=cut_off, made_by=by, made_at=at
    )
    ProposedPerson.objects.bulk_create(
        [ProposedPerson(proposal=proposal, resident_id=pk) for pk in chosen], batch_size=1000
    )
    _record("proposed", proposal, by, at, people=len(chosen), cut_off=cut_off.isoformat())
    return proposal


@transaction.atomic
def check(*, proposal: Proposal, by: str, at: datetime) -> int:
    """Take out whom a village has found dead, moved or recorded, and whom the register has lost or recorded.

    Returns how many were taken out.
    """
    _advance(proposal, "check")
    found = dict.fromkeys(_recorded_since(proposal), rules.RECORDED_SINCE)
    found |= dict.fromkeys(_gone(proposal), rules.GONE)
    found |= _found_by_villages(proposal)
    for reason in set(found.values()):
        who = [pk for pk, why in found.items() if why == reason]
        _set_standing(proposal, who, "take_out", reason, by, at)
    proposal.checked_by, proposal.checked_at = by, at
    proposal.save()
    _record("checked", proposal, by, at, taken_out=len(found))
    return len(found)


def _listed(proposal: Proposal) -> list[int]:
    rows = proposal.people.filter(standing=Standing.LISTED)
    return list(rows.values_list("resident", flat=True))


def _recorded_since(proposal: Proposal) -> list[int]:
    listed = Resident.objects.filter(proposed__proposal=proposal, proposed__standing=Standing.LISTED)
    return list(listed.recorded().values_list("pk", flat=True))


def _gone(proposal: Proposal) -> list[int]:
    living = set(Resident.objects.living().filter(proposed__proposal=proposal).values_list("pk", flat=True))
    return [pk for pk in _listed(proposal) if pk not in living]


def _found_by_villages(proposal: Proposal) -> dict[int, str]:
    names: QuerySet[Any] = ListName.objects.filter(
        resident__proposed__proposal=proposal, resident__proposed__standing=Standing.LISTED
    ).with_finding()
    told = names.filter(finding_kind__in=list(rules.TAKES_OUT)).values_list("resident", "finding_kind")
    return {pk: rules.TAKES_OUT[kind] for pk, kind in told if pk is not None}


@transaction.atomic
def take_out(*, proposal: Proposal, people: Sequence[int], because: str, by: str, at: datetime) -> int:
    """Take people off a list, saying why. Raises NoReason, NotNow once it is signed."""
    _must_be_editable(proposal, "take_out")
    if not because.strip():
        raise NoReason()
    rows = proposal.people.filter(pk__in=people, standing=Standing.LISTED)
    who = list(rows.values_list("resident", flat=True))
    _set_standing(proposal, who, "take_out", because.strip(), by, at)
    _record("taken_out", proposal, by, at, people=len(who), because=because)
    return len(who)


@transaction.atomic
def put_back(*, person: ProposedPerson, by: str, at: datetime) -> ProposedPerson:
    """Undo a taking out. Raises AlreadyProposed where another open list has the person, NotNow."""
    _must_be_editable(person.proposal, "put_back")
    states.after(states.PEOPLE, person.standing, "put_back")
    other = ProposedPerson.objects.filter(resident=person.resident_id, holds=True).first()
    if other:
        raise AlreadyProposed(name=person.resident.name, number=other.proposal.number)
    _set_standing(person.proposal, [person.resident_id], "put_back", "", by, at)
    _record("put_back", person.proposal, by, at, nik=person.resident.nik)
    person.refresh_from_db()
    return person


def _must_be_editable(proposal: Proposal, event: str) -> None:
    if proposal.state not in states.EDITABLE:
        states.after({}, proposal.state, event)


@transaction.atomic
def reopen(*, proposal: Proposal, by: str, at: datetime) -> Proposal:
    """Undo a check: what it took out stays out until put back by hand."""
    _advance(proposal, "reopen")
    _record("reopened", proposal, by, at)
    return proposal


@transaction.atomic
def sign(*, proposal: Proposal, letter: str, letter_date: date | None, by: str, at: datetime) -> Proposal:
    """The head signs the list under a letter's number and date; nothing is undone after that.

    Raises NoLetter, NobodyLeft, NotNow.
    """
    if not letter.strip() or letter_date is None:
        raise NoLetter()
    if not proposal.people.filter(standing=Standing.LISTED).exists():
        raise NobodyLeft()
    _advance(proposal, "sign")
    proposal.letter, proposal.letter_date = letter.strip(), letter_date
    proposal.signed_by, proposal.signed_at = by, at
    proposal.save()
    _record("signed", proposal, by, at, letter=letter, letter_date=letter_date.isoformat())
    return proposal


@transaction.atomic
def send(*, proposal: Proposal, by: str, at: datetime) -> Proposal:
    """Note that the signed list has gone to the ministry."""
    _advance(proposal, "send")
    proposal.sent_by, proposal.sent_at = by, at
    proposal.save()
    _record("sent", proposal, by, at)
    return proposal


@transaction.atomic
def note_list_taken(*, proposal: Proposal, by: str, at: datetime) -> list[ProposedPerson]:
    """Hand out the list with full NIKs for the ministry; who took it is kept with every person."""
    rows = proposal.people.filter(standing=Standing.LISTED).select_related("resident__village__parent")
    found = list(rows.order_by("resident__village", "resident__name"))
    niks = [row.resident.nik for row in found]
    reason = f"usulan {proposal.number}, surat {proposal.letter}"
    note_full_sheet(subject=f"proposal {proposal.number}", niks=niks, by=by, at=at, reason=reason)
    return found


@transaction.atomic
def withdraw(*, proposal: Proposal, because: str, by: str, at: datetime) -> Proposal:
    """Give a proposal up before it is signed; its people may be proposed anew."""
    if not because.strip():
        raise NoReason()
    _advance(proposal, "withdraw")
    proposal.people.filter(holds=True).update(holds=False)
    _record("withdrawn", proposal, by, at, because=because)
    return proposal


def _advance(proposal: Proposal, event: str) -> None:
    proposal.refresh_from_db()
    proposal.state = states.after(states.PROPOSALS, proposal.state, event)
    proposal.save()


def _set_standing(
    proposal: Proposal, residents: Sequence[int], event: str, reason: str, by: str, at: datetime
) -> None:
    """Move people of a list on, in parts: a database takes only so many keys at once."""
    froms = [state for state, known in states.PEOPLE if known == event]
    to = states.after(states.PEOPLE, froms[0], event)
    for start in range(0, len(residents), 1000):
        rows = proposal.people.filter(resident__in=residents[start : start + 1000], standing__in=froms)
        rows.update(
            standing=to, reason=reason[:200], changed_by=by, changed_at=at, holds=to == Standing.LISTED
        )


def _record(what: str, proposal: Proposal, by: str, at: datetime, **details: object) -> None:
    record(action=f"deactivation.{what}", subject=proposal.number, by=by, at=at, details=dict(details))
