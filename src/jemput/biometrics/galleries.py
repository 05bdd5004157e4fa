"""The persons to search among, in memory: cheap to add to and remove from, laid out when searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jemput.biometrics.errors import SubjectTwice, UnknownSubject
from jemput.biometrics.person import PersonTemplate
from jemput.biometrics.segments import Segment, segment_of
from jemput.kernel.body import Finger

MERGE_BELOW = 4096
"""Segments smaller than this are merged when more persons arrive."""


class Gallery:
    """Persons by subject id, kept as frozen segments and a list of those who came since."""

    def __init__(
        self,
        persons: Iterable[tuple[str, PersonTemplate]] = (),
        *,
        segments: Iterable[Segment] = (),
        scanned: Sequence[Finger] = tuple(Finger),
    ) -> None:
        self._scanned = tuple(scanned)
        self._segments = list(segments)
        self._pending: dict[str, PersonTemplate] = {}
        self._places: dict[str, tuple[Segment, int]] = {}
        self._removed: dict[Segment, list[int]] = {}
        for segment in self._segments:
            self._place(segment)
        for subject_id, template in persons:
            self.add(subject_id, template)

    def __len__(self) -> int:
        return len(self._places) + len(self._pending)

    def __contains__(self, subject_id: str) -> bool:
        return subject_id in self._places or subject_id in self._pending

    def __iter__(self) -> Iterator[tuple[str, PersonTemplate]]:
        for subject_id, (segment, row) in self._places.items():
            yield subject_id, segment.store.template(row)
        yield from self._pending.items()

    def add(self, subject_id: str, template: PersonTemplate) -> None:
        """Put a person in; raises SubjectTwice or OtherAlgorithm."""
        if subject_id in self:
            raise SubjectTwice(subject_id=subject_id)
        template.require_current()
        self._pending[subject_id] = template

    def remove(self, subject_id: str) -> None:
        """Take a person out; raises UnknownSubject."""
        if self._pending.pop(subject_id, None) is not None:
            return
        if subject_id not in self._places:
            raise UnknownSubject(subject_id=subject_id)
        segment, row = self._places.pop(subject_id)
        self._removed.setdefault(segment, []).append(row)

    def template(self, subject_id: str) -> PersonTemplate:
        """A person's template; raises UnknownSubject."""
        if subject_id in self._pending:
            return self._pending[subject_id]
        if subject_id not in self._places:
            raise UnknownSubject(subject_id=subject_id)
        segment, row = self._places[subject_id]
        return segment.store.template(row)

    def removed_rows(self, segment: Segment) -> list[int]:
        """Places in the segment whose persons have been removed since."""
        return self._removed.get(segment, [])

    def segments(self) -> tuple[Segment, ...]:
        """The layout for scanning, with everyone added so far in it."""
        if self._pending:
            small = [segment for segment in self._segments if len(segment) < MERGE_BELOW]
            kept = [segment for segment in self._segments if len(segment) >= MERGE_BELOW]
            living = [person for segment in small for person in self._living(segment)]
            merged = segment_of([*living, *self._pending.items()], scanned=self._scanned)
            self._segments = [*kept, merged]
            for segment in small:
                self._removed.pop(segment, None)
            self._place(merged)
            self._pending = {}
        return tuple(self._segments)

    def _living(self, segment: Segment) -> Iterator[tuple[str, PersonTemplate]]:
        gone = set(self.removed_rows(segment))
        for row, subject_id in enumerate(segment.subject_ids):
            if row not in gone:
                yield subject_id, segment.store.template(row)

    def _place(self, segment: Segment) -> None:
        """Note where everyone is; of a person in two segments the later one counts."""
        for row, subject_id in enumerate(segment.subject_ids):
            before = self._places.get(subject_id)
            if before is not None and before[0] in self._segments:
                self._removed.setdefault(before[0], []).append(before[1])
            self._places[subject_id] = (segment, row)
