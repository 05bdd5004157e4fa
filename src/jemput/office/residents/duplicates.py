"""Writers of duplicates inside the register: search all of it, keep the pairs, move a pair on.

The register itself is edited in one place only: `clean`, on the strength of the ministry's letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from jemput.linkage import Duplicate, Register, RegisterPerson, Thresholds
from jemput.linkage import duplicates as find_duplicates
from jemput.node.ledger.actions import announce, record
from jemput.office.residents.actions import set_base_status
from jemput.office.residents.duplicate_models import DuplicateSearch, RegisterPair
from jemput.office.residents.duplicate_rules import PairEvent, pair_after
from jemput.office.residents.errors import LetterMissing, SearchRunning
from jemput.office.residents.linking import READ_AT_ONCE, kept_steps, register_people
from jemput.office.residents.models import BaseStatus, Resident

State = DuplicateSearch.State
WRITTEN_AT_ONCE = 200


@transaction.atomic
def order_search(*, from_probability: float, by: str, at: datetime) -> DuplicateSearch:
    """Have the worker search the whole register. Raises SearchRunning while one is under way."""
    latest = DuplicateSearch.objects.select_for_update().first()
    if latest and latest.is_busy:
        raise SearchRunning()
    search = DuplicateSearch.objects.create(from_probability=from_probability, by=by, at=at)
    subject = f"search {search.pk}"
    record(action="residents.duplicates_wanted", subject=subject, by=by, at=at, details={})
    announce(topic="residents.duplicates_wanted", subject=subject, payload={"search": search.pk}, at=at)
    return search


def run_search(*, search: DuplicateSearch, at: datetime) -> DuplicateSearch:
    """Read everybody who is here and alive, compare, and keep the pairs; a repeat starts over harmlessly.

    Pairs that people have answered stay as answered; open ones that are no longer likely go away.
    """
    living = Resident.objects.living()
    _show(search, State.READING, 0, living.count())
    register = Register.of(_people(search))
    _show(search, State.COMPARING, len(register), len(register))
    found = _compared(register, search.from_probability)
    _show(search, State.WRITING, 0, len(found))
    for start in range(0, len(found), WRITTEN_AT_ONCE):
        batch = found[start : start + WRITTEN_AT_ONCE]
        search.fresh += _keep(search, batch)
        _show(search, State.WRITING, start + len(batch), len(found))
    return _finish(search, len(register), len(found), at)


def fail_search(*, search: DuplicateSearch, problem: str, at: datetime) -> None:
    """Say that a search did not come to its end, and why."""
    search.state, search.problem, search.ended_at = State.FAILED, problem, at
    search.save()


def _people(search: DuplicateSearch) -> Iterator[RegisterPerson]:
    people = register_people(Resident.objects.living().order_by("pk"))
    for done, person in enumerate(people, start=1):
        yield person
        if done % READ_AT_ONCE == 0:
            _show(search, State.READING, done, search.total)


def _compared(register: Register, from_probability: float) -> Sequence[Duplicate]:
    if len(register) < 2:
        return ()
    return find_duplicates(register, Thresholds(ask_probability=from_probability))


@transaction.atomic
def _keep(search: DuplicateSearch, batch: Sequence[Duplicate]) -> int:
    """Write pairs; returns how many no search had found before."""
    fresh = 0
    for found in batch:
        first, second = sorted((int(found.person_id), int(found.other.person_id)))
        told = {
            "search": search,
            "probability": round(found.other.probability, 6),
            "bits": round(found.other.bits, 2),
            "steps": kept_steps(found.other.evidence),
        }
        known = RegisterPair.objects.filter(first_id=first, second_id=second)
        if not known.update(**told):
            RegisterPair.objects.create(first_id=first, second_id=second, **told)
            fresh += 1
    return fresh


@transaction.atomic
def _finish(search: DuplicateSearch, people: int, pairs: int, at: datetime) -> DuplicateSearch:
    RegisterPair.objects.filter(state=RegisterPair.State.ASKED).exclude(search=search).delete()
    search.people, search.pairs, search.ended_at = people, pairs, at
    _show(search, State.DONE, pairs, pairs)
    details = {"people": people, "pairs": pairs, "fresh": search.fresh}
    record(
        action="residents.duplicates_found", subject=f"search {search.pk}", by=search.by, at=at,
        details=details,
    )  # fmt: skip
    return search


def _show(search: DuplicateSearch, state: State, done: int, total: int) -> None:
    search.state, search.done, search.total = state, done, total
    search.save()


@transaction.atomic
def move(*, pair: RegisterPair, event: PairEvent, by: str, at: datetime) -> RegisterPair:
    """One step of a pair. Raises PairDecided."""
    found = RegisterPair.objects.select_for_update().get(pk=pair.pk)
    before, found.state = found.state, pair_after(found.state, event)
    found.decided_by, found.decided_at = by, at
    found.save()
    details = {"from": before, "to": found.state, "first": found.first_id, "second": found.second_id}
    record(action=f"register_pair.{event}", subject=f"pair {found.pk}", by=by, at=at, details=details)
    return found


@transaction.atomic
def clean(*, pair: RegisterPair, keep: str, document: str, by: str, at: datetime) -> RegisterPair:
    """The ministry has answered: the other NIK of a confirmed pair is no longer valid.

    Raises LetterMissing without the letter's number or where `keep` is not one of the two, PairDecided.
    """
    entries = {person.nik: person for person in (pair.first, pair.second)}
    letter = " ".join(document.split())[:120]
    if keep not in entries or not letter:
        raise LetterMissing()
    found = move(pair=pair, event="clean", by=by, at=at)
    found.kept_nik, found.document = keep, letter
    found.save()
    other = next(person for nik, person in entries.items() if nik != keep)
    set_base_status(resident=other, status=BaseStatus.INVALID, because=letter, by=by, at=at)
    return found


def note_export(*, pairs: int, by: str, at: datetime) -> None:
    """The list for the ministry was taken, full NIKs and all."""
    record(action="register_pairs.exported", subject="ministry", by=by, at=at, details={"pairs": pairs})
