"""What is enough: present and excepted samples against the expected ones, tries, quality, time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from jemput.kernel.body import ExceptionReason, Finger, Modality
from jemput.kit.capture.profiles import STEP_SPOTS, Profile
from jemput.kit.capture.states import State
from jemput.kit.devices.samples import Spot

MAX_TRIES = 3
TIME_LIMIT = timedelta(minutes=15)
"""S3-2: a person is done in under fifteen minutes."""

GOOD_QUALITY = {Modality.FINGER: 40, Modality.IRIS: 50, Modality.FACE: 50, Modality.SIGNATURE: 0}
"""Quality from which on nobody needs to try again, 0 to 100 on our own scale."""

PHYSICAL = frozenset({ExceptionReason.AMPUTATED, ExceptionReason.BANDAGED, ExceptionReason.DAMAGED})
"""Reasons that a photo can show, and must."""

REASONS_FOR: Mapping[Modality, tuple[ExceptionReason, ...]] = {
    Modality.FINGER: (
        ExceptionReason.AMPUTATED,
        ExceptionReason.BANDAGED,
        ExceptionReason.DAMAGED,
        ExceptionReason.TREMOR,
        ExceptionReason.CANNOT_COOPERATE,
        ExceptionReason.DEVICE,
    ),
    Modality.IRIS: (
        ExceptionReason.DAMAGED,
        ExceptionReason.BANDAGED,
        ExceptionReason.TREMOR,
        ExceptionReason.CANNOT_COOPERATE,
        ExceptionReason.DEVICE,
    ),
    Modality.FACE: (ExceptionReason.DAMAGED, ExceptionReason.BANDAGED, ExceptionReason.DEVICE),
    Modality.SIGNATURE: (
        ExceptionReason.CANNOT_WRITE,
        ExceptionReason.AMPUTATED,
        ExceptionReason.CANNOT_COOPERATE,
        ExceptionReason.DEVICE,
    ),
}

_VERIFY_FIRST = (
    Finger.RIGHT_INDEX,
    Finger.LEFT_INDEX,
    Finger.RIGHT_THUMB,
    Finger.LEFT_THUMB,
    *(finger for finger in Finger if finger not in {1, 2, 6, 7}),
)


@dataclass(frozen=True)
class Attempted:
    """One sample of one try."""

    spot: Spot
    attempt: int
    quality: int


@dataclass(frozen=True)
class Balance:
    """Expected spots against what there is; it balances when every expected one is exactly one of both."""

    missing: frozenset[Spot]
    doubled: frozenset[Spot]
    unexpected: frozenset[Spot]

    @property
    def holds(self) -> bool:
        """Whether present and excepted together are exactly the expected."""
        return not (self.missing or self.doubled or self.unexpected)


def balance(expected: Iterable[Spot], *, captured: Iterable[Spot], excepted: Iterable[Spot]) -> Balance:
    """Compare: present + exception must equal expected, each spot once."""
    wanted, present, absent = frozenset(expected), frozenset(captured), frozenset(excepted)
    return Balance(wanted - present - absent, present & absent, (present | absent) - wanted)


def expected_at(step: State, profile: Profile) -> frozenset[Spot]:
    """The spots that a step must account for."""
    return STEP_SPOTS.get(step, frozenset()) & profile.expected


def best(attempts: Iterable[Attempted]) -> dict[Spot, Attempted]:
    """The best sample of each spot over all tries; of equals the earlier."""
    kept: dict[Spot, Attempted] = {}
    for one in sorted(attempts, key=lambda attempted: attempted.attempt):
        if one.spot not in kept or one.quality > kept[one.spot].quality:
            kept[one.spot] = one
    return kept


def is_good(spot: Spot, quality: int) -> bool:
    """Whether nobody needs to take this one again."""
    return quality >= GOOD_QUALITY[spot.modality]


def is_usable(spot: Spot, quality: int, profile: Profile) -> bool:
    """Whether a sample counts at all: where nothing was found on it (quality 0), it was only a try."""
    return quality > 0 or (spot.modality is Modality.FACE and profile.any_face)


def tries_left(attempts: int) -> int:
    """How many more tries a step allows."""
    return max(0, MAX_TRIES - attempts)


def needs_photo(reasons: Iterable[ExceptionReason]) -> bool:
    """Whether an exception photo must prove at least one of the exceptions."""
    return not PHYSICAL.isdisjoint(reasons)


def fingers_to_verify(captured: Iterable[Spot]) -> tuple[Spot, ...]:
    """The two fingers compared 1:1 before sealing: the index fingers, else the next best there are."""
    present = {one.position for one in captured if one.modality is Modality.FINGER}
    return tuple(Spot(Modality.FINGER, finger) for finger in _VERIFY_FIRST if finger in present)[:2]


def is_overdue(started_at: datetime, *, at: datetime) -> bool:
    """Whether this encounter has already taken longer than it should."""
    return at - started_at > TIME_LIMIT


SAME_FINGER = 5.0
"""Log10 likelihood ratio from which two fingers of one encounter are taken for the same one."""


def could_be_mistaken(one: Spot, other: Spot) -> bool:
    """Whether the wrong hand on the glass could show `other` in the place of `one`."""
    return one.modality is other.modality is Modality.FINGER and one != other
