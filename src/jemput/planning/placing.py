"""Why is Kalis on Tuesday? What each other day would cost, and what stands in the way of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jemput.kernel.errors import Words
from jemput.planning.campaign import CampaignProblem
from jemput.planning.errors import UnknownPlaceOrCrew
from jemput.planning.moving import Move, effect_of
from jemput.planning.plan import Plan

_WEEKDAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class OtherDay:
    """The same stop on another crew-day: the change, and the rules that would be broken, by name."""

    crew_id: str
    day: date
    people: int
    weighted: float
    travel_minutes: int
    broken_rules: tuple[str, ...]


@dataclass(frozen=True)
class PlaceExplanation:
    """Why a place is on a day: the days it could be on at all, and the nearest others, cheapest first."""

    place_id: str
    crew_id: str
    day: date
    possible_days: int
    others: tuple[OtherDay, ...]
    words: Words


def explain_place(
    problem: CampaignProblem, plan: Plan, place_id: str, *, days_around: int = 7, others: int = 3
) -> tuple[PlaceExplanation, ...]:
    """For each visit of a place, what moving it to the crew-days around would change.

    `days_around` the visit are tried for every crew, the best `others` kept. Raises UnknownPlaceOrCrew
    (G106) for a place that the campaign does not have; a place that is not visited gives nothing.
    """
    place = problem.place_by_id.get(place_id)
    if place is None:
        raise UnknownPlaceOrCrew(kind="place", value=place_id)
    possible = sum(
        problem.open_on(place, day) and any(c.works_on(day) and c.can_serve(place) for c in problem.crews)
        for day in problem.days
    )
    found = []
    for crew_day in plan.crew_days:
        if place_id not in {visit.place_id for visit in crew_day.visits}:
            continue
        tried = [
            _other(problem, plan, Move(place_id, crew_day.crew_id, crew_day.day, crew.crew_id, day))
            for day in problem.days
            if abs((day - crew_day.day).days) <= days_around
            for crew in problem.crews
            if (crew.crew_id, day) != (crew_day.crew_id, crew_day.day) and crew.works_on(day)
        ]
        tried.sort(key=lambda other: (len(other.broken_rules) > 0, -other.weighted, other.travel_minutes))
        best = tuple(tried[:others])
        words = _words(crew_day.day, possible, best)
        found.append(PlaceExplanation(place_id, crew_day.crew_id, crew_day.day, possible, best, words))
    return tuple(found)


def _other(problem: CampaignProblem, plan: Plan, move: Move) -> OtherDay:
    effect = effect_of(problem, plan, move)
    return OtherDay(
        crew_id=move.to_crew_id,
        day=move.to_day or move.day,
        people=effect.people + effect.home_visits,
        weighted=effect.weighted,
        travel_minutes=effect.travel_minutes,
        broken_rules=tuple(sorted({violation.rule for violation in effect.violations})),
    )


def _words(day: date, possible: int, others: tuple[OtherDay, ...]) -> Words:
    """One sentence a clerk can say on the telephone."""
    on = Words(id=_WEEKDAYS_ID[day.weekday()], en=_WEEKDAYS_EN[day.weekday()])
    open_id = f"{on.id} {day.isoformat()}: dari {possible} hari yang mungkin"
    open_en = f"{on.en} {day.isoformat()}: of {possible} possible days"
    allowed = [other for other in others if not other.broken_rules]
    if not allowed:
        return Words(
            id=f"{open_id}, tidak ada hari lain di sekitarnya.", en=f"{open_en}, none near by is free."
        )
    best = allowed[0]
    other = Words(id=_WEEKDAYS_ID[best.day.weekday()], en=_WEEKDAYS_EN[best.day.weekday()])
    change = f"{best.people:+d}"
    road = f"{best.travel_minutes:+d}"
    return Words(
        id=f"{open_id}; {other.id} {best.day.isoformat()} berarti {change} orang, {road} menit jalan.",
        en=f"{open_en}; {other.en} {best.day.isoformat()} means {change} people, {road} minutes of road.",
    )


def bound_in_words(plan: Plan) -> Words:
    """ "Within 4 % of the best possible", rounded up so that it is never said too well."""
    if plan.gap is None:
        return Words(id="Batas terbaik belum dihitung.", en="The best possible is not worked out.")
    tenths = -int(-(plan.gap * 1000 + 1e-9) // 1) if plan.gap > 1e-6 else 0
    if not tenths:
        return Words(id="Tidak ada rencana yang lebih baik.", en="No plan can be better.")
    whole, tenth = divmod(tenths, 10)
    share_id = f"{whole},{tenth}" if tenth else f"{whole}"
    return Words(
        id=f"Paling jauh {share_id} % dari yang terbaik yang mungkin.",
        en=f"Within {share_id.replace(',', '.')} % of the best possible.",
    )
