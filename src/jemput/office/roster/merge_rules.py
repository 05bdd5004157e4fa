"""The two-person rule: when a merge needs a second clerk, and what may become of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from jemput.office.roster.errors import OwnProposal, ProposalJudged, ReasonMissing, ThresholdsCrossed

MergeState = Literal["waiting", "confirmed", "refused", "withdrawn"]
MergeEvent = Literal["confirm", "refuse", "withdraw"]
FEWEST_LETTERS = 4
"""Of a reason that another clerk can judge."""

MERGES: Mapping[tuple[str, str], MergeState] = {
    ("waiting", "confirm"): "confirmed",
    ("waiting", "refuse"): "refused",
    ("waiting", "withdraw"): "withdrawn",
}


def needs_second(nik: str, other: str) -> bool:
    """Whether calling two rows one person needs two clerks: both have a NIK, and not the same."""
    return bool(nik) and bool(other) and nik != other


def merge_after(state: str, event: MergeEvent, *, by: str, proposer: str) -> MergeState:
    """The state that `event` leads to.

    Raises ProposalJudged where the proposal no longer waits, OwnProposal where the proposer judges, or
    somebody else withdraws.
    """
    if (state, event) not in MERGES:
        raise ProposalJudged()
    if (event == "withdraw") != (by == proposer):
        raise OwnProposal(proposer=proposer)
    return MERGES[(state, event)]


def reason_of(words: str) -> str:
    """A reason that says something. Raises ReasonMissing."""
    plain = " ".join(words.split())[:300]
    if sum(c.isalpha() for c in plain) < FEWEST_LETTERS:
        raise ReasonMissing()
    return plain


def in_order(sure: float, likely: float, ask: float) -> None:
    """Raise ThresholdsCrossed unless 0 ≤ ask ≤ likely ≤ sure ≤ 1 and half is sure at least."""
    if not (0 <= ask <= likely <= sure <= 1 and sure >= 0.5):
        raise ThresholdsCrossed()
