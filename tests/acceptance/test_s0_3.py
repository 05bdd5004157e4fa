"""S0-3: 2018 recorded only; from 2019 recorded and printed. The mode decides what a crew must carry."""

from datetime import date

import pytest

from jemput.node.exchange.models import FeedEntry
from jemput.office.trips.actions.announcing import approve_trip
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.errors import KitCannotPrint
from jemput.office.trips.queries.planning import planning_problem
from jemput.office.trips.rules import CampaignMode, needs
from jemput.planning import VisitMode
from tests.integration.office.outing import (
    NOW,
    SUNGAI_BULUH,
    make_crew,
    make_kit,
    make_names,
    make_regions,
    office_of,
)

pytestmark = [pytest.mark.acceptance("S0-3"), pytest.mark.django_db]

YEARS = {2018: CampaignMode.RECORD_ONLY, 2019: CampaignMode.RECORD_AND_PRINT}


@pytest.mark.parametrize(("year", "supplies"), [(2018, False), (2019, True)])
def test_the_visits_mode_decides_on_blanks_ribbon_and_printer(year: int, supplies: bool) -> None:
    needed = needs(YEARS[year])
    assert (needed.blanks, needed.ribbon, needed.printer) == (supplies, supplies, supplies)


def campaign_form(year: int) -> CampaignForm:
    return CampaignForm(
        name=str(year), first_day=date(year, 12, 3), deadline=date(year, 12, 7), mode=YEARS[year]
    )


def test_a_kit_without_printer_serves_2018_but_not_2019() -> None:
    make_regions()
    crew = make_crew()
    assert put_campaign(form=campaign_form(2018), crews=[crew], by="s", at=NOW).pk
    with pytest.raises(KitCannotPrint):
        put_campaign(form=campaign_form(2019), crews=[crew], by="s", at=NOW)


@pytest.mark.parametrize("year", YEARS)
def test_planner_and_kit_are_told_the_mode(year: int) -> None:
    make_regions()
    make_names(3)
    crew = make_crew(kit=make_kit(printer=True))
    place = office_of(SUNGAI_BULUH)
    campaign = put_campaign(form=campaign_form(year), crews=[crew], by="s", at=NOW)
    prints = planning_problem(campaign).places[0].mode is VisitMode.RECORD_AND_PRINT
    trip = open_trip(campaign=campaign, crew=crew, day=campaign.first_day, places=[place], by="s", at=NOW)
    approve_trip(trip=trip, by="s", at=NOW)
    told = FeedEntry.objects.get(topic="trip").payload["prints_cards"]
    assert prints is told is (year == 2019)
