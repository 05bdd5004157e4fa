"""Who is before us decides what is expected: one profile a kind of resident, readable at a glance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jemput.kernel.body import LEFT_SLAP, RIGHT_SLAP, THUMBS, ExceptionReason, Eye, Finger, Modality
from jemput.kernel.eligibility import kia_needs_photo, may_be_printed, may_be_recorded, may_have_kia
from jemput.kernel.errors import Words
from jemput.kernel.nik import Person
from jemput.kit.capture.states import STEPS, State
from jemput.kit.devices.samples import Spot

LEFT_FOUR = frozenset(Spot(Modality.FINGER, finger) for finger in LEFT_SLAP)
RIGHT_FOUR = frozenset(Spot(Modality.FINGER, finger) for finger in RIGHT_SLAP)
BOTH_THUMBS = frozenset(Spot(Modality.FINGER, finger) for finger in THUMBS)
BOTH_EYES = frozenset(Spot(Modality.IRIS, eye) for eye in Eye)
FACE = frozenset({Spot(Modality.FACE)})
SIGNATURE = frozenset({Spot(Modality.SIGNATURE)})
EVERYTHING = LEFT_FOUR | RIGHT_FOUR | BOTH_THUMBS | BOTH_EYES | FACE | SIGNATURE

STEP_SPOTS: dict[State, frozenset[Spot]] = {
    State.LEFT_FOUR: LEFT_FOUR,
    State.RIGHT_FOUR: RIGHT_FOUR,
    State.THUMBS: BOTH_THUMBS,
    State.IRISES: BOTH_EYES,
    State.FACE: FACE,
    State.SIGNATURE: SIGNATURE,
}

_LEFT_HAND = LEFT_FOUR | {Spot(Modality.FINGER, Finger.LEFT_THUMB)}
_RIGHT_HAND = RIGHT_FOUR | {Spot(Modality.FINGER, Finger.RIGHT_THUMB)}


class Card(StrEnum):
    """Which card a recording leads to."""

    KTP = "ktp"
    KIA = "kia"


class Guardian(StrEnum):
    """Whether somebody stands by and is named in the recording."""

    NONE = "none"
    OFFERED = "offered"
    REQUIRED = "required"


@dataclass(frozen=True)
class Profile:
    """What one kind of resident is expected to give.

    With `any_face` a photo counts in which no upright face is found, as of somebody lying on the side.
    `optional` spots may be skipped by the operator alone; every other absence is an exception with a
    supervisor's approval. `suggested` are the spots that the exception form comes up with, and the reason.
    """

    code: str
    label: Words
    sentence: Words
    expected: frozenset[Spot] = EVERYTHING
    optional: frozenset[Spot] = frozenset()
    suggested: frozenset[Spot] = field(default=frozenset())
    suggested_reason: ExceptionReason | None = None
    any_face: bool = False
    card: Card = Card.KTP
    guardian: Guardian = Guardian.NONE

    @property
    def steps(self) -> tuple[State, ...]:
        """The steps that have something to do: without fingers there is nothing to verify either."""
        return tuple(step for step in STEPS if self._has(step))

    def _has(self, step: State) -> bool:
        if step is State.VERIFICATION:
            return any(spot.modality is Modality.FINGER for spot in self.expected)
        return step not in STEP_SPOTS or bool(STEP_SPOTS[step] & self.expected)


ADULT = Profile(
    "adult",
    Words(id="Dewasa", en="Adult"),
    Words(id="Sepuluh jari, dua iris, wajah, tanda tangan.", en="Ten fingers, two irises, face, signature."),
)
PEMULA = Profile(
    "pemula",
    Words(id="Pemula (16 tahun)", en="Aged 16"),
    Words(
        id="Sama dengan dewasa; KTP-el dicetak saat 17 tahun.", en="As an adult; the card is printed at 17."
    ),
)
BEDRIDDEN = Profile(
    "bedridden",
    Words(id="Berbaring", en="Bedridden"),
    Words(
        id="Pindai jari satu tangan berganti; foto boleh berbaring; iris boleh dilewati.",
        en="One hand after the other; the photo may be taken lying; the irises may be skipped.",
    ),
    optional=BOTH_EYES,
    any_face=True,
    guardian=Guardian.OFFERED,
)
MENTAL_ILLNESS = Profile(
    "mental_illness",
    Words(id="Perlu pendekatan khusus", en="Needs a gentle approach"),
    Words(
        id="Foto dan jari saja sudah cukup; iris dan tanda tangan boleh dilewati.",
        en="Photo and fingers are enough; irises and signature may be skipped.",
    ),
    optional=BOTH_EYES | SIGNATURE,
    guardian=Guardian.OFFERED,
)
NO_LEFT_HAND = Profile(
    "no_left_hand",
    Words(id="Tanpa tangan kiri", en="No left hand"),
    Words(
        id="Lima jari kiri dicatat sebagai pengecualian.", en="The five left fingers are noted as exceptions."
    ),
    suggested=_LEFT_HAND,
    suggested_reason=ExceptionReason.AMPUTATED,
)
NO_RIGHT_HAND = Profile(
    "no_right_hand",
    Words(id="Tanpa tangan kanan", en="No right hand"),
    Words(
        id="Lima jari kanan dicatat sebagai pengecualian.",
        en="The five right fingers are noted as exceptions.",
    ),
    suggested=_RIGHT_HAND,
    suggested_reason=ExceptionReason.AMPUTATED,
)

KIA_SMALL = Profile(
    "kia_under_5",
    Words(id="KIA, di bawah 5 tahun", en="Child card, under 5"),
    Words(
        id="Biodata saja, tanpa foto; orang tua hadir.", en="Biodata alone, no photo; a parent is present."
    ),
    expected=frozenset(),
    card=Card.KIA,
    guardian=Guardian.REQUIRED,
)
KIA = Profile(
    "kia",
    Words(id="KIA, 5 sampai 17 tahun", en="Child card, 5 to 17"),
    Words(
        id="Biodata dan foto, tanpa jari dan iris; orang tua hadir.",
        en="Biodata and a photo, no fingers or irises; a parent is present.",
    ),
    expected=FACE,
    card=Card.KIA,
    guardian=Guardian.REQUIRED,
)

PROFILES = {
    profile.code: profile
    for profile in (
        ADULT,
        PEMULA,
        BEDRIDDEN,
        MENTAL_ILLNESS,
        NO_LEFT_HAND,
        NO_RIGHT_HAND,
        KIA_SMALL,
        KIA,
    )
}


def usual(person: Person, *, on: date) -> Profile:
    """The profile that fits by age alone."""
    if may_be_recorded(person, on=on):
        return ADULT if may_be_printed(person, on=on) else PEMULA
    return KIA if kia_needs_photo(person, on=on) else KIA_SMALL


def fits(profile: Profile, person: Person, *, on: date) -> bool:
    """Whether somebody of this age may be taken with the profile; each age has its own."""
    if profile.card is Card.KIA:
        return may_have_kia(person, on=on) and (profile is KIA) == kia_needs_photo(person, on=on)
    if profile in {ADULT, PEMULA}:
        return profile is usual(person, on=on)
    return may_be_recorded(person, on=on)
