"""The receipt of a recording, on screen and on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext

from jemput.kernel.nik import Nik
from jemput.kernel.wording import long_date
from jemput.kit.capture.biodata import confirmed
from jemput.kit.capture.models import Encounter
from jemput.kit.checkin.rules import seventeenth_birthday
from jemput.node.look.parts import Entry
from jemput.node.look.typesetting import qr_svg, typeset

TEMPLATE = Path(__file__).parent / "paper_templates" / "receipt.typ"


def lines_of(encounter: Encounter) -> list[Entry]:
    """What the receipt says, line by line; the NIK stays masked, for papers get lost."""
    language = get_language() or "id"
    ended = timezone.localtime(encounter.ended_at)
    place = encounter.stop.place if encounter.stop else "–"
    return [
        Entry(gettext("Kode bukti"), encounter.receipt_code),
        Entry(gettext("Nama"), confirmed(encounter.person, encounter.corrections)["name"]),
        Entry(gettext("NIK"), Nik(encounter.person.nik).masked),
        Entry(gettext("Direkam"), f"{long_date(ended.date(), language)}, {ended:%H.%M}"),
        Entry(gettext("Tempat"), place),
        Entry(gettext("Operator"), encounter.operator_name),
        Entry(gettext("Kit"), f"{settings.JEMPUT.node_name} · {encounter.sequence}"),
    ]


def receipt(encounter: Encounter) -> BytesIO:
    """The receipt as a PDF of A6; raises PaperFailed."""
    told = {
        "lines": [[str(entry.label), str(entry.value)] for entry in lines_of(encounter)],
        "qr": qr_svg(encounter.receipt_token),
        "print_day": long_date(seventeenth_birthday(encounter.person.birth_date), get_language() or "id"),
        "is_pemula": encounter.profile_code == "pemula",
    }
    return BytesIO(typeset(TEMPLATE, told))
