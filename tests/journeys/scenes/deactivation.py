"""What befalls people of the office between two visits to its pages: somebody is recorded elsewhere."""

from __future__ import annotations

from django.utils import timezone

from jemput.office.encounters.actions import hear_status


def set_scene(*, recorded: str) -> dict[str, str]:
    """The center says that a person's recording exists, as it does over the exchange."""
    at = timezone.now()
    hear_status(nik=recorded, packet_id=None, status="BIO_CAPTURED", said_at=at, detail="", by="Pusat", at=at)
    return {"recorded": recorded}
