"""Names linked to the register: by linkage where it is sure, by a clerk where it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from jemput.linkage import link
from jemput.node.ledger.actions import announce, record
from jemput.office.residents.linking import WRITTEN, register_people, row_of, settle
from jemput.office.residents.models import Resident
from jemput.office.roster.actions import queue
from jemput.office.roster.actions.policy import thresholds
from jemput.office.roster.errors import AlreadyLinked, NotNow, TwoPeopleNeeded
from jemput.office.roster.link_models import Decision, MergeProposal
from jemput.office.roster.merge_rules import needs_second
from jemput.office.roster.models import ListImport, ListName
from jemput.office.roster.rules import RELINKABLE

Link = ListName.Link
BATCH_ROWS = 500


class Stamp(TypedDict):
    """Who decides, and when."""

    by: str
    at: datetime


def link_list(*, list_import: ListImport, by: str, at: datetime) -> Counter[str]:
    """Link every waiting name of an import; returns how many are sure, to be asked, and not found.

    Nothing is guessed: a name whose resident another name has already goes to the clerk.
    """
    names = ListName.objects.filter(list_import=list_import, link_state=Link.WAITING)
    waiting = list(names.accountable())
    return _link(list_import, waiting, by, at) if waiting else Counter()


def announce_waiting(name: ListName, at: datetime) -> None:
    """Tell the worker that a single name waits to be linked: reading the whole register takes its time."""
    payload = {"list": name.list_import_id, "list_name": name.pk}
    announce(topic="roster.name_waiting", subject=f"name {name.pk}", payload=payload, at=at)


def _link(list_import: ListImport, names: Sequence[ListName], by: str, at: datetime) -> Counter[str]:
    _show_progress(list_import, "linking", 0, len(names))
    linked = link(
        [row_of(name, village=name.village_id) for name in names],
        register_people(Resident.objects.all()),
        thresholds(),
    )
    found = {row.row_id: row for row in linked.rows}
    taken = set(ListName.objects.filter(resident__isnull=False).values_list("resident_id", flat=True))
    counts: Counter[str] = Counter()
    for start in range(0, len(names), BATCH_ROWS):
        batch = names[start : start + BATCH_ROWS]
        with transaction.atomic():
            for name in batch:
                counts[settle(name, found[str(name.pk)], taken, at)] += 1
            ListName.objects.bulk_update(batch, WRITTEN)
            _show_progress(list_import, "linking", start + len(batch), len(names))
    with transaction.atomic():
        _show_progress(list_import, "", len(names), len(names))
        subject = f"list {list_import.pk}"
        record(action="roster.linked", subject=subject, by=by, at=at, details=dict(counts))
        announce(topic="roster.linked", subject=subject, payload=dict(counts), at=at)
    return counts


def _show_progress(list_import: ListImport, step: str, done: int, total: int) -> None:
    list_import.step, list_import.done, list_import.total = step, done, total
    list_import.save(update_fields=["step", "done", "total"])


@transaction.atomic
def settle_link(*, list_name: ListName, resident: Resident, by: str, at: datetime) -> ListName:
    """A clerk says whose name it is. Raises AlreadyLinked, NotNow for a name that is settled."""
    name = open_name(list_name)
    other = ListName.objects.filter(resident=resident).exclude(pk=name.pk).first()
    if other:
        raise AlreadyLinked(row=other.row_number, name=other.name)
    name.resident, name.link_state = resident, Link.SETTLED
    queue.note_name(name=name, answer=Decision.Answer.PERSON, resident_id=resident.pk, by=by, at=at)
    return _decided(name, "link", by, at)


@transaction.atomic
def settle_as_nobody(*, list_name: ListName, by: str, at: datetime) -> ListName:
    """A clerk says that the register does not have this person."""
    name = open_name(list_name)
    name.resident, name.link_state = None, Link.NOT_FOUND
    queue.note_name(name=name, answer=Decision.Answer.NOBODY, resident_id=None, by=by, at=at)
    return _decided(name, "nobody", by, at)


@transaction.atomic
def settle_as_double(*, list_name: ListName, of: ListName, by: str, at: datetime) -> ListName:
    """A clerk says that two rows of the lists are one person; the other row accounts for both.

    Raises TwoPeopleNeeded where the rows have different NIKs: then one proposes and another confirms.
    """
    name = open_name(list_name)
    refuse_chain(name, of)
    if needs_second(name.nik, of.nik):
        raise TwoPeopleNeeded()
    queue.note_name(name=name, answer=Decision.Answer.DOUBLE, resident_id=of.resident_id, by=by, at=at)
    return merge(name=name, of=of, by=by, at=at)


def merge(*, name: ListName, of: ListName, by: str, at: datetime) -> ListName:
    """Make one row stand for both, inside the act that decided it. Raises NotNow."""
    refuse_chain(name, of)
    if name.link_state not in RELINKABLE:
        raise NotNow(event="double", state=name.link_state)
    name.double_of, name.resident, name.link_state = of, None, Link.SETTLED
    return _decided(name, "double", by, at)


@transaction.atomic
def reopen_link(*, list_name: ListName, by: str, at: datetime) -> ListName:
    """Take a decision back: the name returns to the clerk's queue."""
    name = ListName.objects.select_for_update().get(pk=list_name.pk)
    name.resident, name.double_of, name.link_state = None, None, Link.ASK
    queue.unsay(name=name, by=by, at=at)
    return _decided(name, "reopen", by, at)


def open_name(list_name: ListName) -> ListName:
    """The name, locked, if it may be decided on now. Raises NotNow."""
    name = ListName.objects.select_for_update().get(pk=list_name.pk)
    if name.link_state not in RELINKABLE:
        raise NotNow(event="link", state=name.link_state)
    if MergeProposal.objects.filter(name=name, state=MergeProposal.State.WAITING).exists():
        raise NotNow(event="link", state="proposed")
    return name


def refuse_chain(name: ListName, of: ListName) -> None:
    """Raise NotNow where a row would be its own double, a double's, or leave doubles of its own behind."""
    if of.pk == name.pk or of.double_of_id is not None or name.doubles.exists():
        raise NotNow(event="double", state="double")


def _decided(name: ListName, decision: str, by: str, at: datetime) -> ListName:
    name.decided_by, name.decided_at = by, at
    name.save()
    details = {"decision": decision, "resident": name.resident_id, "double_of": name.double_of_id}
    record(action="roster.link_decided", subject=f"name {name.pk}", by=by, at=at, details=details)
    announce(topic="roster.linked", subject=f"name {name.pk}", payload=details, at=at)
    return name
