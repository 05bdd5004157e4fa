"""The only writers of coverage: look where every name stands, keep what others claim."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jemput.node.ledger.actions import record
from jemput.node.ledger.models import Entry
from jemput.office.coverage.errors import ClaimWithoutFigure, ClaimWithoutSource, UnknownRegionOfClaim
from jemput.office.coverage.models import CoverageStatement, LastLook, NameState
from jemput.office.coverage.queries.facts import name_facts
from jemput.office.coverage.rules import state_of
from jemput.office.coverage.states import LINK_OF
from jemput.office.regions.models import Region


def refresh_if_stale(at: datetime) -> int:
    """Look again where anything was done since the last look, or a new day has begun; else do nothing.

    Every act stands in the ledger, so its newest entry says whether anything could have moved.
    """
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    last = LastLook.objects.filter(pk=1).first()
    today = timezone.localdate(at)
    if last and last.ledger_entry >= newest and last.day == today:
        return 0
    return refresh(at=at)


@transaction.atomic
def refresh(*, at: datetime) -> int:
    """Work out the state of every accountable name and write what changed; return how many changed."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    today = timezone.localdate(at)
    now = {number: state_of(facts) for number, facts in name_facts(on=today).items()}
    before = dict(NameState.objects.values_list("list_name", "state"))
    changed = [
        NameState(list_name_id=number, state=state, link=LINK_OF[state], since=at)
        for number, state in now.items()
        if before.get(number) != state
    ]
    NameState.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["list_name"],
        update_fields=["state", "link", "since"],
        batch_size=1000,
    )
    gone = before.keys() - now.keys()
    NameState.objects.filter(list_name__in=gone).delete()
    LastLook.objects.update_or_create(pk=1, defaults={"ledger_entry": newest, "at": at, "day": today})
    return len(changed) + len(gone)


@dataclass(frozen=True)
class StatementForm:
    """What somebody claims; a percentage alone is kept as just that."""

    region_code: str
    side: str
    source: str
    as_of: date
    subject: str = CoverageStatement.Subject.RECORDED
    period: str = ""
    share: Decimal | None = None
    part: int | None = None
    denominator: int | None = None
    denominator_name: str = ""
    note: str = ""


@transaction.atomic
def state_coverage(*, form: StatementForm, by: str, at: datetime) -> CoverageStatement:
    """Keep a claim with its source and date.

    Raises ClaimWithoutSource, ClaimWithoutFigure, UnknownRegionOfClaim.
    """
    if not form.source.strip():
        raise ClaimWithoutSource()
    if form.share is None and form.part is None:
        raise ClaimWithoutFigure()
    region = Region.objects.filter(code=form.region_code).first()
    if region is None:
        raise UnknownRegionOfClaim(code=form.region_code)
    values = asdict(form)
    values.pop("region_code")
    statement = CoverageStatement.objects.create(region=region, entered_by=by, entered_at=at, **values)
    details = {"source": form.source, "as_of": form.as_of.isoformat()}
    record(action="coverage.stated", subject=str(statement.pk), by=by, at=at, details=details)
    return statement
