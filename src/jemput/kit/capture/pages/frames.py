"""What every page of an encounter shows around its content: the person, the steps, the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from jemput.kernel.nik import Nik
from jemput.kit.capture import rules
from jemput.kit.capture.biodata import confirmed
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.states import Event, State, after
from jemput.kit.capture.words import STEP_WORDS
from jemput.node.look import parts


def frame(encounter: Encounter, *, at: datetime, step: State | None = None) -> dict[str, Any]:
    """What every page of an encounter shows around its content."""
    words = STEP_WORDS[step or encounter.step]
    person = encounter.person
    return {
        "encounter": encounter,
        "title": words.heading,
        "instruction": words.instruction,
        "steps": steps_of(encounter),
        "person_name": confirmed(person, encounter.corrections)["name"],
        "nik": Nik(person.nik).masked,
        "sex": gettext("Perempuan") if person.sex == "P" else gettext("Laki-laki"),
        "birth_year": str(person.birth_date.year),
        "elapsed": clock_text(encounter, at=at),
        "started_ms": int(encounter.started_at.timestamp() * 1000),
        "may_go_back": after(encounter.step, Event.BACK, steps=encounter.profile.steps) is not None,
        "is_overdue": rules.is_overdue(encounter.started_at, at=at),
    }


def clock_text(encounter: Encounter, *, at: datetime) -> str:
    """Minutes and seconds since the encounter began."""
    seconds = max(0, int(((encounter.ended_at or at) - encounter.started_at).total_seconds()))
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def steps_of(encounter: Encounter) -> list[parts.Step]:
    """Every step of the profile with its state."""
    steps = encounter.profile.steps
    here = steps.index(encounter.step) if encounter.is_open else len(steps)
    return [parts.Step(STEP_WORDS[step].name, _step_state(number, here)) for number, step in enumerate(steps)]


def _step_state(number: int, here: int) -> parts.StepState:
    if number == here:
        return "current"
    return "done" if number < here else "open"
