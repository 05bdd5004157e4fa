"""The biodata that are read back to a resident, and what was corrected of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from jemput.kernel.errors import Problem, Words
from jemput.kernel.nik import FamilyCardNumber, Sex
from jemput.kit.capture.errors import BadCorrection
from jemput.kit.checkin.models import Person


class Correction(TypedDict):
    """One field put right: what the list said, and what the resident says."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Field:
    """One line of the read-back: its column, its label, and how an entry is checked and cleaned."""

    name: str
    label: Words
    clean: Callable[[str], str]


def _words(text: str) -> str:
    cleaned = " ".join(text.split()).upper()
    if len(cleaned) < 2:
        raise ValueError(text)
    return cleaned[:100]


def _line(text: str) -> str:
    return " ".join(text.split()).upper()[:300]


def _day(text: str) -> str:
    return date.fromisoformat(text.strip()).isoformat()


def _sex(text: str) -> str:
    return Sex(text.strip().upper()).value


def _family_card(text: str) -> str:
    return str(FamilyCardNumber(text)) if text.strip() else ""


FIELDS = (
    Field("name", Words(id="Nama lengkap", en="Full name"), _words),
    Field("sex", Words(id="Jenis kelamin", en="Sex"), _sex),
    Field("birth_place", Words(id="Tempat lahir", en="Place of birth"), _line),
    Field("birth_date", Words(id="Tanggal lahir", en="Date of birth"), _day),
    Field("address", Words(id="Alamat", en="Address"), _line),
    Field("family_card", Words(id="Nomor KK", en="Family card number"), _family_card),
)


def listed(person: Person) -> dict[str, str]:
    """What the list says, field by field, as text."""
    return {each.name: str(getattr(person, each.name)) for each in FIELDS}


def corrections_of(person: Person, entered: Mapping[str, str]) -> list[Correction]:
    """The entered fields that differ from the list; raises BadCorrection for one that cannot be right.

    Fields that were not posted stay as they are.
    """
    known = listed(person)
    found: list[Correction] = []
    for each in FIELDS:
        if each.name not in entered:
            continue
        try:
            new = each.clean(entered[each.name])
        except (ValueError, Problem) as error:
            raise BadCorrection(field=each.label.id) from error
        if new != known[each.name]:
            found.append({"field": each.name, "old": known[each.name], "new": new})
    return found


def confirmed(person: Person, corrections: list[Correction]) -> dict[str, str]:
    """The biodata as they stand after the corrections."""
    return {**listed(person), **{one["field"]: one["new"] for one in corrections}}
