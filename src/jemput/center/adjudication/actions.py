"""The only writers of cases: open, decide."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.center.adjudication.errors import NoteMissing
from jemput.center.adjudication.models import Case
from jemput.center.adjudication.states import CASE, CaseState, Reason
from jemput.center.identities.actions import unite
from jemput.center.identities.models import Record
from jemput.center.search.models import Search
from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance


@transaction.atomic
def open_cases(*, search: Search, by: str, at: datetime) -> list[Case]:
    """Open a case for every alarming candidate and for every older record of the same NIK; then announce.

    A person recorded again under the own NIK is a case too: two encounters of one NIK are both kept.
    """
    probe = search.record
    found = [(c.reference, c, Reason.BIOMETRIC) for c in search.candidates.filter(alarming=True)]
    seen = {reference.pk for reference, _, _ in found}
    same_nik = Record.objects.filter(nik=probe.nik, pk__lt=probe.pk).exclude(pk__in=seen)
    pairs = [*found, *((reference, None, Reason.SAME_NIK) for reference in same_nik)]
    cases = []
    for reference, candidate, reason in pairs:
        case, new = Case.objects.get_or_create(
            probe=probe,
            reference=reference,
            defaults={"candidate": candidate, "reason": reason, "opened_at": at},
        )
        if new:
            details = {"reference": reference.pk, "reason": reason}
            record(action="case.opened", subject=f"case:{case.pk}", by=by, at=at, details=details)
        cases.append(case)
    announce(topic="adjudication.changed", subject=str(probe.packet_id), payload={"record": probe.pk}, at=at)
    return cases


@transaction.atomic
def decide(*, case: Case, verdict: CaseState, note: str, by: str, at: datetime) -> None:
    """Settle a case as same or different, with its reason in a sentence."""
    if not note.strip():
        raise NoteMissing()
    case.decided_by, case.decided_at, case.note = by, at, note.strip()
    case.save(update_fields=["decided_by", "decided_at", "note"])
    advance(case, verdict.value, table=CASE, by=by, at=at, details={"note": note})
    if verdict is CaseState.SAME:
        unite(probe=case.probe, reference=case.reference, by=by, at=at)
    payload = {"record": case.probe_id}
    announce(topic="adjudication.changed", subject=str(case.probe.packet_id), payload=payload, at=at)


def note_look(*, case: Case, code: str, by: str, at: datetime) -> None:
    """Note that somebody looked at a sample of both records."""
    record(action="sample.viewed", subject=f"case:{case.pk}", by=by, at=at, details={"sample": code})
