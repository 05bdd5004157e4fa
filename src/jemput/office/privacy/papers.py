"""Letters about an incident: one page a person, and the written notice to the authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from jemput.kernel.nik import Nik
from jemput.kernel.wording import long_date
from jemput.node.look.typesetting import typeset
from jemput.office.privacy.models import Incident, IncidentPerson, Letter
from jemput.office.privacy.sections import plain
from jemput.office.regions import queries as regions

TEMPLATES = Path(__file__).parent / "paper_templates"


def letterhead(at: datetime) -> dict[str, str]:
    """What stands above and below every paper of this room."""
    home = regions.home()
    return {
        "kabupaten": home.name,
        "office": "Dinas Kependudukan dan Pencatatan Sipil",
        "seat": home.name.removeprefix("Kabupaten ").removeprefix("Kota "),
        "issued": long_date(timezone.localdate(at)).partition(" ")[2],
        "signer_office": "Kepala Dinas",
        "footer": str(settings.JEMPUT.node_name),
    }


def incident_words(incident: Incident, *, at: datetime) -> dict[str, Any]:
    """What both letters say of an incident, in Indonesian; kept with the letter as it was then."""
    with override("id"):
        kinds = [str(Incident.Data(key).label) for key in incident.data]
        return {
            **letterhead(at),
            "incident": incident.number,
            "title": incident.title,
            "what": incident.what,
            "happened": plain(incident.happened_at) or "belum diketahui",
            "discovered": plain(incident.discovered_at),
            "data": kinds,
            "people": incident.people.count(),
            "nobody_because": incident.nobody_because,
            "cause": incident.cause or "sedang diperiksa",
            "measures": incident.measures or "sedang diambil",
        }


def letter_pdf(letter: Letter) -> bytes:
    """A letter as PDF, saying what it said when it got its number. Raises PaperFailed."""
    told = {**letter.told, "number": letter.number}
    if letter.to == Letter.To.AUTHORITY:
        return typeset(TEMPLATES / "authority.typ", told)
    return typeset(TEMPLATES / "people.typ", {**told, "to": _addressed(letter.incident.people.all())})


def _addressed(people: Iterable[IncidentPerson]) -> list[dict[str, str]]:
    return [
        {"name": one.name, "nik": Nik(one.nik).masked, "address": one.address or "di tempat"}
        for one in people
    ]
