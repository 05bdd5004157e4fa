"""One to many: is this person in the gallery already? Scan by cheap evidence, compare the likely fully.

The cascade: irises of everyone, the cheapest evidence; the two best fingers of everyone whom the irises do
not exclude; the face; then the shortlist by those fingers in full, and the best of it by all there is. Only
when nobody stands out are the hands tried exchanged. Each stage asks all shards of the gallery and merges
their answers, so it does not matter how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TypeVar

from jemput.biometrics.calibration import identification_score
from jemput.biometrics.comparison import Comparison, DescribedPerson, Evidence, compare
from jemput.biometrics.errors import NothingToCompare
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.shards import SHORTLISTED, Candidate, Hit, Searchable, Shard
from jemput.kernel.body import Modality

__all__ = [
    "Candidate",
    "Comparison",
    "Evidence",
    "Gallery",
    "Step",
    "compare",
    "identify",
    "search",
    "search_shards",
]

FULLY_COMPARED = 50
STANDS_OUT = 4.0
"""Log10 ratio of a best candidate above which exchanged hands are not looked for."""
STAGES = {Modality.IRIS: "irises", Modality.FINGER: "two fingers", Modality.FACE: "face"}
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Step:
    """One stage of a search as a trace receives it: its name and the subjects it singles out."""

    name: str
    subject_ids: tuple[str, ...]


Trace = Callable[[Step], None]


@dataclass(frozen=True)
class Placed:
    """A hit and the shard it came from."""

    shard: int
    hit: Hit
    found_by: tuple[Modality, ...] = ()


def identify(
    probe: PersonTemplate,
    gallery: Gallery,
    max_candidates: int = 30,
    target_fpir: float | None = None,
    *,
    trace: Trace | None = None,
) -> tuple[Candidate, ...]:
    """Who in the gallery is the probe: the likeliest persons, best first, each with its evidence.

    With `target_fpir`, only those above the score that at most this share of searches for strangers reaches
    (false-positive identification rate, ISO/IEC 19795-1), whatever the size of the gallery. Raises
    OtherAlgorithm, or NothingToCompare for an empty probe.
    """
    found = search(gallery, probe, limit=max_candidates, trace=trace)
    if target_fpir is None:
        return found
    least = identification_score(len(gallery), target_fpir)
    return tuple(candidate for candidate in found if candidate.log10_ratio >= least)


def search(
    gallery: Gallery, probe: PersonTemplate, *, limit: int = 30, trace: Trace | None = None
) -> tuple[Candidate, ...]:
    """The persons of the gallery most likely to be the probe, best first, at most `limit`.

    Raises OtherAlgorithm, or NothingToCompare for an empty probe.
    """
    return search_shards([Shard(gallery)], probe, limit=limit, trace=trace)


def search_shards(
    shards: Sequence[Searchable],
    probe: PersonTemplate,
    *,
    limit: int = 30,
    executor: Executor | None = None,
    trace: Trace | None = None,
) -> tuple[Candidate, ...]:
    """The same over many shards, asked one after the other or, given an executor, at the same time.

    An executor of threads suits shards that lie elsewhere; local ones already use every core.
    """
    if probe.is_empty:
        raise NothingToCompare
    cascade = _Cascade(shards, DescribedPerson(probe), executor, trace)
    found = cascade.run(exchanged=False)
    if (probe.fingers or probe.irises) and (not found or found[0].log10_ratio < STANDS_OUT):
        found = _ranked([*found, *cascade.run(exchanged=True)])
    best = tuple(found[:limit])
    if trace is not None:
        trace(Step("candidates", tuple(candidate.subject_id for candidate in best)))
    return best


@dataclass(frozen=True)
class _Cascade:
    """The stages of one search."""

    shards: Sequence[Searchable]
    probe: DescribedPerson
    executor: Executor | None
    trace: Trace | None

    def run(self, *, exchanged: bool) -> list[Candidate]:
        """First look, shortlist, likeliest, full comparison."""
        everyone = self._first_look(exchanged=exchanged)
        shortlist = self._shortlist(everyone)
        likely = self._likeliest(shortlist)
        return self._fully_compared(likely, exchanged=exchanged)

    def _first_look(self, *, exchanged: bool) -> list[Placed]:
        """Irises, two fingers and face of everyone, each shard naming those who stand out in it."""
        answers = self._ask(lambda at: self.shards[at].scan(self.probe, exchanged=exchanged))
        return [Placed(at, hit) for at, hits in enumerate(answers) for hit in hits]

    def _shortlist(self, everyone: list[Placed]) -> list[Placed]:
        """Of those, whoever stands out in the whole gallery by one kind of evidence."""
        found_by: dict[str, tuple[Modality, ...]] = {}
        for kind in SHORTLISTED:
            chosen = _highest(everyone, kind)
            self._tell(STAGES[kind], chosen)
            for one in chosen:
                found_by[one.hit.subject_id] = (*found_by.get(one.hit.subject_id, ()), kind)
        wanted = [one for one in everyone if one.hit.subject_id in found_by]
        wanted.sort(key=lambda one: one.hit.subject_id)
        shortlist = [replace(one, found_by=found_by[one.hit.subject_id]) for one in wanted]
        self._tell("shortlist", shortlist)
        return shortlist

    def _likeliest(self, shortlist: list[Placed]) -> list[Placed]:
        """Of the shortlist, whom the scanned fingers in full, the irises and the face favor most."""
        likely = shortlist
        if len(shortlist) > FULLY_COMPARED:
            worth: dict[str, float] = {}
            parts = self._by_shard(shortlist)
            answers = self._ask(lambda at: self.shards[at].weigh(self.probe, [one.hit for one in parts[at]]))
            for at, answer in enumerate(answers):
                ids = (one.hit.subject_id for one in parts[at])
                worth |= dict(zip(ids, answer, strict=True))
            ranked = sorted(shortlist, key=lambda one: (-worth[one.hit.subject_id], one.hit.subject_id))
            likely = ranked[:FULLY_COMPARED]
        self._tell("likeliest", likely)
        return likely

    def _fully_compared(self, likely: list[Placed], *, exchanged: bool) -> list[Candidate]:
        """Everything the probe shares with each of them."""
        parts = self._by_shard(likely)
        ids = [[one.hit.subject_id for one in part] for part in parts]
        answers = self._ask(lambda at: self.shards[at].compare(self.probe, ids[at], exchange=exchanged))
        found_by = {one.hit.subject_id: one.found_by for one in likely}
        return _ranked(
            replace(candidate, found_by=found_by[candidate.subject_id])
            for answer in answers
            for candidate in answer
        )

    def _by_shard(self, placed: list[Placed]) -> list[list[Placed]]:
        return [[one for one in placed if one.shard == at] for at in range(len(self.shards))]

    def _ask(self, question: Callable[[int], Answer]) -> list[Answer]:
        """One question to every shard, answers in their order."""
        mapped = map if self.executor is None else self.executor.map
        return list(mapped(question, range(len(self.shards))))

    def _tell(self, name: str, placed: Iterable[Placed]) -> None:
        if self.trace is not None:
            self.trace(Step(name, tuple(one.hit.subject_id for one in placed)))


def _highest(everyone: list[Placed], kind: Modality) -> list[Placed]:
    """Whoever scores highest by one kind of evidence, in an order that no partition changes."""
    scored = [one for one in everyone if one.hit.scores[kind] > float("-inf")]
    scored.sort(key=lambda one: (-one.hit.scores[kind], one.hit.subject_id))
    return scored[: SHORTLISTED[kind]]


def _ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Best first, everyone once."""
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda candidate: (-candidate.log10_ratio, candidate.subject_id)):
        best.setdefault(one.subject_id, one)
    return list(best.values())
