"""Two lists of recorded people compared person by person: who is in one only, and what may be the cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jemput.kernel.statuses import RE_RECORD, RECORDED, NationalStatus

_YES = {"SUDAH", "SUDAHREKAM", "SUDAHPEREKAMAN", "S", "YA", "REKAM", "TEREKAM", "1"}
_NO = {"BELUM", "BELUMREKAM", "BELUMPEREKAMAN", "B", "TIDAK", "0"}
_ADJUDICATED = frozenset({NationalStatus.DUPLICATE_RECORD, NationalStatus.ADJUDICATE_RECORD})
_READY = frozenset(
    {
        NationalStatus.PRINT_READY_RECORD,
        NationalStatus.SENT_FOR_CARD_PRINTING,
        NationalStatus.CARD_PRINTED,
        NationalStatus.CARD_SHIPPED,
        NationalStatus.CARD_ISSUED,
    }
)


class Kind(StrEnum):
    """How two lists differ about one person."""

    ONLY_LOCAL = "only_local"
    ONLY_CENTRAL = "only_central"
    RECORDED_LOCALLY = "recorded_locally"
    RECORDED_CENTRALLY = "recorded_centrally"


class Cause(StrEnum):
    """Why they may differ, as far as this office can tell from its own register and history."""

    NOT_IN_REGISTER = "not_in_register"
    GONE = "gone"
    TOO_YOUNG = "too_young"
    FAILED = "failed"
    ADJUDICATED = "adjudicated"
    ON_THE_WAY = "on_the_way"
    LATER = "later"
    NOT_HEARD = "not_heard"
    NOT_KNOWN = "not_known"


COUNTS_LOCALLY = frozenset({Kind.ONLY_LOCAL, Kind.RECORDED_LOCALLY})
COUNTS_CENTRALLY = frozenset({Kind.ONLY_CENTRAL, Kind.RECORDED_CENTRALLY})


@dataclass(frozen=True)
class Entry:
    """What one list says of one NIK."""

    name: str
    status: str
    recorded: bool


@dataclass(frozen=True)
class Difference:
    """One person about whom the lists differ."""

    nik: str
    name: str
    kind: Kind
    local_status: str
    central_status: str


@dataclass(frozen=True)
class Known:
    """What this office knows of somebody: living, of age on the lists' day, and the last status."""

    living: bool
    must_have_card: bool
    status: NationalStatus | None
    after_lists: bool
    """Whether that status came after the older of the two lists."""


def recorded(status: str) -> bool | None:
    """What a status cell says: a word of the center, yes or no; None for a word nobody knows.

    An empty cell means recorded: lists of recorded people often have no such column.
    """
    key = "".join(c for c in status.upper() if c.isalnum())
    if not key or key in _YES:
        return True
    if key in _NO:
        return False
    word = "_".join(status.upper().split())
    if word in NationalStatus.__members__:
        return NationalStatus(word) in RECORDED
    return None


def differences(local: Mapping[str, Entry], central: Mapping[str, Entry]) -> Iterator[Difference]:
    """Everybody whom one list counts as recorded and the other does not, by NIK."""
    for nik in sorted(local.keys() | central.keys()):
        here, there = local.get(nik), central.get(nik)
        counted = (bool(here and here.recorded), bool(there and there.recorded))
        if counted[0] == counted[1]:
            continue
        kind = _kind(here, there, local_counts=counted[0])
        shown = here or there
        assert shown is not None
        yield Difference(nik, shown.name, kind, here.status if here else "", there.status if there else "")


def _kind(here: Entry | None, there: Entry | None, *, local_counts: bool) -> Kind:
    if local_counts:
        return Kind.ONLY_LOCAL if there is None else Kind.RECORDED_LOCALLY
    return Kind.ONLY_CENTRAL if here is None else Kind.RECORDED_CENTRALLY


def cause_of(found: Difference, known: Known | None) -> Cause:
    """The first cause that fits, from the register outward; NOT_KNOWN is for a person to look into."""
    if known is None:
        return Cause.NOT_IN_REGISTER
    if not known.living:
        return Cause.GONE
    if not known.must_have_card:
        return Cause.TOO_YOUNG
    if known.status in RE_RECORD:
        return Cause.FAILED
    if known.status in _ADJUDICATED:
        return Cause.ADJUDICATED
    if known.status in RECORDED and known.status not in _READY:
        return Cause.ON_THE_WAY
    if known.status in _READY and known.after_lists:
        return Cause.LATER
    if found.kind in COUNTS_CENTRALLY:
        return Cause.NOT_HEARD
    return Cause.NOT_KNOWN


@dataclass(frozen=True)
class Explanation:
    """How far the persons named account for the difference that two figures state.

    `only_local` and `only_central` count people; `repeated` are rows of the local list that name somebody
    again, and were counted in its figure; `causes_unknown` people for whom no cause is at hand.
    """

    stated: int | None
    only_local: int
    only_central: int
    repeated: int
    causes_unknown: int

    @property
    def by_person(self) -> int:
        """How many more people the local side counts, by name."""
        return self.only_local - self.only_central + self.repeated

    @property
    def surplus(self) -> int:
        """By how many people the two sides differ by name, whichever counts more."""
        return abs(self.by_person)

    @property
    def unexplained(self) -> int | None:
        """What of the stated difference no name accounts for; negative where names account for more."""
        return None if self.stated is None else self.stated - self.by_person
