"""What villages find: proposed with evidence, judged by the Dinas, filed in the register with a deed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.regions import RegionCode
from jemput.node.ledger.actions import announce, record
from jemput.office.residents.actions import set_base_status
from jemput.office.residents.models import BaseStatus
from jemput.office.roster import states
from jemput.office.roster.errors import AnsweredMeanwhile, DeedMissing, NoEvidence, NotLinked, NotYourVillage
from jemput.office.roster.models import Finding, FindingStep, ListName
from jemput.office.roster.rules import DEEDS, enough_evidence

_BASE = {Finding.Kind.DEAD.value: BaseStatus.DEAD, Finding.Kind.MOVED.value: BaseStatus.MOVED}


@transaction.atomic
def propose_finding(
    *,
    list_name: ListName,
    kind: str,
    by: str,
    at: datetime,
    evidence: str = "",
    document: str = "",
    attachment: str = "",
    region_code: str = "",
) -> Finding:
    """Say what became of a name; a proposal that waits is replaced by the newer one.

    `region_code` is the officer's own region, empty for the office itself. Raises NotYourVillage, NoEvidence.
    """
    require_own(list_name, region_code)
    if not enough_evidence(kind, evidence, document):
        raise NoEvidence(kind=Finding.Kind(kind).label)
    for earlier in Finding.objects.filter(list_name=list_name, state=Finding.State.PROPOSED):
        _advance(earlier, "replace", by, at)
    finding = Finding.objects.create(
        list_name=list_name,
        kind=Finding.Kind(kind),
        evidence=evidence,
        document=document,
        attachment=attachment,
        by=by,
        at=at,
    )
    details = {"kind": kind, "finding": finding.pk, "document": document}
    record(action="roster.finding_proposed", subject=f"name {list_name.pk}", by=by, at=at, details=details)
    return finding


def require_own(list_name: ListName, region_code: str) -> None:
    """Raise NotYourVillage where an officer's region does not hold the name."""
    if region_code and not RegionCode(list_name.village_id).within(region_code):
        raise NotYourVillage()


def require_as_seen(list_name: ListName, seen: int, own: Collection[int] = ()) -> None:
    """Raise AnsweredMeanwhile where a name was answered after `seen`, its newest finding at that time.

    For answers given without a line: `seen` is 0 for a name without any, `own` are findings of the same form.
    """
    later = list_name.findings.filter(pk__gt=seen).exclude(pk__in=own).order_by("-pk").first()
    if later is not None:
        at = f"{timezone.localtime(later.at):%d-%m-%Y %H.%M}"
        raise AnsweredMeanwhile(name=list_name.name, kind=later.get_kind_display(), by=later.by, at=at)


@transaction.atomic
def accept_finding(*, finding: Finding, by: str, at: datetime, note: str = "") -> Finding:
    """The Dinas agrees: from now on the name counts as the finding says; the register stays as it is."""
    _advance(finding, "accept", by, at, note)
    payload = {"list_name": finding.list_name_id, "kind": finding.kind, "finding": finding.pk}
    announce(topic="roster.finding_accepted", subject=f"name {finding.list_name_id}", payload=payload, at=at)
    return finding


def accept_findings(*, findings: Sequence[Finding], by: str, at: datetime) -> int:
    """Agree with many at once, each its own step; returns how many."""
    for finding in findings:
        accept_finding(finding=finding, by=by, at=at)
    return len(findings)


@transaction.atomic
def accept_village(*, village: str, kind: str, until: int, by: str, at: datetime) -> int:
    """Agree with all waiting findings of a kind in a village up to the newest that was shown; how many."""
    waiting = Finding.objects.filter(
        state=Finding.State.PROPOSED, kind=Finding.Kind(kind), list_name__village=village, pk__lte=until
    )
    details = {"kind": kind, "until": until, "count": waiting.count()}
    record(action="roster.village_accepted", subject=f"village {village}", by=by, at=at, details=details)
    return accept_findings(findings=list(waiting.select_related("list_name")), by=by, at=at)


@transaction.atomic
def return_finding(*, finding: Finding, because: str, by: str, at: datetime) -> Finding:
    """The Dinas does not agree: the village sees why and answers again."""
    if not because.strip():
        raise NoEvidence(kind=Finding.State.RETURNED.label)
    return _advance(finding, "return", by, at, because)


@transaction.atomic
def file_finding(*, finding: Finding, deed_number: str, by: str, at: datetime) -> Finding:
    """Carry an accepted death or move over to the register, on the strength of its deed.

    Raises NotLinked, DeedMissing, and NotNow for findings that are not accepted.
    """
    resident = finding.list_name.resident
    if resident is None:
        raise NotLinked(name=finding.list_name.name)
    deed = DEEDS.get(finding.kind)
    if deed is None or not deed_number.strip():
        raise DeedMissing(deed=Finding.Document(deed).label if deed else "–")
    _advance(finding, "file", by, at, deed_number)
    because = f"{deed} {deed_number}, finding {finding.pk}"
    set_base_status(resident=resident, status=_BASE[finding.kind], because=because, by=by, at=at)
    return finding


def _advance(finding: Finding, event: str, by: str, at: datetime, note: str = "") -> Finding:
    """Take one step of the table, and keep who took it."""
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    to_state = states.after(states.FINDINGS, locked.state, event)
    FindingStep.objects.create(
        finding=locked, event=event, from_state=locked.state, to_state=to_state, by=by, at=at, note=note
    )
    finding.state = to_state
    finding.save(update_fields=["state"])
    details = {"finding": finding.pk, "kind": finding.kind, "to": to_state, "note": note}
    subject = f"name {finding.list_name_id}"
    record(action=f"roster.finding_{to_state}", subject=subject, by=by, at=at, details=details)
    return finding
