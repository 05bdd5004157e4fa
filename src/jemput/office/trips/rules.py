"""Pure decisions about trips: who is due, which days count, what a mode needs, who is met how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from jemput.kernel.errors import Words


class CampaignMode(StrEnum):
    """Whether a visit only records or also prints (S0-3: 2018 and 2019)."""

    RECORD_ONLY = "record_only"
    RECORD_AND_PRINT = "record_and_print"


class Origin(StrEnum):
    """Why a campaign is held (S3-6): the office's own routine, an order, or the ministry's national day."""

    ROUTINE = "routine"
    ORDERED = "ordered"
    NATIONAL_DAY = "national_day"


class WeekendRule(StrEnum):
    """Which weekdays a campaign goes out on (S2-6: weekends spare office hours)."""

    WEEKDAYS = "weekdays"
    SATURDAYS_TOO = "saturdays_too"
    EVERY_DAY = "every_day"
    WEEKENDS_ONLY = "weekends_only"


class Meeting(StrEnum):
    """In which setting one person is expected."""

    COLLECTIVE = "collective"
    HOME_VISIT = "home_visit"
    SCHOOL = "school"


WEEKDAYS: Mapping[WeekendRule, frozenset[int]] = {
    WeekendRule.WEEKDAYS: frozenset(range(5)),
    WeekendRule.SATURDAYS_TOO: frozenset(range(6)),
    WeekendRule.EVERY_DAY: frozenset(range(7)),
    WeekendRule.WEEKENDS_ONLY: frozenset({5, 6}),
}


@dataclass(frozen=True)
class Needs:
    """What a crew must carry besides the recording set."""

    blanks: bool
    ribbon: bool
    printer: bool


def needs(mode: CampaignMode) -> Needs:
    """Only printing on the spot needs blanks, ribbon and a printer (S0-3)."""
    prints = mode is CampaignMode.RECORD_AND_PRINT
    return Needs(blanks=prints, ribbon=prints, printer=prints)


def campaign_days(
    *, first_day: date, deadline: date, weekend: WeekendRule, holidays: Iterable[date] = ()
) -> tuple[date, ...]:
    """Days from the first to the deadline, both included, that the rule allows and that are no holidays."""
    span = (first_day + timedelta(days=n) for n in range((deadline - first_day).days + 1))
    closed = set(holidays)
    return tuple(day for day in span if day.weekday() in WEEKDAYS[weekend] and day not in closed)


CLOSING_FINDINGS = frozenset({"dead", "moved", "unknown", "already_recorded"})
"""Findings that, once the office accepts them, take a name off every trip."""


@dataclass(frozen=True)
class DueFacts:
    """All that decides whether one name of the list must be met."""

    linked: bool
    accepted_finding: str | None = None
    recorded: bool = False
    must_re_record: bool = False
    scheduled: bool = False


def why_not_due(facts: DueFacts) -> Words | None:
    """Why a name must not be put on a trip; None for somebody who is due.

    Due are names linked to a resident, or accepted by the village as present, that no accepted finding
    closes and that are not recorded (or whose recording failed at the center).
    """
    if facts.accepted_finding in CLOSING_FINDINGS:
        return Words(id="temuan desa sudah menutup nama ini", en="a village finding has closed this name")
    if not facts.linked and facts.accepted_finding != "present":
        return Words(id="belum cocok dengan penduduk", en="it is not linked to a resident")
    if facts.recorded and not facts.must_re_record:
        return Words(id="sudah direkam", en="already recorded")
    if facts.scheduled:
        return Words(id="sudah ada di perjalanan lain", en="already on another trip")
    return None


@dataclass(frozen=True)
class Due:
    """One person due, as the stops are filled: families stay together, homes come after the session."""

    name_id: str
    family: str
    name: str
    home_visit: bool


def fill_stop(
    people: Sequence[Due], *, at_session: int, at_home: int, school: bool = False
) -> list[tuple[Due, Meeting]]:
    """Who is expected at one stop: up to `at_session` people together, then up to `at_home` at their homes.

    Families stay together as far as the numbers allow. Somebody marked for a home visit is never called to
    the session (S3-3, S3-4).
    """
    ordered = sorted(people, key=lambda due: (due.family, due.name, due.name_id))
    meeting = Meeting.SCHOOL if school else Meeting.COLLECTIVE
    called = [(due, meeting) for due in ordered if not due.home_visit][:at_session]
    homes = [(due, Meeting.HOME_VISIT) for due in ordered if due.home_visit][:at_home]
    return called + homes


def absentees_to_visit(
    *, expected: Sequence[str], recorded: frozenset[str], minutes_left: float, minutes_a_visit: float
) -> list[str]:
    """Whom of those missing at the session the crew still visits at home, in the list's order (S3-3).

    Raises nothing: with no time left nobody is visited, and the rest stay no-shows.
    """
    missing = [name for name in expected if name not in recorded]
    room = max(0, int(minutes_left // minutes_a_visit))
    return missing[:room]


def rank_by_unrecorded(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Regions from most to least unrecorded, equal ones by code; where nobody is left, none (S2-7)."""
    return sorted(((code, n) for code, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))


def suits(*, mode: CampaignMode, has_printer: bool) -> bool:
    """Whether a kit can serve a campaign of this mode."""
    return has_printer or not needs(mode).printer


def name_uid(name_id: int) -> UUID:
    """A list name's id as it travels in packets and feeds: its number, spelled as a UUID."""
    return UUID(int=name_id)


def name_id(uid: UUID) -> int | None:
    """The list name's number behind a travelled id; None for one this office never gave out."""
    return uid.int if uid.int < 2**63 else None
