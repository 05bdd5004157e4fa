"""Releases the photo of one print-ready person to one kit, for one print of the card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import cv2
import numpy as np
from django.db import transaction

from jemput.biometrics.images import ColorImage, decode_color, encode_jpeg
from jemput.center.intake.opening import open_packet, picture
from jemput.center.publication.errors import PacketGone
from jemput.center.publication.references import printable_record
from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PhotoMessage, photo_question
from jemput.node.exchange.models import FeedEntry, Peer
from jemput.node.ledger.actions import record
from jemput.packet.letters import write_letter
from jemput.packet.texts import to_base64url

HEIGHT = 390
"""Pixels of a photo 26 mm high at 380 dpi: all that a card printer of 300 dpi can show."""
QUALITIES = (85, 75, 60, 45, 30)
MOST_BYTES = 40_000
"""A weak line in a village must bear it."""


@transaction.atomic
def release_photo(
    *, order_id: UUID, packet_id: UUID, kit: Peer, office: Peer, by: str, at: datetime
) -> FeedEntry:
    """Seal a card-sized photo to a kit, good for one print order, and put it on the office's feed.

    Raises NoSuchRecord, PacketGone, SampleMissing, and what an unreadable image raises.
    """
    arrival = printable_record(packet_id, office).arrival
    if not arrival.packet.path.exists():
        raise PacketGone(packet_id=packet_id)
    letter = write_letter(
        card_photo(picture(open_packet(arrival).samples, "face")),
        reader=kit.public_sealing_key,
        question=photo_question(order_id, packet_id),
        key=me().signing,
    )
    details = {"kit": kit.id, "office": office.id, "order": str(order_id)}
    record(action="photo.released", subject=str(packet_id), by=by, at=at, details=details)
    message = PhotoMessage(order_id, packet_id, kit.id, to_base64url(letter))
    return publish(scope=office.id, message=message, at=at)


def card_photo(image: bytes) -> bytes:
    """A face image (PNG, JPEG, JPEG 2000) as a JPEG no larger than a card shows. Raises UnreadableImage …"""
    pixels = decode_color(image)
    height, width = pixels.shape[:2]
    if height > HEIGHT:
        size = (max(1, round(width * HEIGHT / height)), HEIGHT)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return next(
        (small for small in _written(pixels) if len(small) <= MOST_BYTES), encode_jpeg(pixels, quality=10)
    )


def _written(pixels: ColorImage) -> Iterator[bytes]:
    return (encode_jpeg(pixels, quality=quality) for quality in QUALITIES)
