"""What the handover does when a card was printed in a van: it is there already and travels with that kit."""

from __future__ import annotations

from jemput.node.ledger.models import News
from jemput.office.delivery import actions
from jemput.office.delivery.queries import kits_that_carry

DELIVERY = "penyerahan"


def on_printed(news: News) -> None:
    """Consign a card printed by a kit to that kit, so that its crew hands it over and reports it."""
    card = actions.waiting_cards().filter(pk=news.payload["card"], village__isnull=False).first()
    job = card.jobs.filter(outcome="printed").first() if card else None
    kit = kits_that_carry().filter(peer_id=job.machine).first() if job and job.machine else None
    if card is None or kit is None:
        return
    packed = actions.pack(cards=[card], seal="", courier=kit.name, by=DELIVERY, at=news.at)
    actions.send(consignment=packed, courier="", seal="", kit=kit, by=DELIVERY, at=news.at)
