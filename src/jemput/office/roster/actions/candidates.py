"""Names that villages add: candidates of sixteen and more, and the few who must be visited at home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.nik import Nik, Sex
from jemput.node.ledger.actions import record
from jemput.office.regions.models import Region
from jemput.office.roster import states
from jemput.office.roster.actions.findings import require_own
from jemput.office.roster.actions.links import announce_waiting
from jemput.office.roster.errors import AlreadyOnList, NoEvidence, TooYoung
from jemput.office.roster.models import HomeVisit, ListImport, ListName
from jemput.office.roster.rules import match_key, old_enough

Standing = ListName.Standing


@dataclass(frozen=True)
class Candidate:
    """A person whom a village proposes: what stands on the family card (S4-3)."""

    name: str
    nik: Nik
    birth_date: date
    sex: Sex
    family_card: str = ""
    ever_married: bool = False
    address: str = ""
    rt: str = ""
    rw: str = ""


@transaction.atomic
def propose_candidate(*, candidate: Candidate, village: Region, by: str, at: datetime) -> ListName:
    """Add a name from the village; it counts only once the Dinas has verified it (S0-4).

    Raises TooYoung, and AlreadyOnList for a NIK that the list has.
    """
    today = timezone.localdate(at)
    if not old_enough(candidate.birth_date, candidate.ever_married, today):
        raise TooYoung(name=candidate.name, on=today)
    if ListName.objects.filter(nik=candidate.nik).exists():
        raise AlreadyOnList(name=candidate.name)
    wave = _wave(village, by, at)
    name = ListName.objects.create(
        list_import=wave,
        last_import=wave,
        row_number=wave.names.count() + 1,
        raw={"ever_married": candidate.ever_married},
        match_key=match_key(candidate.nik, candidate.name, candidate.birth_date, village.code),
        nik=candidate.nik,
        name=candidate.name.upper(),
        birth_date=candidate.birth_date,
        sex=candidate.sex,
        family_card=candidate.family_card,
        address=candidate.address,
        rt=candidate.rt,
        rw=candidate.rw,
        village=village,
        standing=Standing.PROPOSED,
    )
    record(action="roster.candidate_proposed", subject=f"name {name.pk}", by=by, at=at)
    return name


def _wave(village: Region, by: str, at: datetime) -> ListImport:
    """The one list of candidates that a village fills in a year."""
    wave, _ = ListImport.objects.get_or_create(
        kind=ListImport.Kind.CANDIDATES,
        source=f"{village.full_name} ({village.code})",
        as_of=date(at.year, 1, 1),
        defaults={"state": ListImport.State.IMPORTED, "by": by, "at": at},
    )
    return wave


@transaction.atomic
def verify_candidate(*, list_name: ListName, by: str, at: datetime) -> ListName:
    """The Dinas takes a candidate over; from now on everybody accounts for the name, and it gets linked."""
    announce_waiting(list_name, at)
    return _stand(list_name, "verify", by, at)


@transaction.atomic
def refuse_candidate(*, list_name: ListName, because: str, by: str, at: datetime) -> ListName:
    """The Dinas does not take a candidate over, and says why."""
    if not because.strip():
        raise NoEvidence(kind=Standing.REFUSED.label)
    return _stand(list_name, "refuse", by, at, because)


def _stand(list_name: ListName, event: str, by: str, at: datetime, because: str = "") -> ListName:
    list_name.standing = states.after(states.STANDINGS, list_name.standing, event)
    list_name.decided_by, list_name.decided_at = by, at
    list_name.save(update_fields=["standing", "decided_by", "decided_at"])
    action = f"roster.candidate_{list_name.standing}"
    record(action=action, subject=f"name {list_name.pk}", by=by, at=at, details={"because": because})
    return list_name


@transaction.atomic
def flag_home_visit(
    *, list_name: ListName, category: str, by: str, at: datetime, region_code: str = ""
) -> HomeVisit:
    """Say that somebody must be visited at home; why is kept apart, for few eyes (S3-4)."""
    require_own(list_name, region_code)
    ListName.objects.filter(pk=list_name.pk).update(home_visit=True)
    need, _ = HomeVisit.objects.update_or_create(
        list_name=list_name, defaults={"category": HomeVisit.Category(category), "by": by, "at": at}
    )
    # The reason stays out of the ledger: many may read who did what, few what ails somebody.
    record(action="roster.home_visit_flagged", subject=f"name {list_name.pk}", by=by, at=at)
    return need


@transaction.atomic
def unflag_home_visit(*, list_name: ListName, by: str, at: datetime, region_code: str = "") -> None:
    """Say that somebody can come after all; the reason is forgotten."""
    require_own(list_name, region_code)
    ListName.objects.filter(pk=list_name.pk).update(home_visit=False)
    HomeVisit.objects.filter(list_name=list_name).delete()
    record(action="roster.home_visit_unflagged", subject=f"name {list_name.pk}", by=by, at=at)
