"""The checker's look at dates: days of crews and places, weeks, nights away, appointments and kept days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from jemput.planning.campaign import CampaignProblem, Crew, Place, PlaceKind
from jemput.planning.plan import CrewDay, Plan
from jemput.planning.violation import Violation, broken


def check_crew_days(problem: CampaignProblem, plan: Plan) -> Iterator[Violation]:
    """Every crew-day lies in the campaign and on a working day of its crew, once, and is no empty one."""
    days: set[date] = set(problem.days)
    crews = {crew.crew_id: crew for crew in problem.crews}
    for crew_day in plan.crew_days:
        if crew_day.day not in days:
            yield broken("calendar", crew_day, "not a day of the campaign")
        crew = crews.get(crew_day.crew_id)
        if crew and (crew_day.day in crew.days_off or crew_day.day.weekday() not in crew.weekdays):
            yield broken("days_off", crew_day, "the crew has this day off")
        if not crew_day.visits:
            yield broken("empty", crew_day, "a day without visits")
        if len(crew_day.visits) > problem.rules.maximum_stops:
            yield broken("maximum_stops", crew_day, f"{len(crew_day.visits)} stops")
    for (crew_id, day), times in Counter((d.crew_id, d.day) for d in plan.crew_days).items():
        if times > 1:
            yield Violation("once_a_day", f"{crew_id} {day.isoformat()}", f"{times} plans for one crew-day")
    yield from _check_weeks(crews, plan)
    yield from _check_nights(problem, crews, plan)


def _check_weeks(crews: dict[str, Crew], plan: Plan) -> Iterator[Violation]:
    """No crew works more days from a Monday to the Sunday after than it may."""
    weeks: Counter[tuple[str, date]] = Counter()
    for crew_day in plan.crew_days:
        weeks[crew_day.crew_id, crew_day.day - timedelta(days=crew_day.day.weekday())] += 1
    for (crew_id, monday), days in weeks.items():
        if crew_id in crews and days > crews[crew_id].days_a_week:
            yield Violation("days_a_week", f"{crew_id} {monday.isoformat()}", f"{days} days in the week")


def _check_nights(problem: CampaignProblem, crews: dict[str, Crew], plan: Plan) -> Iterator[Violation]:
    """Who sleeps at a place goes on from there the next day, and never longer than the crew may."""
    places = {place.place_id: place for place in problem.places}
    days = {(d.crew_id, d.day): d for d in plan.crew_days}
    for crew_day in plan.crew_days:
        night = crew_day.sleeps_at
        after = days.get((crew_day.crew_id, crew_day.day + timedelta(days=1)))
        if night and (night not in places or not places[night].has_lodging):
            yield broken("lodging", crew_day, f"nobody can sleep at {night}")
        if night and (after is None or after.starts_from != night):
            yield broken("night", crew_day, f"sleeps at {night} and does not go on from there")
        before = days.get((crew_day.crew_id, crew_day.day - timedelta(days=1)))
        if crew_day.starts_from and (before is None or before.sleeps_at != crew_day.starts_from):
            yield broken("night", crew_day, f"starts from {crew_day.starts_from} without having slept there")
        nights = int(bool(night)) + int(bool(night and crew_day.starts_from))
        crew = crews.get(crew_day.crew_id)
        if crew and nights > crew.nights:
            yield broken("nights", crew_day, f"{nights} nights away, the crew may be {crew.nights}")


def check_open(problem: CampaignProblem, crew_day: CrewDay, place: Place) -> Iterator[Violation]:
    """The place can be visited on that date."""
    day, where = crew_day.day, place.place_id
    if day.weekday() not in place.open_weekdays:
        yield broken("open_weekday", crew_day, f"{where} is closed that day")
    if day in place.closed_days:
        yield broken("closed_day", crew_day, f"{where} is closed on that date")
    if place.only_days is not None and day not in place.only_days:
        yield broken("only_days", crew_day, f"{where} does not offer that date")
    taught = place.kind in (PlaceKind.SCHOOL, PlaceKind.SLB)
    if taught and day in problem.days_without_lessons:
        yield broken("lessons", crew_day, f"{where} has no lessons that day")


def check_wishes(problem: CampaignProblem, plan: Plan) -> Iterator[Violation]:
    """Appointments and kept days hold; least shares and home visits too, or the plan says where not."""
    visited = {(v.place_id, d.day, d.crew_id) for d in plan.crew_days for v in d.visits}
    for one in problem.wishes.appointments:
        crews = [crew.crew_id for crew in problem.crews] if one.crew_id is None else [one.crew_id]
        if not any((one.place_id, one.day, crew_id) in visited for crew_id in crews):
            yield Violation("appointment", one.place_id, f"nobody comes on {one.day.isoformat()}")
    routes = {(d.crew_id, d.day): {v.place_id for v in d.visits} for d in plan.crew_days}
    due = {place.place_id: place.people_due + place.home_visits for place in problem.places}
    for kept in problem.wishes.kept_days:
        wanted = {stop.place_id for stop in kept.stops if due.get(stop.place_id)}
        found = routes.get((kept.crew_id, kept.day), set())
        if not found <= {stop.place_id for stop in kept.stops} or (wanted and not found):
            detail = f"{sorted(found)} instead of {sorted(wanted)}"
            yield Violation("kept_day", f"{kept.crew_id} {kept.day.isoformat()}", detail)
    yield from _check_least(problem, plan)


def _check_least(problem: CampaignProblem, plan: Plan) -> Iterator[Violation]:
    expected, reached = defaultdict[str, int](int), defaultdict[str, int](int)
    of = {place.place_id: place.kecamatan_code for place in problem.places}
    for place in problem.places:
        expected[place.kecamatan_code] += int(place.people_due * place.turnout + 0.5) + place.home_visits
    for visit in (visit for crew_day in plan.crew_days for visit in crew_day.visits):
        reached[of.get(visit.place_id, "")] += visit.people + visit.home_visits
    said = {(item.kind, item.key) for item in plan.unmet}
    for code, people in expected.items():
        least = problem.wishes.share_of(code) * people
        if reached[code] < least - 1e-9 and ("least_share", code) not in said:
            yield Violation("least_share", code, f"{reached[code]} of {least} and the plan does not say so")
    if problem.wishes.every_place:
        seen = {visit.place_id for crew_day in plan.crew_days for visit in crew_day.visits}
        due = {p.place_id for p in problem.places if int(p.people_due * p.turnout + 0.5) + p.home_visits}
        for name in sorted(due - seen - {key for kind, key in said if kind == "every_place"}):
            yield Violation("every_place", name, "not visited and the plan does not say so")
    homes = sum(crew_day.home_visits for crew_day in plan.crew_days)
    if homes < problem.wishes.least_home_visits and ("least_home_visits", "") not in said:
        yield Violation("least_home_visits", "plan", f"{homes} of {problem.wishes.least_home_visits}")
