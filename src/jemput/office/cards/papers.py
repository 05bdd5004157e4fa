"""What goes onto a card, from the register and the encounter; anything but a real job carries SPESIMEN."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jemput.kernel.nik import Sex
from jemput.node.look.card_layer import CardFace, set_cards
from jemput.office.cards.models import Card, PrintJob
from jemput.office.regions.models import Region
from jemput.office.residents import codes
from jemput.office.residents.models import Resident


def card_face(card: Card, *, at: datetime, serial: str) -> CardFace:
    """The fields of a card as they go to paper, in the order of the official layout."""
    village = card.village
    district = village.parent if village else None
    kabupaten = district.parent if district else None
    province = kabupaten.parent if kabupaten else None
    return CardFace(
        province=_capitals(province),
        kabupaten=f"KABUPATEN {_capitals(kabupaten)}".replace("KABUPATEN KABUPATEN", "KABUPATEN"),
        fields=(
            ("NIK", card.nik),
            ("Nama", card.name.upper()),
            *_birth_fields(card),
            ("Kel/Desa", _capitals(village)),
            ("Kecamatan", _capitals(district)),
            *_civil_fields(card.encounter.resident),
            ("Berlaku Hingga", "SEUMUR HIDUP"),
        ),
        issued=f"{_capitals(kabupaten)}, {at:%d-%m-%Y}",
        serial=serial,
    )


def _capitals(region: Region | None) -> str:
    return region.name.upper() if region else ""


def _birth_fields(card: Card) -> list[tuple[str, str]]:
    encounter, resident = card.encounter, card.encounter.resident
    place = resident.birth_place.upper() if resident else ""
    sex = "PEREMPUAN" if encounter.sex == Sex.FEMALE else "LAKI-LAKI"
    blood = codes.word("blood", resident.blood) if resident else ""
    fields = [
        ("Tempat/Tgl Lahir", f"{place}, {encounter.birth_date:%d-%m-%Y}"),
        ("Jenis Kelamin", f"{sex}   Gol. Darah: {blood or '-'}"),
    ]
    if resident:
        fields.append(("Alamat", resident.address.upper()))
        fields.append(("RT/RW", f"{resident.rt.zfill(3)}/{resident.rw.zfill(3)}"))
    return fields


def _civil_fields(resident: Resident | None) -> list[tuple[str, str]]:
    if resident is None:
        return []
    return [
        ("Agama", codes.word("religion", resident.religion)),
        ("Status Perkawinan", codes.word("marital", resident.marital)),
        ("Pekerjaan", codes.word("occupation", resident.occupation)),
        ("Kewarganegaraan", codes.word("nationality", resident.nationality)),
    ]


def print_sheet(jobs: Sequence[PrintJob], *, at: datetime) -> bytes:
    """One page a card for a real print job on numbered blanks."""
    return set_cards([card_face(job.card, at=at, serial=job.blank_id) for job in jobs], specimen=False)


def specimen(card: Card, *, at: datetime) -> bytes:
    """The same page for a screen or a proof, with SPESIMEN across it."""
    return set_cards([card_face(card, at=at, serial="")], specimen=True)
