"""Names that go back to the ministry: a numbered letter drawn up, signed, sent; each step in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jemput.node.ledger.actions import record
from jemput.node.ledger.reading import Reading, note_read
from jemput.office.roster import states
from jemput.office.roster.errors import LetterIncomplete, NothingToReturn
from jemput.office.roster.findings_queries import returnable, village_in_words
from jemput.office.roster.models import Finding, ReturnLetter, ReturnLine


@transaction.atomic
def draft_letter(*, findings: Sequence[Finding] | None = None, by: str, at: datetime) -> ReturnLetter:
    """Draw up a letter of the given findings, or of all that no letter holds. Raises NothingToReturn.

    Its lines are written down as they stand, so that a later list changes no letter.
    """
    waiting = returnable()
    found = list(waiting if findings is None else waiting.filter(pk__in=[one.pk for one in findings]))
    if not found:
        raise NothingToReturn()
    letter = ReturnLetter.objects.create(number=_next_number(timezone.localdate(at).year), by=by, at=at)
    ReturnLine.objects.bulk_create(_line(letter, n, one) for n, one in enumerate(found, start=1))
    details = {"number": letter.number, "names": len(found)}
    record(action="roster.return_drafted", subject=f"return {letter.pk}", by=by, at=at, details=details)
    return letter


def _next_number(year: int) -> str:
    before = ReturnLetter.objects.filter(number__endswith=f"/{year}").count()
    return f"{before + 1:03d}/BA-PENGEMBALIAN/{year}"


def _line(letter: ReturnLetter, position: int, finding: Finding) -> ReturnLine:
    name = finding.list_name
    basis = "; ".join(part for part in (finding.get_document_display(), finding.evidence) if part)
    return ReturnLine(
        letter=letter,
        position=position,
        finding=finding,
        kind=finding.kind,
        nik=name.nik,
        name=name.name,
        birth_date=name.birth_date,
        village=village_in_words(name)[:120],
        basis=basis[:600],
    )


@transaction.atomic
def sign_letter(*, letter: ReturnLetter, signer: str, signed_on: date, by: str, at: datetime) -> ReturnLetter:
    """Note who has signed it on which day; from now on it does not change. Raises LetterIncomplete."""
    if not signer.strip():
        raise LetterIncomplete()
    letter.signer, letter.signed_on = signer.strip(), signed_on
    return _advance(letter, "sign", by, at, {"signer": signer, "on": signed_on.isoformat()})


@transaction.atomic
def send_letter(
    *, letter: ReturnLetter, sent_on: date, by_way_of: str, by: str, at: datetime
) -> ReturnLetter:
    """Note when and how it went to the ministry. Raises LetterIncomplete."""
    if not by_way_of.strip():
        raise LetterIncomplete()
    letter.sent_on, letter.sent_by_way_of = sent_on, by_way_of.strip()
    return _advance(letter, "send", by, at, {"on": sent_on.isoformat(), "by_way_of": by_way_of})


@transaction.atomic
def discard_letter(*, letter: ReturnLetter, by: str, at: datetime) -> ReturnLetter:
    """Take a draft back: its number stays used, its names can go on another letter."""
    _advance(letter, "discard", by, at, {"names": letter.lines.count()})
    letter.lines.all().delete()
    return letter


def _advance(
    letter: ReturnLetter, event: str, by: str, at: datetime, details: dict[str, object]
) -> ReturnLetter:
    locked = ReturnLetter.objects.select_for_update().get(pk=letter.pk)
    letter.state = states.after(states.RETURN_LETTERS, locked.state, event)
    letter.save()
    told = {"number": letter.number, **details}
    record(action=f"roster.return_{letter.state}", subject=f"return {letter.pk}", by=by, at=at, details=told)
    return letter


@transaction.atomic
def note_letter_read(*, letter: ReturnLetter, as_paper: bool, by: str, at: datetime) -> None:
    """Keep that somebody took a letter with whole NIKs, on paper or as a sheet."""
    kind = Reading.PAPER if as_paper else Reading.FULL_SHEET
    rows = letter.lines.count()
    note_read(kind=kind, subject=f"return {letter.number}", by=by, at=at, rows=rows)
