"""What offices ask the center for: fingers to compare a card's owner with, a photo to print."""

from __future__ import annotations

from datetime import datetime

from jemput.center.publication.photos import release_photo
from jemput.center.publication.references import release_reference
from jemput.node.exchange.errors import Revoked
from jemput.node.exchange.introducing import origin_of
from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import PhotoWanted, ReferenceWanted
from jemput.node.exchange.states import Standing
from jemput.packet.introductions import read_introduction


def reference_wanted(office: Peer, told: ReferenceWanted, at: datetime) -> None:
    """Release a reference to the kit that the office vouches for. Raises NoSuchRecord, and as `_kit`."""
    kit = _kit(office, told.introduction, at)
    release_reference(packet_id=told.packet_id, kit=kit, office=office, by=office.id, at=at)


def photo_wanted(office: Peer, told: PhotoWanted, at: datetime) -> None:
    """Release a photo for one print by such a kit. Raises as `release_photo` and `_kit`."""
    kit = _kit(office, told.introduction, at)
    release_photo(
        order_id=told.order_id, packet_id=told.packet_id, kit=kit, office=office, by=office.id, at=at
    )


def _kit(office: Peer, introduction: str, at: datetime) -> Peer:
    """The kit that the office vouches for with its own signature, and that nobody here has revoked.

    Raises UnknownPeer, Revoked, and what a false introduction raises.
    """
    word = read_introduction(introduction.encode("utf-8"))
    kit_id = word.introduction.identity.node_id
    kit = origin_of(kit_id, deliverer=office, word=word, at=at)
    if kit.id == office.id or kit.state != Standing.APPROVED:
        raise Revoked(node_id=kit_id)
    return kit
