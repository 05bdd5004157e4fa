"""Asks the node above to let us in, and learns from it whom packets are sealed to."""

from __future__ import annotations

from datetime import datetime

import httpx

from jemput.kernel.errors import Problem
from jemput.node.exchange.actions.parents import meet, note_standing
from jemput.node.exchange.client.link import Link, new_client, raise_refusal, send
from jemput.node.exchange.errors import ParentChanged, ParentUnreachable
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import Parent
from jemput.node.exchange.states import Standing
from jemput.packet.introductions import Kind, SignedIntroduction


def enroll(*, url: str, mine: Me, at: datetime) -> Parent:
    """Introduce ourselves to the node at `url`, remember it, and keep how we stand; safe to repeat.

    Raises ParentUnreachable, ParentRefused, ParentChanged.
    """
    body = mine.introduce(mine.identity, at=at).text.encode("utf-8")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    with new_client() as http:
        response = send(http, "POST", f"{url}/exchange/peers", body=body, headers=headers)
    raise_refusal(response)
    return _learn(url, response, mine=mine, at=at)


def ask_standing(link: Link) -> Parent:
    """Ask how we stand, and learn the center's key once our office knows it."""
    answer = link.ask("GET", "/exchange/peers/me")
    return _learn(link.url, answer.response, mine=link.mine, at=link.at)


def _learn(url: str, response: httpx.Response, *, mine: Me, at: datetime) -> Parent:
    try:
        values = response.json()
        signed = [SignedIntroduction.from_json(one) for one in values["introductions"]]
        for one in signed:
            one.by_itself()
        state = Standing(values["state"])
    except (ValueError, TypeError, KeyError) as error:
        raise ParentUnreachable(url=url) from error
    except Problem as problem:
        raise ParentChanged(url=url, node_id="?") from problem
    if not signed:
        raise ParentUnreachable(url=url)
    center = next((one for one in signed if one.introduction.identity.kind is Kind.CENTER), None)
    above = meet(url=url, told=signed[0], center=center, by=mine.node_id, at=at)
    note_standing(above=above, state=state, by=mine.node_id, at=at)
    return above
