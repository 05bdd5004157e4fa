"""Enrolled fingers for a handover: to one kit, of one person, asked for by the office that sent them."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

import numpy as np
import pytest

from jemput.biometrics.images import dimensions, encode_png
from jemput.biometrics.person import PersonTemplate
from jemput.center.publication.errors import NoSuchRecord
from jemput.center.publication.references import release_reference
from jemput.kernel.body import Finger
from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.hearing import apply_waiting, receive
from jemput.node.exchange.identity import Me, make_me, me
from jemput.node.exchange.messages import PhotoMessage, ReferenceMessage, photo_question
from jemput.node.exchange.models import FeedEntry, Peer, ReceivedReport
from jemput.node.exchange.reports import Batch, PhotoWanted, ReferenceWanted, Report
from jemput.node.exchange.reports import Entry as Told
from jemput.node.ledger.models import Entry
from jemput.packet.bundles import write_bundle
from jemput.packet.envelope import Blob
from jemput.packet.errors import NotOpened, NotSealedToKey
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.letters import read_letter, reference_question
from tests.integration.center.conftest import AT, Send, _peer, prints

RATNA, RATIH = "1504034107950001", "1504034107950002"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def van(office: Me) -> Me:
    """A kit of the office that has never sent anything."""
    return make_me(Kind.KIT, "Kit 9", SigningKey.generate(), SealingKey.generate())


def test_only_the_kit_reads_the_fingers_and_the_release_is_noted(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    packet = send(1, nik=RATNA)
    work()
    asking = Peer.objects.get(pk=office.node_id)
    entry = release_reference(
        packet_id=packet.packet_id, kit=_peer(van, via=asking), office=asking, by="dinas", at=AT
    )
    assert entry.scope == office.node_id
    letter = ReferenceMessage.from_json(entry.payload).letter_bytes
    question = reference_question(packet.packet_id)
    opened = read_letter(letter, writer=me().signing.public, question=question, key=van.sealing)
    told = PersonTemplate.from_bytes(opened)
    assert set(told.fingers) == {Finger.RIGHT_INDEX, Finger.LEFT_INDEX} and told.face is None
    with pytest.raises(NotSealedToKey):
        read_letter(letter, writer=me().signing.public, question=question, key=office.sealing)
    assert Entry.objects.get(action="reference.released").details["kit"] == van.node_id


def test_another_office_and_a_person_in_dispute_get_nothing(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    first, second = send(1, nik=RATNA), send(1, nik=RATIH, again=7)
    work()
    asking = Peer.objects.get(pk=office.node_id)
    kit = _peer(van, via=asking)
    other = _peer(make_me(Kind.OFFICE, "Jambi", SigningKey.generate(), SealingKey.generate()))
    for packet, by_whom in ((first, other), (second, asking)):
        with pytest.raises(NoSuchRecord):
            release_reference(packet_id=packet.packet_id, kit=kit, office=by_whom, by="x", at=AT)


def ask(office: Me, packet_id: UUID, van: Me, *, vouched_by: Me | None = None) -> ReceivedReport:
    """The office's question, answered by the center's worker."""
    word = (vouched_by or office).introduce(van.identity, at=AT)
    return tell(office, ReferenceWanted(packet_id, word.text))


def tell(office: Me, wanted: Report) -> ReceivedReport:
    """A report in a bundle as the office's worker sends it, applied by the center's worker."""
    entry = Told(ReceivedReport.objects.count() + 1, new_id(), wanted.topic, "packet:x", AT, wanted.to_json())
    raw = write_bundle(
        json.dumps(Batch(1, AT, (entry,), None).to_json()).encode(),
        sender=office.node_id,
        receiver=me().node_id,
        reader=me().sealing.public,
        key=office.signing,
    )
    receive(raw=raw, peer=Peer.objects.get(pk=office.node_id), mine=me(), at=AT)
    apply_waiting(AT)
    return ReceivedReport.objects.get(report_id=entry.report_id)


def test_an_office_asks_and_a_kit_that_never_sent_anything_can_read_the_answer(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    packet = send(1, nik=RATNA)
    work()
    assert ask(office, packet.packet_id, van).state == "applied"
    entry = FeedEntry.objects.get(topic="reference", scope=office.node_id)
    message = ReferenceMessage.from_json(entry.payload)
    question = reference_question(packet.packet_id)
    opened = read_letter(message.letter_bytes, writer=me().signing.public, question=question, key=van.sealing)
    assert message.kit_id == van.node_id and PersonTemplate.from_bytes(opened).fingers


def test_only_the_offices_own_word_lets_a_kit_read(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    packet = send(1, nik=RATNA)
    work()
    ask(office, packet.packet_id, van)
    FeedEntry.objects.filter(topic="reference").delete()
    forged = ask(office, packet.packet_id, van, vouched_by=van)
    unknown = ask(office, new_id(), van)
    itself = ask(office, packet.packet_id, office)
    Peer.objects.filter(pk=van.node_id).update(state="revoked")
    revoked = ask(office, packet.packet_id, van)
    refused = (forged, unknown, itself, revoked)
    assert [one.state for one in refused] == ["refused"] * 4
    assert [one.problem[:4] for one in (unknown, itself, revoked)] == ["C401", "N303", "N303"]
    assert not FeedEntry.objects.filter(topic="reference").exists()


def test_the_photo_of_one_print_is_small_and_for_that_kit_and_order_alone(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (1200, 900, 3), dtype=np.uint8)
    face = Blob("face.png", "image/png", encode_png(pixels))
    packet, order = send(1, nik=RATNA, blobs=[*prints(1, 1), face]), new_id()
    work()
    wanted = PhotoWanted(order, packet.packet_id, office.introduce(van.identity, at=AT).text)
    assert tell(office, wanted).state == "applied"
    message = PhotoMessage.from_json(FeedEntry.objects.get(topic="photo", scope=office.node_id).payload)
    question = photo_question(order, packet.packet_id)
    photo = read_letter(message.letter_bytes, writer=me().signing.public, question=question, key=van.sealing)
    assert dimensions(photo) == (292, 390) and len(photo) <= 40_000
    other = photo_question(new_id(), packet.packet_id)
    with pytest.raises(NotOpened):
        read_letter(message.letter_bytes, writer=me().signing.public, question=other, key=van.sealing)
    assert Entry.objects.get(action="photo.released").details["kit"] == van.node_id


def test_a_packet_without_a_face_or_without_its_file_gives_no_photo(
    send: Send, work: Callable[[], None], office: Me, van: Me
) -> None:
    packet = send(1, nik=RATNA)
    work()
    wanted = PhotoWanted(new_id(), packet.packet_id, office.introduce(van.identity, at=AT).text)
    assert tell(office, wanted).problem.startswith("C101")
    packet.path.unlink()
    assert tell(office, wanted).problem.startswith("C402")
    assert not FeedEntry.objects.filter(topic="photo").exists()
