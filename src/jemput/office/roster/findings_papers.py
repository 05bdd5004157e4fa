"""The berita acara pengembalian on paper and as a sheet, with whole NIKs, for the ministry must know whom."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from jemput.kernel.wording import long_date
from jemput.node.look.sheets import sheet
from jemput.node.look.typesetting import typeset
from jemput.office.regions import queries as regions
from jemput.office.roster.findings_pages import lines_table
from jemput.office.roster.models import Finding, ReturnLetter, ReturnLine

TEMPLATE = Path(__file__).parent / "paper_templates" / "return_letter.typ"


def letter_paper(letter: ReturnLetter) -> bytes:
    """The letter as PDF, in Indonesian whatever the reader's language; raises PaperFailed."""
    with override("id"):
        lines = list(letter.lines.all())
        home, day = regions.home(), letter.signed_on or timezone.localdate(letter.at)
        told = {
            "kabupaten": home.name,
            "office": "Dinas Kependudukan dan Pencatatan Sipil",
            "seat": home.name.removeprefix("Kabupaten ").removeprefix("Kota "),
            "number": letter.number,
            "day": long_date(day),
            "issued": long_date(day).partition(" ")[2],
            "signer": letter.signer,
            "draft": letter.state == ReturnLetter.State.DRAFTED,
            "footer": f"{settings.JEMPUT.node_name} · {letter.number}",
            "count": len(lines),
            "kinds": [
                {"kind": str(Finding.Kind(kind).label), "count": n}
                for kind, n in Counter(line.kind for line in lines).most_common()
            ],
            "lines": [_told(line) for line in lines],
        }
        return typeset(TEMPLATE, told)


def _told(line: ReturnLine) -> dict[str, str]:
    return {
        "nik": line.nik or "–",
        "name": line.name,
        "born": f"{line.birth_date:%d-%m-%Y}" if line.birth_date else "–",
        "village": line.village,
        "kind": str(Finding.Kind(line.kind).label),
        "basis": line.basis or "–",
    }


def letter_sheet(letter: ReturnLetter, *, at: datetime) -> bytes:
    """The letter's names as .xlsx."""
    with override("id"):
        table = lines_table(letter, reveal_niks=True)
        return sheet(columns=table.columns, rows=table.rows, title=letter.number, at=at, reveal_niks=True)
