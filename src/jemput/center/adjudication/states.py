"""How a case is settled."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CaseState(StrEnum):
    """Where a pair of records stands."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


CASE: Mapping[tuple[str, str], str] = {
    (CaseState.OPEN, "same"): CaseState.SAME,
    (CaseState.OPEN, "different"): CaseState.DIFFERENT,
    (CaseState.SAME, "reopen"): CaseState.OPEN,
    (CaseState.DIFFERENT, "reopen"): CaseState.OPEN,
}


class Reason(StrEnum):
    """Why two records were held together."""

    BIOMETRIC = "biometric"
    SAME_NIK = "same_nik"
