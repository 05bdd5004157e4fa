"""Writers of campaigns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from jemput.node.ledger.actions import record
from jemput.office.regions import queries as regions
from jemput.office.trips.errors import DeadlineBeforeStart, KitCannotPrint
from jemput.office.trips.models import Campaign, Crew
from jemput.office.trips.rules import CampaignMode, Origin, WeekendRule, suits


@dataclass(frozen=True)
class CampaignForm:
    """What can be said of a campaign; minutes are station-minutes a person."""

    name: str
    first_day: date
    deadline: date
    origin: Origin = Origin.ROUTINE
    order_reference: str = ""
    mode: CampaignMode = CampaignMode.RECORD_ONLY
    weekend: WeekendRule = WeekendRule.WEEKDAYS
    holidays: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    day_starts: time = time(7, 0)
    day_ends: time = time(18, 0)
    record_minutes: float = 15
    home_visit_minutes: float = 35


@transaction.atomic
def put_campaign(
    *, form: CampaignForm, crews: Iterable[Crew], by: str, at: datetime, campaign: Campaign | None = None
) -> Campaign:
    """Open a campaign, or change one; crews start from the kabupaten's own point."""
    if form.deadline < form.first_day:
        raise DeadlineBeforeStart()
    chosen = list(crews)
    for crew in chosen:
        if not suits(mode=form.mode, has_printer=crew.kit.has_printer):
            raise KitCannotPrint(kit=crew.kit.name)
    campaign = campaign or Campaign()
    for field, value in asdict(form).items():
        setattr(campaign, field, list(value) if isinstance(value, tuple) else value)
    _start_at_home(campaign)
    campaign.save()
    campaign.crews.set(chosen)
    details = {"deadline": form.deadline.isoformat(), "crews": [crew.name for crew in chosen]}
    record(action="campaign.put", subject=form.name, by=by, at=at, details=details)
    return campaign


def _start_at_home(campaign: Campaign) -> None:
    """The office's own point, unless another start was set by hand."""
    if campaign.start_lat is None:
        home = regions.home()
        campaign.start_lat, campaign.start_lng = home.lat, home.lng


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: str, at: datetime) -> Campaign:
    """No more plans for this campaign; its trips stay."""
    campaign.closed = True
    campaign.save(update_fields=["closed"])
    record(action="campaign.closed", subject=campaign.name, by=by, at=at)
    return campaign
