"""Between a request and an act: the posted step, the posted file, and problems put on the next page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from jemput.kernel.errors import Problem
from jemput.kit.capture.errors import BadRequest, WrongStep
from jemput.kit.capture.models import Encounter
from jemput.kit.capture.queries import encounter_by_id
from jemput.kit.capture.states import State

MAX_PHOTO_BYTES = 12 * 2**20

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def go_on(encounter: Encounter) -> HttpResponse:
    """To the page of the encounter's state."""
    if encounter.step is State.SEALED:
        return redirect("capture:receipt", encounter.id)
    if not encounter.is_open:
        return redirect("checkin:person", encounter.person_id)
    return redirect("capture:step", encounter.id, encounter.state)


def the_step(encounter: Encounter, step: str) -> Encounter:
    """The encounter, where `step` is the open one; a stale page must not act on another."""
    if encounter.state != step:
        raise WrongStep(state=encounter.state)
    return encounter


def uploaded(request: HttpRequest, name: str) -> bytes:
    """A posted file's bytes; empty where none was chosen. Raises BadRequest for one too large."""
    file = request.FILES.get(name)
    if file is None:
        return b""
    if file.size is None or file.size > MAX_PHOTO_BYTES:
        raise BadRequest
    return bytes(file.read())


def says_problems(view: View[P]) -> View[P]:
    """Put an anticipated failure on the step's own page, so that nobody is thrown out of an encounter."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ValueError as error:
            problem: Problem = BadRequest()
            problem.__cause__ = error
        except Problem as error:
            problem = error
        if request.method != "POST" or "application/json" in request.headers.get("Accept", ""):
            raise problem
        messages.error(request, problem.text(get_language() or "id"), extra_tags=problem.code)
        encounter_id = kwargs["encounter_id"]
        assert isinstance(encounter_id, UUID)
        answer = go_on(encounter_by_id(encounter_id))
        answer["X-Jemput-Problem"] = problem.code
        return answer

    return guarded
