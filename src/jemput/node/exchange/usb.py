"""The same packets by stick: files out, receipts back; both routes may run at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from jemput.kernel.errors import Problem
from jemput.node.exchange import storage
from jemput.node.exchange.actions import hearing
from jemput.node.exchange.actions.custody import Delivery, admit, take_in
from jemput.node.exchange.actions.outgoing import acknowledge, mark_sent
from jemput.node.exchange.actions.reporting import acknowledge_reports, bundle, next_batch
from jemput.node.exchange.errors import FileGone, NoFolder, UnknownPeer
from jemput.node.exchange.gate import APPROVED, require_standing
from jemput.node.exchange.identity import Me, me, parent
from jemput.node.exchange.introducing import introduction_of, origin_of
from jemput.node.exchange.models import OutgoingPacket, Parent, Peer, ReceivedPacket, arriving_dir
from jemput.node.exchange.states import UNSENT, Route, Standing
from jemput.node.ledger.actions import record
from jemput.packet.bundles import MAX_BUNDLE_BYTES, sender_of
from jemput.packet.envelope import MAGIC, read_head
from jemput.packet.errors import TooLarge
from jemput.packet.introductions import MAX_INTRODUCTION_BYTES, SignedIntroduction, read_introduction
from jemput.packet.manifest import Manifest
from jemput.packet.receipts import MAX_RECEIPT_BYTES

PACKETS, RECEIPTS, WORDS = "*.jemput", "*.receipt.json", ".introduction.json"
REPORTS, REPORTS_RECEIPT = ".reports", ".reports.receipt.json"


@dataclass(frozen=True)
class Handled:
    """One file of a stick: what became of it; `problem` is None where all went well."""

    file: str
    packet_id: UUID | None = None
    problem: Problem | None = None


def export_to_folder(folder: Path, *, mine: Me, by: str, at: datetime) -> list[Handled]:
    """Copy every unacknowledged packet to a stick; ours stay until their receipts come back.

    Raises NoFolder, DiskFull where the stick is full: what is on it by then is whole.
    """
    done: list[Handled] = []
    with _usable(folder):
        for packet in OutgoingPacket.objects.filter(state__in=UNSENT):
            target = folder / f"{packet.id_text}.jemput"
            if not packet.path.exists():
                done.append(Handled(target.name, packet.packet_id, FileGone(packet_id=packet.packet_id)))
                continue
            storage.copy(packet.path, target)
            word = introduction_of(packet.kit_id, mine=mine, at=at)
            if word is not None:
                storage.write(folder / f"{packet.kit_id}{WORDS}", word.text.encode("utf-8"))
            mark_sent(packet=packet, route=Route.USB, by=by, at=at)
            done.append(Handled(target.name, packet.packet_id))
        _reports_out(folder, mine, at)
    return done


def import_from_folder(folder: Path, *, mine: Me, by: str, at: datetime) -> list[Handled]:
    """Take every packet of a stick into custody and write its receipt beside it; a bad one stops no other.

    Raises NoFolder; DiskFull only for our own disk, as one file's problem.
    """
    done: list[Handled] = []
    with _usable(folder):
        for file in sorted(folder.glob(f"*{REPORTS}")):
            try:
                _reports_in(file, mine=mine, at=at)
            except Problem as problem:
                done.append(Handled(file.name, problem=problem))
        for file in sorted(folder.glob(PACKETS)):
            try:
                packet = _take_one(file, mine=mine, at=at)
                receipt = packet.receipt.encode("utf-8")
                storage.write(folder / f"{packet.packet_id}.receipt.json", receipt)
                done.append(Handled(file.name, packet.packet_id))
            except Problem as problem:
                done.append(Handled(file.name, problem=problem))
    return done


def import_receipts(folder: Path, *, by: str, at: datetime, mine: Me | None = None) -> list[Handled]:
    """Verify every receipt on a stick and let go of the packets they acknowledge; others' are left alone."""
    key = parent().verify_key
    done: list[Handled] = []
    with _usable(folder):
        for file in sorted(folder.glob(RECEIPTS)):
            try:
                text = _read(file, MAX_RECEIPT_BYTES)
                if file.name.endswith(REPORTS_RECEIPT):
                    acknowledge_reports(text=text, key=key, mine=mine or me(), at=at)
                    continue
                packet = acknowledge(receipt_text=text, key=key, by=by, at=at)
                done.append(Handled(file.name, packet.packet_id if packet else None))
            except Problem as problem:
                done.append(Handled(file.name, problem=problem))
    return done


def recover_from_disk(folder: Path, *, mine: Me, by: str, at: datetime) -> list[Handled]:
    """Take every sealed packet below a dead kit's disk folder into custody, whatever its name.

    Sealed files stand alone: no key and no database of the kit is needed. The kit may have been shut out
    since (it was lost, it broke): a person vouches for the disk, and the ledger says who. Raises NoFolder.
    """
    done: list[Handled] = []
    with _usable(folder):
        for file in sorted(one for one in folder.rglob("*") if one.is_file() and _looks_sealed(one)):
            name = str(file.relative_to(folder))
            try:
                packet = _take_one(file, mine=mine, at=at, standing=tuple(Standing))
                done.append(Handled(name, packet.packet_id))
            except Problem as problem:
                done.append(Handled(name, problem=problem))
    good = sum(one.problem is None for one in done)
    details = {"files": len(done), "taken": good}
    record(action="disk.recovered", subject=str(folder)[:200], by=by, at=at, details=details)
    return done


def _looks_sealed(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def _reports_out(folder: Path, mine: Me, at: datetime) -> None:
    """The reports that nobody has signed for, and the state of our chain, on the same stick."""
    above = Parent.objects.first()
    batch = next_batch(mine=mine, at=at)
    if above is not None and (batch.entries or batch.chain is not None):
        storage.write(folder / f"{mine.node_id}{REPORTS}", bundle(batch, mine=mine, above=above))


def _reports_in(file: Path, *, mine: Me, at: datetime) -> None:
    raw = _read(file, MAX_BUNDLE_BYTES)
    sender = sender_of(raw)
    peer = Peer.objects.filter(id=sender, via=None).first()
    if peer is None:
        raise UnknownPeer(node_id=sender)
    require_standing(peer)
    receipt = hearing.receive(raw=raw, peer=peer, mine=mine, at=at)
    storage.write(file.with_name(f"{sender}{REPORTS_RECEIPT}"), receipt.encode("utf-8"))


def _take_one(
    file: Path, *, mine: Me, at: datetime, standing: Collection[Standing] = APPROVED
) -> ReceivedPacket:
    with file.open("rb") as stream:
        signed = read_head(stream)
    origin, deliverer = _who(signed.manifest, file.parent, at)
    require_standing(origin, standing)
    require_standing(deliverer, standing)
    delivery = Delivery(origin, deliverer, Route.USB, at)
    known = admit(signed=signed, delivery=delivery, mine=mine)
    if known is not None:
        return known
    copied = arriving_dir() / f"{signed.manifest.packet_id}.usb.part"
    storage.copy(file, copied)
    try:
        return take_in(file=copied, delivery=delivery, mine=mine)
    finally:
        copied.unlink(missing_ok=True)


def _who(manifest: Manifest, folder: Path, at: datetime) -> tuple[Peer, Peer]:
    """The kit that sealed it, and who stands for it: the kit itself, or the office whose word lies beside."""
    direct = Peer.objects.filter(id=manifest.kit_id, via=None).first()
    if direct is not None:
        return direct, direct
    word = _word(folder / f"{manifest.kit_id}{WORDS}")
    office = Peer.objects.filter(id=word.introduction.introduced_by, via=None).first() if word else None
    if office is None:
        raise UnknownPeer(node_id=manifest.kit_id)
    require_standing(office)
    return origin_of(manifest.kit_id, deliverer=office, word=word, at=at), office


def _word(file: Path) -> SignedIntroduction | None:
    return read_introduction(_read(file, MAX_INTRODUCTION_BYTES)) if file.exists() else None


def _read(file: Path, limit: int) -> bytes:
    with file.open("rb") as stream:
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise TooLarge(what=file.name, limit=limit)
    return raw


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    if not folder.is_dir() or folder.resolve().is_relative_to(settings.JEMPUT.data_dir.resolve()):
        raise NoFolder(path=folder)
    try:
        yield
    except OSError as error:
        raise NoFolder(path=folder) from error
