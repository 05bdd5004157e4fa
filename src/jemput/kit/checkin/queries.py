"""Reads of check-in: today's trip, the queue, one person and what the status check says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jemput.kernel.nik import visible
from jemput.kernel.statuses import NationalStatus
from jemput.kit.checkin.errors import NobodyFound, NoSuchStop
from jemput.kit.checkin.models import Lock, Obstacle, Person, StatusNote, Stop, Trip
from jemput.kit.checkin.pace import Pace, Recorded, pace
from jemput.kit.checkin.rules import Known, Verdict, check
from jemput.kit.checkin.states import Attendance
from jemput.kit.checkin.trips import Outing, current
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing
from jemput.packet.facts import Mode


@dataclass(frozen=True)
class StopSummary:
    """A stop with its counts of people by attendance."""

    stop: Stop
    waiting: int
    recorded: int
    absent: int

    @property
    def expected(self) -> int:
        """Everybody of the stop."""
        return self.waiting + self.recorded + self.absent


def current_trips(*, at: datetime) -> list[Trip]:
    """The trips that are under way or ahead today, by the rule of `trips.current`."""
    local = timezone.localtime(at)
    rows = Trip.objects.filter(day__lte=local.date(), is_cancelled=False).order_by("-day", "title")[:_LATEST]
    outings = {Outing(row.id, row.day, row.starts, row.finished_at is not None): row for row in rows}
    return [outings[one] for one in current(list(outings), at=local)]


def finished_trips(*, at: datetime) -> list[Trip]:
    """Trips closed on this local day, which can still be opened again."""
    day = timezone.localdate(at)
    found = (
        Trip.objects.filter(is_cancelled=False).exclude(finished_at=None).order_by("-finished_at")[:_LATEST]
    )
    return [trip for trip in found if timezone.localdate(trip.finished_at) == day]


def trip_by_id(trip_id: UUID) -> Trip:
    """One trip; raises NoSuchStop."""
    trip = Trip.objects.filter(id=trip_id).first()
    if trip is None:
        raise NoSuchStop
    return trip


def stops_in(trips: list[Trip]) -> list[Stop]:
    """Every stop of some trips."""
    return list(Stop.objects.filter(trip__in=trips).select_related("trip"))


_LATEST = 20


def next_trip(after_day: date) -> Trip | None:
    """The first trip after a day."""
    return Trip.objects.filter(day__gt=after_day, is_cancelled=False).first()


def stops_of(trips: list[Trip]) -> list[StopSummary]:
    """The stops in their order, each with its counts."""
    waiting = Q(people__attendance__in=[Attendance.WAITING, Attendance.IN_CAPTURE])
    absent = Q(people__attendance__in=[Attendance.NO_SHOW, Attendance.TURNED_AWAY])
    rows = Stop.objects.filter(trip__in=trips).annotate(
        waiting=Count("people", filter=waiting),
        recorded=Count("people", filter=Q(people__attendance=Attendance.RECORDED)),
        absent=Count("people", filter=absent),
    )
    return [StopSummary(row, row.waiting, row.recorded, row.absent) for row in rows.select_related("trip")]


def stop_by_id(stop_id: UUID) -> Stop:
    """One stop; raises NoSuchStop."""
    stop = Stop.objects.select_related("trip").filter(id=stop_id).first()
    if stop is None:
        raise NoSuchStop
    return stop


def person_by_id(person_id: UUID) -> Person:
    """One person; raises NobodyFound."""
    person = Person.objects.select_related("stop__trip").filter(id=person_id).first()
    if person is None:
        raise NobodyFound
    return person


def obstacle_by_id(obstacle_id: UUID) -> Obstacle:
    """One obstacle; raises NoSuchStop."""
    obstacle = Obstacle.objects.filter(id=obstacle_id).first()
    if obstacle is None:
        raise NoSuchStop
    return obstacle


def obstacles_of(trips: list[Trip]) -> list[Obstacle]:
    """What held the work up on some trips, open ones first."""
    found = Obstacle.objects.filter(stop__trip__in=trips).select_related("stop")
    return sorted(found, key=lambda one: (one.ended_at is not None, one.started_at))


def person_by_code(code: str) -> Person | None:
    """The person whose summons code or full NIK was scanned or typed; None where the kit holds nobody."""
    text = code.strip()
    found = Person.objects.filter(summons_code=text).exclude(summons_code="").first()
    digits = visible(text)
    if found is None and len(digits) == 16:
        found = Person.objects.filter(nik=digits).order_by("is_walk_in").first()
    return found


def pace_of(stops: list[Stop], *, at: datetime) -> Pace:
    """How fast the people of some stops are recorded, and when the waiting ones will be done."""
    rows = Person.objects.filter(stop__in=stops).exclude(recorded_at=None)
    times = rows.values_list("began_at", "recorded_at")
    done = [Recorded(began, ended) for began, ended in times if ended is not None]
    waiting = Person.objects.filter(
        stop__in=stops, attendance__in=[Attendance.WAITING, Attendance.IN_CAPTURE]
    )
    return pace(done, waiting=waiting.count(), at=at)


def groups_of(stops: list[Stop]) -> list[str]:
    """The classes of some stops in their order; empty where nobody has one."""
    found = Person.objects.filter(stop__in=stops).exclude(group="").values_list("group", flat=True)
    return sorted(set(found))


def next_of_class(person: Person) -> Person | None:
    """At a school: whoever waits next after somebody, of the same class first, then of the next one."""
    if person.stop is None or Mode.SCHOOL not in {person.stop.mode, person.mode}:
        return None
    waiting = Person.objects.filter(stop=person.stop, attendance=Attendance.WAITING).exclude(id=person.id)
    places = [(one.group, one.name, str(one.id), one) for one in waiting.order_by("group", "name", "id")]
    here = (person.group, person.name, str(person.id))
    own = [one for *place, one in places if one.group == person.group and tuple(place) > here]
    missed = [one for *_place, one in places if one.group == person.group]
    later = [one for *place, one in places if tuple(place) > here]
    first = own or missed or later or [one for *_place, one in places]
    return first[0] if first else None


def counts(stops: list[Stop], *, mode: str = "") -> dict[str, int]:
    """How many people of some stops stand at each attendance."""
    people = Person.objects.filter(stop__in=stops)
    rows = (people.filter(mode=mode) if mode else people).values_list("attendance").annotate(Count("id"))
    return dict(rows)


def modes_of(stops: list[Stop]) -> set[str]:
    """The modes in which people of some stops are to be met."""
    return set(Person.objects.filter(stop__in=stops).values_list("mode", flat=True).distinct())


def queue(
    *, stops: list[Stop], mode: str, states: tuple[str, ...], text: str, group: str = ""
) -> QuerySet[Person]:
    """The people of some stops by mode, class and attendance (empty: any); `text` searches name or NIK."""
    people = Person.objects.select_related("stop").filter(stop__in=stops)
    if mode:
        people = people.filter(mode=mode)
    if group:
        people = people.filter(group=group)
    if states:
        people = people.filter(attendance__in=states)
    return people.filter(_matches(text)) if text else people


def _matches(text: str) -> Q:
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 4 and len(digits) >= len(text.replace(" ", "")) - 2:
        return Q(nik__startswith=digits) | Q(nik__endswith=digits)
    found = Q()
    for word in text.split():
        found &= Q(name__icontains=word)
    return found


def verdict_on(person: Person, *, on: date) -> Verdict:
    """The status check of one person as of a day."""
    same_nik = Person.objects.filter(nik=person.nik).exclude(recorded_at=None)
    sealed = same_nik.order_by("-recorded_at").first()
    recorded_on = timezone.localdate(sealed.recorded_at) if sealed else None
    known = Known(
        birth_date=person.birth_date,
        ever_married=person.ever_married,
        national_status=NationalStatus(person.national_status) if person.national_status else None,
        is_deactivated=person.is_deactivated,
        recorded_here_on=recorded_on,
        is_being_recorded=person.attendance == Attendance.IN_CAPTURE,
    )
    return check(known, on=on)


def statuses_of(person: Person) -> list[StatusNote]:
    """The person's national statuses, latest first."""
    return list(StatusNote.objects.filter(nik=person.nik).order_by("-at", "-id"))


def lock() -> Lock | None:
    """The office's revocation, while it stands: a kit that was let in again works again."""
    above = Parent.objects.first()
    if above is not None and above.state == Standing.APPROVED:
        return None
    return Lock.objects.first()
