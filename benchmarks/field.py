"""A real office in processes of its own, and a van beside it: what the benchmarks of sync share."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import httpx

from jemput.kernel.body import Modality, Outcome
from jemput.kernel.ids import new_id
from jemput.kernel.nik import Sex
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.facts import FACTS_BLOB, FACTS_MEDIA_TYPE, Facts, Mode, SampleOutcome
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey

if TYPE_CHECKING:
    from jemput.node.exchange.identity import Me
    from jemput.node.exchange.models import OutgoingPacket

ROOT = Path(__file__).resolve().parent.parent
PACKET_BYTES = 1_500_000
ANOTHER = SealingKey.generate().public
"""Facts have two readers; an office without a center above it opens both parts, so the second is nobody."""

STARTING_SECONDS = 120


def environ(folder: Path, **more: str) -> dict[str, str]:
    """The environment of one program with its data in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JEMPUT_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**kept, "JEMPUT_DATA": str(folder), "PYTHONPATH": path, "OMP_NUM_THREADS": "1", **more}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Office:
    """`jemput office serve` as it is run in a Dinas: pages and worker, killed as a whole."""

    folder: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def variables(self) -> dict[str, str]:
        """Its environment."""
        more = {"JEMPUT_DATABASE_URL": self.database_url} if self.database_url else {}
        return environ(self.folder, **more)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "jemput.cli.main", "office", "serve", "--port", str(self.port)]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.variables, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        ends = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < ends:
            if self.process.poll() is not None:
                raise SystemExit((self.folder / "log").read_text()[-2000:])
            try:
                httpx.options(f"{self.url}/exchange/packets", timeout=5)
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise SystemExit("the office did not start")

    def kill(self) -> None:
        """SIGKILL to pages and worker at once, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def approve_all(self) -> None:
        """Let in whoever asks, in a process of the office's own."""
        code = (
            "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'jemput.office.config.settings'\n"
            "import django; django.setup()\n"
            "from django.utils import timezone\n"
            "from jemput.node.exchange.actions import peers\n"
            "from jemput.node.exchange.queries import waiting_for_approval\n"
            "for peer in waiting_for_approval(): peers.approve(peer=peer, by='bench', at=timezone.now())\n"
        )
        subprocess.run([sys.executable, "-c", code], env=self.variables, cwd=ROOT, check=True)

    def cpu_seconds(self) -> tuple[float, float]:
        """CPU time so far of what answers, and of the worker beside it."""
        assert self.process is not None
        answering = working = 0.0
        for pid in _descendants(self.process.pid):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            used = _cpu(pid)
            if b"jemput.cli.work" in command:
                working += used
            else:
                answering += used
        return answering, working


def _descendants(root: int) -> list[int]:
    """A process and all below it."""
    found: list[int] = [root]
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def become_kit(folder: Path) -> None:
    """Set Django up in this process as a node with a store of its own."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from jemput.node.settings import django_settings, read

    folder.mkdir(parents=True, exist_ok=True)
    settings.configure(**django_settings(read("kit", {"JEMPUT_DATA": str(folder)}), apps=()))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def let_in(office: Office, mine: Me) -> SealingPublicKey:
    """Ask, be approved, and learn the office's sealing key."""
    from jemput.node.exchange.client.sync import sync
    from jemput.node.exchange.models import Parent

    sync(url=office.url, mine=mine, at=datetime.now(UTC))
    office.approve_all()
    sync(url=office.url, mine=mine, at=datetime.now(UTC))
    return Parent.objects.get().office_key


@dataclass
class Van:
    """A kit of this process: it seals as a kit seals."""

    mine: Me
    office_key: SealingPublicKey

    def seal(self, size: int = PACKET_BYTES, packet_id: UUID | None = None) -> OutgoingPacket:
        """One more resident, with random bytes for biometrics."""
        from jemput.node.exchange.actions.outgoing import Link, seal_next

        def packet(link: Link) -> SealedPacket:
            return make_packet(
                self.mine.signing,
                self.mine.node_id,
                link.sequence,
                link.previous,
                size=size,
                reader=self.office_key,
                packet_id=packet_id,
            )

        return seal_next(kit_id=self.mine.node_id, seal=packet, by="bench", at=datetime.now(UTC))


def make_packet(
    key: SigningKey,
    kit_id: str,
    sequence: int,
    previous: str | None,
    *,
    reader: SealingPublicKey,
    size: int = PACKET_BYTES,
    packet_id: UUID | None = None,
) -> SealedPacket:
    """A genuine packet of about `size` bytes: true facts of nobody, random bytes for biometrics."""
    at = datetime.now(UTC)
    chosen = packet_id or new_id()
    facts = Facts(
        schema=1,
        encounter_id=chosen,
        trip_id=None,
        stop_id=None,
        list_name_id=None,
        nik=f"150403410795{sequence % 10_000:04d}",
        family_card=None,
        name="RATNA DEWI",
        sex=Sex.FEMALE,
        birth_place="SUNGAI BULUH",
        birth_date=date(1995, 7, 1),
        village_code="15.04.03.2019",
        address="JL. LINTAS SUMATERA RT 03",
        profile="adult",
        mode=Mode.COLLECTIVE,
        started_at=at,
        ended_at=at,
        operator="siti",
        supervisor=None,
        village_officer=None,
        corrections=(),
        outcomes=(SampleOutcome(Modality.FACE, 0, Outcome.CAPTURED, None, None, 1),),
        approvals=(),
        receipt_code=f"JB-{sequence:04X}-{os.urandom(2).hex().upper()}",
    )
    each = size // 15
    blobs = [
        Blob(f"finger-{number:02d}.fir", "application/octet-stream", os.urandom(each))
        for number in range(1, 11)
    ]
    blobs += [Blob("face.fac", "application/octet-stream", os.urandom(size - 11 * each))]
    return seal(
        Origin(chosen, kit_id, sequence, previous, at, "jemput bench"),
        facts=[Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts.to_bytes())],
        biometrics=blobs,
        office=ANOTHER,
        center=reader,
        key=key,
    )
