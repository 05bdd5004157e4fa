"""One round with the node above: who we are to it, our reports, then packets and its news."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
from django.conf import settings

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.parents import (
    LONGEST_REST,
    note_contact,
    note_round,
    note_standing,
    note_trouble,
)
from jemput.node.exchange.client.enroll import ask_standing, enroll
from jemput.node.exchange.client.link import Link, new_client, refusal
from jemput.node.exchange.client.pull import Pulled, pull
from jemput.node.exchange.client.push import Pushed, push
from jemput.node.exchange.client.tell import tell
from jemput.node.exchange.errors import ParentUnreachable, Revoked
from jemput.node.exchange.identity import Me, me
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing

BEFORE_NEWS = 20.0
"""How many seconds of packets go up before news is asked for."""

ASKED_AGAIN = timedelta(minutes=15)
"""How often we ask the node above who it is and who the center is."""


@dataclass(frozen=True)
class Round:
    """What one round did, and the problem that ended it early."""

    pushed: Pushed = field(default_factory=Pushed)
    pulled: Pulled = field(default_factory=Pulled)
    problem: Problem | None = None
    told: int = 0


def run_once(at: datetime, *, now: bool = False) -> Round:
    """The worker's errand: one round with the node that JEMPUT_PARENT_URL names, if any and if it is time.

    While nobody answers the rounds grow rarer, each machine in its own rhythm; `now` does not wait.
    """
    url: str = settings.JEMPUT.parent_url
    above = Parent.objects.first()
    if not url or (above is not None and not now and _is_resting(above, at)):
        return Round()
    done = sync(url=url, mine=me(), at=at)
    if above is not None:
        note_round(reached=not isinstance(done.problem, ParentUnreachable), salt=me().node_id, at=at)
    return done


def sync(*, url: str, mine: Me, at: datetime, http: httpx.Client | None = None) -> Round:
    """Introduce ourselves if need be, report, hear the news, bring packets; keep what went wrong.

    What changes anything goes up first; small news never waits for many megabytes.
    """
    try:
        above = Parent.objects.first() or enroll(url=url, mine=mine, at=at)
        offset = timedelta(seconds=above.clock_offset_seconds)
        link = Link(url, above.node_id, mine, at, offset, http or new_client())
        with link:
            return _converse(link, above)
    except Problem as problem:
        note_trouble(problem=problem)
        return Round(problem=problem)


def _converse(link: Link, above: Parent) -> Round:
    if above.state != Standing.APPROVED or not above.center_id or _is_old(above, link.now):
        above = ask_standing(link)
    if above.state == Standing.REQUESTED:
        return Round()
    told = 0
    if above.state == Standing.APPROVED:
        with _learning_of_revocation(link, above):
            told = tell(link, above)
    pushed, pulled = _both_ways(link, above)
    note_contact(above=above, clock_offset_seconds=link.offset.total_seconds(), at=link.at)
    return Round(pushed, pulled, told=told)


def _both_ways(link: Link, above: Parent) -> tuple[Pushed, Pulled]:
    """Packets for a while, then news, and so on: push before pull, yet news never waits for megabytes.

    A line that breaks under packets is still asked for news, which is small, before the round ends.
    """
    pushed, pulled, broken = Pushed(), Pulled(), None
    while True:
        now = Pushed()
        if above.state == Standing.APPROVED:
            try:
                with _learning_of_revocation(link, above):
                    now = push(link, above, seconds=BEFORE_NEWS)
            except ParentUnreachable as problem:
                if isinstance(problem.__cause__, httpx.ConnectError | httpx.ConnectTimeout):
                    raise
                broken = problem
        pushed += now
        pulled += pull(link, above)
        if broken:
            raise broken
        if not now.more:
            return pushed, pulled


@contextmanager
def _learning_of_revocation(link: Link, above: Parent) -> Iterator[None]:
    """Where the one above has shut us out, remember it and go on: all we may still hear is why."""
    try:
        yield
    except Problem as problem:
        if refusal(problem) != Revoked.code:
            raise
        note_standing(above=above, state=Standing.REVOKED, by=link.mine.node_id, at=link.at)


def _is_old(above: Parent, at: datetime) -> bool:
    """Whether it is time to ask again who is above: a center may have a new key."""
    return above.asked_at is None or not timedelta() <= at - above.asked_at < ASKED_AGAIN


def _is_resting(above: Parent, at: datetime) -> bool:
    """A time far ahead was written by a clock that was wrong."""
    return above.next_round_at is not None and timedelta() < above.next_round_at - at < 2 * LONGEST_REST
