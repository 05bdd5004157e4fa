"""Cards that travel with a kit: told to it, asked for at the center, in a hand by its word, or back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from jemput.node.accounts.models import User
from jemput.node.exchange.client.pull import _handlers as applied
from jemput.node.exchange.identity import me
from jemput.node.exchange.messages import CardMessage, ReferenceMessage
from jemput.node.exchange.models import FeedEntry, OutgoingReport, Peer
from jemput.node.exchange.reports import CardReport, ReferenceWanted
from jemput.node.exchange.states import Standing
from jemput.node.ledger.models import News
from jemput.office.delivery import actions
from jemput.office.delivery.errors import KitCannotCarry, NotWithThisKit
from jemput.office.delivery.models import Consignment, Parcel
from jemput.office.trips.models import Kit
from jemput.packet.introductions import read_introduction
from tests.cast import AT, BY
from tests.integration.office.outing import KIT_ID, make_kit, make_peer
from tests.integration.office.test_delivery_handover import packed
from tests.integration.office.told_by_kit import kit_one, tell

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=4)


@pytest.fixture
def kit() -> Kit:
    make_peer()
    return make_kit()


@pytest.fixture
def sent(kit: Kit) -> Consignment:
    """Two cards on their way with the kit."""
    consignment = packed(1, 2)
    actions.send(consignment=consignment, courier="", seal="S-2", kit=kit, by=BY, at=AT)
    return consignment


def told() -> list[CardMessage]:
    entries = FeedEntry.objects.filter(topic="card", scope=KIT_ID).order_by("sequence")
    return [CardMessage.from_json(one.payload) for one in entries]


def parcels() -> list[Parcel]:
    return list(Parcel.objects.select_related("card__encounter", "consignment").order_by("pk"))


def closed(parcel: Parcel, outcome: str = "handed_over", **more: str) -> CardReport:
    says = {"receiver": parcel.card.name, "proof": "finger", "reason": "", "note": "", **more}
    return CardReport(
        str(parcel.card_id), parcel.consignment.number, outcome, at=LATER, by="budi", **says  # type: ignore[arg-type]
    )  # fmt: skip


def reference(parcel: Parcel, kit_id: str = KIT_ID) -> ReferenceMessage:
    return ReferenceMessage(parcel.card.encounter.packet_id, kit_id, "c2VhbGVk")


def test_the_kit_is_told_of_its_cards_alone_and_in_full(sent: Consignment) -> None:
    packed(3)
    messages = told()
    assert {one.card_id for one in messages} == {str(one.card_id) for one in parcels()[:2]}
    assert messages[0].consignment == sent.number and not messages[0].withdrawn
    assert messages[0].packet_id == parcels()[0].card.encounter.packet_id
    assert (sent.state, sent.courier) == ("sent", "Kit 1")


def test_the_center_is_asked_for_each_card_with_our_word_for_the_kit(sent: Consignment) -> None:
    asked = [ReferenceWanted.from_json(one.payload) for one in OutgoingReport.objects.order_by("number")]
    assert [one.packet_id for one in asked] == [one.card.encounter.packet_id for one in parcels()]
    word = read_introduction(asked[0].introduction.encode())
    assert word.by(me().node_id, me().signing.public) == kit_one().identity


def test_a_courier_needs_no_fingers() -> None:
    actions.send(consignment=packed(1), courier="Budi", seal="", by=BY, at=AT)
    assert not OutgoingReport.objects.exists() and not told()


@pytest.mark.parametrize("state", [Standing.REQUESTED, Standing.REVOKED])
def test_only_an_approved_machine_carries_cards(kit: Kit, state: Standing) -> None:
    Peer.objects.update(state=state)
    with pytest.raises(KitCannotCarry):
        actions.send(consignment=packed(1), courier="", seal="", kit=kit, by=BY, at=AT)
    assert Consignment.objects.get().state == "packed"


def test_the_centers_letter_goes_on_unchanged_to_that_kit_only(sent: Consignment) -> None:
    message = reference(parcels()[0])
    applied["reference"](message, AT)
    entry = FeedEntry.objects.get(topic="reference")
    assert (entry.scope, ReferenceMessage.from_json(entry.payload)) == (KIT_ID, message)
    with pytest.raises(NotWithThisKit):
        applied["reference"](reference(parcels()[0], "kit-other"), AT)
    with pytest.raises(NotWithThisKit):
        applied["reference"](ReferenceMessage(uuid4(), KIT_ID, "c2VhbGVk"), AT)


def test_a_card_in_a_hand_and_one_on_its_way_back_close_the_consignment(sent: Consignment) -> None:
    first, second = parcels()
    assert tell(closed(first)) == []
    sent.refresh_from_db()
    assert sent.state == "sent"
    back = {"receiver": "", "proof": "", "reason": "wrong", "note": "nama salah"}
    assert tell(closed(second, "returns", **back)) == []
    first, second = parcels()
    assert (first.state, first.proof, first.closed_at) == ("handed_over", "self_finger", LATER)
    assert (second.state, second.reason, second.note) == ("returned", "wrong", "nama salah")
    sent.refresh_from_db()
    assert sent.state == "closed"
    assert News.objects.filter(topic="delivery.handed_over").count() == 1
    assert list(actions.waiting_cards()) == [second.card]


@pytest.mark.parametrize(("proof", "ours"), [("document", "self_document"), ("relative", "relative_letter")])
def test_every_proof_of_the_kit_has_one_of_ours(sent: Consignment, proof: str, ours: str) -> None:
    tell(closed(parcels()[0], proof=proof, receiver="Budi", note="KK"))
    first = parcels()[0]
    assert (first.proof, first.receiver, first.note) == (ours, "Budi", "KK")


def test_a_kit_speaks_only_of_the_cards_it_carries(sent: Consignment) -> None:
    Consignment.objects.update(machine="kit-other")
    assert tell(closed(parcels()[0]))[0].startswith("O807")
    assert parcels()[0].state == "on_its_way"


def test_what_comes_back_is_taken_off_the_kit_and_waits_again(sent: Consignment) -> None:
    tell(closed(parcels()[0]))
    assert actions.come_back(consignment=sent, by=BY, at=LATER) == 1
    assert [(one.card_id, one.withdrawn) for one in told()[2:]] == [(str(parcels()[1].card_id), True)]
    assert [one.state for one in parcels()] == ["handed_over", "returned"]
    with pytest.raises(NotWithThisKit):
        applied["reference"](reference(parcels()[1]), LATER)


def test_a_hand_reported_late_still_counts_unless_the_card_was_packed_again(sent: Consignment) -> None:
    actions.come_back(consignment=sent, by=BY, at=LATER)
    first, second = parcels()
    assert tell(closed(first)) == [] and parcels()[0].state == "handed_over"
    actions.pack(cards=[second.card], seal="", courier="", by=BY, at=LATER)
    assert tell(closed(second))[0].startswith("O808")


def test_left_at_the_village_after_all_the_rest_is_taken_off_the_kit(sent: Consignment) -> None:
    tell(closed(parcels()[0]))
    actions.receive(consignment=Consignment.objects.get(), receiver="Kasi Sri", by=BY, at=LATER)
    assert [one.state for one in parcels()] == ["handed_over", "at_village"]
    assert told()[-1].withdrawn and len(told()) == 3


def test_the_page_offers_the_kit_and_shows_what_it_did(kit: Kit, client: Client) -> None:
    client.force_login(User.objects.create(username="tono", role="head"))
    consignment = packed(1)
    assert "Dibawa kit" in client.get(f"/delivery/{consignment.pk}/").content.decode()
    client.post(f"/delivery/{consignment.pk}/send/", {"kit": kit.pk, "seal": "S-9"})
    page = client.get(f"/delivery/{consignment.pk}/").content.decode()
    assert "dibawa kit" in page and "Kembali ke kantor" in page and "S-9" in page
    client.post(f"/delivery/{consignment.pk}/come-back/")
    assert "selesai" in client.get(f"/delivery/{consignment.pk}/").content.decode()
