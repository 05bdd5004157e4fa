"""A card in the van: whose finger, whose hand, and nothing kept afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jemput.biometrics import images
from jemput.biometrics.fingerprints.extraction import extract
from jemput.biometrics.formats import finger_image
from jemput.biometrics.person import PersonTemplate
from jemput.kernel.body import Finger, Modality
from jemput.kit.devices.actions import capture_by_scanner
from jemput.kit.devices.models import Device
from jemput.kit.devices.samples import Spot
from jemput.kit.devices.sbi.capture import Order
from jemput.kit.pickup import actions
from jemput.kit.pickup.errors import CardClosed, NoMoreTries, NoReference, ProofMissing
from jemput.kit.pickup.models import Proof, WaitingCard
from jemput.kit.pickup.pages import NOT_SCANNED
from jemput.kit.pickup.queries import enrolled_fingers
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import CardMessage, ReferenceMessage
from jemput.node.exchange.models import OutgoingReport, Parent
from jemput.node.exchange.reports import CardReport
from jemput.packet.introductions import Identity, Introduction, Kind, node_id_of, sign_introduction
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.letters import reference_question, write_letter
from jemput.packet.texts import to_base64url
from jemput.simulator.words import Kind as ScannerKind
from tests.integration.kit.conftest import AT, Above, Scanners

CENTER = SigningKey.generate()
OWNER, STRANGER = 7, 8


@pytest.fixture
def told(above: Above) -> CardMessage:
    """The office's word that Siti's card is in the van; the kit knows the center's key."""
    keys = CENTER.public.text, SealingKey.generate().public.text
    center = Identity(node_id_of(Kind.CENTER, CENTER.public), Kind.CENTER, "Pusat", *keys)
    vouched = sign_introduction(Introduction(1, center, center.node_id, AT), key=CENTER)
    Parent.objects.update(center_introduction=vouched.text)
    siti = ("6106155503620003", "SITI AMINAH", date(1962, 3, 15), "61.06.15.2004", "Miau Merah")
    return CardMessage("81", uuid4(), "20181205-1", *siti, withdrawn=False)


@pytest.fixture
def card(told: CardMessage) -> WaitingCard:
    return actions.keep_card(message=told, by="office", at=AT)


def fingers_on(scanners: Scanners, body: int) -> PersonTemplate:
    """The two index fingers of a body as the center would have enrolled them."""
    scanners.put(body)
    found = {}
    for finger in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX):
        spot = Spot(Modality.FINGER, finger)
        order = Order(Modality.FINGER, frozenset({spot}), frozenset(), 40, f"enrolled-{finger}")
        ports = range(scanners.port, scanners.port + 1)
        taken = capture_by_scanner(
            order=order, ports=ports, trust=scanners.trust, by="test", at=timezone.now()
        )
        sample = finger_image.read(taken[0].content)
        found[finger] = extract(images.decode(sample.image), dpi=sample.dpi)
    return PersonTemplate(found)


def send_reference(card: WaitingCard, template: PersonTemplate, signer: SigningKey = CENTER) -> None:
    question = reference_question(card.packet_id)
    letter = write_letter(template.to_bytes(), reader=me().sealing.public, question=question, key=signer)
    message = ReferenceMessage(card.packet_id, me().node_id, to_base64url(letter))
    actions.keep_reference(message=message, by="center", at=AT)
    card.refresh_from_db()


def test_the_right_hand_gets_the_card_and_the_fingers_are_forgotten(
    card: WaitingCard, scanners: Scanners, kit: Client
) -> None:
    send_reference(card, fingers_on(scanners, OWNER))
    assert "telunjuk kanan" in kit.get(f"/pickup/{card.pk}/").content.decode()
    kit.post(f"/pickup/{card.pk}/check/")
    card.refresh_from_db()
    assert card.finger_matched_at and card.score and card.score >= 4
    kit.post(f"/pickup/{card.pk}/hand-over/", {"proof": "finger"})
    card.refresh_from_db()
    assert (card.state, card.receiver, card.proof) == ("handed_over", "SITI AMINAH", "finger")
    assert not card.reference and "Jarinya cocok" not in kit.get(f"/pickup/{card.pk}/").content.decode()
    with pytest.raises(CardClosed):
        actions.hand_over(card=card, proof=Proof.DOCUMENT, receiver="", note="KK", by="x", at=AT)


def test_a_stranger_gets_nothing_by_finger(card: WaitingCard, scanners: Scanners) -> None:
    send_reference(card, fingers_on(scanners, OWNER))
    scanners.put(STRANGER)
    tried = [actions.check_finger(card=card, by="wayan", at=timezone.now()) for _ in range(3)]
    assert [one.finger for one in tried] == [Finger.RIGHT_INDEX, Finger.LEFT_INDEX, Finger.RIGHT_INDEX]
    assert not any(one.matched for one in tried)
    with pytest.raises(NoMoreTries):
        actions.check_finger(card=card, by="wayan", at=timezone.now())
    with pytest.raises(ProofMissing):
        actions.hand_over(card=card, proof=Proof.FINGER, receiver="", note="", by="wayan", at=AT)


@pytest.mark.parametrize(
    ("proof", "receiver", "note", "enough"),
    [
        (Proof.DOCUMENT, "", "Kartu keluarga", True),
        (Proof.DOCUMENT, "", " ", False),
        (Proof.RELATIVE, "Budi", "Surat kuasa 3/2018", True),
        (Proof.RELATIVE, "", "Surat kuasa 3/2018", False),
        (Proof.FINGER, "", "", False),
    ],
)
def test_what_a_handover_needs(
    card: WaitingCard, proof: Proof, receiver: str, note: str, enough: bool
) -> None:
    if enough:
        handed = actions.hand_over(card=card, proof=proof, receiver=receiver, note=note, by="wayan", at=AT)
        assert handed.receiver == (receiver or "SITI AMINAH")
        return
    with pytest.raises(ProofMissing):
        actions.hand_over(card=card, proof=proof, receiver=receiver, note=note, by="wayan", at=AT)


def test_fingers_that_the_center_did_not_send_are_not_believed(card: WaitingCard) -> None:
    send_reference(card, PersonTemplate(), signer=SigningKey.generate())
    with pytest.raises(NoReference):
        enrolled_fingers(card)


def test_a_withdrawn_card_leaves_the_list_and_its_fingers_go(told: CardMessage, kit: Client) -> None:
    card = actions.keep_card(message=told, by="office", at=AT)
    send_reference(card, PersonTemplate())
    assert "SITI AMINAH" in kit.get("/pickup/").content.decode()
    actions.keep_card(message=replace(told, withdrawn=True), by="office", at=AT)
    card.refresh_from_db()
    assert not card.reference and "SITI AMINAH" not in kit.get("/pickup/").content.decode()


def test_a_card_goes_back_with_its_reason(card: WaitingCard, kit: Client) -> None:
    kit.post(f"/pickup/{card.pk}/send-back/", {"reason": "moved", "note": "ke Pontianak"})
    card.refresh_from_db()
    assert (card.state, card.reason, card.note) == ("returns", "moved", "ke Pontianak")


def test_without_the_centers_letter_the_page_says_what_to_do(card: WaitingCard, kit: Client) -> None:
    page = kit.get(f"/pickup/{card.pk}/").content.decode()
    assert "serahkan dengan dokumen" in page and "Cocokkan jari" not in page
    refused = kit.post(f"/pickup/{card.pk}/check/", follow=True)
    assert refused.status_code == 200 and "jari pembanding belum ada" in refused.content.decode()


def test_without_a_scanner_the_cards_own_page_says_what_to_do(
    card: WaitingCard, scanners: Scanners, kit: Client
) -> None:
    send_reference(card, fingers_on(scanners, OWNER))
    scanners.service.plug(ScannerKind.FINGER, False)
    assert kit.post(f"/pickup/{card.pk}/check/")["X-Jemput-Problem"] == "T101"
    page = kit.get(f"/pickup/{card.pk}/?{NOT_SCANNED}").content.decode()
    assert all(words in page for words in ("tidak ditemukan", "Cocokkan jari", "dokumennya", "surat kuasa"))
    card.refresh_from_db()
    assert card.tries == 0
    handed = {"proof": "relative", "receiver": "Budi", "note": "Surat kuasa 3/2018"}
    kit.post(f"/pickup/{card.pk}/hand-over/", handed)
    card.refresh_from_db()
    assert (card.state, card.receiver) == ("handed_over", "Budi")


def test_a_handover_without_proof_keeps_what_was_typed(card: WaitingCard, kit: Client) -> None:
    answer = kit.post(f"/pickup/{card.pk}/hand-over/", {"proof": "relative", "note": "Surat kuasa 3/2018"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "belum lengkap" in page and "Surat kuasa 3/2018" in page


def test_the_page_looks_for_the_scanner_by_itself_once(
    card: WaitingCard, scanners: Scanners, kit: Client
) -> None:
    send_reference(card, fingers_on(scanners, OWNER))
    Device.objects.all().delete()
    assert 'data-search="/devices/search/"' in kit.get(f"/pickup/{card.pk}/").content.decode()
    assert kit.post("/devices/search/", headers={"X-Jemput-Unattended": "1"}).status_code == 204
    page = kit.get(f"/pickup/{card.pk}/").content.decode()
    assert 'data-live="/devices/preview/Finger/' in page
    assert "data-search" not in page and "alat ditemukan" not in page


def reported() -> list[CardReport]:
    told = OutgoingReport.objects.filter(topic="card").order_by("number")
    return [CardReport.from_json(one.payload) for one in told]


def test_the_office_is_told_of_every_hand_and_every_return(card: WaitingCard, told: CardMessage) -> None:
    other = actions.keep_card(message=replace(told, card_id="82", packet_id=uuid4()), by="office", at=AT)
    actions.hand_over(card=card, proof=Proof.RELATIVE, receiver="Budi", note="Surat 3", by="wayan", at=AT)
    actions.send_back(card=other, reason="wrong", note="nama", by="wayan", at=AT)
    hand, back = reported()
    assert (hand.card_id, hand.consignment, hand.outcome) == ("81", "20181205-1", "handed_over")
    assert (hand.receiver, hand.proof, hand.note, hand.at, hand.by) == (
        "Budi",
        "relative",
        "Surat 3",
        AT,
        "wayan",
    )
    assert (back.card_id, back.outcome, back.reason, back.proof) == ("82", "returns", "wrong", "")


def test_what_was_not_handed_over_is_not_reported(card: WaitingCard, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(actions, "tell_card", power_cut)
    with pytest.raises(OSError):
        actions.hand_over(card=card, proof=Proof.DOCUMENT, receiver="", note="KK", by="wayan", at=AT)
    card.refresh_from_db()
    assert card.state == "waiting" and not reported()


def test_a_card_packed_anew_waits_again_with_nothing_of_the_first_way(
    card: WaitingCard, told: CardMessage
) -> None:
    actions.send_back(card=card, reason="not_met", note="sawah", by="wayan", at=AT)
    actions.keep_card(message=told, by="office", at=AT)
    card.refresh_from_db()
    assert card.state == "returns"
    actions.keep_card(message=replace(told, consignment="20181206-1"), by="office", at=AT)
    card.refresh_from_db()
    assert (card.state, card.reason, card.note, card.tries) == ("waiting", "", "", 0)
