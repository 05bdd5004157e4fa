"""Facts and packets that tests share: Bu Ratna of Sungai Buluh and the three programs that handle her."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from jemput.kernel.body import ExceptionReason, Modality, Outcome
from jemput.kernel.ids import new_id
from jemput.kernel.nik import Sex
from jemput.packet.envelope import Blob, Origin, SealedPacket, seal
from jemput.packet.facts import (
    FACTS_BLOB,
    FACTS_MEDIA_TYPE,
    Approval,
    Correction,
    Facts,
    Mode,
    SampleOutcome,
)
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey

KIT = SigningKey(bytes(range(32)))
OFFICE = SealingKey(bytes(range(32, 64)))
CENTER = SealingKey(bytes(range(64, 96)))
NOW = datetime(2018, 12, 5, 1, 30, 0, 250_000, tzinfo=UTC)
PACKET_ID = UUID("0167a7c5-f27a-7000-8000-000000000001")

RATNA = Facts(
    schema=1,
    encounter_id=UUID("0167a7c5-f27a-7000-8000-0000000000aa"),
    trip_id=UUID("0167a7c5-f27a-7000-8000-0000000000bb"),
    stop_id=None,
    list_name_id=None,
    nik="1504034107950001",
    family_card="1504032201120003",
    name="RATNA DEWI",
    sex=Sex.FEMALE,
    birth_place="SUNGAI BULUH",
    birth_date=date(1995, 7, 1),
    village_code="15.04.03.2019",
    address="JL. LINTAS SUMATERA RT 03",
    profile="adult",
    mode=Mode.COLLECTIVE,
    started_at=NOW,
    ended_at=NOW.replace(minute=41),
    operator="siti",
    supervisor="budi",
    village_officer="Pak Kasi",
    corrections=(Correction("birth_place", "S. BULUH", "SUNGAI BULUH", "Pak Kasi"),),
    outcomes=(
        SampleOutcome(Modality.FINGER, 1, Outcome.CAPTURED, None, 71, 1),
        SampleOutcome(Modality.FINGER, 2, Outcome.EXCEPTION, ExceptionReason.AMPUTATED, None, 0),
        SampleOutcome(Modality.FACE, 0, Outcome.CAPTURED, None, None, 2),
    ),
    approvals=(Approval(Modality.FINGER, 2, ExceptionReason.AMPUTATED, "budi", NOW),),
    receipt_code="JB-2K7F-91",
)

BIOMETRICS = (
    Blob("finger-01.fir", "application/octet-stream", b"FIR\x00020\x00" + bytes(300)),
    Blob("face.fac", "application/octet-stream", b"FAC\x00030\x00" + bytes(range(256))),
    Blob("signature.png", "image/png", b"\x89PNG"),
)


def make_packet(
    *,
    sequence: int = 1,
    previous: str | None = None,
    key: SigningKey = KIT,
    kit_id: str = "kit-1",
    packet_id: UUID | None = None,
    filler: bytes = b"",
    office: SealingPublicKey = OFFICE.public,
    center: SealingPublicKey = CENTER.public,
) -> SealedPacket:
    """A real packet of Ratna; `filler` is one blob more, to make it as large as a test needs."""
    facts = replace(RATNA, encounter_id=new_id()).to_bytes()
    more = (Blob("filler.bin", "application/octet-stream", filler),) if filler else ()
    return seal(
        Origin(packet_id or new_id(), kit_id, sequence, previous, NOW, "jemput 0.1.0"),
        facts=[Blob(FACTS_BLOB, FACTS_MEDIA_TYPE, facts)],
        biometrics=[*BIOMETRICS, *more],
        office=office,
        center=center,
        key=key,
    )
