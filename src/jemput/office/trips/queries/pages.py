"""What the pages of campaigns and trips show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jemput.kernel.wording import short_date
from jemput.node.look.parts import Entry, Event, Tab, Tone
from jemput.office.trips.models import Campaign, Obstacle, Plan, Stop, StopPerson, StopRun, Trip, WalkIn
from jemput.office.trips.queries.due import count_due, without_place
from jemput.office.trips.rules import Meeting
from jemput.office.trips.states import DUE_AGAIN, TRIP, TripEvent, Turnout, allows


def trips() -> QuerySet[Trip]:
    """Every trip with how many people it expects and has recorded."""
    people = StopPerson.objects.filter(stop__trip=OuterRef("pk"))
    return Trip.objects.select_related("crew", "kit", "campaign").annotate(
        stop_count=_count(Stop.objects.filter(trip=OuterRef("pk")), "trip"),
        expected=_count(people, "stop__trip"),
        recorded=_count(people.filter(turnout__in=(Turnout.RECORDED, Turnout.CAPTURED)), "stop__trip"),
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """One number a trip; joins would multiply stops by people first."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def campaign_page(campaign: Campaign) -> dict[str, Any]:
    """One campaign: what is due, its plans, its trips."""
    due: Counter[str] = sum(count_due().values(), Counter())
    return {
        "title": campaign.name,
        "campaign": campaign,
        "facts": [
            Entry(
                pgettext("many", "Hari"),
                f"{_day(campaign.first_day)} – {_day(campaign.deadline)}",
                note=_days(campaign),
            ),
            Entry(_("Mode"), campaign.get_mode_display()),
            Entry(_("Asal"), campaign.get_origin_display(), note=campaign.order_reference),
            Entry(pgettext("many", "Tim"), ", ".join(crew.name for crew in campaign.crews.all()) or "–"),
            Entry(_("Perlu direkam bersama"), due["session"]),
            Entry(_("Perlu dikunjungi di rumah"), due["home"]),
        ],
        "no_place": without_place().count(),
        "plans": campaign.plans.exclude(state=Plan.State.DISCARDED),
        "trips": trips().filter(campaign=campaign),
    }


def _day(day: date) -> str:
    return short_date(day, _language())


def _days(campaign: Campaign) -> str:
    return _("%(n)s hari keluar, %(rule)s") % {
        "n": len(campaign.days),
        "rule": campaign.get_weekend_display(),
    }


def trip_page(trip: Trip, at: datetime) -> dict[str, Any]:
    """One trip: stops with their people, papers, obstacles, its history, and what may happen next."""
    stops = trip.stops.select_related("place__village__parent").prefetch_related(
        "people__list_name__resident", "obstacles", "walk_ins__list_name"
    )
    views = [_stop(stop, at) for stop in stops.select_related("run").order_by("position")]
    return {
        "title": _("Perjalanan %(n)s") % {"n": trip.number},
        "trip": trip,
        "facts": _trip_facts(trip),
        "became": _became(views),
        "stops": views,
        "may": {event.value: allows(TRIP, trip.state, event) for event in TripEvent},
        "history": [
            Event(change.at, Trip.State(change.state).label, change.note, change.by)
            for change in trip.changes.order_by("-id")
        ],
    }


def _became(views: Sequence[StopView]) -> list[Entry]:
    """What became of everybody on the trip; outcomes that nobody had are left out."""
    people = [one for view in views for one in view.people]
    found = Counter(Turnout(one.turnout) for one in people)
    entries = [
        Entry(StopPerson.TurnoutChoice(state).label, found[state], tone=_TURNOUT_TONES.get(state, "plain"))
        for state in Turnout
        if found[state]
    ]
    walk_ins = sum(len(view.walk_ins) for view in views)
    return entries + ([Entry(_("Datang tanpa dijadwalkan"), walk_ins)] if walk_ins else [])


_TURNOUT_TONES: dict[str, Tone] = {
    Turnout.RECORDED: "good",
    Turnout.CAPTURED: "good",
    Turnout.NO_SHOW: "wait",
    Turnout.TURNED_AWAY: "wait",
    Turnout.LEFT_OVER: "wait",
}


def _trip_facts(trip: Trip) -> list[Entry]:
    hours = f"{trip.leaves_at:%H.%M} – {trip.back_at:%H.%M}" if trip.leaves_at and trip.back_at else "–"
    kit = trip.kit.name if trip.kit.peer_id else _("%(kit)s (belum terhubung)") % {"kit": trip.kit.name}
    members = ", ".join(user.shown_name for user in trip.crew.members.all())
    return [
        Entry(
            pgettext("one", "Kampanye"),
            trip.campaign.name,
            reverse("trips:campaign", args=[trip.campaign_id]),
        ),
        Entry(_("Tim"), trip.crew.name, note=members),
        Entry(_("Kit"), kit, tone="plain" if trip.kit.peer_id else "wait"),
        Entry(_("Berangkat, kembali"), hours, note=_("%(n)s menit di jalan") % {"n": trip.travel_minutes}),
        Entry(_("Mode"), trip.campaign.get_mode_display()),
    ]


@dataclass(frozen=True)
class StopView:
    """One stop as its card shows it."""

    stop: Stop
    session: list[StopPerson]
    homes: list[StopPerson]
    presence: Any
    obstacles: list[tuple[Obstacle, str]]
    run: StopRun | None
    walk_ins: list[WalkIn]

    @property
    def people(self) -> list[StopPerson]:
        """Everybody expected here, the session first."""
        return [*self.session, *self.homes]

    @property
    def recorded(self) -> int:
        """How many of those expected have been recorded, their packet here or still in the van."""
        return sum(one.turnout in (Turnout.RECORDED, Turnout.CAPTURED) for one in self.people)

    @property
    def left(self) -> int:
        """How many of those expected are due again."""
        return sum(one.turnout in DUE_AGAIN for one in self.people)

    @property
    def minutes_late(self) -> int:
        """How much later than planned the work began; below zero where earlier, zero without a plan."""
        if self.run is None or self.stop.arrives_at is None:
            return 0
        came = timezone.localtime(self.run.arrived_at)
        planned = datetime.combine(self.stop.trip.day, self.stop.arrives_at, tzinfo=came.tzinfo)
        return round((came - planned).total_seconds() / 60)

    @property
    def lateness(self) -> str:
        """The same in words."""
        return _("terlambat %(time)s") % {"time": _lasted(timedelta(minutes=self.minutes_late))}


def _lasted(duration: timedelta) -> str:
    """A duration as people say it: minutes up to two hours, then hours, then days."""
    minutes = round(duration.total_seconds() / 60)
    if minutes <= 120:
        return _("%(n)s menit") % {"n": minutes}
    if minutes <= 48 * 60:
        return _("%(hours)s jam %(minutes)s menit") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(days)s hari") % {"days": minutes // (24 * 60)}


def _stop(stop: Stop, at: datetime) -> StopView:
    people = list(stop.people.all())
    lasting = [(one, _lasted(one.duration(until=at))) for one in stop.obstacles.all()]
    return StopView(
        stop=stop,
        session=[one for one in people if one.meeting != Meeting.HOME_VISIT],
        homes=[one for one in people if one.meeting == Meeting.HOME_VISIT],
        presence=getattr(stop, "officer_presence", None),
        obstacles=lasting,
        run=getattr(stop, "run", None),
        walk_ins=list(stop.walk_ins.all()),
    )


def movable_to(stop: Stop) -> QuerySet[Trip]:
    """Trips a stop may be moved to: those of the same campaign that have not begun."""
    states = (Trip.State.DRAFT, Trip.State.APPROVED, Trip.State.ANNOUNCED)
    return Trip.objects.filter(campaign=stop.trip.campaign, state__in=states).select_related("crew")


def absentees(stop_id: UUID) -> list[StopPerson]:
    """Those expected at the session who have not come."""
    waiting = StopPerson.objects.filter(stop=stop_id, turnout=Turnout.EXPECTED)
    return list(waiting.exclude(meeting=Meeting.HOME_VISIT))


def plan_tabs(active: str) -> list[Tab]:
    """The pages of planning."""
    pages = (("campaigns", _("Kampanye")), ("places", _("Lokasi")), ("kits", _("Kit dan tim")))
    return [Tab(label, reverse(f"trips:{name}"), name == active) for name, label in pages]


def _language() -> str:
    return get_language() or "id"
