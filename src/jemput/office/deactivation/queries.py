"""Reads of deactivation: proposals, their people, decisions, who is blocked now, and a person's history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from jemput.node.look.parts import Event
from jemput.office.deactivation.models import Decision, DecisionRow, Proposal, ProposedPerson
from jemput.office.residents.models import Deactivation, Resident
from jemput.office.roster.models import ListName

Standing = ProposedPerson.Standing


def proposals() -> QuerySet[Proposal]:
    """Every proposal with how many people it names and how many came to be blocked."""
    return Proposal.objects.annotate(
        listed=Count("people", filter=~Q(people__standing=Standing.TAKEN_OUT)),
        blocked=Count("people", filter=Q(people__standing=Standing.APPROVED)),
    )


def people(proposal: Proposal) -> QuerySet[ProposedPerson]:
    """Everybody on a proposal."""
    return proposal.people.select_related("resident__village__parent")


def standings(proposal: Proposal) -> Counter[str]:
    """How many people of a proposal stand where."""
    rows = proposal.people.order_by().values_list("standing").annotate(n=Count("pk"))
    return Counter(dict(rows))


def by_kecamatan(proposal: Proposal) -> list[tuple[str, int, int]]:
    """Kecamatan of a proposal with how many are proposed and how many were taken out."""
    rows = (
        proposal.people.order_by()
        .values_list("resident__village__parent__name")
        .annotate(
            out=Count("pk", filter=Q(standing=Standing.TAKEN_OUT)),
            kept=Count("pk", filter=~Q(standing=Standing.TAKEN_OUT)),
        )
        .order_by("resident__village__parent__code")
    )
    return [(name or "", kept, out) for name, out, kept in rows]


def reasons_out(proposal: Proposal) -> list[tuple[str, int]]:
    """Why people were taken out, and how many each."""
    rows = proposal.people.filter(standing=Standing.TAKEN_OUT).order_by()
    return list(rows.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason"))


def unanswered(proposal: Proposal) -> int:
    """How many of those proposed the villages have not answered for, as far as lists name them."""
    asked = ListName.objects.filter(
        resident__proposed__proposal=proposal, resident__proposed__standing=Standing.LISTED
    )
    return asked.unanswered().count()


def able_on(cut_off: date) -> int:
    """How many could be proposed as of a cut-off and are on no open list."""
    return Resident.objects.blockable(cut_off).exclude(proposed__holds=True).count()


def deactivations() -> QuerySet[Deactivation]:
    """Every block there ever was, the newest first."""
    return Deactivation.objects.select_related("resident__village__parent").order_by("-blocked_at", "-id")


def rejected(decision: Decision) -> QuerySet[DecisionRow]:
    """Rows of a decision that could not be taken, whatever became of them since."""
    return decision.rows.exclude(state__in=(DecisionRow.State.READY, DecisionRow.State.APPLIED))


def row_counts(decision: Decision) -> Counter[str]:
    """How many rows approve, refuse, and wait for mending."""
    rows = decision.rows.order_by().values_list("state", "approves").annotate(n=Count("pk"))
    found: Counter[str] = Counter()
    for state, approves, n in rows:
        taken = state in (DecisionRow.State.READY, DecisionRow.State.APPLIED)
        found[("approves" if approves else "refuses") if taken else state] += n
    return found


def timeline(nik: str) -> Iterable[Event]:
    """What befell one person on lists of deactivation; blocks themselves the register tells."""
    for row in ProposedPerson.objects.filter(resident__nik=nik).select_related("proposal"):
        number = row.proposal.number
        yield Event(row.proposal.made_at, _("Diusulkan dinonaktifkan"), number, row.proposal.made_by)
        if row.standing == Standing.TAKEN_OUT and row.changed_at:
            text = f"{number}; {row.reason}"
            yield Event(row.changed_at, _("Dikeluarkan dari usulan"), text, row.changed_by, tone="good")
        if row.standing == Standing.REFUSED and row.changed_at:
            text = f"{number}; {row.reason}"
            yield Event(row.changed_at, _("Penonaktifan tidak disetujui"), text, row.changed_by, tone="good")
