"""The day that benchmarks/kit.py measures: a trip with many people, some of them recorded before.

    JEMPUT_DATA=DIR JEMPUT_PASSPHRASE=… python benchmarks/kit_day.py PEOPLE RECORDED

Prints the ids of those who wait. Whoever was recorded is in the kit's gallery with ten invented fingers and
two irises, so that each capture of the run is searched among as many as on the last stop of a day.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta

PASSWORD = "pisang-goreng-hangat"
OPERATOR = "wayan"
FAMILIES = ("SAPUTRA", "WIJAYA", "LUBIS", "HARAHAP", "HIDAYAT", "SIREGAR", "NASUTION", "PUTRI", "RAMLI")
GIVEN = ("AGUS", "BUDI", "DEWI", "EKO", "FITRI", "HASAN", "INDAH", "JOKO", "KARTINI", "LINA", "MARYAM")


def set_day(people: int, recorded: int) -> list[str]:
    """Make the trip and its people; return who waits."""
    from django.db import transaction
    from django.utils import timezone

    from jemput.node.accounts.actions import add_account

    at = timezone.now()
    add_account(
        username=OPERATOR, password=PASSWORD, role="supervisor", full_name="Wayan", by="benchmark", at=at
    )
    _let_in()
    with transaction.atomic():
        ids = _people(people, at)
        _record(ids[:recorded], at)
    return ids[recorded:]


def _let_in() -> None:
    """An office that approved this kit; it is not there today, as in a village without network."""
    from jemput.node.exchange.models import Parent
    from jemput.packet.introductions import Kind, node_id_of
    from jemput.packet.keys import SealingKey, SigningKey

    signing = SigningKey.generate().public
    Parent.objects.create(
        url="http://127.0.0.1:9",
        node_id=node_id_of(Kind.OFFICE, signing),
        kind=Kind.OFFICE,
        name="Dinas",
        signing_key=signing.text,
        sealing_key=SealingKey.generate().public.text,
        center_id="center-x",
        center_sealing_key=SealingKey.generate().public.text,
        state="approved",
    )


def _people(number: int, at: datetime) -> list[str]:
    from jemput.kernel.ids import new_id
    from jemput.kernel.nik import Sex
    from jemput.kit.checkin.actions import keep_person, keep_trip
    from jemput.node.exchange.messages import PersonMessage, StopFacts, TripMessage
    from jemput.packet.facts import Mode

    village = ("15.04.03.2019", "Sungai Buluh")
    stop = StopFacts(
        new_id(), 1, "Balai desa", "hall", *village, None, None, Mode.COLLECTIVE, "08:00", "Pak Jabu", number
    )
    trip = TripMessage(
        new_id(), "Tim A", at.astimezone().date(), None, None, "kit-1", False, False, (), (OPERATOR,), (stop,)
    )
    keep_trip(message=trip, by="benchmark", at=at)
    ids = []
    for n in range(number):
        born = date(1960, 1, 1) + timedelta(days=17 * n % 14000)
        name = f"{GIVEN[n % len(GIVEN)]} {FAMILIES[n // len(GIVEN) % len(FAMILIES)]} {n}"
        told = PersonMessage(
            trip_id=trip.trip_id,
            stop_id=stop.stop_id,
            list_name_id=new_id(),
            nik=f"150403{born:%d%m%y}{n % 9999 + 1:04d}",
            family_card=None,
            name=name,
            sex=Sex.MALE,
            birth_place="BATANGHARI",
            birth_date=born,
            marital=2,
            address="DUSUN HILIR",
            rt="003",
            rw="001",
            village_code=village[0],
            village_name=village[1],
            mode=Mode.COLLECTIVE,
            home_visit=False,
            national_status=None,
            deactivated=False,
            summons_code="",
        )
        ids.append(str(keep_person(message=told, by="benchmark", at=at).id))
    return ids


def _record(people: list[str], at: datetime) -> None:
    """Encounters as they lie on the kit after sealing: no drafts, but templates until the trip is over."""
    from jemput.kit.capture.models import Encounter, Sample
    from jemput.kit.checkin.models import Person
    from populations import invented

    for number, one in enumerate(people):
        begun = at - timedelta(minutes=10 * (len(people) - number))
        encounter = Encounter.objects.create(
            person_id=one,
            state="sealed",
            profile_code="adult",
            operator=OPERATOR,
            operator_name="Wayan",
            started_at=begun,
            ended_at=begun + timedelta(minutes=9),
            receipt_code=f"LAMA-{number}",
        )
        template = invented(number, face=False)
        parts = [("finger", int(at_), found.to_bytes()) for at_, found in template.fingers.items()]
        parts += [("iris", int(at_), found.to_bytes()) for at_, found in template.irises.items()]
        Sample.objects.bulk_create(
            Sample(
                encounter=encounter,
                modality=modality,
                position=position,
                attempt=1,
                quality=60,
                media_type="application/octet-stream",
                captured_at=begun,
                template=content,
            )
            for modality, position, content in parts
        )
    Person.objects.filter(id__in=people).update(
        attendance="recorded", began_at=at - timedelta(minutes=9), recorded_at=at
    )


if __name__ == "__main__":
    from jemput.cli.start import ready

    ready("kit")
    sys.stdout.write(json.dumps(set_day(int(sys.argv[1]), int(sys.argv[2]))))
