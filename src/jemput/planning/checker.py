"""An independent check of any plan against its campaign: it recomputes everything and trusts no solver."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from jemput.planning.calendar_check import check_crew_days, check_open, check_wishes
from jemput.planning.campaign import START, CampaignProblem, Crew, Place, VisitMode
from jemput.planning.plan import CrewDay, Plan, Visit
from jemput.planning.violation import Violation, broken

_TOLERANCE_MINUTES = 1e-6
_EARTH_KILOMETERS = 6371.0088


def check(problem: CampaignProblem, plan: Plan) -> list[Violation]:
    """Every rule that `plan` breaks; an empty list means it can be carried out as written."""
    found = list(check_crew_days(problem, plan))
    places = {place.place_id: place for place in problem.places}
    crews = {crew.crew_id: crew for crew in problem.crews}
    for crew_day in plan.crew_days:
        crew = crews.get(crew_day.crew_id)
        unknown = [v.place_id for v in crew_day.visits if v.place_id not in places]
        if crew is None or unknown:
            found.append(broken("exists", crew_day, f"unknown crew or places {unknown}"))
            continue
        found += _check_hours(problem, crew_day, places)
        for visit in crew_day.visits:
            found += _check_visit(problem, crew_day, crew, places[visit.place_id], visit)
    found += _check_people(problem, plan)
    found += _check_totals(problem, plan)
    found += check_wishes(problem, plan)
    return found


def _leg_minutes(problem: CampaignProblem, a: Place | None, b: Place | None) -> int:
    """Minutes from a to b (None is the start): the matrix, or the estimate worked out anew."""
    rules = problem.rules
    key = (a.place_id if a else START, b.place_id if b else START)
    if key[0] == key[1]:
        return 0
    known = problem.known_minutes.get(key, problem.known_minutes.get((key[1], key[0])))
    if known is not None:
        return known
    at = [(p.lat, p.lng) if p else (rules.start_lat, rules.start_lng) for p in (a, b)]
    factors = [
        rules.road_factor_by_kecamatan.get(p.kecamatan_code, rules.road_factor)
        for p in (a, b)
        if p is not None
    ]
    (lat_a, lng_a), (lat_b, lng_b) = ((math.radians(x or 0), math.radians(y or 0)) for x, y in at)
    half = math.sin((lat_a - lat_b) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lng_a - lng_b) / 2) ** 2
    kilometers = 2 * _EARTH_KILOMETERS * math.asin(math.sqrt(half)) * sum(factors) / len(factors)
    add_on = sum(p.remote_minutes for p in (a, b) if p is not None)
    return math.ceil(kilometers * 60 / rules.kilometers_per_hour + add_on - 1e-6)


def _check_hours(
    problem: CampaignProblem, crew_day: CrewDay, places: dict[str, Place]
) -> Iterator[Violation]:
    """The day's clock: nothing begins before the leg to it ends, and everybody is back in time."""
    rules, now, driven = problem.rules, crew_day.leaves_start_minute, 0
    here, night = places.get(crew_day.starts_from), places.get(crew_day.sleeps_at)
    if now < rules.day_starts_minute - _TOLERANCE_MINUTES:
        yield broken("day_starts", crew_day, f"leaves at {now} before {rules.day_starts_minute}")
    for visit in crew_day.visits:
        place = places[visit.place_id]
        leg = _leg_minutes(problem, here, place)
        driven += leg
        if visit.arrives_minute < now + leg - _TOLERANCE_MINUTES:
            yield broken(
                "travel", crew_day, f"{visit.place_id} reached at {visit.arrives_minute} < {now + leg}"
            )
        now, here = visit.leaves_minute, place
    way_back = _leg_minutes(problem, here, night)
    if crew_day.back_minute < now + way_back - _TOLERANCE_MINUTES:
        yield broken("travel", crew_day, f"back at {crew_day.back_minute} < {now + way_back}")
    if crew_day.back_minute > rules.day_ends_minute + _TOLERANCE_MINUTES:
        yield broken("day_ends", crew_day, f"back at {crew_day.back_minute} after {rules.day_ends_minute}")
    if crew_day.travel_minutes != driven + way_back:
        yield broken("travel_minutes", crew_day, f"{crew_day.travel_minutes} against {driven + way_back}")


def _check_visit(
    problem: CampaignProblem, crew_day: CrewDay, crew: Crew, place: Place, visit: Visit
) -> Iterator[Violation]:
    where, tolerance, rules = visit.place_id, _TOLERANCE_MINUTES, problem.rules
    yield from check_open(problem, crew_day, place)
    if not place.needs <= crew.skills:
        yield broken("skills", crew_day, f"{where} needs {sorted(place.needs - crew.skills)}")
    if not place.has_power and not crew.has_genset:
        yield broken("power", crew_day, f"{where} has no power and the crew no genset")
    if place.mode is VisitMode.RECORD_AND_PRINT and not crew.has_printer:
        yield broken("printer", crew_day, f"{where} prints and the crew has no printer")
    if visit.starts_minute < max(place.opens_minute, visit.arrives_minute) - tolerance:
        yield broken("opens", crew_day, f"{where} starts at {visit.starts_minute}")
    if visit.leaves_minute > place.closes_minute + tolerance:
        yield broken("closes", crew_day, f"{where} left at {visit.leaves_minute}")
    if visit.people < 0 or visit.home_visits < 0 or visit.people + visit.home_visits == 0:
        yield broken("count", crew_day, f"{where}: {visit.people} people, {visit.home_visits} home visits")
    person = rules.record_minutes if place.mode is VisitMode.RECORD else rules.record_and_print_minutes
    set_up = rules.set_up_minutes if place.set_up_minutes is None else place.set_up_minutes
    session = visit.people * person / crew.stations
    homes = visit.home_visits * rules.home_visit_minutes / crew.stations
    spans = (
        ("set_up", visit.session_starts_minute - visit.starts_minute, set_up),
        ("session", visit.homes_start_minute - visit.session_starts_minute, session),
        ("homes", visit.leaves_minute - visit.homes_start_minute, homes),
    )
    for rule, has, needs in spans:
        if has < needs - tolerance:
            yield broken(rule, crew_day, f"{where}: {has} of {needs} minutes")
    if not 0 <= visit.cards_printed <= (visit.people if place.mode is VisitMode.RECORD_AND_PRINT else 0):
        yield broken("cards", crew_day, f"{where}: {visit.cards_printed} cards for {visit.people} people")


def _visits(plan: Plan) -> Iterator[Visit]:
    for crew_day in plan.crew_days:
        yield from crew_day.visits


def _check_people(problem: CampaignProblem, plan: Plan) -> Iterator[Violation]:
    """Nobody is recorded twice, and everybody due is either reached or listed as left over."""
    people, homes = Counter[str](), Counter[str]()
    for visit in _visits(plan):
        people[visit.place_id] += visit.people
        homes[visit.place_id] += visit.home_visits
    left = {item.place_id: item for item in plan.left_over}
    for place in problem.places:
        rest = (place.people_due - people[place.place_id], place.home_visits - homes[place.place_id])
        item = left.get(place.place_id)
        if min(rest) < 0:
            yield Violation("people_due", place.place_id, f"{-min(rest)} more than are due")
        if people[place.place_id] > place.people_due * place.turnout + 0.5:
            yield Violation("turnout", place.place_id, f"{people[place.place_id]} of {place.people_due}")
        if rest != ((item.people, item.home_visits) if item else (0, 0)):
            yield Violation("left_over", place.place_id, f"{rest} left, plan says {item}")


def _check_totals(problem: CampaignProblem, plan: Plan) -> Iterator[Violation]:
    visits, totals = list(_visits(plan)), plan.totals
    people, homes = sum(v.people for v in visits), sum(v.home_visits for v in visits)
    cards = sum(v.cards_printed for v in visits)
    counted = (people, homes, len({v.place_id for v in visits}), len(plan.crew_days), cards)
    stated = (totals.people, totals.home_visits, totals.places, totals.crew_days, totals.cards_printed)
    if counted != stated:
        yield Violation("totals", "plan", f"counted {counted}, stated {stated}")
    weight = {place.place_id: place.weight for place in problem.places}
    weighted = sum(
        weight.get(v.place_id, 0.0) * (v.people + problem.rules.home_visit_weight * v.home_visits)
        for v in visits
    )
    if abs(weighted - totals.weighted) > _TOLERANCE_MINUTES:
        yield Violation("totals", "plan", f"weighted {weighted}, stated {totals.weighted}")
    if plan.bound is not None and weighted > plan.bound + _TOLERANCE_MINUTES:
        yield Violation("bound", "plan", f"weighted {weighted} above its own bound {plan.bound}")
    for rule, limit in (("blanks", problem.blanks), ("ribbon", problem.ribbon_cards)):
        if limit is not None and cards > limit:
            yield Violation(rule, "plan", f"{cards} cards, {rule} for {limit}")
