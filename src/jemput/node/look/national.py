"""The tone of each status of the national center; its words stay verbatim."""

from __future__ import annotations

from jemput.kernel.statuses import RE_RECORD, NationalStatus
from jemput.node.look.parts import Badge, Tone

_WAIT = {
    NationalStatus.ADJUDICATE_RECORD,
    NationalStatus.REQUEST_VALIDATION,
    NationalStatus.DUPLICATE_RECORD,
}
_GOOD = {
    NationalStatus.PRINT_READY_RECORD,
    NationalStatus.SENT_FOR_CARD_PRINTING,
    NationalStatus.CARD_PRINTED,
    NationalStatus.CARD_SHIPPED,
    NationalStatus.CARD_ISSUED,
}


def badge_of(status: str) -> Badge:
    """The status as a badge: done or on its way, waiting for a person, failed, or not begun."""
    tone: Tone = "plain"
    if status in RE_RECORD:
        tone = "danger"
    elif status in _WAIT:
        tone = "wait"
    elif status in _GOOD:
        tone = "good"
    elif status == NationalStatus.UNREGISTERED:
        tone = "muted"
    return Badge(str(status), tone)
