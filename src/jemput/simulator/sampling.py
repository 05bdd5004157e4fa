"""One capture of one spot of the person before the glass: pixels, and how good they honestly are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from jemput.biometrics.fingerprints.extraction import examine
from jemput.kernel.body import Eye, Finger
from jemput.simulator.subjects import Subject, prints_in
from jemput.simulator.words import Spot
from jemput.synthesis import faces, fingerprints, irises

_POOR_FINGER = {"dryness": 0.95, "partial": 0.45, "pressure": 0.2}
_POOR_CLOSING, _POOR_BLUR = 0.9, 4.5
_POOR_FACE = {"yaw_degrees": 24.0, "brightness": 0.45, "blur_pixels": 4.0}
_VISIT = 1000


@dataclass(frozen=True, eq=False)
class Sample:
    """One captured image: gray (height, width) or RGB (height, width, 3), and its quality 0 to 100."""

    image: NDArray[np.uint8]
    quality: int
    dpi: int = 500


# numba's first compilation and the caches below are not to be run twice at once.
_DRAWING = Lock()


def take(subject: Subject, spot: Spot, attempt: int, *, poor: bool = False) -> Sample:
    """Capture one spot; another `attempt` of the same visit gives another impression of the same skin."""
    with _DRAWING:
        seed = subject.visit * _VISIT + attempt
        if spot is None:
            return _face(subject, seed, poor)
        if isinstance(spot, Eye):
            return _eye(subject, spot, seed, poor)
        if subject.fingerprints_folder is not None:
            return _lent(subject, subject.fingerprints_folder, spot, seed)
        return _finger(subject, spot, seed, poor)


def _finger(subject: Subject, finger: Finger, seed: int, poor: bool) -> Sample:
    wished = replace(subject.finger, **_POOR_FINGER) if poor else subject.finger
    touch = fingerprints.touch(_master(subject.seed, finger), seed, conditions=wished)
    return Sample(touch.image, touch.quality)


def _eye(subject: Subject, eye: Eye, seed: int, poor: bool) -> Sample:
    wished = replace(subject.iris, closing=_POOR_CLOSING, blur_pixels=_POOR_BLUR) if poor else subject.iris
    look = irises.look(_iris(subject.seed, eye), seed, conditions=wished)
    return Sample(look.image, look.quality)


def _face(subject: Subject, seed: int, poor: bool) -> Sample:
    wished = replace(subject.face, **_POOR_FACE) if poor else subject.face
    face_seed = subject.seed if subject.face_seed is None else subject.face_seed
    portrait = faces.portray(_portrait(face_seed), seed, conditions=wished)
    return Sample(portrait.image, portrait.quality)


def _lent(subject: Subject, folder: Path, finger: Finger, seed: int) -> Sample:
    """A real print: the folder's first ten fingers are positions 1 to 10, its impressions taken in turn."""
    of_finger = list(prints_in(folder).values())[finger - 1]
    path = of_finger[seed % len(of_finger)]
    image = np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
    return Sample(image, examine(image, dpi=subject.fingerprints_dpi).quality.score, subject.fingerprints_dpi)


@lru_cache(maxsize=24)
def _master(seed: int, finger: Finger) -> fingerprints.MasterPrint:
    return fingerprints.master(seed, finger)


@lru_cache(maxsize=8)
def _iris(seed: int, eye: Eye) -> irises.IrisIdentity:
    return irises.identity(seed, eye)


@lru_cache(maxsize=4)
def _portrait(seed: int) -> faces.FaceIdentity:
    return faces.identity(seed)
