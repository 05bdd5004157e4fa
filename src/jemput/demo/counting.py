"""What each program's own database says, as JSON: `python -m jemput.demo.counting PROGRAM QUESTION`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from jemput.demo.programs import PASSPHRASE

Answer = dict[str, Any]


def ask(program: str, folder: Path, question: str = "count", *words: str) -> Answer:
    """Ask one program's database in a process of its own, with that program's settings."""
    done = subprocess.run(
        [sys.executable, "-m", "jemput.demo.counting", program, question, *words],
        env={**os.environ, "JEMPUT_DATA": str(folder), "JEMPUT_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    answer: Answer = json.loads(done.stdout)
    return answer


def office_count() -> Answer:
    """Names, packets, cards, blanks and states, counted by the office."""
    from django.db.models import Count
    from django.utils import timezone

    from jemput.node.exchange.models import ReceivedPacket
    from jemput.office.cards.models import Card, PrintJob
    from jemput.office.coverage.actions import refresh
    from jemput.office.coverage.models import NameState
    from jemput.office.delivery.models import Parcel
    from jemput.office.encounters.models import Encounter
    from jemput.office.roster.models import Finding, ListName, RejectedRow
    from jemput.office.schools.models import Pupil
    from jemput.office.stock.models import Line
    from jemput.office.trips.models import StopPerson

    refresh(at=timezone.now())
    names = ListName.objects.accountable()
    states = dict(NameState.objects.values_list("state").annotate(n=Count("pk")))
    return {
        "list_names": names.count(),
        "rejected_rows": RejectedRow.objects.count(),
        "linked": names.filter(resident__isnull=False).count(),
        "to_clerk": names.filter(link_state="ask").count(),
        "settled_by_clerk": names.filter(link_state="settled").count(),
        "findings": Finding.objects.count(),
        "pupils": Pupil.objects.count(),
        "planned_people": StopPerson.objects.count(),
        "encounters": Encounter.objects.count(),
        "at_home": Encounter.objects.filter(mode="home_visit").count(),
        "packets": {str(p.packet_id): p.sha256 for p in ReceivedPacket.objects.all()},
        "by_usb": ReceivedPacket.objects.filter(route="usb").count(),
        "print_ready": Card.objects.exclude(state="withdrawn").count(),
        "cards_printed": PrintJob.objects.filter(outcome="printed").count(),
        "cards_spoiled": PrintJob.objects.filter(outcome="spoiled").count(),
        "blanks": Line.objects.balance(item="ktp-blank", place="store"),
        "consigned": Parcel.objects.count(),
        "handed_over": Parcel.objects.filter(state="handed_over").count(),
        "states": states,
        "unaccounted": abs(names.count() - sum(states.values())),
    }


def office_villages() -> Answer:
    """What the villages know: of each name its village, and the NO under which it stands on the list."""
    from jemput.office.roster.models import ListName

    rows = ListName.objects.accountable().values_list("pk", "village_id", "raw")
    return {"names": [[pk, village, str(raw.get("no") or raw.get("NO") or "")] for pk, village, raw in rows]}


def office_linking() -> Answer:
    """How many names are here, and how many of them nobody has tried to link yet."""
    from jemput.office.roster.models import ListName

    waiting = ListName.objects.filter(link_state="waiting").count()
    return {"names": ListName.objects.count(), "waiting": waiting}


def office_schools() -> Answer:
    """How many schools and pupils are in, once their files have been taken in."""
    from jemput.office.schools.models import Pupil, School, SchoolImport

    done = set(SchoolImport.objects.filter(state=SchoolImport.State.DONE).values_list("kind", flat=True))
    counts = {"register": School.objects.count(), "roster": Pupil.objects.count()}
    return {kind: count if kind in done else 0 for kind, count in counts.items()}


def center_count() -> Answer:
    """Packets opened, cases decided, statuses."""
    from jemput.center.adjudication.models import Case
    from jemput.center.identities.models import Record
    from jemput.center.intake.models import Arrival
    from jemput.center.publication.models import StatusEvent

    latest = {event.arrival_id: event.status for event in StatusEvent.objects.order_by("id")}
    return {
        "opened": [str(a.packet_id) for a in Arrival.objects.filter(state="opened")],
        "packets": {str(a.packet_id): a.packet.sha256 for a in Arrival.objects.select_related("packet")},
        "records": Record.objects.count(),
        "cases": Case.objects.count(),
        "duplicates": Case.objects.filter(state="same", reason="biometric").count(),
        "statuses": list(latest.values()),
    }


def kit_count() -> Answer:
    """Packets sealed at this kit and how they left."""
    from jemput.node.exchange.models import OutgoingPacket

    rows = OutgoingPacket.objects.order_by("sequence")
    return {
        "packets": {str(p.packet_id): p.sha256 for p in rows},
        "waiting": rows.exclude(state="acknowledged").count(),
    }


def add_accounts(program: str, given: str) -> Answer:
    """Add accounts, a list of username, role, full name, region and password."""
    from django.utils import timezone

    from jemput.node.accounts.actions import add_account

    fields = ("username", "role", "full_name", "region_code", "password")
    accounts = [dict(zip(fields, one, strict=True)) for one in json.loads(given)]
    for account in accounts:
        add_account(**account, by=program, at=timezone.now())
    return {"added": len(accounts)}


QUESTIONS: dict[tuple[str, str], Callable[[], Answer]] = {
    ("office", "count"): office_count,
    ("office", "villages"): office_villages,
    ("office", "linking"): office_linking,
    ("office", "schools"): office_schools,
    ("center", "count"): center_count,
    ("kit", "count"): kit_count,
}


def main() -> None:
    """Answer one question on standard output."""
    program, question, *words = sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = f"jemput.{program}.config.settings"
    django.setup()
    answer = add_accounts(program, *words) if question == "accounts" else QUESTIONS[program, question]()
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
