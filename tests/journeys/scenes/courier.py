"""An office that a courier reaches by stick alone: its keys, and the van's kit let in once it is known."""

from __future__ import annotations

from django.utils import timezone

from jemput.node.exchange.actions import peers
from jemput.node.exchange.identity import me
from jemput.node.exchange.models import Parent
from jemput.packet.introductions import Kind
from tests.journeys.scenes import identity_of, told_by


def set_scene(*, kit: dict[str, str] | None = None, center_key: str = "") -> dict[str, str]:
    """Make the office's keys; approve the kit, where it is told; return what the office tells of itself."""
    if kit is not None:
        at = timezone.now()
        Parent.objects.update_or_create(
            node_id="center-x",
            defaults={"kind": Kind.CENTER, "name": "Pusat", "state": "approved", "url": "http://127.0.0.1:9"}
            | {"sealing_key": center_key, "center_sealing_key": center_key},
        )
        peers.approve(peer=peers.request(identity=identity_of(kit), at=at), by="test", at=at)
    return told_by(me().identity)
