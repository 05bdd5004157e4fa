"""What the cards do when the center has spoken of a packet."""

from __future__ import annotations

from jemput.kernel.statuses import NationalStatus
from jemput.node.ledger.models import News
from jemput.office.cards.actions import make_ready, withdraw
from jemput.office.cards.on_site import order_where_recorded
from jemput.office.encounters.models import Encounter

CARDS = "kartu"

STILL_READY = {
    NationalStatus.PRINT_READY_RECORD,
    NationalStatus.SENT_FOR_CARD_PRINTING,
    NationalStatus.CARD_PRINTED,
    NationalStatus.CARD_SHIPPED,
    NationalStatus.CARD_ISSUED,
}


def on_status(news: News) -> None:
    """Print-ready opens the queue; any word that takes it back closes it, unless the card exists already."""
    packet_id = news.payload["packet_id"]
    encounter = Encounter.objects.filter(packet_id=packet_id).first() if packet_id else None
    if encounter is None:
        return
    status = NationalStatus(news.payload["status"])
    if status is NationalStatus.PRINT_READY_RECORD:
        make_ready(encounter=encounter, by=CARDS, at=news.at)
        order_where_recorded(encounter=encounter, by=CARDS, at=news.at)
    elif status not in STILL_READY:
        withdraw(encounter=encounter, why=status.value, by=CARDS, at=news.at)
