"""The register and whoever is looked for in it, as linkage reads them; and linkage's answer written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from jemput.kernel.nik import Sex
from jemput.linkage import Candidate, Evidence, ListName, RegisterPerson, RowLink, Verdict

READ_AT_ONCE = 5000
SHOWN_CANDIDATES = 4
WRITTEN = ("resident", "link_state", "link_reason", "evidence", "decided_at", "decided_by")
"""The fields that `settle` sets."""

_PERSON = (
    *("pk", "name", "nik", "birth_date", "sex", "village_id"),
    *("mother_name", "birth_place", "family_card"),
)


class Wanted(Protocol):
    """A record of somebody who is looked for in the register."""

    pk: Any
    name: str
    nik: str
    birth_date: date | None
    sex: str
    mother_name: str
    birth_place: str
    family_card: str
    resident_id: int | None
    link_state: str
    link_reason: str
    evidence: Any
    decided_at: datetime | None
    decided_by: str


def register_people(residents: QuerySet[Any]) -> Iterator[RegisterPerson]:
    """Residents as linkage reads them."""
    rows = residents.values_list(*_PERSON).iterator(READ_AT_ONCE)
    for pk, name, nik, born, sex, village, *told in rows:
        mother, birth_place, card = (one or None for one in told)
        yield RegisterPerson(str(pk), name, nik, born, Sex(sex), village, mother, birth_place, card)


def row_of(wanted: Wanted, *, village: str) -> ListName:
    """Somebody who is looked for, as linkage reads one; `village` is where they are taken to live."""
    return ListName(
        row_id=str(wanted.pk),
        name=wanted.name,
        nik=wanted.nik or None,
        birth_date=wanted.birth_date,
        sex=Sex(wanted.sex) if wanted.sex else None,
        village_code=village,
        mother_name=wanted.mother_name or None,
        birth_place=wanted.birth_place or None,
        family_card=wanted.family_card or None,
    )


def settle(wanted: Wanted, found: RowLink, taken: set[int], at: datetime) -> str:
    """Set linkage's answer on a record and return its state; `taken` are the residents that others are.

    Nothing is guessed: whose resident another has already is asked about.
    """
    wanted.link_reason = found.reason.value
    wanted.evidence = [_kept(candidate) for candidate in found.candidates[:SHOWN_CANDIDATES]]
    wanted.decided_at, wanted.decided_by = at, "linkage"
    wanted.link_state = "ask"
    if found.verdict is Verdict.SURE and int(found.person_id or 0) not in taken:
        wanted.resident_id = int(found.person_id or 0)
        taken.add(wanted.resident_id)
        wanted.link_state = "sure"
    elif found.verdict is Verdict.NOT_FOUND:
        wanted.link_state = "not_found"
    return wanted.link_state


def kept_steps(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """The waterfall of a comparison as it is kept: how far each field agrees, not what stands in it."""
    return [
        {"field": step.field.value, "agreement": step.agreement.value, "bits": round(step.bits, 2)}
        for step in evidence
    ]


def _kept(candidate: Candidate) -> dict[str, Any]:
    return {
        "resident": int(candidate.person_id),
        "bits": round(candidate.bits, 2),
        "probability": round(candidate.probability, 6),
        "steps": kept_steps(candidate.evidence),
    }
