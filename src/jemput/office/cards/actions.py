"""The only writers of cards: into the queue, onto a blank, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jemput.node.ledger.actions import announce, record
from jemput.node.ledger.transitions import advance
from jemput.office.cards import papers, queues
from jemput.office.cards.errors import JobClosed, NoBlank, NotRipe, PrinterNotReady
from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.cards.rules import Kind, print_from
from jemput.office.cards.states import CARD, PRINTER, CardState
from jemput.office.encounters.models import Encounter
from jemput.office.stock.actions import move
from jemput.office.stock.models import Blank
from jemput.office.trips.models import Kit

BLANK = "ktp-blank"
NOT_PRINTED = "not_printed"
"""The outcome of an order that a kit took back untouched: its blank is as good as before."""


@transaction.atomic
def make_ready(*, encounter: Encounter, by: str, at: datetime) -> Card:
    """Put a person whom the center calls print-ready into the queue; harmless when repeated.

    A second print-ready record of one person (another packet of the same NIK) makes no second card.
    """
    known = Card.objects.filter(nik=encounter.nik).exclude(state=CardState.WITHDRAWN).first()
    if known:
        return known
    back = Card.objects.filter(encounter=encounter).first()
    if back:
        advance(back, "make_ready", table=CARD, by=by, at=at)
        return back
    card = _new_card(encounter, at)
    record(
        action="card.queued", subject=f"card:{card.pk}", by=by, at=at, details={"from": str(card.print_from)}
    )
    return card


def _new_card(encounter: Encounter, at: datetime) -> Card:
    resident = encounter.resident
    return Card.objects.create(
        encounter=encounter,
        nik=encounter.nik,
        name=encounter.name,
        village=resident.village if resident else encounter.village,
        kind=Kind.NEW,
        print_from=print_from(
            encounter.birth_date,
            ever_married=resident.person.ever_married if resident else False,
            recorded_on=timezone.localdate(encounter.ended_at),
        ),
        ready_at=at,
    )


@transaction.atomic
def withdraw(*, encounter: Encounter, why: str, by: str, at: datetime) -> None:
    """Take a card out of the queue when the center has changed its mind; a printed one stays printed."""
    card = Card.objects.filter(encounter=encounter, state=CardState.READY).first()
    if card:
        advance(card, "withdraw", table=CARD, by=by, at=at, details={"why": why})


@transaction.atomic
def add_printer(
    *, name: str, queue: str, place: str, by: str, at: datetime, kit: Kit | None = None
) -> Printer:
    """Register a printer and the place its blanks come from; one of a kit prints in its van."""
    told = {"queue": queue, "place_id": place, "kit": kit}
    printer, _ = Printer.objects.update_or_create(name=name, defaults=told)
    record(action="printer.added", subject=name, by=by, at=at, details={"queue": queue, "place": place})
    return printer


def change_printer(*, printer: Printer, event: str, note: str, by: str, at: datetime) -> None:
    """Note that a printer broke, was repaired, or was given up."""
    with transaction.atomic():
        advance(printer, event, table=PRINTER, by=by, at=at, details={"note": note})
        printer.note = note
        printer.save(update_fields=["note"])


def print_cards(*, cards: Sequence[Card], printer: Printer, operator: str, at: datetime) -> list[PrintJob]:
    """Print these cards, each on the next numbered blank of the printer's place.

    The blanks and jobs are booked first, in one transaction; only then does anything leave for the printer.
    When the queue refuses, the jobs stay open as uncertain: a person says what came out. Never twice.
    A printer in a van prints by `on_site.order_prints` alone.
    """
    queues.require_ready(printer)
    with transaction.atomic():
        jobs = [book(card, printer, operator, at) for card in cards]
    try:
        number = queues.send(printer, papers.print_sheet(jobs, at=at), title=f"KTP-el {len(jobs)}")
    except PrinterNotReady:
        lose_sight(jobs, operator, at)
        raise
    PrintJob.objects.filter(pk__in=[job.pk for job in jobs]).update(queue_job=number)
    return jobs


def book(card: Card, printer: Printer, operator: str, at: datetime) -> PrintJob:
    """Take a card out of the queue and a blank out of the printer's place; raises NotRipe, NoBlank."""
    if card.print_from > timezone.localdate(at):
        raise NotRipe(name=card.name, day=card.print_from)
    blank = (
        Blank.objects.select_for_update(of=("self",))
        .filter(item_id=BLANK, place=printer.place)
        .exclude(pk__in=PrintJob.objects.exclude(outcome=NOT_PRINTED).values("blank_id"))
        .order_by("serial")
        .first()
    )
    if blank is None:
        raise NoBlank(place=printer.place.name)
    advance(
        card,
        "start",
        table=CARD,
        by=operator,
        at=at,
        details={"blank": blank.serial, "printer": printer.name},
    )
    return PrintJob.objects.create(card=card, blank=blank, printer=printer, operator=operator, started_at=at)


@transaction.atomic
def lose_sight(jobs: Sequence[PrintJob], by: str, at: datetime) -> None:
    """Nobody knows what came out of these jobs: a person must look."""
    for job in jobs:
        advance(job.card, "lost_sight", table=CARD, by=by, at=at)


@transaction.atomic
def settle(*, job: PrintJob, outcome: str, by: str, at: datetime, reason: str = "") -> None:
    """Tell what came out: "printed" makes the blank a card, "spoiled" puts it on the heap to burn.

    "not_printed" leaves the blank where it is. Raises JobClosed, NotPossible.
    """
    closed = PrintJob.objects.filter(pk=job.pk, outcome="").update(
        outcome=outcome, outcome_at=at, reason=reason
    )
    if not closed:
        raise JobClosed(outcome=PrintJob.objects.get(pk=job.pk).outcome)
    advance(job.card, outcome, table=CARD, by=by, at=at, details={"blank": job.blank_id, "reason": reason})
    if outcome == NOT_PRINTED:
        return
    move(
        item=BLANK,
        quantity=1,
        from_place=job.blank.place_id,
        to_place="issued" if outcome == "printed" else "spoiled",
        serials=[job.blank_id],
        document=f"cetak {job.pk}",
        reason=reason,
        by=by,
        at=at,
    )
    if outcome == "printed":
        payload = {"nik": job.card.nik, "card": job.card.pk, "blank": job.blank_id}
        announce(topic="cards.printed", subject=job.card.nik, payload=payload, at=at)


@transaction.atomic
def settle_all(*, jobs: Sequence[PrintJob], outcome: str, by: str, at: datetime, reason: str = "") -> None:
    """Book one outcome for several jobs, all or none."""
    for job in jobs:
        settle(job=job, outcome=outcome, reason=reason, by=by, at=at)
