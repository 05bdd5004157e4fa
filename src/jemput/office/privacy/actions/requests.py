"""Writers of requests: take one, prepare its answer, decide, hand it over."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jemput.kernel.nik import Nik
from jemput.node.ledger.actions import record
from jemput.node.ledger.reading import Reading, note_read
from jemput.node.ledger.transitions import advance
from jemput.office.privacy.actions.numbering import next_number
from jemput.office.privacy.bundle import bundle, copy_path
from jemput.office.privacy.errors import NoProof, NothingMade, Unexplained
from jemput.office.privacy.models import PersonRequest
from jemput.office.privacy.queries.trail import person
from jemput.office.privacy.rules import due_at
from jemput.office.privacy.states import REQUEST

FOLDER = Path("privacy")


@dataclass(frozen=True)
class Asked:
    """What stands on a request as it is taken."""

    kind: str
    nik: Nik
    asked_by: str
    standing: str
    proof: str
    proof_note: str = ""
    contact: str = ""
    wish: str = ""


@transaction.atomic
def take_request(*, asked: Asked, asked_at: datetime, by: str, at: datetime) -> PersonRequest:
    """Register what a resident asks; 72 hours run from when it was asked, not from when it was typed.

    Raises NoProof where nobody's identity was seen, or somebody stands in without an authority;
    Unexplained where a correction or objection does not say what.
    """
    away = asked.standing == PersonRequest.Standing.PROXY and asked.proof != PersonRequest.Proof.LETTER
    if not asked.proof or away:
        raise NoProof()
    if asked.kind != PersonRequest.Kind.ACCESS and not asked.wish.strip():
        raise Unexplained()
    known = person(asked.nik)
    made = PersonRequest.objects.create(
        number=next_number(PersonRequest.objects, "PD", at),
        **{**asdict(asked), "nik": str(asked.nik)},
        name=known.name if known else asked.asked_by,
        asked_at=asked_at,
        due_at=due_at(asked_at),
        taken_by=by,
    )
    details = {"kind": made.kind, "standing": made.standing, "proof": made.proof}
    record(action="request.taken", subject=made.nik, by=by, at=at, details={"number": made.number, **details})
    return made


@transaction.atomic
def prepare_copy(*, request: PersonRequest, by: str, at: datetime) -> PersonRequest:
    """Gather all that is held into the .zip; the reading itself stands in the person's trail.

    Raises NobodyFound, NotPossible once the request is done.
    """
    note_read(
        kind=Reading.BUNDLE, subject=request.number, by=by, at=at, nik=request.nik,
        reason=f"permintaan {request.number}",
    )  # fmt: skip
    packed = bundle(request, at=at)
    request.copy_file = str(FOLDER / f"{request.number}.zip")
    request.copy_sha256 = hashlib.sha256(packed).hexdigest()
    advance(request, "prepare", table=REQUEST, by=by, at=at, details=_told(request))
    request.save(update_fields=["copy_file", "copy_sha256"])
    target = copy_path(request.copy_file)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    target.write_bytes(packed)
    return request


@transaction.atomic
def decide(*, request: PersonRequest, decision: str, granted: bool, by: str, at: datetime) -> PersonRequest:
    """Decide a correction or an objection, or refuse any request, always with the reason.

    Raises Unexplained, NotPossible.
    """
    if not decision.strip():
        raise Unexplained()
    request.decision, request.decided_by, request.decided_at = decision.strip(), by, at
    event = "prepare" if granted else "refuse"
    advance(
        request, event, table=REQUEST, by=by, at=at, details={**_told(request), "because": request.decision}
    )
    request.save(update_fields=["decision", "decided_by", "decided_at"])
    return request


@transaction.atomic
def deliver(*, request: PersonRequest, to: str, how: str, by: str, at: datetime) -> PersonRequest:
    """Note when the answer was handed over, to whom and how. Raises Unexplained, NotPossible."""
    if not to.strip() or not how.strip():
        raise Unexplained()
    request.delivered_to, request.delivered_how = to.strip(), how.strip()
    request.delivered_at, request.delivered_by = at, by
    late = at > request.due_at
    details = {**_told(request), "to": request.delivered_to, "how": request.delivered_how, "late": late}
    advance(request, "deliver", table=REQUEST, by=by, at=at, details=details)
    request.save(update_fields=["delivered_to", "delivered_how", "delivered_at", "delivered_by"])
    return request


def take_copy(*, request: PersonRequest, by: str, at: datetime) -> bytes:
    """The prepared .zip; each taking stands in the person's trail. Raises NothingMade."""
    path = copy_path(request.copy_file)
    if not request.copy_file or not path.is_file():
        raise NothingMade(number=request.number)
    note_read(kind=Reading.BUNDLE, subject=request.number, by=by, at=at, nik=request.nik, reason="unduh")
    return path.read_bytes()


def _told(request: PersonRequest) -> dict[str, str]:
    return {"number": request.number, "sha256": request.copy_sha256}
