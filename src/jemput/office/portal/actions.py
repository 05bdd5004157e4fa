"""The only writers of the portal: answers that arrive once or twice, and what is said of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from jemput.kernel.nik import Nik, Sex
from jemput.node.ledger.actions import record
from jemput.office.portal.models import RegisterAnswer, SentAnswer
from jemput.office.regions.models import Region
from jemput.office.residents.models import Marital, Resident
from jemput.office.roster import actions as roster
from jemput.office.roster.actions.findings import require_as_seen, require_own
from jemput.office.roster.errors import NotYourVillage
from jemput.office.roster.models import Finding, ListName


@dataclass(frozen=True)
class Told:
    """One answer as its sender wrote it: what, how it is known, and under which id it was sent.

    `seen` is the newest finding the sender knew of (0 for none); None leaves out the question of conflicts.
    """

    kind: str
    client_id: str = ""
    form: str = ""
    seen: int | None = None
    evidence: str = ""
    document: str = ""
    attachment: str = ""
    category: str = ""


@dataclass(frozen=True)
class Saved:
    """What became of an answer: its finding, and whether it had come before."""

    finding: Finding
    repeated: bool


def save_answer(*, list_name: ListName, told: Told, by: str, at: datetime, region_code: str) -> Saved:
    """Keep an answer; one that was sent before under the same id changes nothing.

    Raises NotYourVillage, NoEvidence, and AnsweredMeanwhile where somebody answered after what was seen.
    """
    require_own(list_name, region_code)
    try:
        with transaction.atomic():
            return _earlier(told, list_name) or _save(list_name, told, by, at, region_code)
    except IntegrityError:
        # The same answer sent twice at once: the other one was quicker.
        found = _earlier(told, list_name)
        if found is None:
            raise
        return found


def _earlier(told: Told, list_name: ListName) -> Saved | None:
    if not told.client_id:
        return None
    sent = SentAnswer.objects.select_related("finding").filter(client_id=told.client_id).first()
    known = sent is not None and sent.finding.list_name_id == list_name.pk
    return Saved(sent.finding, repeated=True) if sent and known else None


def _save(list_name: ListName, told: Told, by: str, at: datetime, region_code: str) -> Saved:
    if told.seen is not None:
        own = SentAnswer.objects.filter(form=told.form).values_list("finding", flat=True) if told.form else ()
        require_as_seen(list_name, told.seen, own=list(own))
    finding = roster.propose_finding(
        list_name=list_name,
        kind=told.kind,
        evidence=told.evidence,
        document=told.document,
        attachment=told.attachment,
        by=by,
        at=at,
        region_code=region_code,
    )
    if told.category and told.kind == Finding.Kind.PRESENT:
        roster.flag_home_visit(
            list_name=list_name, category=told.category, by=by, at=at, region_code=region_code
        )
    if told.client_id:
        SentAnswer.objects.create(client_id=told.client_id, form=told.form, finding=finding, by=by, at=at)
    return Saved(finding, repeated=False)


@transaction.atomic
def want_card(*, resident: Resident, region: Region, visit_on: date, by: str, at: datetime) -> ListName:
    """Put somebody of recording age, whom the register showed, before the Dinas as a candidate.

    Raises NotYourVillage, TooYoung, AlreadyOnList.
    """
    _require_inside(resident, region)
    candidate = roster.Candidate(
        name=resident.name,
        nik=Nik(resident.nik),
        birth_date=resident.birth_date,
        sex=Sex(resident.sex),
        family_card=resident.family_card,
        ever_married=resident.marital != Marital.SINGLE,
        address=resident.address,
        rt=resident.rt,
        rw=resident.rw,
    )
    name = roster.propose_candidate(
        candidate=candidate, village=resident.village, by=by, at=at, visit_on=visit_on
    )
    answer_register(
        resident=resident, region=region, wish=RegisterAnswer.Wish.CARD, wanted=True, by=by, at=at
    )
    return name


@transaction.atomic
def answer_register(
    *,
    resident: Resident,
    region: Region,
    wish: str,
    wanted: bool,
    by: str,
    at: datetime,
    because: str = "",
) -> RegisterAnswer:
    """Say whether somebody whom the register proposes should come; the last word counts. NotYourVillage."""
    _require_inside(resident, region)
    told = {"wanted": wanted, "because": because[:200], "by": by, "at": at}
    answer, _ = RegisterAnswer.objects.update_or_create(
        resident=resident, wish=RegisterAnswer.Wish(wish), defaults=told
    )
    details = {"wish": wish, "wanted": wanted, "because": because}
    subject = f"resident {resident.pk}"
    record(action="portal.register_answered", subject=subject, by=by, at=at, details=details)
    return answer


def _require_inside(resident: Resident, region: Region) -> None:
    if not resident.village.region_code.within(region.code):
        raise NotYourVillage()
