"""The door for machines: a signed request of a node we know, fresh, and counted once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from jemput.node.exchange.errors import NotApproved, Replayed, Revoked, UnknownPeer
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import Peer, SeenNonce
from jemput.node.exchange.states import Standing
from jemput.packet.requests import Authorization, SignedPart, read_authorization, verify_request

APPROVED = (Standing.APPROVED,)


def authenticate(
    request: HttpRequest, *, mine: Me, at: datetime, standing: Collection[Standing] = APPROVED
) -> tuple[Peer, Authorization]:
    """The node that signed this request, if it may pass; its claim holds the number to answer under.

    Raises BadText, UnknownPeer, BadSignature, ClockDiffers, Replayed, NotApproved, Revoked.
    """
    claim = read_authorization(request.headers.get("Authorization", ""))
    peer = Peer.objects.filter(id=claim.node_id, via=None).first()
    if peer is None:
        raise UnknownPeer(node_id=claim.node_id)
    part = SignedPart(str(request.method), request.get_full_path(), request.body, mine.node_id)
    verify_request(part, claim, key=peer.verify_key, at=at)
    count_once(peer=peer, claim=claim, at=at)
    require_standing(peer, standing)
    return peer, claim


def require_standing(peer: Peer, standing: Collection[Standing] = APPROVED) -> None:
    """Raise Revoked or NotApproved where a peer's state is not among those."""
    if peer.state in standing:
        return
    if peer.state == Standing.REVOKED:
        raise Revoked(node_id=peer.id)
    raise NotApproved(node_id=peer.id)


def count_once(*, peer: Peer, claim: Authorization, at: datetime) -> None:
    """Remember the request's number and that the peer was here; raises Replayed for a copy."""
    skew = (claim.at - at).total_seconds()
    try:
        with transaction.atomic():
            SeenNonce.objects.create(node_id=peer.id, nonce=claim.nonce, at=at)
            Peer.objects.filter(pk=peer.pk).update(last_contact=at, clock_skew_seconds=skew)
    except IntegrityError as error:
        raise Replayed from error
