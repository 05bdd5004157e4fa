"""Who a node is: its id is its key's, only it or the one above can say so; and letters between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jemput.kernel.errors import Problem
from jemput.packet.errors import BadRecord, BadSignature, NotOpened, NotSealedToKey, UnknownKey
from jemput.packet.introductions import (
    Identity,
    Introduction,
    Kind,
    node_id_of,
    read_introduction,
    sign_introduction,
)
from jemput.packet.keys import SigningKey
from jemput.packet.letters import read_letter, write_letter
from tests.unit.packet.making import CENTER, KIT, NOW, OFFICE

OFFICE_SIGNS = SigningKey.generate()
OFFICE_ID = node_id_of(Kind.OFFICE, OFFICE_SIGNS.public)
KIT_IDENTITY = Identity(
    node_id_of(Kind.KIT, KIT.public), Kind.KIT, "Kit 3", KIT.public.text, CENTER.public.text
)


def _told_by(node_id: str, key: SigningKey, identity: Identity = KIT_IDENTITY) -> bytes:
    return sign_introduction(Introduction(1, identity, node_id, NOW), key=key).text.encode()


def test_a_node_introduces_itself() -> None:
    assert read_introduction(_told_by(KIT_IDENTITY.node_id, KIT)).by_itself() == KIT_IDENTITY


def test_an_office_vouches_for_its_kit() -> None:
    told = read_introduction(_told_by(OFFICE_ID, OFFICE_SIGNS))
    assert told.by(OFFICE_ID, OFFICE_SIGNS.public) == KIT_IDENTITY
    with pytest.raises(UnknownKey):
        told.by("office-0000000000000000", OFFICE_SIGNS.public)


def test_nobody_takes_anothers_name() -> None:
    with pytest.raises(BadSignature):
        read_introduction(_told_by(KIT_IDENTITY.node_id, OFFICE_SIGNS)).by_itself()
    stolen = replace(KIT_IDENTITY, signing_key=OFFICE_SIGNS.public.text)
    with pytest.raises(BadRecord, match="other_key"):
        _told_by(stolen.node_id, OFFICE_SIGNS, stolen)


def test_a_changed_introduction_does_not_hold() -> None:
    raw = _told_by(KIT_IDENTITY.node_id, KIT).replace(b"Kit 3", b"Kit 4")
    with pytest.raises(BadSignature):
        read_introduction(raw).by_itself()


def test_a_letter_answers_one_question_of_one_reader() -> None:
    letter = write_letter(b"besok ke SP4", reader=OFFICE.public, question="n1", key=KIT)
    assert read_letter(letter, writer=KIT.public, question="n1", key=OFFICE) == b"besok ke SP4"
    wrong = [
        (OFFICE_SIGNS, "n1", OFFICE, BadSignature),
        (KIT, "n2", OFFICE, NotOpened),
        (KIT, "n1", CENTER, NotSealedToKey),
    ]
    for writer, question, reader, problem in wrong:
        expected: type[Problem] = problem
        with pytest.raises(expected):
            read_letter(letter, writer=writer.public, question=question, key=reader)
