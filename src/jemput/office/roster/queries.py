"""Reads of the roster: names, imports, the clerk's queue, findings that wait."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from jemput.node.look.parts import Event
from jemput.office.residents.models import Resident
from jemput.office.roster.link_queue import waiting_names
from jemput.office.roster.models import Finding, ListImport, ListName, ListNameQuerySet, RejectedRow


def names() -> ListNameQuerySet:
    """Every name that counts, with what was found."""
    return (
        ListName.objects.accountable()
        .with_finding()
        .select_related("village__parent", "last_import", "resident")
    )


def due_by_village() -> dict[str, int]:
    """How many names of each village are still to be recorded, as far as the findings say."""
    due = ListName.objects.due().order_by().values_list("village").annotate(n=Count("pk"))
    return dict(due)


def link_counts() -> Counter[str]:
    """How many names that count are linked, asked, not found, waiting."""
    rows = ListName.objects.accountable().order_by().values_list("link_state").annotate(n=Count("pk"))
    return Counter(dict(rows))


def latest_list() -> ListImport | None:
    """The ministry's list that was taken in last."""
    taken = ListImport.objects.filter(kind=ListImport.Kind.UNRECORDED, state=ListImport.State.IMPORTED)
    return taken.order_by("-as_of", "-id").first()


def to_link() -> ListNameQuerySet:
    """Names that wait for a clerk."""
    return waiting_names().select_related("village__parent").order_by("id")


def waiting_findings() -> QuerySet[Finding]:
    """Findings that wait for the Dinas, oldest first."""
    return Finding.objects.filter(state=Finding.State.PROPOSED).select_related("list_name__village__parent")


def to_file() -> QuerySet[Finding]:
    """Accepted deaths and moves that the register does not know yet."""
    kinds = (Finding.Kind.DEAD, Finding.Kind.MOVED)
    accepted = Finding.objects.filter(state=Finding.State.ACCEPTED, kind__in=kinds)
    return accepted.filter(list_name__resident__isnull=False).select_related("list_name__village__parent")


def proposed_candidates() -> ListNameQuerySet:
    """Candidates that wait for the Dinas."""
    waiting = ListName.objects.filter(standing=ListName.Standing.PROPOSED)
    return waiting.select_related("village__parent", "list_import")


def open_candidates() -> ListNameQuerySet:
    """Candidates that are not decided: those that wait for the Dinas, and those with the village again."""
    undecided = (ListName.Standing.PROPOSED, ListName.Standing.RETURNED)
    return ListName.objects.filter(standing__in=undecided).select_related("village__parent", "list_import")


def open_rejects(list_import: ListImport | None = None) -> QuerySet[RejectedRow]:
    """Rejected rows that wait for a person, of one list or of all lists taken in."""
    rows = RejectedRow.objects.filter(corrected_as__isnull=True, dismissed_by="")
    if list_import is not None:
        return rows.filter(list_import=list_import)
    return rows.filter(list_import__state=ListImport.State.IMPORTED)


@dataclass(frozen=True)
class LinkCandidate:
    """One person of the register who may be meant, with the waterfall and who has that person already."""

    resident: Resident
    probability: float
    bits: float
    steps: list[dict[str, Any]]
    taken_by: ListName | None


def link_candidates(name: ListName) -> list[LinkCandidate]:
    """The people whom linkage showed for a name, likeliest first; those since deleted are left out."""
    keys = [candidate["resident"] for candidate in name.evidence]
    people = Resident.objects.select_related("village__parent").in_bulk(keys)
    taken = {
        other.resident_id: other for other in ListName.objects.filter(resident__in=keys).exclude(pk=name.pk)
    }
    return [
        LinkCandidate(
            resident=people[found["resident"]],
            probability=found["probability"],
            bits=found["bits"],
            steps=found["steps"],
            taken_by=taken.get(found["resident"]),
        )
        for found in name.evidence
        if found["resident"] in people
    ]


def timeline(nik: str) -> list[Event]:
    """What the roster knows of a person: when a list named them, what the village found, who decided."""
    events: list[Event] = []
    for name in ListName.objects.filter(resident__nik=nik).select_related("list_import"):
        at: datetime = name.list_import.confirmed_at or name.list_import.at
        events.append(Event(at, _("Masuk daftar"), str(name.list_import), name.list_import.by))
        for finding in name.findings.all():
            text = f"{finding.get_state_display()}. {finding.evidence}"
            said = _("Temuan: %(kind)s") % {"kind": finding.get_kind_display()}
            events.append(Event(finding.at, said, text, finding.by))
    return events


def double_candidates(name: ListName) -> QuerySet[ListName]:
    """Other names that may be the same person: same NIK, or same birth date and village."""
    same = Q(village=name.village_id, birth_date=name.birth_date, birth_date__isnull=False)
    if name.nik:
        same |= Q(nik=name.nik)
    return ListName.objects.accountable().filter(same).exclude(pk=name.pk)[:6]
