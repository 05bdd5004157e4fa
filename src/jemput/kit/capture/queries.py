"""Reads of capture: what is there of an encounter, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from jemput.kernel.body import ExceptionReason
from jemput.kit.capture import rules
from jemput.kit.capture.errors import DraftLost, NoSuchEncounter
from jemput.kit.capture.folders import draft_folder
from jemput.kit.capture.models import OPEN, Encounter, Exemption, Sample
from jemput.kit.capture.rules import Attempted
from jemput.kit.capture.states import State
from jemput.kit.devices.samples import Spot


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


def enrolled_samples(encounter: Encounter, spots: Iterable[Spot] | None = None) -> list[Sample]:
    """Every sample of every try that is meant for the packet, of some spots or of all."""
    samples = list(encounter.samples.filter(use=Sample.Use.ENROLL))
    if spots is None:
        return samples
    wanted = frozenset(spots)
    return [sample for sample in samples if sample.spot in wanted]


def best_samples(encounter: Encounter) -> dict[Spot, Sample]:
    """The best sample of each spot over all tries."""
    by_try = {(sample.spot, sample.attempt): sample for sample in enrolled_samples(encounter)}
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


def attempts_of(encounter: Encounter) -> dict[Spot, int]:
    """How many tries each spot has had."""
    tries: dict[Spot, int] = {}
    for sample in enrolled_samples(encounter):
        tries[sample.spot] = max(tries.get(sample.spot, 0), sample.attempt)
    return tries
