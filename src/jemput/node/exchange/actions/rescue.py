"""Sealed files that no row knows: taken up again where they fit into our chain, else shown to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from jemput.kernel.errors import Problem
from jemput.node.exchange.errors import ChainGap
from jemput.node.exchange.identity import Me
from jemput.node.exchange.models import OutgoingPacket
from jemput.node.ledger.actions import announce, record
from jemput.packet.envelope import FileDigest, check_file
from jemput.packet.manifest import SignedManifest


@dataclass(frozen=True)
class Orphan:
    """One sealed file without a row; `problem` says why it could not be taken up."""

    file: Path
    packet_id: UUID | None = None
    sequence: int = 0
    problem: Problem | None = None


def rescue_sealed(
    *,
    mine: Me,
    at: datetime,
    is_open: Callable[[UUID], bool] = lambda _id: False,
    with_gaps: bool = False,
) -> list[Orphan]:
    """Take up again every sealed file of ours that has no row, in the order of the chain.

    There is one after a database was put back from a copy, or after a power cut just before a seal was
    written down. In the second case the encounter itself is still open (`is_open`) and will be sealed again
    over the same file: it is left alone. Whatever does not fit is returned with its problem and stays.
    `with_gaps` takes up each file whose place is free and whose neighbors, where known, are the right ones:
    after a database was lost, the rows of what went home before are gone for good.
    """
    found: list[tuple[int, Path, SignedManifest, FileDigest]] = []
    wrong: list[Orphan] = []
    for file in _without_row(mine):
        try:
            with file.open("rb") as stream:
                signed, digest = check_file(stream, key=mine.signing.public)
        except Problem as problem:
            wrong.append(Orphan(file, problem=problem))
            continue
        if not is_open(signed.manifest.packet_id):
            found.append((signed.manifest.sequence, file, signed, digest))
    taken = [
        _take_up(file, signed, digest, mine, at, with_gaps=with_gaps)
        for _, file, signed, digest in sorted(found, key=_place)
    ]
    return [*wrong, *taken]


def _place(one: tuple[int, Path, SignedManifest, FileDigest]) -> int:
    return one[0]


def _without_row(mine: Me) -> Iterator[Path]:
    folder = settings.JEMPUT.packets_dir / mine.node_id
    for file in sorted(folder.glob("*.jemput")):
        relative = file.relative_to(settings.JEMPUT.data_dir).as_posix()
        if not OutgoingPacket.objects.filter(file=relative).exists():
            yield file


@transaction.atomic
def _take_up(
    file: Path, signed: SignedManifest, digest: FileDigest, mine: Me, at: datetime, *, with_gaps: bool
) -> Orphan:
    manifest = signed.manifest
    last = OutgoingPacket.objects.filter(kit_id=mine.node_id).order_by("-sequence").first()
    expected, before = (last.sequence + 1, last.manifest_sha256) if last else (1, None)
    follows = (manifest.sequence, manifest.previous) == (expected, before)
    if not (follows or (with_gaps and _place_is_free(signed, mine))):
        problem = ChainGap(packet_id=manifest.packet_id, sequence=manifest.sequence, expected=expected)
        return Orphan(file, manifest.packet_id, manifest.sequence, problem)
    OutgoingPacket.objects.create(
        packet_id=manifest.packet_id,
        kit_id=mine.node_id,
        sequence=manifest.sequence,
        previous=manifest.previous or "",
        manifest_sha256=signed.sha256,
        sha256=digest.sha256,
        size=digest.size,
        file=file.relative_to(settings.JEMPUT.data_dir).as_posix(),
        queued_at=at,
        next_try_at=at,
    )
    details = {"sequence": manifest.sequence, "sha256": digest.sha256}
    record(
        action="packet.rescue",
        subject=f"packet:{manifest.packet_id}",
        by=mine.node_id,
        at=at,
        details=details,
    )
    announce(topic="packet.rescued", subject=str(manifest.packet_id), payload=details, at=at)
    return Orphan(file, manifest.packet_id, manifest.sequence)


def _place_is_free(signed: SignedManifest, mine: Me) -> bool:
    """Whether nobody stands at its place, and whoever stands beside it is who it says."""
    place = signed.manifest.sequence
    around = OutgoingPacket.objects.filter(kit_id=mine.node_id, sequence__range=(place - 1, place + 1))
    beside = {one.sequence: one for one in around}
    before, after = beside.get(place - 1), beside.get(place + 1)
    if place in beside or (before is not None and before.manifest_sha256 != signed.manifest.previous):
        return False
    return after is None or after.previous in {"", signed.sha256}
