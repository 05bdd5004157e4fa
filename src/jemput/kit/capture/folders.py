"""Where an encounter's drafts lie on this machine."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jemput.kit.capture.drafts import DraftFolder
from jemput.kit.capture.models import Encounter
from jemput.packet.drafts import DraftKey


def drafts_root() -> Path:
    """The folder of all drafts."""
    data_dir: Path = settings.JEMPUT.data_dir
    return data_dir / "drafts"


def draft_folder(encounter: Encounter) -> DraftFolder:
    """The drafts of one open encounter."""
    return DraftFolder(drafts_root(), encounter.id, DraftKey.from_text(encounter.draft_key))
