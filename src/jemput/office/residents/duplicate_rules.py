"""What may become of a pair of register entries: the transition table, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from jemput.office.residents.errors import PairDecided

PairState = Literal["asked", "different", "proposed", "same", "cleaned"]
PairEvent = Literal["part", "propose", "drop", "confirm", "clean", "reopen"]

PAIRS: Mapping[tuple[str, str], PairState] = {
    ("asked", "part"): "different",
    ("asked", "propose"): "proposed",
    ("proposed", "drop"): "asked",
    ("proposed", "confirm"): "same",
    ("same", "clean"): "cleaned",
    ("different", "reopen"): "asked",
}
"""`part`: two people; `drop`: a proposal withdrawn or refused; `clean`: the ministry has answered."""


def pair_after(state: str, event: PairEvent) -> PairState:
    """The state that `event` leads to from `state`. Raises PairDecided where the table has no such step."""
    try:
        return PAIRS[(state, event)]
    except KeyError as error:
        raise PairDecided() from error
