"""A kit as it stands in a village: keys, an office that approved it, scanners, a trip, people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from jemput.kernel.clock import SystemClock
from jemput.kernel.ids import new_id
from jemput.kernel.nik import Sex
from jemput.kit.checkin.actions import keep_person, keep_trip
from jemput.kit.checkin.models import Person, Stop
from jemput.node.accounts.actions import add_account
from jemput.node.accounts.models import User
from jemput.node.exchange.messages import PersonMessage, StopFacts, TripMessage
from jemput.node.exchange.models import Parent
from jemput.packet.facts import Mode
from jemput.packet.introductions import Kind as NodeKind
from jemput.packet.introductions import node_id_of
from jemput.packet.keys import SealingKey, SigningKey
from jemput.simulator.errors import PortTaken
from jemput.simulator.keys import TRUST_FILE
from jemput.simulator.server import DeviceServer
from jemput.simulator.service import Service
from jemput.simulator.subjects import Subject
from jemput.simulator.words import Kind

AT = datetime(2018, 2, 26, 2, 0, tzinfo=UTC)
PASSWORD = "kata-sandi-panjang"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file of its own for every test process: the runner only knows how to name Django's own SQLite."""
    connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("kit") / "kit.sqlite3")


@dataclass(frozen=True)
class Above:
    """The keys of the office and the center, so that a test can open what the kit sealed."""

    signing: SigningKey
    office: SealingKey
    center: SealingKey


@dataclass(frozen=True)
class Scanners:
    """A running device service."""

    service: Service
    port: int
    trust: Path

    def put(self, seed: int, *missing: str) -> None:
        """Put a person before the scanners."""
        self.service.put(Subject(seed=seed, missing=frozenset(missing)))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object) -> Path:
    """Every test has its own keys, drafts and packets."""
    settings.JEMPUT = replace(settings.JEMPUT, data_dir=tmp_path, parent_url="")  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanners]:
    """One device service for all tests, on the first free port."""
    keys = tmp_path_factory.mktemp("maker")
    for port in range(4520, 4600):
        try:
            devices = Service(port=port, kinds=list(Kind), keys=keys, clock=SystemClock())
            server = DeviceServer(devices, port)
        except PortTaken:
            continue
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield Scanners(devices, port, keys / TRUST_FILE)
        server.shutdown()
        server.server_close()
        return


@pytest.fixture
def scanners(service: Scanners, settings: object) -> Scanners:
    """The device service, trusted by this kit, with one person before it and no faults."""
    ports = range(service.port, service.port + 1)
    settings.JEMPUT = replace(  # type: ignore[attr-defined]
        settings.JEMPUT,  # type: ignore[attr-defined]
        sbi_ports=ports,
        device_trust=service.trust,
    )
    service.service.faults.clear()
    for kind in Kind:
        service.service.plug(kind, True)
    service.put(7)
    return service


def approve() -> Above:
    """Let an office approve this kit, and return what only office and center know."""
    keys = Above(SigningKey.generate(), SealingKey.generate(), SealingKey.generate())
    Parent.objects.create(
        url="http://127.0.0.1:9",
        node_id=node_id_of(NodeKind.OFFICE, keys.signing.public),
        kind=NodeKind.OFFICE,
        name="Dinas Kapuas Hulu",
        signing_key=keys.signing.public.text,
        sealing_key=keys.office.public.text,
        center_id="center-x",
        center_sealing_key=keys.center.public.text,
        state="approved",
    )
    return keys


@pytest.fixture
def above(db: None) -> Above:
    """An office that approved this kit, and its center."""
    return approve()


def trip_message(stop_id: UUID, *, day: date, mode: Mode = Mode.COLLECTIVE) -> TripMessage:
    """A trip with one stop."""
    stop = StopFacts(
        stop_id=stop_id,
        number=1,
        place_name="Balai Desa Miau Merah",
        kind="village_office",
        village_code="61.06.15.2004",
        village_name="Miau Merah",
        lat=0.5,
        lng=112.0,
        mode=mode,
        starts="08:00",
        village_officer="Yohanes Jabu",
        expected_people=12,
    )
    return TripMessage(
        trip_id=new_id(),
        name="Silat Hilir, hari 1",
        date=day,
        starts="07:00",
        ends="16:00",
        kit_id="kit-1",
        prints_cards=False,
        cancelled=False,
        crew=("Wayan",),
        operators=("wayan",),
        stops=(stop,),
    )


def person_message(trip: TripMessage, **changes: object) -> PersonMessage:
    """Siti Aminah, expected at the trip's only stop."""
    told = PersonMessage(
        trip_id=trip.trip_id,
        stop_id=trip.stops[0].stop_id,
        list_name_id=new_id(),
        nik="6106155503620003",
        family_card="6106150101010001",
        name="SITI AMINAH",
        sex=Sex.FEMALE,
        birth_place="PUTUSSIBAU",
        birth_date=date(1962, 3, 15),
        marital=2,
        address="DUSUN HILIR",
        rt="003",
        rw="001",
        village_code="61.06.15.2004",
        village_name="Miau Merah",
        mode=Mode.COLLECTIVE,
        home_visit=False,
        national_status=None,
        deactivated=False,
        summons_code="U-7K2M-44",
    )
    return replace(told, **changes)  # type: ignore[arg-type]


@pytest.fixture
def trip(db: None) -> TripMessage:
    """Today's trip."""
    message = trip_message(new_id(), day=timezone.localdate())
    keep_trip(message=message, by="office", at=AT)
    return message


@pytest.fixture
def siti(trip: TripMessage) -> Person:
    """Siti Aminah, waiting."""
    return keep_person(message=person_message(trip), by="office", at=AT)


@pytest.fixture
def stop(trip: TripMessage) -> Stop:
    """The only stop of today's trip."""
    return Stop.objects.get(id=trip.stops[0].stop_id)


@pytest.fixture
def operator(db: None) -> User:
    """Wayan, who records."""
    return add_account(
        username="wayan", password=PASSWORD, role="operator", full_name="Wayan Suarta", by="test", at=AT
    )


@pytest.fixture
def supervisor(db: None) -> User:
    """Maria, who approves."""
    return add_account(
        username="maria", password=PASSWORD, role="supervisor", full_name="Maria Lusia", by="test", at=AT
    )


@pytest.fixture
def kit(operator: User) -> Client:
    """The kit's pages, with the operator signed in."""
    client = Client()
    client.force_login(operator, backend="jemput.kit.config.signing_in.KitBackend")
    return client
