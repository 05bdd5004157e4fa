"""Decisions about time: when an answer or a notice is due, what is near, what is old enough to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from jemput.kernel.errors import Words

DUTY = timedelta(hours=72)
"""UU 27/2022: a person's request is answered, and a breach told, within three times 24 hours."""

NEAR = timedelta(hours=24)

Nearness = Literal["far", "near", "late", "done"]


def due_at(since: datetime) -> datetime:
    """When an answer to what became known `since` is due; hours run on over nights and holidays."""
    return since + DUTY


def nearness(due: datetime, now: datetime, *, done: bool = False) -> Nearness:
    """How pressing something due is: late from the very moment on."""
    if done:
        return "done"
    if now >= due:
        return "late"
    return "near" if due - now <= NEAR else "far"


def hours_and_minutes(due: datetime, now: datetime) -> tuple[int, int]:
    """Whole hours and minutes between now and a due time, before or after it alike; never negative."""
    minutes = int(abs(due - now).total_seconds()) // 60
    return minutes // 60, minutes % 60


@dataclass(frozen=True)
class Term:
    """How long one kind of thing is kept: its usual term, the bounds nobody may leave, and why."""

    key: str
    days: int
    shortest: int
    longest: int
    label: Words
    what: Words


TERMS: Mapping[str, Term] = {
    term.key: term
    for term in (
        Term(
            "list_files", 365, 30, 1825,
            Words(id="Berkas daftar yang diunggah", en="Uploaded list files"),
            Words(
                id="Berkasnya dihapus; cap, jumlah baris, dan nama yang masuk tetap ada.",
                en="The file goes; its stamp, counts and the names taken in stay.",
            ),
        ),
        Term(
            "rejected_rows", 180, 30, 1095,
            Words(id="Baris yang ditolak", en="Rejected rows"),
            Words(
                id="Baris yang sudah diperbaiki, diabaikan, atau dari daftar yang dibuang.",
                en="Rows mended, dismissed, or of a list that was thrown away.",
            ),
        ),
        Term(
            "evidence", 730, 180, 3650,
            Words(id="Foto dan lampiran temuan", en="Photos and papers of findings"),
            Words(
                id="Berkas lampiran temuan yang sudah diputus; temuannya tetap ada.",
                en="Attachments of findings that are decided; the finding stays.",
            ),
        ),
        Term(
            "reports", 365, 90, 1825,
            Words(id="Laporan dari kit", en="Reports of kits"),
            Words(
                id="Laporan yang sudah diterapkan; hasilnya sudah ada di ruang masing-masing.",
                en="Reports that have been applied; what they told stands in its room.",
            ),
        ),
        Term(
            "read_trail", 1825, 366, 3650,
            Words(id="Jejak akses", en="Access trail"),
            Words(
                id="Siapa melihat, mencetak, atau mengekspor data siapa. Paling singkat satu tahun.",
                en="Who looked at, printed or exported whose data. A year at the least.",
            ),
        ),
        Term(
            "exports", 30, 7, 365,
            Words(id="Salinan data untuk warga", en="Copies of data made for residents"),
            Words(
                id="Berkas .zip jawaban permintaan yang sudah diserahkan atau ditolak.",
                en="The .zip answers of requests that are delivered or refused.",
            ),
        ),
        Term(
            "closed_candidates", 365, 90, 1825,
            Words(id="Calon yang ditolak", en="Refused candidates"),
            Words(
                id="Usulan desa yang ditolak, beserta temuan dan alasannya.",
                en="Refused proposals of villages with their findings and reasons.",
            ),
        ),
    )
}  # fmt: skip


def allowed(term: Term, days: int) -> bool:
    """Whether a term may be set to so many days."""
    return term.shortest <= days <= term.longest


def older_than(now: datetime, days: int) -> datetime:
    """What happened before this moment has been kept for its term."""
    return now - timedelta(days=days)
