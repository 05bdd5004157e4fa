"""How the kit comes by its keys: from the passphrase typed at its door, or from who started it."""

from __future__ import annotations

import getpass
import os
import sys
import time
from pathlib import Path

from jemput.kit.door.examining import examine
from jemput.node.settings import NodeSettings
from jemput.packet.errors import StillLocked, WeakPassphrase
from jemput.packet.vault import Vault

KIT = ""
"""The owner of the passphrase that is made with the kit; everybody else's is the user name."""
LEAST_LETTERS = 12
PASSPHRASE = "JEMPUT_PASSPHRASE"

_handed_over: list[bytes] = []


def vault_file(node: NodeSettings) -> Path:
    """Where the kit's vault lies."""
    return node.keys_dir / "vault.json"


def hand_over(master: bytes) -> None:
    """Give this process the opened vault's secret, before the settings are read."""
    _handed_over[:] = [master]


def unlocked(node: NodeSettings) -> Vault:
    """The opened vault: as handed over, by the environment, or asked for at a terminal.

    Raises StillLocked where there is nobody to ask, WrongPassphrase, WeakPassphrase, VaultDamaged, and
    DatabaseDamaged where nothing should be built on the database that the vault opens.
    """
    if _handed_over:
        return Vault(vault_file(node), _handed_over[0])
    vault = asked_for(node)
    damage = examine(node, vault, at=time.time())
    if damage is not None:
        raise damage.problem()
    hand_over(vault.master)
    return vault


def asked_for(node: NodeSettings) -> Vault:
    """The vault, opened by the environment or at a terminal; raises StillLocked, what opening raises."""
    passphrase = os.environ.get(PASSPHRASE, "")
    if not passphrase and sys.stdin is not None and sys.stdin.isatty():
        passphrase = getpass.getpass("Kata sandi kit: ")
    if not passphrase:
        raise StillLocked
    return open_or_create(node, owner=KIT, passphrase=passphrase)


def open_or_create(node: NodeSettings, *, owner: str, passphrase: str) -> Vault:
    """Open the vault, or make it where this kit has none yet; raises what both raise."""
    path = vault_file(node)
    if path.exists():
        return Vault.open(path, owner=owner, passphrase=passphrase)
    if len(passphrase) < LEAST_LETTERS:
        raise WeakPassphrase(least=LEAST_LETTERS)
    return Vault.create(path, owner=KIT, passphrase=passphrase)
