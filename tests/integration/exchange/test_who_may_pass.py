"""Who is let in: asked by machines, decided by people, and said with a number where it is no."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from jemput.node.exchange.actions import peers
from jemput.node.exchange.client.link import Link, Slice
from jemput.node.exchange.errors import ParentRefused, TooManyRequests
from jemput.node.exchange.identity import make_me, readers
from jemput.node.exchange.messages import RevokedMessage
from jemput.node.exchange.models import Parent, Peer, SeenNonce
from jemput.node.ledger.models import Entry, News
from jemput.node.ledger.transitions import NotPossible
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.requests import SignedPart, sign_request
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

pytestmark = OWN_TABLES


def test_a_kit_that_was_never_approved_delivers_nothing(stranger: Van) -> None:
    sent = stranger.seal()
    assert stranger.sync().problem is None
    assert (stranger.peer.state, Parent.objects.get().state) == ("requested", "requested")
    with pytest.raises(ParentRefused, match="N302"):
        body = Slice(sent.path, 0, 2000)
        _link(stranger).upload("POST", "/exchange/packets", body=body, headers={"Upload-Length": "2000"})
    assert received() == [] and sent.path.exists()


def test_a_kit_that_never_asked_is_unknown(stranger: Van) -> None:
    with pytest.raises(ParentRefused, match="N301"):
        _link(stranger).ask("GET", "/exchange/feed?after=0")


def test_an_approved_kit_learns_whom_to_seal_to(stranger: Van) -> None:
    stranger.sync()
    peers.approve(peer=stranger.peer, by="kabid", at=now())
    stranger.sync()
    assert Parent.objects.get().state == "approved"
    assert readers().center == stranger.parent.sealing.public
    assert list(Entry.objects.filter(action="peer.approve").values_list("by", flat=True)) == ["kabid"]
    assert News.objects.filter(topic="parent.approved").exists()


def test_approving_twice_is_not_possible(van: Van) -> None:
    with pytest.raises(NotPossible):
        peers.approve(peer=van.peer, by="kabid", at=now())


def test_a_revoked_kit_learns_it_and_nothing_else(van: Van, no_handlers: dict[str, object]) -> None:
    heard: list[RevokedMessage] = []
    no_handlers["revoked"] = lambda message, at: heard.append(message)
    van.sync()
    sent = van.seal()
    peers.revoke(peer=van.peer, reason="kit hilang", by="kabid", at=now())
    van.sync()
    assert [message.reason for message in heard] == ["kit hilang"]
    assert Parent.objects.get().state == "revoked" and sent.path.exists() and received() == []


def test_asking_again_changes_nothing(stranger: Van) -> None:
    stranger.sync()
    Parent.objects.all().delete()
    stranger.sync()
    assert Peer.objects.count() == 1
    assert Entry.objects.filter(action="peer.request").count() == 1


def test_a_flood_of_requests_is_stopped(parent: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "MAX_WAITING", 2)
    for number in range(3):
        mine = make_me(Kind.KIT, f"Kit {number}", SigningKey.generate(), SealingKey.generate())
        if number < 2:
            peers.request(identity=mine.identity, at=now())
            continue
        with pytest.raises(TooManyRequests):
            peers.request(identity=mine.identity, at=now())


def test_a_copied_request_is_answered_once(van: Van) -> None:
    part = SignedPart("GET", "/exchange/peers/me", b"", van.parent.node_id)
    header = sign_request(part, node_id=van.mine.node_id, key=van.mine.signing, at=now())
    answers = [httpx.get(f"{van.url}{part.path}", headers={"Authorization": header}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[1].json()["code"] == answers[1].headers["Jemput-Problem"] == "N304"
    assert SeenNonce.objects.filter(node_id=van.mine.node_id).count() >= 1


def test_another_machine_at_the_parents_address_is_not_trusted(van: Van) -> None:
    other = make_me(Kind.OFFICE, "Palsu", SigningKey.generate(), SealingKey.generate())
    van.sync()
    Parent.objects.update(node_id=other.node_id, signing_key=other.identity.signing_key)
    van.seal()
    done = van.sync()
    assert done.problem is not None and done.pushed.acknowledged == 0 and received() == []


def test_a_kit_whose_clock_is_days_wrong_still_delivers(van: Van) -> None:
    van.sync(at=now() - timedelta(days=3))
    sent = van.seal(at=now() - timedelta(days=4))
    assert van.sync(at=now() - timedelta(days=3)).pushed.acknowledged == 1
    assert abs(Parent.objects.get().clock_offset_seconds - 3 * 86400) < 60
    assert received()[0].received_at - sent.queued_at > timedelta(days=3)


def _link(van: Van) -> Link:
    return Link(van.url, van.parent.node_id, van.mine, now())
