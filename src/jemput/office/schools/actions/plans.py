"""Schools into the planner: due pupils become names expected at the school, the school a campaign's place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.eligibility import may_be_recorded
from jemput.kernel.nik import Nik, Sex
from jemput.node.ledger.actions import record
from jemput.office.residents.models import Resident
from jemput.office.roster.actions.candidates import Candidate, propose_candidate, verify_candidate
from jemput.office.roster.actions.links import settle_link
from jemput.office.roster.models import ListName
from jemput.office.schools.actions.register import give_place
from jemput.office.schools.errors import CampaignClosed, NeedsMoreMinutes
from jemput.office.schools.models import Pupil, School
from jemput.office.schools.queries.standings import due_pupils
from jemput.office.schools.rules import CARE_MINUTES
from jemput.office.trips.actions.campaigns import CampaignForm, put_campaign
from jemput.office.trips.actions.places import expect_at
from jemput.office.trips.models import Campaign, Crew
from jemput.office.trips.rules import WeekendRule


@dataclass(frozen=True)
class CarePlan:
    """A campaign for SLBs alone: its name and its days."""

    name: str
    first_day: date
    deadline: date
    weekend: WeekendRule = WeekendRule.WEEKDAYS


@transaction.atomic
def propose_places(*, schools: Iterable[School], campaign: Campaign, by: str, at: datetime) -> Counter[str]:
    """Let a campaign go to some schools; their due pupils are expected there and no longer at their villages.

    Returns how many pupils are `expected`, how many of those were `added` to the list as candidates of the
    office, and how many must wait: `young` (not sixteen today) or `asked` (their name waits for a clerk).
    Raises CampaignClosed, and NeedsMoreMinutes for an SLB in a campaign with too few minutes a person.
    """
    if campaign.closed:
        raise CampaignClosed(campaign=campaign.name)
    chosen = list(schools)
    for school in chosen:
        if school.needs_care and campaign.record_minutes < CARE_MINUTES:
            raise NeedsMoreMinutes(
                school=school.name, needed=CARE_MINUTES, given=f"{campaign.record_minutes:g}"
            )
    counts: Counter[str] = Counter()
    for school in chosen:
        counts += _expect_pupils(school, by, at)
    if campaign.places.exists():
        # A campaign without chosen places goes to every active one, and so to these schools already.
        campaign.places.add(*[school.place for school in chosen if school.place])
    details = {"schools": [school.name for school in chosen], **counts}
    record(action="schools.proposed", subject=campaign.name, by=by, at=at, details=details)
    return counts


def _expect_pupils(school: School, by: str, at: datetime) -> Counter[str]:
    place = school.place or give_place(school, by=by, at=at)
    counts: Counter[str] = Counter()
    names: list[ListName] = []
    for pupil in due_pupils(school, on=timezone.localdate(at)):
        name, outcome = _name_of(pupil, by, at)
        counts[outcome] += outcome != "listed"
        if name is not None:
            names.append(name)
    if names:
        expect_at(place=place, list_names=names, by=by, at=at)
    counts["expected"] = len(names)
    return counts


def _name_of(pupil: Pupil, by: str, at: datetime) -> tuple[ListName | None, str]:
    """The pupil's name on the list, entered where it is missing: the register knows who this is."""
    resident = pupil.resident
    if resident is None:
        return None, "asked"
    listed = ListName.objects.filter(resident=resident).first()
    if listed:
        return listed, "listed"
    if ListName.objects.filter(nik=resident.nik).exists():
        return None, "asked"
    if not may_be_recorded(resident.person, on=timezone.localdate(at)):
        return None, "young"
    return _enter(resident, by, at), "added"


def _enter(resident: Resident, by: str, at: datetime) -> ListName:
    candidate = Candidate(
        name=resident.name,
        nik=Nik(resident.nik),
        birth_date=resident.birth_date,
        sex=Sex(resident.sex),
        family_card=resident.family_card,
        ever_married=resident.person.ever_married,
        address=resident.address,
        rt=resident.rt,
        rw=resident.rw,
    )
    name = propose_candidate(candidate=candidate, village=resident.village, by=by, at=at)
    linked = settle_link(list_name=name, resident=resident, by=by, at=at)
    return verify_candidate(list_name=linked, by=by, at=at)


@transaction.atomic
def open_care_campaign(
    *, plan: CarePlan, crews: Iterable[Crew], schools: Sequence[School], by: str, at: datetime
) -> Campaign:
    """Open a campaign for SLBs, with the minutes a person that care needs (S3-7); only they are in it."""
    form = CampaignForm(
        name=plan.name,
        first_day=plan.first_day,
        deadline=plan.deadline,
        weekend=plan.weekend,
        record_minutes=CARE_MINUTES,
    )
    campaign = put_campaign(form=form, crews=crews, by=by, at=at)
    campaign.places.set([school.place or give_place(school, by=by, at=at) for school in schools])
    propose_places(schools=schools, campaign=campaign, by=by, at=at)
    return campaign
