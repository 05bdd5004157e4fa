"""The personalization layer of an e-KTP as PDF; anything but a real print job carries SPESIMEN."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings

from jemput.office.cards.models import Card, PrintJob
from jemput.office.regions.models import Region

TEMPLATE = Path(__file__).parent / "paper_templates" / "card.typ"


@dataclass(frozen=True)
class CardFace:
    """The printed fields of one card in their official order."""

    province: str
    kabupaten: str
    fields: tuple[tuple[str, str], ...]
    issued: str
    serial: str


def card_face(card: Card, *, at: datetime, serial: str) -> CardFace:
    """The fields of a card as they go to paper, in the order of the official layout."""
    resident, village = card.resident, card.village
    kabupaten = Region.objects.filter(code=village.pk[:5]).first() if village else None
    issued = f"{kabupaten.name if kabupaten else ''}, {at:%d-%m-%Y}"
    return CardFace(
        province=(kabupaten.parent.name if kabupaten and kabupaten.parent else "").upper(),
        kabupaten=(kabupaten.name if kabupaten else "").upper(),
        fields=(
            ("NIK", card.nik),
            ("Nama", card.name.upper()),
            *(resident.card_fields() if resident else ()),
            ("Kel/Desa", village.name.upper() if village else ""),
            ("Kecamatan", village.parent.name.upper() if village and village.parent else ""),
            *(resident.civil_fields() if resident else ()),
            ("Berlaku Hingga", "SEUMUR HIDUP"),
        ),
        issued=issued,
        serial=serial,
    )


def print_sheet(jobs: Sequence[PrintJob], *, at: datetime) -> bytes:
    """One page a card for a real print job on numbered blanks."""
    return _pdf([card_face(job.card, at=at, serial=job.blank_id) for job in jobs], specimen=False)


def specimen(card: Card, *, at: datetime) -> bytes:
    """The same page for a screen or a proof, with SPESIMEN across it."""
    return _pdf([card_face(card, at=at, serial="")], specimen=True)


def _pdf(faces: Sequence[CardFace], *, specimen: bool) -> bytes:
    told = {"specimen": specimen, "cards": [asdict(face) for face in faces]}
    compiled = typst.compile(str(TEMPLATE), sys_inputs={"told": json.dumps(told)})
    assert isinstance(compiled, bytes)
    return compiled


def office_name() -> str:
    """The office's name for letterheads."""
    return str(settings.JEMPUT.node_name)
