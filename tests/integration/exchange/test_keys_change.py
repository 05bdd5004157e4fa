"""A center's new key reaches the kit; old packets still open, and an old word brings no old key back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jemput.node.exchange.actions.keys import rotate_sealing_key
from jemput.node.exchange.actions.parents import meet
from jemput.node.exchange.client.sync import ASKED_AGAIN
from jemput.node.exchange.errors import CannotRotate, ParentChanged
from jemput.node.exchange.identity import make_me, me
from jemput.node.exchange.models import Parent
from jemput.node.ledger.models import Entry
from jemput.packet.envelope import open_part, read_packet
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.packet.manifest import Part
from tests.integration.exchange.conftest import OWN_TABLES, Van, now, received

pytestmark = OWN_TABLES


def test_a_packet_sealed_to_the_old_key_is_taken_and_opened(van: Van) -> None:
    van.seal()
    rotate_sealing_key(by="kepala", at=now())
    assert van.sync().pushed.acknowledged == 1
    packet = read_packet(received()[0].path.read_bytes(), key=van.mine.signing.public)
    opener = me().opener(packet.manifest.part(Part.BIOMETRICS).recipients)
    assert opener == van.parent.sealing != me().sealing
    assert open_part(packet, Part.BIOMETRICS, opener)


def test_the_kit_takes_the_new_key_over_and_seals_to_it(van: Van) -> None:
    van.sync()
    fresh = rotate_sealing_key(by="kepala", at=now())
    van.sync()
    assert Parent.objects.get().center_key == van.parent.sealing.public
    van.sync(at=now() + ASKED_AGAIN + timedelta(seconds=1))
    assert Parent.objects.get().center_key == Parent.objects.get().office_key == fresh.sealing.public
    assert Parent.objects.get().center_older_keys == [van.parent.sealing.public.text]
    van.parent = fresh
    van.seal()
    assert van.sync().pushed.acknowledged == 1
    assert Entry.objects.filter(action="parent.new_key").exists()


def test_an_old_word_of_the_center_brings_no_old_key_back(van: Van) -> None:
    van.sync()
    old = van.parent.introduce(van.parent.identity, at=now())
    fresh = rotate_sealing_key(by="kepala", at=now() + timedelta(seconds=1))
    new = fresh.introduce(fresh.identity, at=now() + timedelta(seconds=2))
    for told in (new, new):
        meet(url=van.url, told=told, center=told, by="kit", at=now())
    with pytest.raises(ParentChanged):
        meet(url=van.url, told=old, center=old, by="kit", at=now())
    assert Parent.objects.get().center_key == fresh.sealing.public


def test_a_key_that_another_center_signed_is_refused(van: Van) -> None:
    van.sync()
    other = make_me(Kind.CENTER, "Palsu", SigningKey.generate(), SealingKey.generate())
    told = van.parent.introduce(van.parent.identity, at=now())
    with pytest.raises(ParentChanged):
        meet(url=van.url, told=told, center=other.introduce(other.identity, at=now()), by="kit", at=now())


def test_rotating_again_keeps_every_older_key(van: Van) -> None:
    keys = [van.parent.sealing]
    for _ in range(2):
        keys.append(rotate_sealing_key(by="kepala", at=now()).sealing)
    assert me().sealing_ids == {key.key_id for key in keys} and me().sealing == keys[-1]


def test_only_a_center_changes_its_key_in_place(van: Van, settings: object) -> None:
    from dataclasses import replace

    settings.JEMPUT = replace(settings.JEMPUT, program="office")  # type: ignore[attr-defined]
    with pytest.raises(CannotRotate):
        rotate_sealing_key(by="kepala", at=now())
