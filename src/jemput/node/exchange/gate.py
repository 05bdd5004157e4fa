"""The door for machines: a signed request of a node we know, fresh, and counted once."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from jemput.node.exchange.errors import BadUpload, NotApproved, Replayed, Revoked, UnknownPeer
from jemput.node.exchange.identity import Me
from jemput.node.exchange.incoming import Incoming
from jemput.node.exchange.models import Peer, SeenNonce
from jemput.node.exchange.states import Standing
from jemput.node.exchange.wire import CHECKSUM_HEADER
from jemput.packet.requests import Authorization, SignedPart, read_authorization, verify_request

APPROVED = (Standing.APPROVED,)
HEARD_AGAIN = timedelta(seconds=30)
"""How old a peer's last contact must be before it is written again: not with every packet."""


def authenticate(
    request: HttpRequest, *, mine: Me, at: datetime, standing: Collection[Standing] = APPROVED
) -> tuple[Peer, Authorization]:
    """The node that signed this request, if it may pass; its claim holds the number to answer under.

    Raises BadText, UnknownPeer, BadSignature, ClockDiffers, Replayed, NotApproved, Revoked.
    """
    part = SignedPart(str(request.method), request.get_full_path(), request.body, mine.node_id)
    peer, claim = _signer(request, part, at)
    count_once(peer=peer, claim=claim, at=at)
    note_heard(peer=peer, claim=claim, at=at)
    require_standing(peer, standing)
    return peer, claim


def authenticate_upload(
    request: HttpRequest, *, mine: Me, at: datetime, offset: int | None = None
) -> tuple[Peer, Incoming]:
    """The node that signed this upload, and the body, which may still be on its way.

    Its number is not counted: uploading the same bytes twice changes nothing, and the signature names the
    byte at which they begin. Raises as `authenticate` but Replayed; BadUpload.
    """
    size, sha256 = int(request.META.get("CONTENT_LENGTH") or 0), _announced(request)
    part = SignedPart(
        str(request.method), request.get_full_path(), b"", mine.node_id, body_sha256=sha256, offset=offset
    )
    peer, claim = _signer(request, part, at)
    note_heard(peer=peer, claim=claim, at=at)
    require_standing(peer)
    return peer, Incoming(request.read, size=size, sha256=sha256)


def require_standing(peer: Peer, standing: Collection[Standing] = APPROVED) -> None:
    """Raise Revoked or NotApproved where a peer's state is not among those."""
    if peer.state in standing:
        return
    if peer.state == Standing.REVOKED:
        raise Revoked(node_id=peer.id)
    raise NotApproved(node_id=peer.id)


def count_once(*, peer: Peer, claim: Authorization, at: datetime) -> None:
    """Remember the request's number; raises Replayed for a copy."""
    try:
        with transaction.atomic():
            SeenNonce.objects.create(node_id=peer.id, nonce=claim.nonce, at=at)
    except IntegrityError as error:
        raise Replayed from error


def note_heard(*, peer: Peer, claim: Authorization, at: datetime) -> None:
    """Remember now and then that the peer was here and how far its clock was ahead."""
    if peer.last_contact is not None and timedelta() <= at - peer.last_contact < HEARD_AGAIN:
        return
    skew = (claim.at - at).total_seconds()
    Peer.objects.filter(pk=peer.pk).update(last_contact=at, clock_skew_seconds=skew)


def _signer(request: HttpRequest, part: SignedPart, at: datetime) -> tuple[Peer, Authorization]:
    claim = read_authorization(request.headers.get("Authorization", ""))
    # Raw, as building this statement anew costs every request more than running it.
    asked = "SELECT * FROM exchange_peer WHERE id = %s AND via_id IS NULL"
    peer = next(iter(Peer.objects.raw(asked, [claim.node_id])), None)
    if peer is None:
        raise UnknownPeer(node_id=claim.node_id)
    verify_request(part, claim, key=peer.verify_key, at=at)
    return peer, claim


def _announced(request: HttpRequest) -> str:
    """The hash of the body in hexadecimal, as tus's checksum extension spells it; empty for no body."""
    text = request.headers.get(CHECKSUM_HEADER, "")
    if not text and not int(request.META.get("CONTENT_LENGTH") or 0):
        return ""
    kind, _, value = text.partition(" ")
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadUpload(reason=CHECKSUM_HEADER) from error
    if kind != "sha256" or len(raw) != 32:
        raise BadUpload(reason=CHECKSUM_HEADER)
    return raw.hex()
