"""Who is before the devices: an invented person by seed, or one whose prints lie in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from jemput.kernel.body import Eye, Finger
from jemput.kernel.errors import Problem
from jemput.simulator.errors import BadOrder, NoPrints
from jemput.simulator.words import Spot, subtype
from jemput.synthesis.faces import Conditions as FaceConditions
from jemput.synthesis.fingerprints import Conditions as FingerConditions
from jemput.synthesis.irises import Conditions as EyeConditions

Wishes = TypeVar("Wishes", FingerConditions, EyeConditions, FaceConditions)

# An operator stands by: nobody lays only the edge of a finger on the glass unless that is wished for.
_SUPERVISED = FingerConditions(partial=0.0)
_ANY_EYE = EyeConditions()
_ANY_FACE = FaceConditions()


@dataclass(frozen=True)
class Subject:
    """One person before the devices.

    `seed` decides fingers, eyes and, where `face_seed` is not given, the face. `visit` makes another day's
    captures differ. `missing`: fingers and eyes that are not there, as the wire names them.
    """

    seed: int
    visit: int = 0
    face_seed: int | None = None
    missing: frozenset[str] = frozenset()
    finger: FingerConditions = _SUPERVISED
    iris: EyeConditions = _ANY_EYE
    face: FaceConditions = _ANY_FACE
    fingerprints_folder: Path | None = None
    fingerprints_dpi: int = 500

    def lacks(self, spot: Spot) -> bool:
        """Whether this finger or eye is not there."""
        return subtype(spot) in self.missing


_SUBTYPES = frozenset(subtype(spot) for spot in (*Finger, *Eye))
_FIELDS = frozenset(field.name for field in fields(Subject)) - {"finger", "iris", "face"} | {"conditions"}


def read_subject(order: object) -> Subject:
    """A subject from JSON.

    `{"seed": 42, "visit": 1, "face_seed": 7, "missing": ["Left Thumb"], "fingerprints_folder": "...",
    "fingerprints_dpi": 500, "conditions": {"finger": {"dryness": 0.9}, "iris": {...}, "face": {...}}}`,
    all but the seed optional. Raises BadOrder, NoPrints, and BadCondition of the synthesis.
    """
    if not isinstance(order, dict):
        raise BadOrder(field="subject", reason="not an object")
    unknown = sorted(set(order) - _FIELDS)
    if unknown:
        raise BadOrder(field=unknown[0], reason="unknown")
    wishes = order.get("conditions") or {}
    if not isinstance(wishes, dict) or set(wishes) - {"finger", "iris", "face"}:
        raise BadOrder(field="conditions", reason="finger, iris or face")
    folder = order.get("fingerprints_folder")
    face_seed = order.get("face_seed")
    return Subject(
        seed=_whole(order, "seed"),
        visit=_whole(order, "visit", 0),
        face_seed=None if face_seed is None else _whole(order, "face_seed"),
        missing=_missing(order.get("missing") or []),
        finger=_conditions(FingerConditions, {"partial": 0.0, **wishes.get("finger", {})}),
        iris=_conditions(EyeConditions, wishes.get("iris", {})),
        face=_conditions(FaceConditions, wishes.get("face", {})),
        fingerprints_folder=None if folder is None else _folder(str(folder)),
        fingerprints_dpi=_whole(order, "fingerprints_dpi", 500),
    )


def prints_in(folder: Path) -> dict[str, list[Path]]:
    """Images by finger, sorted, of a folder of `finger_impression.png`."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*_*.png")):
        found.setdefault(path.stem.rpartition("_")[0], []).append(path)
    return found


def _whole(order: Mapping[str, Any], name: str, usual: int | None = None) -> int:
    value = order.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadOrder(field=name, reason="a whole number of 0 or more")
    return value


def _missing(names: object) -> frozenset[str]:
    if not isinstance(names, list) or not _SUBTYPES.issuperset(names):
        raise BadOrder(field="missing", reason="names such as 'Left Thumb'")
    return frozenset(names)


def _conditions(kind: type[Wishes], wishes: object) -> Wishes:
    if not isinstance(wishes, dict):
        raise BadOrder(field="conditions", reason="not an object")
    try:
        return kind(**wishes)
    except Problem:
        raise
    except TypeError as error:
        raise BadOrder(field="conditions", reason=str(error)) from error


def _folder(name: str) -> Path:
    folder = Path(name)
    found = len(prints_in(folder)) if folder.is_dir() else 0
    if found < len(Finger):
        raise NoPrints(folder=name, found=found)
    return folder
