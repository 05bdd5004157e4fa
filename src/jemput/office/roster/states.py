"""What may become of an import, a candidate and a finding: transition tables, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from jemput.office.roster.errors import NotNow

ImportState = Literal["examining", "mapping", "draft", "importing", "imported", "discarded", "failed"]
ImportEvent = Literal["examined", "unclear", "explained", "confirm", "taken_in", "discard", "fail"]
FindingState = Literal["proposed", "accepted", "returned", "filed", "replaced"]
FindingEvent = Literal["accept", "return", "file", "replace"]
Standing = Literal["listed", "proposed", "returned", "verified", "refused"]
StandingEvent = Literal["verify", "return", "submit", "refuse"]

IMPORTS: Mapping[tuple[str, str], ImportState] = {
    ("examining", "examined"): "draft",
    ("examining", "fail"): "failed",
    ("examining", "unclear"): "mapping",
    ("mapping", "explained"): "examining",
    ("mapping", "discard"): "discarded",
    ("draft", "explained"): "examining",
    ("failed", "explained"): "examining",
    ("draft", "confirm"): "importing",
    ("draft", "discard"): "discarded",
    ("importing", "taken_in"): "imported",
    ("importing", "fail"): "draft",
    ("failed", "discard"): "discarded",
}

FINDINGS: Mapping[tuple[str, str], FindingState] = {
    ("proposed", "accept"): "accepted",
    ("proposed", "return"): "returned",
    ("proposed", "replace"): "replaced",
    ("accepted", "file"): "filed",
}

REJECTS: Mapping[tuple[str, str], str] = {
    ("open", "correct"): "closed",
    ("open", "dismiss"): "closed",
}
"""A rejected row is open until somebody has corrected or dismissed it."""

STANDINGS: Mapping[tuple[str, str], Standing] = {
    ("proposed", "verify"): "verified",
    ("proposed", "return"): "returned",
    ("proposed", "refuse"): "refused",
    # The village mends what was wrong and sends the same candidate again.
    ("returned", "submit"): "proposed",
    ("returned", "refuse"): "refused",
}

RETURN_LETTERS: Mapping[tuple[str, str], str] = {
    ("drafted", "sign"): "signed",
    ("drafted", "discard"): "discarded",
    ("signed", "send"): "sent",
}
"""A signed letter is only sent: what it says is on paper with a number."""


def after(table: Mapping[tuple[str, str], str], state: str, event: str) -> str:
    """The state that `event` leads to from `state`. Raises NotNow where the table has no such step."""
    try:
        return table[(state, event)]
    except KeyError as error:
        raise NotNow(event=event, state=state) from error
