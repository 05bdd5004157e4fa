"""The steps of an import of schools or pupils, as data."""

from __future__ import annotations

from collections.abc import Mapping

from jemput.office.schools.errors import NotNow

IMPORTS: Mapping[tuple[str, str], str] = {
    ("reading", "read"): "draft",
    ("reading", "fail"): "failed",
    ("draft", "confirm"): "taking",
    ("draft", "discard"): "discarded",
    ("failed", "discard"): "discarded",
    ("taking", "taken"): "done",
}
"""A draft writes nothing; only a person's decision lets rows in."""

PUPILS: Mapping[tuple[str, str], str] = {
    **{(state, "settle"): "settled" for state in ("waiting", "ask", "not_found")},
    **{(state, "nobody"): "not_found" for state in ("waiting", "ask")},
    **{(state, "reopen"): "ask" for state in ("settled", "not_found", "sure")},
}
"""How far it is known which resident a pupil is; linkage itself writes sure, ask and not_found."""


def after(table: Mapping[tuple[str, str], str], state: str, event: str) -> str:
    """The state that `event` leads to from `state`. Raises NotNow where the table has no such step."""
    try:
        return table[(state, event)]
    except KeyError as error:
        raise NotNow(event=event, state=state) from error
