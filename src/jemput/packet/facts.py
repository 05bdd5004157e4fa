"""What the office may know of one encounter: who, when, what was corrected, what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from jemput.kernel.body import ExceptionReason, Modality, Outcome
from jemput.kernel.errors import Problem
from jemput.kernel.nik import FamilyCardNumber, Nik, Sex
from jemput.kernel.regions import Level, RegionCode
from jemput.packet.records import Day, Id, Moment, Record, Word

FACTS_BLOB = "facts.json"
"""The name of the blob that holds them in the facts part."""

FACTS_MEDIA_TYPE = "application/json"


class Mode(StrEnum):
    """In which setting a person is met."""

    COLLECTIVE = "collective"
    HOME_VISIT = "home_visit"
    SCHOOL = "school"
    OFFICE = "office"


def _nik(text: str) -> str:
    return _same(Nik, text)


def _family_card(text: str) -> str:
    return _same(FamilyCardNumber, text)


def _village(text: str) -> str:
    code = _same(RegionCode, text)
    if RegionCode(code).level is not Level.VILLAGE:
        raise ValueError("not a village")
    return code


def _same(kind: type[str], text: str) -> str:
    """The text, where `kind` takes it as it stands; on the wire numbers are already clean."""
    try:
        clean = kind(text)
    except Problem as error:
        raise ValueError(str(error)) from error
    if clean != text:
        raise ValueError("not clean")
    return str(clean)


NikText = Annotated[str, AfterValidator(_nik)]
FamilyCardText = Annotated[str, AfterValidator(_family_card)]
VillageText = Annotated[str, AfterValidator(_village)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=300)]
Position = Annotated[int, Field(ge=0, le=10)]
"""Finger 1 to 10 or eye 1 to 2 as in the kernel; 0 for what has no position (face, signature)."""


@dataclass(frozen=True)
class Correction(Record):
    """A field of the biodata put right on the spot, and who of the village confirmed it."""

    field: Word
    old: Line
    new: Line
    confirmed_by: Name


@dataclass(frozen=True)
class SampleOutcome(Record):
    """What became of one expected sample; `quality` 0 to 100 where it was measured."""

    modality: Modality
    position: Position
    outcome: Outcome
    reason: ExceptionReason | None
    quality: Annotated[int, Field(ge=0, le=100)] | None
    attempts: Annotated[int, Field(ge=0, le=1000)]


@dataclass(frozen=True)
class Approval(Record):
    """A supervisor's approval of one exception."""

    modality: Modality
    position: Position
    reason: ExceptionReason
    approved_by: Name
    approved_at: Moment


CHILD_PROFILES = frozenset({"kia", "kia_under_5"})
"""Profiles of children: a photo at most, so there is nobody to search for and no KTP-el to print."""


@dataclass(frozen=True)
class Facts(Record):
    """The facts part of packet v1.

    `profile` is the capture profile (adult, pemula, kia, bedridden, …). Why a person was visited at home is
    deliberately not here: the restricted flag stays at the office.
    """

    schema: Literal[1]
    encounter_id: Id
    trip_id: Id | None
    stop_id: Id | None
    list_name_id: Id | None
    nik: NikText
    family_card: FamilyCardText | None
    name: Name
    sex: Sex
    birth_place: Line
    birth_date: Day
    village_code: VillageText
    address: Line
    profile: Word
    mode: Mode
    started_at: Moment
    ended_at: Moment
    operator: Name
    supervisor: Name | None
    village_officer: Name | None
    corrections: Annotated[tuple[Correction, ...], Field(max_length=50)]
    outcomes: Annotated[tuple[SampleOutcome, ...], Field(max_length=50)]
    approvals: Annotated[tuple[Approval, ...], Field(max_length=50)]
    receipt_code: Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,40}$")]
