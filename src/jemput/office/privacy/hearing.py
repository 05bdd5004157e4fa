"""What privacy does when a kit is reported stolen or lost."""

from __future__ import annotations

from jemput.node.ledger.models import News
from jemput.office.privacy.actions.incidents import open_for_lost_kit
from jemput.office.trips.models import Kit


def on_kit_lost(news: News) -> None:
    """Open a draft incident with everybody who may be on the kit."""
    kit = Kit.objects.filter(pk=news.payload["kit"]).first()
    if kit is not None:
        open_for_lost_kit(kit=kit, words=news.payload["words"], by=news.payload["by"], at=news.at)
