"""Who was recorded on this trip, in memory: the small gallery that each capture is searched in.

Templates come from the encrypted database and go with the trip; nothing of the gallery is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from jemput.biometrics.calibration import DUPLICATE_SCORE
from jemput.biometrics.errors import MalformedTemplate, NothingToCompare, OtherAlgorithm
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.galleries import Gallery
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.search import Candidate, search
from jemput.kernel.body import Eye, Finger, Modality
from jemput.kit.devices.samples import Spot

FRESH = 64
"""People kept in the small gallery before they join the large one, which is laid out anew for it."""


@dataclass(frozen=True)
class Hit:
    """Somebody of the pool who may be the same person, and how sure that is."""

    subject: str
    log10_ratio: float


@dataclass
class Pool:
    """Two galleries: the settled one, laid out once, and the latest people, cheap to lay out again."""

    settled: Gallery = field(default_factory=Gallery)
    latest: Gallery = field(default_factory=Gallery)
    known: dict[str, int] = field(default_factory=dict)
    """How many samples of each subject are here: whoever has more by now is loaded anew."""
    lock: Lock = field(default_factory=Lock)

    def stale(self, counts: Mapping[str, int]) -> set[str]:
        """Which of these subjects must be loaded, by how many samples they have now."""
        return {who for who, count in counts.items() if self.known.get(who) != count}

    def catch_up(self, counts: Mapping[str, int], changed: Mapping[str, PersonTemplate]) -> None:
        """Hold exactly the counted subjects; `changed` are the stale ones."""
        for who in [who for who in self.known if who not in counts or who in changed]:
            self._forget(who)
        for who, template in sorted(changed.items()):
            self.latest.add(who, template)
            self.known[who] = counts[who]
        if len(self.latest) > FRESH:
            self.settled = Gallery([*self.settled, *self.latest])
            self.latest = Gallery()

    def hits(self, probe: PersonTemplate, *, but: str) -> list[Hit]:
        """Everybody who reaches the threshold of the center's own duplicate search, best first."""
        found: list[Candidate] = []
        for gallery in (self.settled, self.latest):
            if len(gallery):
                try:
                    found += search(gallery, probe, limit=5)
                except NothingToCompare:
                    return []
        hits = [Hit(one.subject_id, one.log10_ratio) for one in found]
        likely = [one for one in hits if one.log10_ratio >= DUPLICATE_SCORE and one.subject != but]
        return sorted(likely, key=lambda hit: -hit.log10_ratio)

    def _forget(self, who: str) -> None:
        gallery = self.latest if who in self.latest else self.settled
        gallery.remove(who)
        del self.known[who]


def person_of(parts: Iterable[tuple[Spot, bytes]]) -> PersonTemplate:
    """The templates of some samples as one person's.

    Those that this version cannot compare, taken before an update in the middle of a trip, are left out.
    """
    fingers: dict[Finger, FingerTemplate] = {}
    irises: dict[Eye, IrisTemplate] = {}
    for spot, raw in parts:
        try:
            if spot.modality is Modality.FINGER:
                fingers[Finger(spot.position)] = finger_of(raw)
            elif spot.modality is Modality.IRIS:
                iris = IrisTemplate.from_bytes(raw)
                iris.require_current()
                irises[Eye(spot.position)] = iris
        except (MalformedTemplate, OtherAlgorithm):
            continue
    return PersonTemplate(fingers, irises)


def finger_of(raw: bytes) -> FingerTemplate:
    """One finger's template; raises MalformedTemplate, OtherAlgorithm."""
    finger = FingerTemplate.from_bytes(raw)
    finger.require_current()
    return finger
