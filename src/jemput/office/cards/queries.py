"""What the pages of the cards read."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.cards.rules import Fleet, Kind, Waiting, fleet, queue_order
from jemput.office.cards.states import CardState


def in_order(*, on: date, limit: int | None = None) -> list[Card]:
    """Cards printable on a date in the order of the policy; the first `limit` of them."""
    ripe = Card.objects.ripe(on).select_related("village__parent", "encounter__resident")
    cards = {card.pk: card for card in ripe}
    waiting = [
        Waiting(card.pk, Kind(card.kind), card.print_from, card.village_id or "", bool(card.urgent_reason))
        for card in cards.values()
    ]
    return [cards[row.card_id] for row in queue_order(waiting, on=on)[:limit]]


def open_jobs() -> QuerySet[PrintJob]:
    """Jobs whose outcome nobody has told yet."""
    return PrintJob.objects.filter(outcome="").select_related("card", "printer", "blank").order_by("pk")


def printers() -> QuerySet[Printer]:
    """Printers with what they have printed and spoiled, and the blanks at hand where they stand."""
    return Printer.objects.select_related("place", "kit").annotate(
        printed=Count("jobs", filter=Q(jobs__outcome="printed")),
        spoiled=Count("jobs", filter=Q(jobs__outcome="spoiled")),
    )


def printer_fleet() -> Fleet:
    """Owned, effective, under repair, dead."""
    return fleet(Printer.objects.values_list("state", flat=True))


def counts(*, on: date) -> dict[str, int]:
    """How many cards wait, wait for a birthday, are being printed, and are printed."""
    by_state = dict(Card.objects.values_list("state").annotate(n=Count("pk")))
    return {
        "ripe": Card.objects.ripe(on).count(),
        "birthday": Card.objects.waiting_for_birthday(on).count(),
        "printing": by_state.get(CardState.PRINTING, 0) + by_state.get(CardState.UNCERTAIN, 0),
        "printed": by_state.get(CardState.PRINTED, 0),
    }
