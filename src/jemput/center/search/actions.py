"""The only writers of searches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jemput.biometrics.calibration import DUPLICATE_SCORE
from jemput.biometrics.comparison import Evidence
from jemput.biometrics.search import Candidate as Found
from jemput.center.identities.models import Record
from jemput.center.search.models import Candidate, Search
from jemput.node.ledger.actions import announce, record

KEPT_SCORE = 1.0
"""Candidates below one in ten are not worth keeping."""


@transaction.atomic
def keep_search(
    *,
    probe: Record,
    found: Sequence[Found],
    gallery_size: int,
    milliseconds: int,
    by: str,
    at: datetime,
) -> Search:
    """Keep what a search found and announce it; alarming are those beyond the duplicate threshold."""
    search = Search.objects.create(record=probe, at=at, gallery_size=gallery_size, milliseconds=milliseconds)
    worth = [one for one in found if one.log10_ratio >= KEPT_SCORE]
    Candidate.objects.bulk_create(
        Candidate(
            search=search,
            reference_id=int(one.subject_id),
            rank=rank,
            log_false_match=-one.log10_ratio,
            alarming=one.log10_ratio >= DUPLICATE_SCORE,
            evidence={"swapped": one.swapped, "parts": [_part(part) for part in one.evidence]},
        )
        for rank, one in enumerate(worth, 1)
    )
    details = {"gallery": gallery_size, "candidates": len(worth)}
    record(action="record.searched", subject=str(probe.packet_id), by=by, at=at, details=details)
    payload = {"search": search.pk}
    announce(topic="search.finished", subject=str(probe.packet_id), payload=payload, at=at)
    return search


def _part(part: Evidence) -> dict[str, object]:
    """One sample's evidence as JSON."""
    return {
        "modality": part.modality.value,
        "position": int(part.position or 0),
        "score": round(part.raw_score, 4),
        "log10": round(part.log10_ratio, 2),
    }


def fail(*, probe: Record, code: str, problem: str, at: datetime) -> None:
    """Announce that a record could not be searched."""
    payload = {"record": probe.pk, "code": code, "problem": problem}
    announce(topic="search.failed", subject=str(probe.packet_id), payload=payload, at=at)
