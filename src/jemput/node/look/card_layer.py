"""The personalization layer of an e-KTP as PDF; anything but a real print job carries SPESIMEN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jemput.node.look.typesetting import typeset

TEMPLATE = Path(__file__).parent / "paper_templates" / "card.typ"


@dataclass(frozen=True)
class CardFace:
    """The printed fields of one card in their official order; `photo` is a JPEG, where it is at hand."""

    province: str
    kabupaten: str
    fields: tuple[tuple[str, str], ...]
    issued: str
    serial: str
    photo: bytes = b""


def set_cards(faces: Sequence[CardFace], *, specimen: bool) -> bytes:
    """One page a card as PDF, set in memory: no photo touches a disk here. Raises PaperFailed."""
    return typeset(TEMPLATE, {"specimen": specimen, "cards": [_told(face) for face in faces]})


def _told(face: CardFace) -> dict[str, Any]:
    return {**asdict(face), "photo": list(face.photo)}
