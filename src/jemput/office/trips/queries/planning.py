"""The planner's problem, built from places, people due, crews and the campaign's own rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from jemput.office.regions import queries as regions
from jemput.office.trips.models import Campaign, Crew, Place
from jemput.office.trips.queries.due import count_due
from jemput.office.trips.rules import WEEKDAYS, CampaignMode, WeekendRule
from jemput.office.trips.states import ACTIVE_TRIPS, KitState
from jemput.office.trips.timetables import minute_of
from jemput.planning import CampaignProblem, PlaceKind, Rules, VisitMode
from jemput.planning import Crew as PlanningCrew
from jemput.planning import Place as PlanningPlace

Point = tuple[float | None, float | None]
"""Latitude and longitude; both None where nothing at all is known."""

_MODE = {
    CampaignMode.RECORD_ONLY: VisitMode.RECORD,
    CampaignMode.RECORD_AND_PRINT: VisitMode.RECORD_AND_PRINT,
}


def planning_problem(campaign: Campaign) -> CampaignProblem:
    """Everything `planning.solve` may know of a campaign; raises G101 to G105."""
    due = count_due()
    places = [place for place in places_of(campaign) if due.get(str(place.pk))]
    points = _points(places)
    return CampaignProblem(
        places=tuple(_place(campaign, place, due[str(place.pk)], points[place.pk]) for place in places),
        crews=tuple(_crew(crew) for crew in ready_crews(campaign)),
        days=campaign.days,
        rules=_rules(campaign, _middle(list(points.values()))),
    )


def _points(places: Sequence[Place]) -> dict[UUID, Point]:
    """Where each place lies; one without coordinates is taken to lie amid its kecamatan, else amid all."""
    known = {place.pk: (place.lat, place.lng) for place in places if place.lat is not None}
    by_kecamatan: dict[str, list[Point]] = defaultdict(list)
    for code, lat, lng in regions.villages().filter(lat__isnull=False).values_list("parent", "lat", "lng"):
        by_kecamatan[code or ""].append((lat, lng))
    around = {code: _middle(points) for code, points in by_kecamatan.items()}
    everywhere = _middle(list(around.values()))
    return {
        place.pk: known.get(place.pk) or around.get(place.village.parent_id or "", everywhere)
        for place in places
    }


def _middle(points: Sequence[Point]) -> Point:
    found = [(lat, lng) for lat, lng in points if lat is not None and lng is not None]
    if not found:
        return None, None
    return sum(lat for lat, _ in found) / len(found), sum(lng for _, lng in found) / len(found)


def places_of(campaign: Campaign) -> list[Place]:
    """The places the campaign goes to: its own choice, its kecamatan, or all that are active."""
    places = Place.objects.filter(active=True).select_related("village__parent")
    chosen = campaign.places.values_list("pk", flat=True)
    if chosen:
        places = places.filter(pk__in=chosen)
    if campaign.kecamatan:
        places = places.filter(village__parent__in=campaign.kecamatan)
    return list(places)


def ready_crews(campaign: Campaign) -> Iterable[Crew]:
    """Crews of the campaign whose kit works."""
    return campaign.crews.filter(kit__state=KitState.READY).select_related("kit").order_by("name")


def _place(campaign: Campaign, place: Place, due: Counter[str], point: Point) -> PlanningPlace:
    allowed = WEEKDAYS[WeekendRule(campaign.weekend)] - set(place.closed_weekdays)
    return PlanningPlace(
        place_id=str(place.pk),
        kind=PlaceKind(place.kind),
        lat=point[0],
        lng=point[1],
        people_due=due["session"],
        home_visits=due["home"],
        has_power=place.has_power,
        open_weekdays=frozenset(allowed),
        opens_minute=minute_of(place.opens),
        closes_minute=minute_of(place.closes),
        remote_minutes=place.remote_minutes,
        kecamatan_code=place.village.parent_id or "",
        mode=_MODE[CampaignMode(campaign.mode)],
    )


def _crew(crew: Crew) -> PlanningCrew:
    busy = crew.trips.filter(state__in=ACTIVE_TRIPS).values_list("day", flat=True)
    return PlanningCrew(
        crew_id=str(crew.pk),
        kit_id=str(crew.kit_id),
        stations=crew.kit.stations,
        has_genset=crew.kit.has_genset,
        has_printer=crew.kit.has_printer,
        days_off=crew.free_days | frozenset(busy),
    )


def _rules(campaign: Campaign, amid: Point) -> Rules:
    start = amid if campaign.start_lat is None else (campaign.start_lat, campaign.start_lng)
    return Rules(
        start_lat=start[0],
        start_lng=start[1],
        record_minutes=campaign.record_minutes,
        home_visit_minutes=campaign.home_visit_minutes,
        day_starts_minute=minute_of(campaign.day_starts),
        day_ends_minute=minute_of(campaign.day_ends),
        road_factor=campaign.road_factor,
        kilometers_per_hour=campaign.kilometers_per_hour,
    )
