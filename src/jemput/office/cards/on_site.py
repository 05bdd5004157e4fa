"""Printing in the van: an order to the kit, a photo from the center, and what the kit says came out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.feed import publish
from jemput.node.exchange.actions.reporting import report
from jemput.node.exchange.identity import me
from jemput.node.exchange.introducing import introduction_of
from jemput.node.exchange.messages import PhotoMessage, PrintOrderMessage
from jemput.node.exchange.models import Peer
from jemput.node.exchange.reports import PhotoWanted, PrintedReport
from jemput.node.exchange.states import Standing
from jemput.node.ledger.actions import record
from jemput.office.cards.actions import book, lose_sight, settle
from jemput.office.cards.errors import NoBlank, NotAtThisKit, PrinterNotReady
from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.cards.papers import card_face
from jemput.office.cards.states import CardState, PrinterState
from jemput.office.encounters.models import Encounter
from jemput.office.trips.rules import CampaignMode, needs
from jemput.office.trips.states import TripState

CENTER = "Pusat"
OUT = (TripState.ANNOUNCED, TripState.UNDER_WAY)


@transaction.atomic
def order_prints(*, cards: Sequence[Card], printer: Printer, operator: str, at: datetime) -> list[PrintJob]:
    """Order these cards from the kit that has this printer, each on one numbered blank of its van.

    Raises NotAtThisKit, PrinterNotReady, NotRipe, NoBlank.
    """
    machine = _machine(printer)
    if printer.state != PrinterState.READY:
        raise PrinterNotReady(printer=printer.name, why=printer.state)
    return [_order(book(card, printer, operator, at), machine, operator, at) for card in cards]


def _machine(printer: Printer) -> str:
    machine = (printer.kit.peer_id if printer.kit else None) or ""
    if not Peer.objects.filter(pk=machine, state=Standing.APPROVED).exists():
        raise NotAtThisKit(what=printer.name)
    return machine


def _order(job: PrintJob, machine: str, by: str, at: datetime) -> PrintJob:
    job.order_id, job.machine = new_id(), machine
    job.save(update_fields=["order_id", "machine"])
    publish(scope=machine, message=order_message(job, at=at), at=at)
    packet_id = job.card.encounter.packet_id
    word = introduction_of(machine, mine=me(), at=at)
    wanted = PhotoWanted(job.order_id, packet_id, word.text if word else "")
    report(message=wanted, subject=f"packet:{packet_id}", by=by, at=at)
    return job


def order_message(job: PrintJob, *, at: datetime, withdrawn: bool = False) -> PrintOrderMessage:
    """One order as its kit shall know it."""
    face = card_face(job.card, at=timezone.localtime(at), serial=job.blank_id)
    return PrintOrderMessage(
        order_id=job.order_id or new_id(),
        card_id=str(job.card_id),
        packet_id=job.card.encounter.packet_id,
        nik=job.card.nik,
        name=job.card.name,
        blank=job.blank_id,
        province=face.province,
        kabupaten=face.kabupaten,
        fields=face.fields,
        issued=face.issued,
        withdrawn=withdrawn,
    )


def order_where_recorded(*, encounter: Encounter, by: str, at: datetime) -> PrintJob | None:
    """Order a print-ready card from the van that recorded its owner, while it is out to print.

    None where it is not, or has no printer, blank or approved machine: then the card waits at the office.
    """
    card, trip = Card.objects.filter(encounter=encounter, state=CardState.READY).first(), encounter.trip
    if card is None or trip is None or trip.state not in OUT or card.print_from > timezone.localdate(at):
        return None
    if not needs(CampaignMode(trip.campaign.mode)).printer:
        return None
    printer = Printer.objects.filter(kit=trip.kit, state=PrinterState.READY).first()
    try:
        return order_prints(cards=[card], printer=printer, operator=by, at=at)[0] if printer else None
    except (NotAtThisKit, NoBlank):
        return None


@transaction.atomic
def recall(*, job: PrintJob, by: str, at: datetime) -> None:
    """Ask a kit to give an order back; only its answer frees card and blank. Raises NotAtThisKit."""
    if not job.machine:
        raise NotAtThisKit(what=job.printer.name)
    publish(scope=job.machine, message=order_message(job, at=at, withdrawn=True), at=at)
    record(action="print.recalled", subject=f"card:{job.card_id}", by=by, at=at)


def hear_printed(peer: Peer, told: PrintedReport, at: datetime) -> None:
    """What a kit says came out. Raises NotAtThisKit, JobClosed, NotPossible."""
    jobs = PrintJob.objects.filter(order_id=told.order_id, machine=peer.id)
    job = jobs.select_related("card", "blank", "printer").first()
    if job is None:
        raise NotAtThisKit(what=str(told.order_id))
    by = f"{told.by} ({peer.name})"[:150]
    if told.outcome == "unknown":
        lose_sight([job], by, at)
    else:
        settle(job=job, outcome=told.outcome, reason=told.reason[:200], by=by, at=told.at)


@transaction.atomic
def pass_photo(message: PhotoMessage, at: datetime) -> None:
    """Pass the center's letter on, unopened, to the kit that still has to print. Raises NotAtThisKit."""
    asked = PrintJob.objects.filter(order_id=message.order_id, machine=message.kit_id, outcome="")
    if not asked.filter(card__encounter__packet_id=message.packet_id).exists():
        raise NotAtThisKit(what=str(message.order_id))
    publish(scope=message.kit_id, message=message, at=at)
    details = {"kit": message.kit_id, "order": str(message.order_id)}
    record(action="photo.passed_on", subject=str(message.packet_id), by=CENTER, at=at, details=details)
