"""A card printed in the van: with the center's photo, once, on one blank, and nothing kept afterwards."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import uuid4

import numpy as np
import pypdfium2
import pytest
from django.test import Client

from jemput.biometrics.images import encode_jpeg
from jemput.kit.pickup import prints
from jemput.kit.pickup.errors import PhotoMissing, PrintClosed
from jemput.kit.pickup.models import PrintOrder
from jemput.kit.pickup.states import PrintState
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import PhotoMessage, PrintOrderMessage, photo_question
from jemput.node.exchange.models import OutgoingReport, Parent
from jemput.node.exchange.reports import PrintedReport
from jemput.node.look.errors import QueueNotReady
from jemput.packet.introductions import Identity, Introduction, Kind, node_id_of, sign_introduction
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.letters import write_letter
from jemput.packet.texts import to_base64url
from tests.integration.kit.conftest import AT, Above

CENTER = SigningKey.generate()
PHOTO = encode_jpeg(np.full((39, 30, 3), (200, 60, 60), dtype=np.uint8))
LP = """#!/bin/sh
[ -e {0}/broken ] && { echo "lp: no such printer" >&2; exit 1; }
cat > {0}/sheet.pdf
echo "request id is kartu-12 (1 file(s))"
"""


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for CUPS: `lp` keeps what it is handed, or fails where a file `broken` lies."""
    folder = tmp_path / "cups"
    folder.mkdir()
    says = {"lp": LP.replace("{0}", str(folder)), "lpstat": "#!/bin/sh\necho kartu\n"}
    for name, script in says.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def order(above: Above) -> PrintOrder:
    """The office's order; the kit knows the center's key."""
    keys = CENTER.public.text, SealingKey.generate().public.text
    center = Identity(node_id_of(Kind.CENTER, CENTER.public), Kind.CENTER, "Pusat", *keys)
    vouched = sign_introduction(Introduction(1, center, center.node_id, AT), key=CENTER)
    Parent.objects.update(center_introduction=vouched.text)
    return prints.keep_order(message=told(), by="office", at=AT)


ORDER, PACKET = uuid4(), uuid4()


def told(*, withdrawn: bool = False) -> PrintOrderMessage:
    fields = (("NIK", "6106155503620003"), ("Nama", "SITI AMINAH"), ("Berlaku Hingga", "SEUMUR HIDUP"))
    place = ("KALIMANTAN BARAT", "KABUPATEN KAPUAS HULU")
    issued = f"KAPUAS HULU, {date(2018, 12, 5):%d-%m-%Y}"
    return PrintOrderMessage(
        ORDER, "81", PACKET, "6106155503620003", "SITI AMINAH", "A0000077", *place, fields, issued, withdrawn
    )


def send_photo(signer: SigningKey = CENTER, question: str = "") -> None:
    asked = question or photo_question(ORDER, PACKET)
    letter = write_letter(PHOTO, reader=me().sealing.public, question=asked, key=signer)
    message = PhotoMessage(ORDER, PACKET, me().node_id, to_base64url(letter))
    prints.keep_photo(message=message, by="center", at=AT)


def held() -> PrintOrder:
    return PrintOrder.objects.get()


def reported() -> list[str]:
    told = OutgoingReport.objects.filter(topic="printed").order_by("number")
    return [PrintedReport.from_json(one.payload).outcome for one in told]


def test_the_card_is_printed_once_with_its_photo_and_the_photo_is_gone(
    order: PrintOrder, spool: Path
) -> None:
    send_photo()
    prints.print_card(order=held(), queue="kartu", by="wayan", at=AT)
    page = pypdfium2.PdfDocument(spool / "sheet.pdf")[0]
    words = page.get_textpage().get_text_bounded()
    assert "SITI AMINAH" in words and "A0000077" in words and "SPESIMEN" not in words
    assert [one.type for one in page.get_objects()].count(3) == 1
    assert (held().state, bytes(held().photo), held().queue_job) == ("sent", b"", "kartu-12")
    with pytest.raises(PrintClosed):
        prints.print_card(order=held(), queue="kartu", by="wayan", at=AT)
    prints.settle_print(order=held(), outcome=PrintState.PRINTED, reason="", by="wayan", at=AT)
    assert reported() == ["printed"] and held().face == {}


def test_a_printer_that_stops_leaves_the_outcome_to_a_person(order: PrintOrder, spool: Path) -> None:
    send_photo()
    (spool / "broken").touch()
    with pytest.raises(QueueNotReady):
        prints.print_card(order=held(), queue="kartu", by="wayan", at=AT)
    assert held().state == "unknown" and not held().photo
    prints.settle_print(order=held(), outcome=PrintState.SPOILED, reason="pita", by="wayan", at=AT)
    assert reported() == ["unknown", "spoiled"]
    with pytest.raises(PrintClosed):
        prints.settle_print(order=held(), outcome=PrintState.PRINTED, reason="", by="wayan", at=AT)


@pytest.mark.parametrize("why", ["none", "forged", "for another print"])
def test_no_photo_but_the_centers_for_this_print(order: PrintOrder, spool: Path, why: str) -> None:
    if why == "forged":
        send_photo(signer=SigningKey.generate())
    if why == "for another print":
        send_photo(question=photo_question(uuid4(), PACKET))
    with pytest.raises(PhotoMissing):
        prints.print_card(order=held(), queue="kartu", by="wayan", at=AT)
    assert held().state == "ordered" and not (spool / "sheet.pdf").exists()


def test_taken_back_before_printing_it_goes_back_and_afterwards_it_does_not(
    order: PrintOrder, spool: Path
) -> None:
    send_photo()
    prints.print_card(order=held(), queue="kartu", by="wayan", at=AT)
    prints.keep_order(message=told(withdrawn=True), by="office", at=AT)
    assert held().state == "sent" and not reported()
    PrintOrder.objects.all().delete()
    prints.keep_order(message=told(), by="office", at=AT)
    send_photo()
    prints.keep_order(message=told(withdrawn=True), by="office", at=AT)
    assert held().state == "not_printed" and not held().photo and reported() == ["not_printed"]


def test_the_pages_lead_from_the_order_to_its_outcome(order: PrintOrder, spool: Path, kit: Client) -> None:
    assert "Cetak di tempat (1)" in kit.get("/pickup/").content.decode()
    assert "Menunggu foto dari pusat" in kit.get("/pickup/prints/").content.decode()
    send_photo()
    page = kit.get("/pickup/prints/").content.decode()
    assert "A0000077" in page and "Cetak kartu" in page
    kit.post(f"/pickup/prints/{ORDER}/print/", {"queue": "kartu"})
    assert "Apa yang keluar?" in kit.get("/pickup/prints/").content.decode()
    kit.post(f"/pickup/prints/{ORDER}/printed/", {"outcome": "printed"})
    assert held().state == "printed" and "Tidak ada kartu yang harus dicetak" in (
        kit.get("/pickup/prints/").content.decode()
    )
