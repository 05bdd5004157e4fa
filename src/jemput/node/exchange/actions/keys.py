"""A new sealing key for this node: made, kept beside the old one, and told to those below by our own word."""

from __future__ import annotations

import os
from datetime import datetime

from django.conf import settings

from jemput.node.exchange import storage
from jemput.node.exchange.errors import CannotRotate
from jemput.node.exchange.identity import Me, me, older_file
from jemput.node.ledger.actions import announce, record
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey


def rotate_sealing_key(*, by: str, at: datetime) -> Me:
    """Make the center's new sealing key and return the center with it; the old one opens what it opened.

    Offices learn it within a quarter of an hour, kits from their office at their next contact; until then
    they seal to the old one. Raises CannotRotate on a kit or an office: a kit is replaced, not rotated.
    """
    old = me()
    if old.identity.kind is not Kind.CENTER:
        raise CannotRotate(program=old.identity.kind.value)
    folder = settings.JEMPUT.keys_dir
    kept = older_file(folder, old.sealing)
    if not kept.exists():
        os.link(folder / "sealing.key", kept)  # a crash after this line leaves the old key in force, twice
    fresh = SealingKey.generate()
    storage.write(folder / "sealing.key", f"{fresh.text}\n".encode("ascii"))
    details = {"from": old.sealing.key_id, "to": fresh.key_id}
    record(action="keys.rotate", subject=f"node:{old.node_id}", by=by, at=at, details=details)
    announce(topic="keys.rotated", subject=old.node_id, payload=details, at=at)
    return me()
