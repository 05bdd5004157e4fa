"""The kit's database as files: where it lies, how it is opened for reading, what lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from jemput.kit.door import sealed_log
from jemput.node.settings import NodeSettings
from jemput.packet.vault import Vault

NAME = "kit.sqlite3"
KEPT = "kit.kept-pages"
"""Copies of the pages without which no table is found (`schema_pages`)."""
SIDES = ("", "-wal", "-shm")
PAGE = 4096


@dataclass(frozen=True)
class Beside:
    """What lies beside the database and does not depend on it: sealed packets, drafts of open recordings."""

    packets: int
    packet_bytes: int
    drafts: int

    def megabytes(self, language: str) -> str:
        """The packets' size for people, in MB of 10^6 bytes, written as the language does."""
        shown = f"{self.packet_bytes / 1e6:.1f}"
        return shown if language.startswith("en") else shown.replace(".", ",")

    def params(self) -> dict[str, object]:
        """For the sentences of numbered problems."""
        sizes = {f"megabytes_{one}": self.megabytes(one) for one in ("id", "en")}
        return {"packets": self.packets, **sizes}


def database_file(node: NodeSettings) -> Path:
    """The kit's database."""
    return node.data_dir / NAME


def beside(node: NodeSettings) -> Beside:
    """Count sealed packets and the folders of open recordings."""
    sizes = [file.stat().st_size for file in node.packets_dir.rglob("*.jemput") if file.is_file()]
    drafts = [one for one in (node.data_dir / "drafts").glob("*") if one.is_dir()]
    return Beside(len(sizes), sum(sizes), len(drafts))


def was_used(node: NodeSettings) -> bool:
    """Whether somebody has worked with this kit, whatever its database says."""
    there = beside(node)
    sealed = (node.data_dir / sealed_log.NAME).exists()
    return bool(there.packets or there.drafts) or sealed or (node.data_dir / KEPT).exists()


def open_to_read(path: Path, vault: Vault) -> Any:
    """A connection that changes neither the database nor its log; errors show when it is first read."""
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{vault.secret('database').hex()}'\"")
    return connection
