"""Printing in the van: ordered where the owner was recorded, photo passed on sealed, outcome told."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from jemput.kernel.statuses import NationalStatus
from jemput.node.accounts.models import User
from jemput.node.exchange.client.pull import _handlers as applied
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PhotoMessage, PrintOrderMessage
from jemput.node.exchange.models import FeedEntry, OutgoingReport, Peer
from jemput.node.exchange.reports import PhotoWanted, PrintedReport
from jemput.node.exchange.states import Standing
from jemput.node.ledger import dispatch
from jemput.office.cards import actions, on_site
from jemput.office.cards.errors import NoBlank, NotAtThisKit, PrinterNotReady
from jemput.office.cards.models import Card, Printer, PrintJob
from jemput.office.delivery.models import Consignment
from jemput.office.encounters.actions import hear_status
from jemput.office.encounters.models import Encounter
from jemput.office.regions.models import Home
from jemput.office.stock.actions import add_place, move
from jemput.office.stock.models import Blank, Line
from jemput.office.trips.actions.announcing import approve_trip
from jemput.office.trips.actions.outings import open_trip
from jemput.office.trips.models import Place as Spot
from jemput.packet.introductions import read_introduction
from tests import cast
from tests.cast import AT, BY
from tests.integration.office.outing import KIT_ID, make_campaign, make_crew, make_kit, make_peer
from tests.integration.office.told_by_kit import kit_one, tell

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def printer() -> Printer:
    """A kit with a printer, and two blanks in its van."""
    make_peer()
    kit = make_kit(printer=True)
    cast.blanks(5)
    add_place(code="van-1", name="Mobil 1", kind="van", by=BY, at=AT)
    move(item="ktp-blank", quantity=2, from_place="store", to_place="van-1", document="BAST 2", by=BY, at=AT)
    return actions.add_printer(name="Fargo mobil", queue="", place="van-1", kit=kit, by=BY, at=AT)


def ordered(printer: Printer, number: int = 1) -> PrintJob:
    return on_site.order_prints(cards=[cast.ready_card(number)], printer=printer, operator=BY, at=AT)[0]


def orders() -> list[PrintOrderMessage]:
    entries = FeedEntry.objects.filter(topic="print_order", scope=KIT_ID).order_by("sequence")
    return [PrintOrderMessage.from_json(one.payload) for one in entries]


def came_out(job: PrintJob, outcome: str, reason: str = "") -> PrintedReport:
    return PrintedReport(job.order_id, outcome, reason, LATER, "budi")  # type: ignore[arg-type]


def test_an_order_names_the_blank_of_the_van_and_asks_for_the_photo(printer: Printer) -> None:
    job = ordered(printer)
    order = orders()[0]
    assert (order.order_id, order.blank, order.card_id) == (job.order_id, "A0000001", str(job.card_id))
    assert ("NIK", job.card.nik) in order.fields and not order.withdrawn
    wanted = PhotoWanted.from_json(OutgoingReport.objects.get(topic="photo_wanted").payload)
    word = read_introduction(wanted.introduction.encode())
    assert word.by(me().node_id, me().signing.public) == kit_one().identity
    assert wanted.order_id == job.order_id and Card.objects.get().state == "printing"


def test_printed_in_the_van_moves_the_stock_and_travels_with_the_kit(printer: Printer) -> None:
    job = ordered(printer)
    assert tell(came_out(job, "printed"), at=LATER) == []
    while dispatch.run_once():
        pass
    assert Blank.objects.get(pk="A0000001").place_id == "issued"
    assert Line.objects.balance(item="ktp-blank", place="van-1") == 1
    consignment = Consignment.objects.get()
    assert (consignment.machine, consignment.state) == (KIT_ID, "sent")
    assert FeedEntry.objects.filter(topic="card", scope=KIT_ID).count() == 1
    assert OutgoingReport.objects.filter(topic="reference_wanted").count() == 1


def test_spoiled_burns_the_blank_and_the_card_waits_again(printer: Printer) -> None:
    job = ordered(printer)
    assert tell(came_out(job, "unknown"), at=LATER) == []
    assert Card.objects.get().state == "uncertain"
    assert tell(came_out(job, "spoiled", "pita habis"), at=LATER) == []
    assert Blank.objects.get(pk="A0000001").place_id == "spoiled" and Card.objects.get().state == "ready"
    again = on_site.order_prints(cards=[Card.objects.get()], printer=printer, operator=BY, at=LATER)[0]
    assert again.blank_id == "A0000002"
    assert tell(came_out(job, "printed"), at=LATER)[0].startswith("O654")


def test_an_order_taken_back_frees_card_and_blank_only_by_the_kits_word(printer: Printer) -> None:
    job = ordered(printer)
    on_site.recall(job=job, by=BY, at=AT)
    assert orders()[-1].withdrawn and Card.objects.get().state == "printing"
    assert tell(came_out(job, "not_printed"), at=LATER) == []
    assert Card.objects.get().state == "ready" and Line.objects.balance(item="ktp-blank", place="van-1") == 2
    again = on_site.order_prints(cards=[Card.objects.get()], printer=printer, operator=BY, at=LATER)[0]
    assert again.blank_id == job.blank_id


def test_the_centers_letter_goes_on_unchanged_to_the_kit_that_prints(printer: Printer) -> None:
    job = ordered(printer)
    message = PhotoMessage(job.order_id or uuid4(), job.card.encounter.packet_id, KIT_ID, "c2VhbGVk")
    applied["photo"](message, AT)
    entry = FeedEntry.objects.get(topic="photo")
    assert (entry.scope, PhotoMessage.from_json(entry.payload)) == (KIT_ID, message)
    tell(came_out(job, "printed"), at=LATER)
    with pytest.raises(NotAtThisKit):
        applied["photo"](message, LATER)


def test_a_kit_tells_only_of_its_own_orders(printer: Printer) -> None:
    job = ordered(printer)
    PrintJob.objects.update(machine="kit-other")
    assert tell(came_out(job, "printed"), at=LATER)[0].startswith("O655")
    assert Card.objects.get().state == "printing"


def test_without_machine_blank_or_printer_nothing_is_ordered(printer: Printer) -> None:
    with pytest.raises(PrinterNotReady):
        actions.print_cards(cards=[cast.ready_card(1)], printer=printer, operator=BY, at=AT)
    ordered(printer, 2), ordered(printer, 3)
    with pytest.raises(NoBlank):
        ordered(printer, 4)
    Peer.objects.update(state=Standing.REVOKED)
    with pytest.raises(NotAtThisKit):
        ordered(printer, 5)
    with pytest.raises(NotAtThisKit):
        on_site.order_prints(cards=[], printer=cast.printer(), operator=BY, at=AT)
    assert Card.objects.filter(state="printing").count() == 2


def recorded(printer: Printer, mode: str) -> Encounter:
    """Somebody recorded on a trip that is out with this kit."""
    home = cast.village()
    Home.objects.get_or_create(kabupaten=home.parent.parent)  # type: ignore[union-attr]
    place = Spot.objects.create(village=home, name="Balai desa")
    assert printer.kit is not None
    crew = make_crew(kit=printer.kit)
    campaign = make_campaign([crew], mode=mode)
    trip = open_trip(campaign=campaign, crew=crew, day=AT.date(), places=[place], by=BY, at=AT)
    approve_trip(trip=trip, by=BY, at=AT)
    met = cast.encounter(cast.resident(9, home=home), sequence=9)
    met.trip = trip
    met.save()
    return met


@pytest.mark.parametrize(("mode", "ordered_there"), [("record_and_print", 1), ("record_only", 0)])
def test_print_ready_orders_the_card_where_its_owner_stands(
    printer: Printer, mode: str, ordered_there: int
) -> None:
    met = recorded(printer, mode)
    status, said = NationalStatus.PRINT_READY_RECORD.value, {"said_at": LATER, "at": LATER}
    hear_status(nik=met.nik, packet_id=met.packet_id, status=status, detail="", by="Pusat", **said)
    while dispatch.run_once():
        pass
    assert len(orders()) == ordered_there
    assert Card.objects.get().state == ("printing" if ordered_there else "ready")


def test_the_pages_order_show_and_recall(printer: Printer, client: Client) -> None:
    client.force_login(User.objects.create(username="tono", role="head"))
    cast.ready_card()
    client.post("/cards/print/", {"printer": printer.pk, "count": 1})
    page = client.get("/cards/jobs/").content.decode()
    assert "menunggu kabar kit" in page and "Tarik pesanan dari kit" in page
    client.post("/cards/jobs/settle/", {"job": PrintJob.objects.get().pk, "outcome": "recall"})
    assert orders()[-1].withdrawn
    assert "Fargo mobil" in client.get("/cards/printers/").content.decode()
