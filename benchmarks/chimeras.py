"""People put together from real samples of different persons: fingers, and irises and faces where given.

A finger stands for one finger of one chimera only, so no two chimeras resemble each other. The first
impression of every sample is enrolled, the others are probes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from fingerprint_accuracy import NAME, sets_in
from jemput.biometrics import images
from jemput.biometrics.errors import NoIris
from jemput.biometrics.faces.extraction import examine
from jemput.biometrics.faces.templates import FaceTemplate
from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.fingerprints.templates import FingerTemplate
from jemput.biometrics.irises.extraction import extract as extract_iris
from jemput.biometrics.irises.templates import IrisTemplate
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Eye, Finger

POSITIONS = (
    Finger.RIGHT_INDEX,
    Finger.LEFT_INDEX,
    Finger.RIGHT_THUMB,
    Finger.LEFT_THUMB,
    Finger.RIGHT_MIDDLE,
)
EYE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".bmp")
FACE_SUFFIXES = (*EYE_SUFFIXES, ".pgm")
DIGITS = re.compile(r"(\d+)")
Sample = TypeVar("Sample")


@dataclass(frozen=True)
class Chimera:
    """One person: as enrolled, and captured again several times."""

    subject_id: str
    enrolled: PersonTemplate
    probes: tuple[PersonTemplate, ...]

    def fingers(self, most: int = len(POSITIONS)) -> Iterator[PersonTemplate]:
        """The probes with nothing but their first fingers."""
        for probe in self.probes:
            yield PersonTemplate({at: probe.fingers[at] for at in POSITIONS[:most]})


def chimeras(fingers: Path, irises: Path | None, faces: Path | None) -> list[Chimera]:
    """As many people as there are fives of fingers, with irises and a face as far as these reach."""
    hands = _hands(fingers)
    eyes = _eyes(irises, 2 * len(hands)) if irises is not None else []
    heads = _heads(faces, len(hands)) if faces is not None else []
    people = []
    for at, hand in enumerate(hands):
        pair = eyes[2 * at : 2 * at + 2]
        head = heads[at] if at < len(heads) else []
        captures = min(len(finger) for finger in hand)
        made = tuple(_person(hand, pair, head, capture) for capture in range(captures))
        people.append(Chimera(f"real-{at}", made[0], made[1:]))
    return people


def _person(
    hand: list[list[FingerTemplate]],
    pair: list[list[IrisTemplate]],
    head: list[FaceTemplate],
    capture: int,
) -> PersonTemplate:
    """One capture; where a sample has fewer impressions than the fingers, the later ones are used again."""
    return PersonTemplate(
        {at: finger[capture] for at, finger in zip(POSITIONS, hand, strict=True)},
        {eye: _again(images_of, capture) for eye, images_of in zip(Eye, pair, strict=False)},
        _again(head, capture) if head else None,
    )


def _again(samples: Sequence[Sample], capture: int) -> Sample:
    return samples[0] if capture == 0 else samples[1 + (capture - 1) % (len(samples) - 1)]


def _hands(folder: Path) -> list[list[list[FingerTemplate]]]:
    """Fives of fingers, each with its impressions."""
    by_finger: dict[str, list[Path]] = {}
    for name, paths in sets_in(folder).items():
        for path in paths:
            named = NAME.fullmatch(path.name)
            assert named is not None
            by_finger.setdefault(f"{name} {named[1]}", []).append(path)
    with ThreadPoolExecutor(2) as pool:
        made = [list(pool.map(_finger, paths)) for paths in by_finger.values()]
    return [made[at : at + 5] for at in range(0, len(made) - 4, 5)]


def _finger(path: Path) -> FingerTemplate:
    return extract(images.decode(path.read_bytes()), threads=1)


def _eyes(folder: Path, most: int) -> list[list[IrisTemplate]]:
    """Eyes with at least two images in which an iris was found."""
    by_eye: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in EYE_SUFFIXES and "_" in path.stem:
            by_eye.setdefault(path.stem.split("_")[0], []).append(path)
    made = []
    for paths in by_eye.values():
        found = []
        for path in paths:
            try:
                found.append(extract_iris(images.decode(path.read_bytes())))
            except NoIris:
                continue
        if len(found) > 1:
            made.append(found)
        if len(made) == most:
            break
    return made


def _heads(folder: Path, most: int) -> list[list[FaceTemplate]]:
    """Persons with at least two photos in which a face was found."""
    by_person: dict[Path, list[Path]] = {}
    for path in sorted(folder.rglob("*"), key=_in_order):
        if path.suffix.lower() in FACE_SUFFIXES:
            by_person.setdefault(path.parent, []).append(path)
    made = []
    for paths in by_person.values():
        photos = (cv2.imread(str(path), cv2.IMREAD_COLOR) for path in paths)
        pixels = (np.ascontiguousarray(photo[..., ::-1], np.uint8) for photo in photos if photo is not None)
        found = [template for template in (examine(one).template for one in pixels) if template is not None]
        if len(found) > 1:
            made.append(found)
        if len(made) == most:
            break
    return made


def _in_order(path: Path) -> list[int | str]:
    """Numbers in a path by their size."""
    return [int(part) if part.isdigit() else part for part in DIGITS.split(str(path))]
