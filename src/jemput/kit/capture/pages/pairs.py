"""Two people side by side, where the kit suspects that they are one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from jemput.kernel.nik import Nik
from jemput.kernel.wording import short_date
from jemput.kit.capture import queries
from jemput.kit.capture.biodata import confirmed
from jemput.kit.capture.models import Duplicate, Encounter
from jemput.node.look.cells import moment
from jemput.node.look.parts import Difference


def suspicions(encounter: Encounter) -> list[dict[str, Any]]:
    """Every open suspicion with what is known of both; pictures of sealed people do not exist any more."""
    return [
        {"label": _label(one), "rows": _rows(encounter, one)} for one in queries.open_suspicions(encounter)
    ]


def _label(one: Duplicate) -> str:
    if one.other is None:
        return gettext("Operator kit ini")
    return gettext("Sudah disegel") if not one.other.is_open else gettext("Sedang direkam")


def _rows(encounter: Encounter, one: Duplicate) -> list[Difference]:
    here = _facts(encounter)
    there = _facts(one.other) if one.other is not None else (queries.name_of(one), "–", "–", "–", "–")
    labels = (
        gettext("Nama"),
        gettext("NIK"),
        gettext("Tempat, tanggal lahir"),
        gettext("Direkam"),
        gettext("Operator"),
    )
    return [Difference(label, left, right) for label, left, right in zip(labels, here, there, strict=True)]


def _facts(encounter: Encounter) -> tuple[str, str, str, str, str]:
    person = encounter.person
    now = confirmed(person, encounter.corrections)
    born = short_date(date.fromisoformat(now["birth_date"]), get_language() or "id")
    place = encounter.stop.place if encounter.stop else "–"
    return (
        now["name"],
        Nik(person.nik).masked,
        f"{now['birth_place']}, {born}",
        f"{moment(encounter.started_at)}, {place}",
        encounter.operator_name,
    )
