"""The pages around the encounters: what to go on with, what was sealed, the receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import segno
from django.utils import timezone
from django.utils.translation import gettext

from jemput.kernel.eligibility import may_be_printed
from jemput.kernel.nik import Person as EligiblePerson
from jemput.kit.capture import papers, queries
from jemput.kit.capture.models import Encounter, Sample
from jemput.kit.capture.pages.frames import clock_text, frame
from jemput.kit.capture.profiles import Card
from jemput.kit.capture.states import State
from jemput.kit.capture.words import STEP_WORDS
from jemput.kit.checkin.queries import next_of_class
from jemput.kit.checkin.rules import seventeenth_birthday


def rooms_page(*, at: datetime) -> dict[str, Any]:
    """Encounters to go on with, and the latest sealed ones."""
    return {
        "title": gettext("Rekam"),
        "open": [
            (one, STEP_WORDS[one.step].name, clock_text(one, at=at)) for one in queries.open_encounters()
        ],
        "sealed": [(one, clock_text(one, at=at)) for one in queries.sealed_encounters(20)],
    }


def picture(sample: Sample) -> tuple[bytes, str]:
    """A sample as the browser shows it: the small picture and its media type."""
    return queries.preview_of(sample), "image/jpeg"


def receipt(encounter: Encounter, *, at: datetime) -> dict[str, Any]:
    """What the resident takes home, as a page."""
    return frame(encounter, at=at, step=State.REVIEW) | {
        "title": gettext("Tersegel"),
        "instruction": gettext("Berikan bukti ini kepada warga."),
        "qr": segno.make(encounter.receipt_token, error="m", micro=False).svg_data_uri(scale=4, border=2),
        "entries": papers.lines_of(encounter)[1:],
        "is_pemula": encounter.profile.card is Card.KTP
        and not may_be_printed(person_of(encounter), on=timezone.localdate(encounter.ended_at)),
        "next_person": next_of_class(encounter.person),
        "print_day": seventeenth_birthday(encounter.person.birth_date),
    }


def person_of(encounter: Encounter) -> EligiblePerson:
    """The facts of the person that decide when a card is printed."""
    return EligiblePerson(encounter.person.birth_date, encounter.person.ever_married)
