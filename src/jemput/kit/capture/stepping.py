"""What a posted form means at each step: one act a step."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone

from jemput.kit.capture.actions import encounters, samples, sealing, verification
from jemput.kit.capture.asking import uploaded
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.states import Event, State
from jemput.node.accounts.gate import signed_in

TYPED = "capture.typed"
"""The session's key; sessions lie in the encrypted database."""

Act = Callable[[HttpRequest, Encounter, str], Encounter]


def act(request: HttpRequest, encounter: Encounter) -> Encounter:
    """Do what the open step asks for; the encounter stays there unless the act itself ends the step."""
    return _ACTS[encounter.step](request, encounter, signed_in(request).username)


def _confirm_person(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    at, profile = timezone.now(), request.POST.get("profile", "")
    if profile:
        encounters.choose_profile(encounter=encounter, profile_code=profile, by=by, at=at)
    return encounters.advance(encounter=encounter, event=Event.DONE, by=by, at=at)


def _confirm_biodata(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    entered = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    request.session[TYPED] = {"encounter": str(encounter.id), "fields": entered}
    confirmer = entered.get("confirmed_by", "")
    moved = encounters.confirm_biodata(
        encounter=encounter,
        entered=entered,
        confirmed_by=confirmer,
        attendant=encounters.Attendant(entered.get("guardian", ""), entered.get("relation", "")),
        by=by,
        at=timezone.now(),
    )
    del request.session[TYPED]
    return moved


def typed(request: HttpRequest, encounter: Encounter) -> dict[str, str]:
    """What was typed into the biodata and refused: shown again, since nothing typed is ever lost."""
    kept = request.session.get(TYPED, {})
    return dict(kept["fields"]) if kept.get("encounter") == str(encounter.id) else {}


def _scan(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    samples.scan(encounter=encounter, by=by, at=timezone.now())
    return encounter


def _face(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    samples.take_face(encounter=encounter, photo=uploaded(request, "photo"), by=by, at=timezone.now())
    return encounter


def _signature(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    strokes = request.POST.get("strokes", "")
    samples.take_signature(encounter=encounter, strokes=strokes, by=by, at=timezone.now())
    return encounter


def _verify(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    verification.verify(encounter=encounter, by=by, at=timezone.now())
    return encounter


def _seal(request: HttpRequest, encounter: Encounter, by: str) -> Encounter:
    return sealing.seal(encounter=encounter, by=by, at=timezone.now())


_ACTS: dict[State, Act] = {
    State.CHECKED_IN: _confirm_person,
    State.BIODATA: _confirm_biodata,
    State.LEFT_FOUR: _scan,
    State.RIGHT_FOUR: _scan,
    State.THUMBS: _scan,
    State.IRISES: _scan,
    State.FACE: _face,
    State.SIGNATURE: _signature,
    State.VERIFICATION: _verify,
    State.REVIEW: _seal,
}
