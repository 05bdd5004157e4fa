"""The two writers that benchmarks/crash.py kills or records: a kit that seals, an office that receives."""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import field

PACKET_BYTES = 20_000
KEY = "ab" * 32
"""The database key of a kit of this benchmark: the engine is the kit's own, the vault is not the question."""


def become_kit(folder: Path) -> None:
    """This process as a kit on SQLCipher."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from jemput.node.settings import SQLITE_OPTIONS, django_settings, read

    folder.mkdir(parents=True, exist_ok=True)
    values = django_settings(read("kit", {"JEMPUT_DATA": str(folder)}), apps=())
    values["DATABASES"] = {
        "default": {
            "ENGINE": "jemput.kit.config.sqlcipher",
            "NAME": folder / "kit.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {**SQLITE_OPTIONS, "key": KEY},
        }
    }
    settings.configure(**values)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def be_kit(folder: Path, url: str, log: Path, *, sealing: bool) -> None:
    """Seal residents and sync until killed; with `sealing` off only what a kill interrupted, then sync."""
    become_kit(folder)
    from jemput.node.exchange.client.sync import sync
    from jemput.node.exchange.identity import me
    from jemput.node.exchange.models import OutgoingPacket, Parent
    from jemput.node.exchange.states import UNSENT
    from jemput.node.exchange.sweeping import sweep

    van: field.Van | None = None
    if Parent.objects.filter(state="approved").exists():
        van = field.Van(me(), Parent.objects.get().office_key)
        for begun in interrupted(log):
            if not OutgoingPacket.objects.filter(packet_id=begun).exists():
                seal_one(van, log, begun)
        if sealing:
            threading.Thread(target=seal_on, args=(van, log), daemon=True).start()
    while True:
        sync(url=url, mine=me(), at=datetime.now(UTC))
        if not sealing and not OutgoingPacket.objects.filter(state__in=UNSENT).exists():
            sweep(datetime.now(UTC))
            return
        time.sleep(0.05)


def seal_on(van: field.Van, log: Path) -> None:
    """One resident after another, never far ahead of what is sent."""
    from jemput.kernel.ids import new_id
    from jemput.node.exchange.models import OutgoingPacket
    from jemput.node.exchange.states import UNSENT

    while True:
        if OutgoingPacket.objects.filter(state__in=UNSENT).count() > 60:
            time.sleep(0.05)
            continue
        seal_one(van, log, new_id())


def seal_one(van: field.Van, log: Path, packet_id: UUID) -> None:
    """Seal, and only then say so to the operator: the log is what was acknowledged."""
    note(log, f"begin {packet_id}")
    packet = van.seal(PACKET_BYTES, packet_id=packet_id)
    note(log, f"sealed {packet_id} {packet.sha256}")


def note(log: Path, line: str) -> None:
    """One line in one call: a killed process leaves no half of it."""
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def interrupted(log: Path) -> list[UUID]:
    """Encounters that were begun and of which nobody was told that they were sealed."""
    words = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
    done = {word[1] for word in words if word[0] == "sealed"}
    return [UUID(word[1]) for word in words if word[0] == "begin" and word[1] not in done]


def write_for_power(role: str, folder: Path, number: int) -> None:
    """What is recorded: a kit that seals or an office that receives, each saying what it acknowledged."""
    if role == "kit":
        become_kit(folder)
        from jemput.node.exchange.identity import me

        van = field.Van(me(), me().sealing.public)
        for _ in range(number):
            packet = van.seal(PACKET_BYTES)
            say(f"ACK {packet.packet_id} {packet.sha256}")
        return
    field.become_kit(folder)
    receive_for_power(number)


def receive_for_power(number: int) -> None:
    """Take packets in piece by piece, as a request does, and say each receipt."""
    from io import BytesIO

    from jemput.node.exchange.actions import peers, uploads
    from jemput.node.exchange.actions.custody import Delivery
    from jemput.node.exchange.identity import make_me, me
    from jemput.node.exchange.incoming import Incoming
    from jemput.node.exchange.models import Peer
    from jemput.node.exchange.states import Route
    from jemput.packet.envelope import read_head
    from jemput.packet.introductions import Kind
    from jemput.packet.keys import SealingKey, SigningKey

    at = datetime.now(UTC)
    kit = make_me(Kind.KIT, "Kit 1", SigningKey.generate(), SealingKey.generate())
    peer = peers.request(identity=kit.identity, at=at)
    peers.approve(peer=peer, by="bench", at=at)
    before: str | None = None
    for sequence in range(1, number + 1):
        packet = field.make_packet(
            kit.signing, kit.node_id, sequence, before, reader=me().sealing.public, size=PACKET_BYTES
        )
        before = packet.signed.sha256
        body = Incoming(BytesIO(packet.content).read, size=len(packet.content), sha256=packet.sha256)
        delivery = Delivery(Peer.objects.get(id=peer.id), peer, Route.NETWORK, datetime.now(UTC))
        signed = read_head(body)
        done = uploads.begin(signed=signed, size=len(packet.content), body=body, delivery=delivery, mine=me())
        assert done.receipt
        say(f"ACK {packet.manifest.packet_id} {packet.sha256}")


def say(text: str) -> None:
    """One line on our output, unbuffered: the moment of acknowledgment in the recording."""
    os.write(1, f"{text}\n".encode())


def main() -> None:
    """`kit FOLDER URL LOG seal|drain` runs until killed; `power ROLE FOLDER NUMBER` writes to be recorded."""
    role, *rest = sys.argv[1:]
    if role == "kit":
        folder, url, log, how = rest
        be_kit(Path(folder), url, Path(log), sealing=how == "seal")
    else:
        write_for_power(rest[0], Path(rest[1]), int(rest[2]))


if __name__ == "__main__":
    main()
