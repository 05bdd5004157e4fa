"""How a proposal, a person on it, a decision and each of its rows move on; no other way exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from jemput.office.deactivation.errors import NotNow

ProposalState = Literal["draft", "checked", "signed", "sent", "decided", "withdrawn"]
Standing = Literal["listed", "taken_out", "approved", "refused", "recorded"]
DecisionState = Literal["draft", "applied", "discarded"]
RowState = Literal["ready", "rejected", "applied", "dismissed"]
Table = Mapping[tuple[str, str], str]

PROPOSALS: Mapping[tuple[str, str], ProposalState] = {
    ("draft", "check"): "checked",
    # Villages go on answering: a list may be checked again until it is signed.
    ("checked", "check"): "checked",
    ("checked", "reopen"): "draft",
    ("checked", "sign"): "signed",
    ("signed", "send"): "sent",
    ("sent", "decide"): "decided",
    ("draft", "withdraw"): "withdrawn",
    ("checked", "withdraw"): "withdrawn",
}
"""Undoing ends with the signature: what is signed is a document."""

PEOPLE: Mapping[tuple[str, str], Standing] = {
    ("listed", "take_out"): "taken_out",
    ("taken_out", "put_back"): "listed",
    ("listed", "approve"): "approved",
    ("listed", "refuse"): "refused",
    ("listed", "record"): "recorded",
    # A rejected row of the decision may name, once mended, somebody who seemed to be missing from it.
    ("refused", "approve"): "approved",
    ("refused", "record"): "recorded",
}

DECISIONS: Mapping[tuple[str, str], DecisionState] = {
    ("draft", "apply"): "applied",
    ("draft", "discard"): "discarded",
}

ROWS: Mapping[tuple[str, str], RowState] = {
    ("ready", "apply"): "applied",
    ("rejected", "mend"): "ready",
    ("rejected", "dismiss"): "dismissed",
}

EDITABLE = frozenset({"draft", "checked"})
"""States in which people may be taken out and put back."""

ENDED = frozenset({"decided", "withdrawn"})
"""States in which a proposal holds nobody any more."""


def after(table: Table, state: str, event: str) -> str:
    """The state that `event` leads to from `state`. Raises NotNow where the table has no such step."""
    try:
        return table[(state, event)]
    except KeyError as error:
        raise NotNow(event=event, state=state) from error
