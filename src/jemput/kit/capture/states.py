"""The way of an encounter: (state, event) → state; the state is the step in front of the operator."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from enum import StrEnum


class State(StrEnum):
    """Steps in their order, then the two ends."""

    CHECKED_IN = "checked_in"
    BIODATA = "biodata"
    LEFT_FOUR = "left_four"
    RIGHT_FOUR = "right_four"
    THUMBS = "thumbs"
    IRISES = "irises"
    FACE = "face"
    SIGNATURE = "signature"
    VERIFICATION = "verification"
    REVIEW = "review"
    SEALED = "sealed"
    ABANDONED = "abandoned"


class Event(StrEnum):
    """What moves an encounter."""

    DONE = "done"
    BACK = "back"
    SEAL = "seal"
    ABANDON = "abandon"
    REVISIT_BIODATA = "revisit_biodata"
    REVISIT_LEFT_FOUR = "revisit_left_four"
    REVISIT_RIGHT_FOUR = "revisit_right_four"
    REVISIT_THUMBS = "revisit_thumbs"
    REVISIT_IRISES = "revisit_irises"
    REVISIT_FACE = "revisit_face"
    REVISIT_SIGNATURE = "revisit_signature"
    REVISIT_VERIFICATION = "revisit_verification"


ENDS = frozenset({State.SEALED, State.ABANDONED})
STEPS = tuple(state for state in State if state not in ENDS)
"""Every step in its order."""

SCANNED = frozenset({State.LEFT_FOUR, State.RIGHT_FOUR, State.THUMBS, State.IRISES})
"""Steps whose samples come from a scanner, or from its files."""

CAPTURE_STEPS = STEPS[STEPS.index(State.LEFT_FOUR) : STEPS.index(State.VERIFICATION)]


def _table() -> dict[tuple[State, Event], State]:
    table = {(here, Event.DONE): there for here, there in itertools.pairwise(STEPS)}
    # Nobody goes back behind the biodata: the status check is made anew by a new encounter.
    table |= {(there, Event.BACK): here for here, there in itertools.pairwise(STEPS)}
    table |= {(here, Event.ABANDON): State.ABANDONED for here in STEPS}
    table[State.REVIEW, Event.SEAL] = State.SEALED
    for number, here in enumerate(STEPS):
        for earlier in STEPS[1:number]:
            table[here, Event(f"revisit_{earlier}")] = earlier
    return table


TRANSITIONS = _table()


def after(state: State, event: Event, *, steps: Sequence[State] = STEPS) -> State | None:
    """The state after an event; None where the event cannot happen in this state.

    On the way on and back, steps that are not among `steps` are passed over: a small child gives no fingers.
    """
    new = TRANSITIONS.get((state, event))
    while new is not None and new not in ENDS and new not in steps:
        new = TRANSITIONS.get((new, event)) if event in {Event.DONE, Event.BACK} else None
    return new
