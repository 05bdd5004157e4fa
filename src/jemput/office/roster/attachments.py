"""Photos and papers behind findings: kept below the data folder, never served to strangers."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from jemput.kernel.ids import new_id
from jemput.office.roster.errors import EvidenceTooLarge

LARGEST_MB = 8
_KINDS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"%PDF": ".pdf"}
CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf"}


def keep(upload: UploadedFile[bytes] | None) -> str:
    """Store an attachment under a name of our own; its path below the data folder, empty for none.

    The kind is judged by content. Raises EvidenceTooLarge.
    """
    if upload is None:
        return ""
    content = upload.read() if (upload.size or 0) <= LARGEST_MB * 2**20 else b""
    suffix = next((ending for head, ending in _KINDS.items() if content.startswith(head)), "")
    if not suffix:
        raise EvidenceTooLarge(limit=LARGEST_MB)
    stored = Path("findings") / f"{new_id()}{suffix}"
    target = located(str(stored))
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    target.write_bytes(content)
    return str(stored)


def located(stored: str) -> Path:
    """Where an attachment lies."""
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / stored
