"""A frozen part of a gallery: persons laid out by modality in arrays that can be scanned at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.columns import column_of_templates
from jemput.biometrics.faces.templates import DIMENSIONS
from jemput.biometrics.fingerprints.scanning import Column
from jemput.biometrics.irises.code import THIN_CODE_WORDS, THIN_MASK_WORDS, packed, thinned, unpacked
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger

IRIS_BATCH = 2048


@dataclass(frozen=True)
class FingerColumn:
    """Everyone's templates of one finger position; `rows` are the persons' places in the segment."""

    rows: NDArray[np.int64]
    column: Column


@dataclass(frozen=True)
class IrisColumn:
    """Everyone's thinned codes (n, THIN_CODE_WORDS) and masks (n, THIN_MASK_WORDS) of one eye."""

    rows: NDArray[np.int64]
    codes: NDArray[np.uint64]
    masks: NDArray[np.uint64]


@dataclass(frozen=True)
class FaceColumn:
    """Everyone's embeddings (n, 128)."""

    rows: NDArray[np.int64]
    embeddings: NDArray[np.float32]


@dataclass(frozen=True)
class TemplateStore:
    """Whole persons as bytes, one after the other: parsed only when compared fully."""

    content: NDArray[np.uint8]
    starts: NDArray[np.int64]

    def template(self, row: int) -> PersonTemplate:
        """The person at a row."""
        return PersonTemplate.from_bytes(self.content[self.starts[row] : self.starts[row + 1]].tobytes())


@dataclass(frozen=True, eq=False)
class Segment:
    """Some persons of a gallery, ready to be scanned."""

    subject_ids: tuple[str, ...]
    store: TemplateStore
    fingers: Mapping[Finger, FingerColumn]
    irises: Mapping[Eye, IrisColumn]
    faces: FaceColumn

    def __len__(self) -> int:
        return len(self.subject_ids)


def segment_of(
    persons: Sequence[tuple[str, PersonTemplate]], *, scanned: Sequence[Finger] = tuple(Finger)
) -> Segment:
    """Lay persons out for scanning; only fingers at `scanned` positions get columns (2.6 kB each)."""
    templates = tuple(template for _, template in persons)
    fingers = {finger: _finger_column(finger, templates) for finger in scanned}
    eyes = {eye: _iris_column(eye, templates) for eye in Eye}
    return Segment(
        tuple(subject_id for subject_id, _ in persons),
        _stored(templates),
        {finger: column for finger, column in fingers.items() if len(column.rows)},
        {eye: column for eye, column in eyes.items() if len(column.rows)},
        _face_column(templates),
    )


def _stored(templates: Sequence[PersonTemplate]) -> TemplateStore:
    parts = [template.to_bytes() for template in templates]
    lengths = np.array([len(part) for part in parts], np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return TemplateStore(np.frombuffer(b"".join(parts), np.uint8), starts)


def _finger_column(finger: Finger, templates: Sequence[PersonTemplate]) -> FingerColumn:
    rows = [row for row, template in enumerate(templates) if finger in template.fingers]
    column = column_of_templates([templates[row].fingers[finger] for row in rows])
    return FingerColumn(np.array(rows, np.int64), column)


def _iris_column(eye: Eye, templates: Sequence[PersonTemplate]) -> IrisColumn:
    rows = [row for row, template in enumerate(templates) if eye in template.irises]
    words = np.zeros((len(rows), THIN_CODE_WORDS + THIN_MASK_WORDS), np.uint64)
    for start in range(0, len(rows), IRIS_BATCH):
        batch = [templates[row].irises[eye] for row in rows[start : start + IRIS_BATCH]]
        words[start : start + IRIS_BATCH] = _thin_words(batch)
    codes, masks = words[:, :THIN_CODE_WORDS], words[:, THIN_CODE_WORDS:]
    return IrisColumn(np.array(rows, np.int64), np.ascontiguousarray(codes), np.ascontiguousarray(masks))


def _thin_words(batch: Sequence[IrisTemplate]) -> NDArray[np.uint64]:
    """Thinned code and mask of each iris side by side, (n, THIN_CODE_WORDS + THIN_MASK_WORDS)."""
    whole = np.stack([np.concatenate([iris.code, iris.mask[None]]) for iris in batch])
    return packed(thinned(unpacked(whole))).reshape(len(batch), -1)


def _face_column(templates: Sequence[PersonTemplate]) -> FaceColumn:
    faces = [(row, template.face) for row, template in enumerate(templates) if template.face is not None]
    embeddings = np.zeros((len(faces), DIMENSIONS), np.float32)
    for at, (_, face) in enumerate(faces):
        embeddings[at] = face.embedding
    return FaceColumn(np.array([row for row, _ in faces], np.int64), embeddings)
