"""The comparison person by person: how many differ and why, and how far that explains two figures."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from jemput.office.coverage.comparing import newest_list
from jemput.office.coverage.discrepancies import COUNTS_CENTRALLY, COUNTS_LOCALLY, Cause, Explanation
from jemput.office.coverage.models import CounterList, Discrepancy
from jemput.office.coverage.queries.statements import SideBySide


def busy_list() -> CounterList | None:
    """The list that is being read now, if any."""
    return CounterList.objects.filter(state=CounterList.State.WAITING).first()


def kinds() -> Counter[str]:
    """How many people differ in which way."""
    rows = Discrepancy.objects.order_by().values_list("kind").annotate(n=Count("pk"))
    return Counter(dict(rows))


def causes() -> list[tuple[str, int]]:
    """How many people differ for which cause, the most frequent first."""
    rows = Discrepancy.objects.order_by().values_list("cause").annotate(n=Count("pk"))
    return sorted(rows, key=lambda row: -row[1])


def explanation(sides: SideBySide) -> Explanation | None:
    """How far the people named account for the stated difference; None without a list of the center."""
    central, local = newest_list(CounterList.Side.CENTRAL), newest_list(CounterList.Side.LOCAL)
    if central is None:
        return None
    found = kinds()
    return Explanation(
        stated=sides.reconciliation.difference if sides.reconciliation else None,
        only_local=sum(found[kind] for kind in COUNTS_LOCALLY),
        only_central=sum(found[kind] for kind in COUNTS_CENTRALLY),
        repeated=(local.repeated if local else 0) - central.repeated,
        causes_unknown=dict(causes()).get(Cause.NOT_KNOWN.value, 0),
    )
