"""Names that villages add: candidates of sixteen and more, sent, judged, mended and sent again."""

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
from jemput.office.roster.models import CandidateStep, ListImport, ListName
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
def propose_candidate(
    *, candidate: Candidate, village: Region, by: str, at: datetime, visit_on: date | None = None
) -> ListName:
    """Add a name from the village; it counts only once the Dinas has verified it (S0-4).

    Who is not yet of age may be proposed for a visit on a later day, `visit_on`. Raises TooYoung, and
    AlreadyOnList for a NIK that the list has.
    """
    _require_age(candidate, at, visit_on)
    if ListName.objects.filter(nik=candidate.nik).exists():
        raise AlreadyOnList(name=candidate.name)
    wave = _wave(village, by, at)
    name = ListName(list_import=wave, last_import=wave, row_number=wave.names.count() + 1)
    _fill(name, candidate, village).standing = Standing.PROPOSED
    name.save()
    return _note(name, "submit", by, at)


@transaction.atomic
def mend_candidate(
    *,
    list_name: ListName,
    candidate: Candidate,
    village: Region,
    by: str,
    at: datetime,
    visit_on: date | None = None,
    region_code: str = "",
) -> ListName:
    """Put right what the Dinas returned, and send it again.

    Raises NotYourVillage, TooYoung, AlreadyOnList, and NotNow for candidates that were not returned.
    """
    require_own(list_name, region_code)
    _require_age(candidate, at, visit_on)
    if ListName.objects.filter(nik=candidate.nik).exclude(pk=list_name.pk).exists():
        raise AlreadyOnList(name=candidate.name)
    list_name.standing = states.after(states.STANDINGS, list_name.standing, "submit")
    _fill(list_name, candidate, village).save()
    return _note(list_name, "submit", by, at)


def _require_age(candidate: Candidate, at: datetime, visit_on: date | None) -> None:
    on = max(timezone.localdate(at), visit_on or date.min)
    if not old_enough(candidate.birth_date, candidate.ever_married, on):
        raise TooYoung(name=candidate.name, on=on)


def _fill(name: ListName, candidate: Candidate, village: Region) -> ListName:
    name.raw = {"ever_married": candidate.ever_married}
    name.match_key = match_key(candidate.nik, candidate.name, candidate.birth_date, village.code)
    name.name, name.village = candidate.name.upper(), village
    for field in ("nik", "birth_date", "sex", "family_card", "address", "rt", "rw"):
        setattr(name, field, getattr(candidate, field))
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
def return_candidate(*, list_name: ListName, because: str, by: str, at: datetime) -> ListName:
    """Send a candidate back to the village with what is wrong; the village mends it and sends it again."""
    if not because.strip():
        raise NoEvidence(kind=Standing.RETURNED.label)
    return _stand(list_name, "return", by, at, because)


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
    return _note(list_name, event, by, at, because)


def _note(list_name: ListName, event: str, by: str, at: datetime, because: str = "") -> ListName:
    """Keep a step where village and Dinas both see it, and in the ledger."""
    CandidateStep.objects.create(
        list_name=list_name, event=event, to_standing=list_name.standing, by=by, at=at, note=because[:300]
    )
    action = f"roster.candidate_{list_name.standing}"
    details = {"because": because} if because else {}
    record(action=action, subject=f"name {list_name.pk}", by=by, at=at, details=details)
    return list_name
