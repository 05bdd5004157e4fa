"""What a file says of somebody's recording: the center's own words, or a short yes or no."""

from __future__ import annotations

from collections.abc import Mapping

from jemput.kernel.statuses import NationalStatus
from jemput.office.sheets.cells import Cell, text

_SHORT = {
    "SUDAHREKAM": NationalStatus.BIO_CAPTURED,
    "SUDAH": NationalStatus.BIO_CAPTURED,
    "BELUMREKAM": NationalStatus.UNREGISTERED,
    "BELUM": NationalStatus.UNREGISTERED,
    "BELUMWAJIB": NationalStatus.UNREGISTERED,
}


def status_of(cell: Cell, words: Mapping[str, str]) -> NationalStatus | None:
    """The status a cell means, its codes put into words by the layout; None where it says nothing we know."""
    written = text(cell).upper()
    written = words.get(written, written)
    verbatim = written.replace(" ", "_")
    if verbatim in NationalStatus.__members__:
        return NationalStatus[verbatim]
    return _SHORT.get("".join(c for c in written if c.isalpha()))
