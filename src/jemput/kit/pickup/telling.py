"""What became of a card or of a print, told to the office: written down with the act, sent when it can be."""

from __future__ import annotations

from datetime import datetime

from jemput.kit.pickup.models import PrintOrder, WaitingCard
from jemput.kit.pickup.states import CardState
from jemput.node.exchange.actions.reporting import report
from jemput.node.exchange.reports import CardReport, PrintedReport


def tell_card(*, card: WaitingCard, by: str, at: datetime) -> None:
    """A card is in a hand, or goes back."""
    message = CardReport(
        card_id=card.id,
        consignment=card.consignment,
        outcome="handed_over" if card.state == CardState.HANDED_OVER else "returns",
        receiver=card.receiver,
        proof=card.proof,  # type: ignore[arg-type]
        reason=card.reason,  # type: ignore[arg-type]
        note=card.note,
        at=at,
        by=by,
    )
    report(message=message, subject=f"card:{card.id}", by=by, at=at)


def tell_print(*, order: PrintOrder, by: str, at: datetime) -> None:
    """What came out of the printer, or that nobody knows yet."""
    message = PrintedReport(
        order_id=order.pk,
        outcome=order.state,  # type: ignore[arg-type]
        reason=order.reason,
        at=at,
        by=by,
    )
    report(message=message, subject=f"print:{order.pk}", by=by, at=at)
