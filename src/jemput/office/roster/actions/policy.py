"""The thresholds of linkage are the head's to change, with a reason; no decision of a clerk moves them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jemput.linkage import Thresholds
from jemput.node.ledger.actions import record
from jemput.office.roster.link_models import LinkPolicy
from jemput.office.roster.merge_rules import in_order, reason_of


@transaction.atomic
def set_thresholds(
    *, sure: float, likely: float, ask: float, because: str, by: str, at: datetime
) -> LinkPolicy:
    """From now on link by these probabilities. Raises ThresholdsCrossed, ReasonMissing.

    Names that are linked or asked already stay as they are.
    """
    in_order(sure, likely, ask)
    before, words = thresholds(), reason_of(because)
    policy = LinkPolicy.objects.create(sure=sure, likely=likely, ask=ask, because=words, by=by, at=at)
    details = {
        "before": [before.sure_probability, before.likely_probability, before.ask_probability],
        "after": [sure, likely, ask],
        "because": words,
    }
    record(action="roster.thresholds_set", subject="linkage", by=by, at=at, details=details)
    return policy


def thresholds() -> Thresholds:
    """Those that hold now: the head's latest, or the ones the model was shipped with."""
    policy = LinkPolicy.objects.first()
    if policy is None:
        return Thresholds()
    return Thresholds(
        sure_probability=policy.sure, likely_probability=policy.likely, ask_probability=policy.ask
    )
