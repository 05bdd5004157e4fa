"""The national center's statuses, verbatim; never mixed with our own states."""

from __future__ import annotations

from enum import StrEnum


class NationalStatus(StrEnum):
    """Statuses of the ministry's center as offices see them; they form a dated history that may go back."""

    UNREGISTERED = "UNREGISTERED"
    BIO_CAPTURED = "BIO_CAPTURED"
    PROCESSING = "PROCESSING"
    SENT_FOR_ENROLLMENT = "SENT_FOR_ENROLLMENT"
    RECEIVED_AT_CENTRAL = "RECEIVED_AT_CENTRAL"
    ENROLL_FAILURE_AT_REGIONAL = "ENROLL_FAILURE_AT_REGIONAL"
    ENROLL_FAILURE_AT_CENTRAL = "ENROLL_FAILURE_AT_CENTRAL"
    SEARCH_FAILURE_AT_CENTRAL = "SEARCH_FAILURE_AT_CENTRAL"
    ADJUDICATE_RECORD = "ADJUDICATE_RECORD"
    REQUEST_VALIDATION = "REQUEST_VALIDATION"
    DUPLICATE_RECORD = "DUPLICATE_RECORD"
    PRINT_READY_RECORD = "PRINT_READY_RECORD"
    SENT_FOR_CARD_PRINTING = "SENT_FOR_CARD_PRINTING"
    CARD_PRINTED = "CARD_PRINTED"
    CARD_SHIPPED = "CARD_SHIPPED"
    CARD_ISSUED = "CARD_ISSUED"


RE_RECORD = frozenset(
    {
        NationalStatus.ENROLL_FAILURE_AT_REGIONAL,
        NationalStatus.ENROLL_FAILURE_AT_CENTRAL,
        NationalStatus.SEARCH_FAILURE_AT_CENTRAL,
    }
)
"""Statuses after which the person must be recorded again."""

RECORDED = frozenset(NationalStatus) - RE_RECORD - {NationalStatus.UNREGISTERED}
"""Statuses of a person whose recording exists somewhere on its way."""
