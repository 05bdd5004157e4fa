"""What a plan's page shows: its totals against the best possible and the old way, routes, calendar, rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from jemput.kernel.wording import percent, short_date, whole
from jemput.node.look.charts import Chart, Series
from jemput.node.look.parts import Entry, Layer
from jemput.office.regions import queries as regions
from jemput.office.trips import timetables
from jemput.office.trips.models import Crew, Place, Plan
from jemput.office.trips.queries.due import count_due
from jemput.office.trips.queries.pages import trips
from jemput.planning import Plan as Answer

REASONS = {
    "needs_genset": gettext_lazy("perlu genset"),
    "needs_printer": gettext_lazy("perlu printer"),
    "never_open": gettext_lazy("tidak pernah buka pada hari kampanye"),
    "too_far": gettext_lazy("terlalu jauh"),
    "time_ran_out": gettext_lazy("hari kerja tidak cukup"),
}


@dataclass(frozen=True)
class PlanLine:
    """One crew-day of a plan as a row."""

    day: date
    crew: str
    hours: str
    places: str
    people: int
    home_visits: int
    travel_minutes: int


def plan_page(plan: Plan) -> dict[str, Any]:
    """One plan: totals against the best possible and the old way, map, calendar, rows, what is left."""
    shell: dict[str, Any] = {"title": pgettext("one", "Rencana"), "plan": plan, "campaign": plan.campaign}
    if not plan.result:
        return shell
    answer = timetables.from_json(plan.result)
    lines = plan_lines(answer)
    return {
        **shell,
        "totals": answer.totals,
        "facts": plan_facts(plan, answer),
        "sentence": plan_sentence(plan, answer),
        "calendar": calendar_chart(plan, lines),
        "lines": lines,
        "left": left_over(answer),
        "map": Layer(
            url=reverse("trips:due.json"),
            property="due",
            sentence=_("Orang yang perlu direkam per kecamatan, dan rute setiap tim"),
            unit=_("orang"),
        ),
        "routes_url": reverse("trips:plan-routes", args=[plan.pk]),
        "trips": trips().filter(plan=plan),
    }


def plan_sentence(plan: Plan, answer: Answer) -> str:
    """What the plan reaches, in one sentence."""
    told = {
        "n": whole(answer.totals.recorded, _language()),
        "due": whole(plan.people_due, _language()),
        "share": percent(answer.totals.recorded, plan.people_due, _language()),
    }
    return _("%(n)s dari %(due)s orang terjangkau (%(share)s).") % told


def plan_facts(plan: Plan, answer: Answer) -> list[Entry]:
    """The plan's totals, beside the bound and beside "most unrecorded first"."""
    by_hand = timetables.totals_from_json(plan.comparison)
    gain = answer.totals.recorded - by_hand.recorded
    facts = [
        Entry(_("Direkam bersama"), answer.totals.people),
        Entry(_("Dikunjungi di rumah"), answer.totals.home_visits),
        Entry(_("Lokasi"), answer.totals.places),
        Entry(_("Hari-tim"), answer.totals.crew_days),
        Entry(_("Cara lama: terbanyak lebih dulu"), by_hand.recorded, note=_gain(gain)),
    ]
    if answer.gap is not None:
        share = percent(round(answer.gap * 10_000), 10_000, _language())
        facts.append(Entry(_("Jarak dari batas terbaik"), _("paling jauh %(share)s") % {"share": share}))
    return facts


def _gain(gain: int) -> str:
    if gain == 0:
        return _("sama banyak")
    words = (
        _("rencana ini %(n)s orang lebih banyak") if gain > 0 else _("rencana ini %(n)s orang lebih sedikit")
    )
    return words % {"n": whole(abs(gain), _language())}


def plan_lines(answer: Answer) -> list[PlanLine]:
    """The crew-days as rows."""
    crews = {str(pk): name for pk, name in Crew.objects.values_list("pk", "name")}
    places = _place_names(answer)
    return [
        PlanLine(
            day=one.day,
            crew=crews.get(one.crew_id, one.crew_id),
            hours=f"{_clock(one.leaves_start_minute)} – {_clock(one.back_minute)}",
            places=" → ".join(places.get(visit.place_id, visit.place_id) for visit in one.visits),
            people=one.people,
            home_visits=one.home_visits,
            travel_minutes=one.travel_minutes,
        )
        for one in answer.crew_days
    ]


def _clock(minute: float) -> str:
    at: time = timetables.clock_time(minute)
    return f"{at:%H.%M}"


def _place_names(answer: Answer) -> dict[str, str]:
    wanted = {visit.place_id for one in answer.crew_days for visit in one.visits}
    wanted |= {left.place_id for left in answer.left_over}
    return {str(pk): name for pk, name in Place.objects.filter(pk__in=wanted).values_list("pk", "name")}


def calendar_chart(plan: Plan, lines: list[PlanLine]) -> Chart:
    """People by crew and day: the calendar as a picture."""
    days = list(plan.campaign.days)
    crews = sorted({line.crew for line in lines})
    people = {(line.crew, line.day): line.people + line.home_visits for line in lines}
    return Chart(
        sentence=_("Orang yang direkam menurut tim dan hari."),
        x=days,
        series=[Series(crew, [people.get((crew, day)) for day in days]) for crew in crews],
        kind="heat",
        unit=_("orang"),
        x_label=_("Hari"),
    )


def left_over(answer: Answer) -> list[tuple[str, int, str]]:
    """Places the plan does not finish: name, people left, why."""
    places = _place_names(answer)
    rows = [
        (
            places.get(one.place_id, one.place_id),
            one.people + one.home_visits,
            str(REASONS[one.because.value]),
        )
        for one in answer.left_over
    ]
    return sorted(rows, key=lambda row: -row[1])


def routes(plan: Plan) -> dict[str, Any]:
    """Routes by crew and day as the map draws them."""
    answer = timetables.from_json(plan.result)
    crews = {str(pk): name for pk, name in Crew.objects.values_list("pk", "name")}
    places = {str(place.pk): place for place in Place.objects.all()}
    start = [plan.campaign.start_lat, plan.campaign.start_lng]
    drawn = []
    for one in answer.crew_days:
        stops = [
            {
                "name": places[visit.place_id].name,
                "at": [places[visit.place_id].lat, places[visit.place_id].lng],
                "people": visit.people + visit.home_visits,
            }
            for visit in one.visits
            if visit.place_id in places and places[visit.place_id].lat is not None
        ]
        name = crews.get(one.crew_id, one.crew_id)
        drawn.append(
            {
                "crew": name,
                "day": one.day.isoformat(),
                "label": short_date(one.day, _language()),
                "stops": stops,
            }
        )
    return {"start": start, "routes": drawn, "all": _("Semua hari"), "unit": _("orang")}


def due_map() -> dict[str, Any]:
    """GeoJSON of the kecamatan with how many are due."""
    by_place = count_due()
    kecamatan: Counter[str] = Counter()
    for place, village in Place.objects.values_list("pk", "village__parent"):
        kecamatan[village or ""] += sum(by_place.get(str(place), Counter()).values())
    extra = {code: {"due": n} for code, n in kecamatan.items() if code}
    return regions.feature_collection(regions.home().code, extra)


def _language() -> str:
    return get_language() or "id"
