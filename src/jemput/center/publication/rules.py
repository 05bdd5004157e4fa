"""Which national status follows from what the center found."""

from __future__ import annotations

from collections.abc import Collection

from jemput.kernel.statuses import NationalStatus


def status_after_cases(states: Collection[str]) -> NationalStatus:
    """The status of a record by the states of all cases in which it is the newer one.

    No case: unique, so print-ready. One open: a human still has to look. One decided "same": a duplicate.
    """
    if "open" in states:
        return NationalStatus.ADJUDICATE_RECORD
    if "same" in states:
        return NationalStatus.DUPLICATE_RECORD
    return NationalStatus.PRINT_READY_RECORD
