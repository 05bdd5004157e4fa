"""Samples on the disk before they are sealed: one encrypted file each; a power cut loses none."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from jemput.kit.capture.errors import DraftLost
from jemput.node.exchange import storage
from jemput.packet.drafts import DraftKey


@dataclass(frozen=True)
class DraftFolder:
    """The drafts of one encounter."""

    root: Path
    encounter_id: UUID
    key: DraftKey

    @property
    def path(self) -> Path:
        """The encounter's own folder."""
        return self.root / str(self.encounter_id)

    def write(self, sample_id: UUID, content: bytes) -> None:
        """Encrypt and store; when this returns, the draft survives a power cut. Raises DiskFull."""
        storage.write(self._file(sample_id), self.key.lock(self._name(sample_id), content))

    def read(self, sample_id: UUID) -> bytes:
        """Decrypt; raises DraftLost where the file is gone, NotOpened where it was changed."""
        try:
            locked = self._file(sample_id).read_bytes()
        except OSError as error:
            raise DraftLost from error
        return self.key.unlock(self._name(sample_id), locked)

    def write_preview(self, sample_id: UUID, small: bytes) -> None:
        """Encrypt and store a sample's small picture beside it; pages show it, packets do not carry it."""
        storage.write(self._preview(sample_id), self.key.lock(f"{self._name(sample_id)}/preview", small))

    def read_preview(self, sample_id: UUID) -> bytes:
        """Decrypt a small picture; raises DraftLost, NotOpened."""
        try:
            locked = self._preview(sample_id).read_bytes()
        except OSError as error:
            raise DraftLost from error
        return self.key.unlock(f"{self._name(sample_id)}/preview", locked)

    def delete(self) -> None:
        """Remove every draft of the encounter; harmless where there is none."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _file(self, sample_id: UUID) -> Path:
        return self.path / f"{sample_id}.draft"

    def _preview(self, sample_id: UUID) -> Path:
        return self.path / f"{sample_id}.preview"

    def _name(self, sample_id: UUID) -> str:
        return f"{self.encounter_id}/{sample_id}"
