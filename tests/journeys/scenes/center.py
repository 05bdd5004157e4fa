"""A center that knows its office, and two packets of one body under two names and NIKs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from jemput.biometrics.images import encode_png
from jemput.kernel.body import Finger
from jemput.kernel.ids import new_id
from jemput.node.accounts.actions import add_account
from jemput.node.exchange.actions import peers
from jemput.node.exchange.actions.custody import Delivery, take_in
from jemput.node.exchange.identity import make_me, me
from jemput.node.exchange.models import Peer
from jemput.node.exchange.states import Route
from jemput.packet.envelope import Blob, Origin, seal
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE
from jemput.packet.introductions import Identity, Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.synthesis import fingerprints
from tests.journeys import cast
from tests.journeys.cast import PASSWORD
from tests.journeys.scenes import identity_of, told_by
from tests.unit.packet.making import RATNA

BODY, ANOTHER_BODY = 40, 60


def set_scene(*, office: dict[str, str]) -> dict[str, str]:
    """Let the office in, make the accounts, and take in three packets that another office's kit sealed."""
    at = timezone.now()
    add_account(
        username="ani", password=PASSWORD, role="adjudicator", full_name="Ani Lestari", by="test", at=at
    )
    add_account(
        username="pusat", password=PASSWORD, role="administrator", full_name="Pusat", by="test", at=at
    )
    let_in(identity_of(office), at=at)
    _bring_three(at)
    return told_by(me().identity)


def let_in(identity: Identity, *, at: datetime) -> Peer:
    """Approve a machine as if it had asked and an administrator had looked at its number."""
    return peers.approve(peer=peers.request(identity=identity, at=at), by="pusat", at=at)


def _bring_three(at: datetime) -> None:
    neighbor = make_me(Kind.OFFICE, "Muaro Jambi", SigningKey.generate(), SealingKey.generate())
    deliverer = let_in(neighbor.identity, at=at)
    kit = make_me(Kind.KIT, "Kit Muaro", SigningKey.generate(), SealingKey.generate())
    origin = peers.vouch(identity=kit.identity, via=deliverer, at=at)
    previous = None
    people = [(cast.RATNA, BODY, 1), (cast.KHOLIFAH, ANOTHER_BODY, 1), (cast.RATIH, BODY, 7)]
    for number, (person, body, visit) in enumerate(people, start=1):
        made = Origin(new_id(), kit.node_id, number, previous, at, "jemput test")
        facts = replace(RATNA, encounter_id=new_id(), name=person.name, nik=person.nik)
        sealed = seal(
            made,
            facts=[Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts.to_bytes())],
            biometrics=_prints(body, visit),
            office=neighbor.sealing.public,
            center=me().sealing.public,
            key=kit.signing,
        )
        previous = sealed.signed.sha256
        _hand_in(sealed.content, Delivery(origin, deliverer, Route.NETWORK, at + timedelta(seconds=number)))


def _hand_in(content: bytes, delivery: Delivery) -> None:
    file = settings.JEMPUT.data_dir / f"{new_id()}.part"
    file.write_bytes(content)
    take_in(file=file, delivery=delivery, mine=me())


def _prints(body: int, visit: int) -> list[Blob]:
    """Both index fingers of a generated body, as PNG; another visit gives other impressions of them."""
    return [
        Blob(
            f"finger-{finger:02d}.png",
            "image/png",
            encode_png(fingerprints.impression(fingerprints.master(body, finger), visit)),
        )
        for finger in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX)
    ]
