"""A center with an approved office, and packets of generated people that a kit has sealed for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from jemput.biometrics.images import encode_png
from jemput.center.config import wiring
from jemput.kernel.body import Finger
from jemput.kernel.ids import new_id
from jemput.node.exchange.actions.custody import Delivery, take_in
from jemput.node.exchange.identity import Me, make_me, me
from jemput.node.exchange.models import Peer, ReceivedPacket
from jemput.node.exchange.states import Route, Standing
from jemput.node.jobs.worker import drain
from jemput.node.ledger import dispatch
from jemput.packet.envelope import Blob, Origin, seal
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from jemput.synthesis import fingerprints
from tests.unit.packet.making import NOW, RATNA

AT = datetime(2018, 12, 5, 4, tzinfo=UTC)
Send = Callable[..., ReceivedPacket]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The worker opens the database for itself, so on SQLite it must be a file."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("center") / "center.sqlite3")


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JEMPUT = replace(settings.JEMPUT, data_dir=tmp_path)


@pytest.fixture
def office() -> Me:
    """An office that was let in."""
    mine = make_me(Kind.OFFICE, "Batanghari", SigningKey.generate(), SealingKey.generate())
    _peer(mine)
    return mine


def _peer(of: Me, via: Peer | None = None) -> Peer:
    identity = of.identity
    return Peer.objects.create(
        id=identity.node_id,
        kind=identity.kind,
        name=identity.name,
        signing_key=identity.signing_key,
        sealing_key=identity.sealing_key,
        state=Standing.APPROVED,
        requested_at=AT,
        via=via,
    )


def prints(seed: int, again: int) -> list[Blob]:
    """Two fingers of a generated person, as PNG."""
    return [
        Blob(f"finger-{finger:02d}.png", "image/png", encode_png(_impression(seed, finger, again)))
        for finger in (Finger.RIGHT_INDEX, Finger.LEFT_INDEX)
    ]


def _impression(seed: int, finger: Finger, again: int) -> fingerprints.GrayImage:
    return fingerprints.impression(fingerprints.master(seed * 20, finger), again)


@pytest.fixture
def send(office: Me, tmp_path: Path) -> Iterator[Send]:
    """Seal a person's packet at a kit of that office and bring it to the center."""
    kit = make_me(Kind.KIT, "Kit 1", SigningKey.generate(), SealingKey.generate())
    deliverer = Peer.objects.get(pk=office.node_id)
    origin = _peer(kit, via=deliverer)
    chain: list[str] = []

    def bring(
        seed: int,
        *,
        nik: str,
        again: int = 1,
        name: str = "RATNA DEWI",
        blobs: list[Blob] | None = None,
        profile: str = "adult",
    ) -> ReceivedPacket:
        facts = replace(RATNA, encounter_id=new_id(), nik=nik, name=name, profile=profile)
        at = Origin(new_id(), kit.node_id, len(chain) + 1, chain[-1] if chain else None, NOW, "jemput test")
        sealed = seal(
            at,
            facts=[Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts.to_bytes())],
            biometrics=blobs if blobs is not None else prints(seed, again),
            office=office.sealing.public,
            center=me().sealing.public,
            key=kit.signing,
        )
        chain.append(sealed.signed.sha256)
        file = tmp_path / f"{at.packet_id}.part"
        file.write_bytes(sealed.content)
        return take_in(file=file, delivery=Delivery(origin, deliverer, Route.NETWORK, AT), mine=me())

    return bring


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What the worker does until nothing is left to do."""
    monkeypatch.setattr(dispatch, "_subscriptions", [])
    wiring.connect()

    def until_idle() -> None:
        while dispatch.run_once():
            drain()

    return until_idle
