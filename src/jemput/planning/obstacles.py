"""Why people cannot be reached at all, how many, and what would have to give way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jemput.kernel.errors import Words
from jemput.planning.campaign import CampaignProblem
from jemput.planning.errors import NoFeasiblePlan
from jemput.planning.ground import survey
from jemput.planning.plan import LeftBecause, Plan
from jemput.planning.writing import why_left

_WHY = {
    LeftBecause.NEEDS_GENSET: Words(id="tidak ada listrik dan genset", en="there is no power and no genset"),
    LeftBecause.NEEDS_PRINTER: Words(id="tidak ada tim dengan printer", en="no crew has a printer"),
    LeftBecause.NEEDS_SKILLS: Words(
        id="tidak ada tim dengan perlengkapannya", en="no crew has the gear or skill"
    ),
    LeftBecause.NEVER_OPEN: Words(
        id="tidak pernah buka pada hari kerja tim", en="it is never open when a crew works"
    ),
    LeftBecause.TOO_FAR: Words(
        id="terlalu jauh untuk pulang pada hari yang sama", en="it is too far to be back the same day"
    ),
}
_RELAX = {
    LeftBecause.NEEDS_GENSET: Words(id="Pinjam genset untuk satu tim", en="Lend one crew a genset"),
    LeftBecause.NEEDS_PRINTER: Words(
        id="Rekam saja tanpa cetak, atau lengkapi satu tim dengan printer",
        en="Record without printing, or give one crew a printer",
    ),
    LeftBecause.NEEDS_SKILLS: Words(id="Lengkapi satu tim", en="Equip one crew"),
    LeftBecause.NEVER_OPEN: Words(
        id="Minta hari lain kepada petugas desa, atau izinkan akhir pekan",
        en="Ask the officer for another day, or allow weekends",
    ),
    LeftBecause.TOO_FAR: Words(
        id="Perpanjang hari, atau izinkan menginap", en="Lengthen the day, or allow a night away"
    ),
}


@dataclass(frozen=True)
class Obstacle:
    """One reason, the places it keeps out, the people due there, and words for why and what to relax."""

    because: LeftBecause
    place_ids: tuple[str, ...]
    people: int
    home_visits: int
    why: Words
    relax: Words


def obstacles(problem: CampaignProblem) -> tuple[Obstacle, ...]:
    """What keeps places out of every plan, most people first; none where time is all that lacks.

    Found without searching. Raises G105 and G107.
    """
    ground = survey(problem)
    kept_out: defaultdict[LeftBecause, list[int]] = defaultdict(list)
    for i, place in enumerate(problem.places):
        because = why_left(ground, i) if place.people_due + place.home_visits else LeftBecause.TIME_RAN_OUT
        kept_out[because].append(i)
    found = [
        Obstacle(
            because=because,
            place_ids=tuple(problem.places[i].place_id for i in places),
            people=sum(problem.places[i].people_due for i in places),
            home_visits=sum(problem.places[i].home_visits for i in places),
            why=_WHY[because],
            relax=_RELAX[because],
        )
        for because, places in kept_out.items()
        if because in _WHY
    ]
    return tuple(sorted(found, key=lambda one: -(one.people + one.home_visits)))


def require_somebody(problem: CampaignProblem, plan: Plan) -> None:
    """Raise NoFeasiblePlan (G110), with why and what to relax, for a plan that reaches nobody who is due."""
    if plan.crew_days or not any(p.people_due + p.home_visits for p in problem.places):
        return
    found = obstacles(problem)
    if found:
        why, relax = found[0].why, found[0].relax
    else:
        why = Words(id="tidak ada hari tim yang bebas", en="no crew has a day free")
        relax = Words(id="Tambahkan hari atau tim", en="Add days or crews")
    raise NoFeasiblePlan(why_id=why.id, why_en=why.en, relax_id=relax.id, relax_en=relax.en)
