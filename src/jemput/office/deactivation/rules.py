"""Decisions about deactivation that need no database: document numbers, names, the ministry's words."""

from __future__ import annotations

from datetime import date

APPROVED = {"DISETUJUI", "SETUJU", "YA", "Y", "NONAKTIF", "DINONAKTIFKAN", "BLOKIR", "DIBLOKIR", "1"}
REFUSED = {"DITOLAK", "TOLAK", "TIDAK", "T", "TIDAKDISETUJUI", "AKTIF", "TETAPAKTIF", "0"}

TAKES_OUT = {
    "dead": "meninggal (temuan desa)",
    "moved": "pindah (temuan desa)",
    "already_recorded": "sudah rekam (temuan desa)",
}
"""Accepted findings of a village that take somebody off a list, each with the reason that is kept."""
GONE = "tidak lagi penduduk hidup di register"
RECORDED_SINCE = "sudah direkam"


def proposal_number(count_before: int, day: date) -> str:
    """The office's own number of a proposal: USUL/003/2019, counted within a year."""
    return f"USUL/{count_before + 1:03d}/{day.year}"


def usual_cut_off(today: date) -> date:
    """The last 31 December, the day by which deactivations have looked (S3-5)."""
    return date(today.year - 1, 12, 31)


def same_name(left: str, right: str) -> bool:
    """Whether two spellings are one name but for signs, spaces and capitals."""
    return _letters(left) == _letters(right)


def verdict(text: str) -> bool | None:
    """What a cell decides: True for a block, False against it; None for a word nobody knows.

    An empty cell is a block: the ministry's list usually names only those approved.
    """
    key = _letters(text)
    if not key or key in APPROVED:
        return True
    return False if key in REFUSED else None


def _letters(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
