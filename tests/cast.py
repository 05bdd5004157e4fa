"""A small village of people that most office tests share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from jemput.office.cards import actions as cards
from jemput.office.cards.models import Card, Printer
from jemput.office.encounters.models import Encounter
from jemput.office.regions.models import Region
from jemput.office.residents.models import Resident
from jemput.office.stock import actions as stock

AT = datetime(2018, 12, 5, 2, tzinfo=UTC)
BY = "wayan"


def village(code: str = "15.04.03.2019", name: str = "Sungai Buluh") -> Region:
    """A village with everything above it."""
    above = {
        code[:2]: ("Jambi", "province"),
        code[:5]: ("Batanghari", "kabupaten"),
        code[:8]: ("Muara Bulian", "kecamatan"),
    }
    parent = None
    for part, (label, kind) in above.items():
        parent, _ = Region.objects.get_or_create(
            code=part, defaults={"name": label, "kind": kind, "parent": parent}
        )
    found, _ = Region.objects.get_or_create(
        code=code, defaults={"name": name, "kind": "desa", "parent": parent}
    )
    return found


def resident(number: int = 1, *, born: date = date(1962, 7, 5), home: Region | None = None) -> Resident:
    """Siti Aminah, or her neighbor of another number."""
    nik = f"150403{born.day + 40:02d}{born:%m%y}{number:04d}"
    return Resident.objects.create(
        nik=nik,
        name=f"SITI AMINAH {number}" if number > 1 else "SITI AMINAH",
        sex="P",
        birth_place="MUARA BULIAN",
        birth_date=born,
        village=home or village(),
        address="JL. POROS",
        rt="2",
        rw="1",
        religion=1,
        occupation=1,
    )


def encounter(
    of: Resident, *, sequence: int = 1, at: datetime = AT, packet_id: UUID | None = None
) -> Encounter:
    """What a kit brought home of one resident."""
    return Encounter.objects.create(
        packet_id=packet_id or uuid4(),
        encounter_id=uuid4(),
        kit_id="kit-1",
        sequence=sequence,
        resident=of,
        nik=of.nik,
        name=of.name,
        sex=of.sex,
        birth_date=of.birth_date,
        village=of.village,
        mode="collective",
        profile="adult",
        operator="wayan",
        receipt_code=f"R-{sequence:04d}",
        started_at=at,
        ended_at=at,
        sealed_at=at,
        received_at=at,
    )


def ready_card(number: int = 1, *, home: Region | None = None, born: date = date(1962, 7, 5)) -> Card:
    """A print-ready card of one resident."""
    return cards.make_ready(
        encounter=encounter(resident(number, home=home, born=born), sequence=number), by=BY, at=AT
    )


def printer(name: str = "Fargo 1", queue: str = "pdf") -> Printer:
    """A printer in the office's store."""
    return cards.add_printer(name=name, queue=queue, place="store", by=BY, at=AT)


def blanks(quantity: int, first: str = "A0000001") -> None:
    """The starting stock and so many e-KTP blanks in the store."""
    stock.lay_out(by=BY, at=AT)
    stock.move(
        item="ktp-blank",
        quantity=quantity,
        from_place="ministry",
        to_place="store",
        first_serial=first,
        document="BAST 1",
        by=BY,
        at=AT,
    )
