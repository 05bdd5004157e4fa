"""A parent served over real HTTP, and a kit of its own keys beside it.

Both ends share one database here: their tables are disjoint, but for the pinned parent, so the parent plays
the center (which has none above). `test_three_programs.py` runs each end as a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from django.db import connection, connections
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from jemput.node.exchange.actions import peers
from jemput.node.exchange.actions.outgoing import Link as ChainLink
from jemput.node.exchange.actions.outgoing import seal_next
from jemput.node.exchange.client import pull as pulling
from jemput.node.exchange.client.sync import Round, sync
from jemput.node.exchange.identity import Me, make_me, me
from jemput.node.exchange.messages import Message
from jemput.node.exchange.models import OutgoingPacket, Peer, ReceivedPacket
from jemput.packet.envelope import SealedPacket
from jemput.packet.introductions import Kind
from jemput.packet.keys import SealingKey, SigningKey
from tests.integration.exchange.bad_link import BadLink
from tests.unit.packet.making import make_packet

OWN_TABLES = pytest.mark.django_db(
    transaction=True,
    available_apps=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "jemput.node.ledger",
        "jemput.node.accounts",
        "jemput.node.exchange",
    ],
)
"""The server's threads commit for themselves; emptying only our tables between tests keeps it quick."""

OTHER_OFFICE = SealingKey.generate().public


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite the test database must be a file: the server's threads open it for themselves."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "exchange.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    """Every test has its own data folder and so its own parent, with its own keys."""
    folder = tmp_path / "data"
    settings.JEMPUT = replace(settings.JEMPUT, data_dir=folder, program="center", node_name="Pusat")
    connections.settings["default"]["CONN_MAX_AGE"] = 0  # the server's threads must not outlive the test
    settings.ROOT_URLCONF = "tests.integration.exchange.addresses"
    return folder


@pytest.fixture(autouse=True)
def no_handlers(monkeypatch: pytest.MonkeyPatch) -> dict[str, pulling.Handler[Message]]:
    """What the program wired to the feed is put aside; a test wires its own."""
    mine: dict[str, pulling.Handler[Message]] = {}
    monkeypatch.setattr(pulling, "_handlers", mine)
    return mine


@dataclass
class Van:
    """A kit as its worker sees it: it seals, and it syncs with whatever answers at `url`."""

    mine: Me
    parent: Me
    url: str

    def seal(self, filler: bytes = b"", at: datetime | None = None) -> OutgoingPacket:
        """Record and seal one more resident."""

        def packet(link: ChainLink) -> SealedPacket:
            return make_packet(
                sequence=link.sequence,
                previous=link.previous,
                key=self.mine.signing,
                kit_id=self.mine.node_id,
                filler=filler,
                office=OTHER_OFFICE,
                center=self.parent.sealing.public,
            )

        return seal_next(kit_id=self.mine.node_id, seal=packet, by="siti", at=at or now())

    def sync(self, http: httpx.Client | None = None, at: datetime | None = None) -> Round:
        """One round of its worker."""
        return sync(url=self.url, mine=self.mine, at=at or now(), http=http)

    @property
    def peer(self) -> Peer:
        """The kit as the parent knows it."""
        return Peer.objects.get(id=self.mine.node_id)


@pytest.fixture
def parent(transactional_db: None, own_folder: Path) -> Me:
    """The node above."""
    return me()


@pytest.fixture
def stranger(live_server: LiveServer, parent: Me) -> Van:
    """A kit that nobody has approved."""
    mine = make_me(Kind.KIT, "Kit 3", SigningKey.generate(), SealingKey.generate())
    return Van(mine, parent, live_server.url)


@pytest.fixture
def van(stranger: Van) -> Van:
    """A kit that was let in."""
    stranger.sync()
    peers.approve(peer=stranger.peer, by="kabid", at=now())
    return stranger


@pytest.fixture
def bad_link(live_server: LiveServer, van: Van) -> Iterator[BadLink]:
    """The van's link from now on, good until told otherwise."""
    link = BadLink((live_server.thread.host, live_server.thread.port))
    van.url = link.url
    yield link
    link.close()


def now() -> datetime:
    """The moment, for what the server stamps itself."""
    return datetime.now(UTC)


def received() -> list[ReceivedPacket]:
    """What is in the parent's custody, oldest first."""
    return list(ReceivedPacket.objects.order_by("received_at"))
