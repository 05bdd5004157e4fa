"""Reads of capture: what is there of an encounter, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from jemput.kernel.body import ExceptionReason
from jemput.kit.capture import rules
from jemput.kit.capture.errors import DraftLost, NoSuchEncounter
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import OPEN, Duplicate, Encounter, Exemption, OperatorPrints, Sample
from jemput.kit.capture.rules import Attempted
from jemput.kit.capture.states import State
from jemput.kit.devices.samples import Spot
from jemput.node.accounts.models import User


@dataclass(frozen=True)
class Have:
    """What an encounter has, against what is expected of it (or of one step)."""

    expected: frozenset[Spot]
    captured: frozenset[Spot]
    excepted: frozenset[Spot]

    @property
    def missing(self) -> frozenset[Spot]:
        """Expected, and neither captured nor excepted."""
        return rules.balance(self.expected, captured=self.captured, excepted=self.excepted).missing

    @property
    def to_take(self) -> frozenset[Spot]:
        """Expected, and not excepted."""
        return self.expected - self.excepted


def encounter_by_id(encounter_id: UUID) -> Encounter:
    """One encounter with its person; raises NoSuchEncounter."""
    found = Encounter.objects.select_related("person", "stop__trip").filter(id=encounter_id).first()
    if found is None:
        raise NoSuchEncounter
    return found


def sealed_by_id(encounter_id: UUID) -> Encounter:
    """One sealed encounter; raises NoSuchEncounter for any other."""
    found = encounter_by_id(encounter_id)
    if found.step is not State.SEALED:
        raise NoSuchEncounter
    return found


def sample_by_id(encounter_id: UUID, sample_id: UUID) -> Sample:
    """One sample of an encounter; raises DraftLost."""
    found = Sample.objects.select_related("encounter").filter(id=sample_id, encounter_id=encounter_id).first()
    if found is None:
        raise DraftLost
    return found


def open_encounters() -> list[Encounter]:
    """Encounters that somebody must go on with, latest first."""
    return list(Encounter.objects.filter(OPEN).select_related("person", "stop"))


def sealed_encounters(limit: int = 50) -> list[Encounter]:
    """The latest sealed encounters."""
    found = Encounter.objects.filter(state=State.SEALED).select_related("person", "stop")
    return list(found.order_by("-ended_at")[:limit])


def enrolled_samples(
    encounter: Encounter, spots: Iterable[Spot] | None = None, *, with_templates: bool = False
) -> list[Sample]:
    """Every sample of every try that is meant for the packet, of some spots or of all."""
    rows = encounter.samples.filter(use=Sample.Use.ENROLL)
    samples = list(rows if with_templates else rows.defer("template"))
    if spots is None:
        return samples
    wanted = frozenset(spots)
    return [sample for sample in samples if sample.spot in wanted]


def best_samples(encounter: Encounter, *, with_templates: bool = False) -> dict[Spot, Sample]:
    """The best sample of each spot over all tries."""
    samples = enrolled_samples(encounter, with_templates=with_templates)
    by_try = {(sample.spot, sample.attempt): sample for sample in samples}
    attempts = [Attempted(spot, attempt, sample.quality) for (spot, attempt), sample in by_try.items()]
    return {spot: by_try[spot, kept.attempt] for spot, kept in rules.best(attempts).items()}


def balance_of(encounter: Encounter, *, step: State | None = None) -> Have:
    """What is there of the whole encounter, or of one step."""
    profile = encounter.profile
    expected = profile.expected if step is None else rules.expected_at(step, profile)
    samples = enrolled_samples(encounter)
    usable = (one.spot for one in samples if rules.is_usable(one.spot, one.quality, profile))
    captured = frozenset(usable) & expected
    excepted = frozenset(one.spot for one in encounter.exemptions.all()) & expected
    return Have(expected, captured, excepted)


def attempts_at(encounter: Encounter, step: State) -> int:
    """How many tries a step has had."""
    spots = rules.expected_at(step, encounter.profile)
    return max((sample.attempt for sample in enrolled_samples(encounter, spots)), default=0)


def verification_samples(encounter: Encounter) -> list[Sample]:
    """Every finger captured for comparison, in order."""
    return list(encounter.samples.filter(use=Sample.Use.VERIFY).order_by("attempt", "position"))


def verification_open(encounter: Encounter) -> bool:
    """Whether fingers must still be compared, or a supervisor must decide about a failed comparison."""
    settled = encounter.verification in {"matched", "accepted"}
    return not settled and bool(rules.fingers_to_verify(balance_of(encounter).captured))


def exception_photo(encounter: Encounter) -> Sample | None:
    """The latest photo that shows the exceptions."""
    return encounter.samples.filter(use=Sample.Use.PROOF).order_by("-attempt").first()


def exemptions_of(encounter: Encounter) -> list[Exemption]:
    """Every exception of the encounter."""
    return list(encounter.exemptions.all())


def reasons_of(encounter: Encounter) -> list[ExceptionReason]:
    """The reasons of its exceptions."""
    return [ExceptionReason(one.reason) for one in encounter.exemptions.all()]


def content_of(sample: Sample) -> bytes:
    """The sample as the device gave it; raises DraftLost once the encounter is sealed or abandoned."""
    if not sample.encounter.draft_key:
        raise DraftLost
    return draft_folder(sample.encounter).read(sample.id)


def preview_of(sample: Sample) -> bytes:
    """The sample's small picture as JPEG; raises DraftLost once the encounter is sealed or abandoned."""
    if not sample.encounter.draft_key:
        raise DraftLost
    return draft_folder(sample.encounter).read_preview(sample.id)


def attempts_of(encounter: Encounter) -> dict[Spot, int]:
    """How many tries each spot has had."""
    tries: dict[Spot, int] = {}
    for sample in enrolled_samples(encounter):
        tries[sample.spot] = max(tries.get(sample.spot, 0), sample.attempt)
    return tries


def open_suspicions(encounter: Encounter) -> list[Duplicate]:
    """People who may be the same one as this, and about whom no supervisor has decided yet."""
    found = encounter.duplicates.filter(decision=Duplicate.Decision.OPEN)
    return list(found.select_related("other__person", "other__stop"))


def pooled_samples() -> dict[UUID, int]:
    """How many searchable samples each encounter of the trip has; abandoned ones have none."""
    rows = Sample.objects.filter(use=Sample.Use.ENROLL, template__isnull=False)
    return dict(rows.order_by().values_list("encounter").annotate(Count("id")))


def templates_of(encounters: Iterable[UUID]) -> dict[UUID, list[tuple[Spot, bytes]]]:
    """The best searchable sample of each finger and eye of some encounters."""
    rows = Sample.objects.filter(
        encounter__in=list(encounters), use=Sample.Use.ENROLL, template__isnull=False
    )
    best: dict[tuple[UUID, Spot], tuple[int, bytes]] = {}
    for row in rows.order_by("attempt"):
        place = (row.encounter_id, row.spot)
        if place not in best or row.quality > best[place][0]:
            best[place] = (row.quality, bytes(row.template or b""))
    found: dict[UUID, list[tuple[Spot, bytes]]] = {}
    for (encounter_id, spot), (_quality, template) in best.items():
        found.setdefault(encounter_id, []).append((spot, template))
    return found


def operator_prints() -> list[OperatorPrints]:
    """Every operator whose own fingers this kit knows."""
    return list(OperatorPrints.objects.all())


def name_of(suspicion: Duplicate) -> str:
    """The other person of a suspicion, by name."""
    if suspicion.other is not None:
        return suspicion.other.person.name
    found = OperatorPrints.objects.filter(username=suspicion.operator).first()
    return found.shown_name if found else suspicion.operator


def people_here() -> list[User]:
    """Everybody who may sign in at this kit."""
    return list(User.objects.filter(is_active=True).order_by("full_name", "username"))


KEPT = timedelta(days=7)
"""How long templates stay after the end of an encounter whose trip nobody closes."""


def encounters_past(*, at: datetime) -> list[UUID]:
    """Ended encounters of trips that are closed or cancelled, or that ended long ago."""
    over = Q(stop__trip__finished_at__isnull=False) | Q(stop__trip__is_cancelled=True)
    ended = Encounter.objects.exclude(OPEN).filter(over | Q(ended_at__lt=at - KEPT))
    return list(ended.values_list("id", flat=True))
