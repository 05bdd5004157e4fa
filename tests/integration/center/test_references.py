"""Enrolled fingers for a handover: to one kit, of one person, asked for by the office that sent them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jemput.biometrics.person import PersonTemplate
from jemput.center.publication.errors import NoSuchRecord
from jemput.center.publication.references import release_reference
from jemput.kernel.body import Finger
from jemput.node.exchange.identity import Me, make_me, me
from jemput.node.exchange.messages import ReferenceMessage
from jemput.node.exchange.models import Peer
from jemput.node.ledger.models import Entry
from jemput.packet.errors import NotSealedToKey
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.letters import read_letter, reference_question
from tests.integration.center.conftest import AT, Send, _peer

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
