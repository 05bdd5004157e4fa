"""The one secret of a laptop, kept only under passphrases: every key it needs is derived from it.

A vault file holds a random master secret of 32 bytes once for each passphrase, encrypted under a key that
scrypt derives from it (RFC 7914, N 2^17, r 8, p 1: a third of a second and 128 MB for one guess). Nothing
else on the disk opens anything; whoever takes the laptop without a passphrase has only random bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import Field

from jemput.kernel.errors import Problem
from jemput.packet.errors import BadText, VaultDamaged, WrongPassphrase
from jemput.packet.records import Record
from jemput.packet.texts import from_base64url, to_base64url

COST = 2**17
MAX_COST = 2**18
"""A vault file that asks for more is not one of ours: opening it would take the machine's memory."""
_BLOCK, _LANES = 8, 1
_KEY = 32
_SALT = 16
_NONCE = bytes(12)
"""Zero: each passphrase's key is derived with a salt of its own and encrypts exactly one message."""
_CONTEXT = b"jemput/vault-v1/"

Text = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True)
class Slot(Record):
    """The master secret under one passphrase; `owner` is a salted hash, so the file names nobody."""

    owner: Text
    cost: Annotated[int, Field(ge=2, le=MAX_COST)]
    salt: Text
    locked: Text


@dataclass(frozen=True)
class VaultFile(Record):
    """What stands on the disk."""

    version: Annotated[int, Field(ge=1, le=1)]
    salt: Text
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=100)]


@dataclass(frozen=True)
class Vault:
    """An opened vault: its file, and the master secret that no printout shows."""

    path: Path
    master: bytes = field(repr=False)

    @classmethod
    def create(cls, path: Path, *, owner: str, passphrase: str, cost: int = COST) -> Self:
        """Make a new master secret and keep it under one passphrase; raises VaultDamaged if one is there."""
        if path.exists():
            raise VaultDamaged(path=path)
        vault = cls(path, os.urandom(_KEY))
        salt = to_base64url(os.urandom(_SALT))
        _write(path, VaultFile(1, salt, (_locked(vault.master, owner, passphrase, salt, cost),)))
        return vault

    @classmethod
    def open(cls, path: Path, *, owner: str, passphrase: str) -> Self:
        """Open with the passphrase of `owner`; raises WrongPassphrase or VaultDamaged."""
        stored = _read(path)
        mine = _owner(owner, stored.salt)
        for slot in stored.slots:
            if slot.owner == mine:
                return cls(path, _unlocked(slot, passphrase, path))
        raise WrongPassphrase

    def secret(self, name: str) -> bytes:
        """32 bytes for one purpose, always the same for the same name (HKDF-SHA256)."""
        return HKDF(hashes.SHA256(), _KEY, salt=None, info=_CONTEXT + name.encode("utf-8")).derive(
            self.master
        )

    def keep(self, *, owner: str, passphrase: str, cost: int = COST) -> None:
        """Let this passphrase of `owner` open the vault from now on, and no earlier one of the same owner."""
        stored = _read(self.path)
        slot = _locked(self.master, owner, passphrase, stored.salt, cost)
        others = tuple(one for one in stored.slots if one.owner != slot.owner)
        _write(self.path, VaultFile(1, stored.salt, (*others, slot)))

    def forget(self, *, owner: str) -> None:
        """Take the passphrase of `owner` away; the last one stays, or nobody could open the vault again."""
        stored = _read(self.path)
        mine = _owner(owner, stored.salt)
        others = tuple(one for one in stored.slots if one.owner != mine)
        if others and len(others) < len(stored.slots):
            _write(self.path, VaultFile(1, stored.salt, others))


def opens(path: Path, *, owner: str, passphrase: str) -> bool:
    """Whether this passphrase of `owner` opens the vault."""
    try:
        Vault.open(path, owner=owner, passphrase=passphrase)
    except WrongPassphrase:
        return False
    return True


def _owner(name: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}/{name.casefold()}".encode()).hexdigest()[:32]


def _locked(master: bytes, owner: str, passphrase: str, vault_salt: str, cost: int) -> Slot:
    named, salt = _owner(owner, vault_salt), os.urandom(_SALT)
    key = _derived(passphrase, salt, cost)
    locked = ChaCha20Poly1305(key).encrypt(_NONCE, master, _CONTEXT + named.encode("ascii"))
    return Slot(named, cost, to_base64url(salt), to_base64url(locked))


def _unlocked(slot: Slot, passphrase: str, path: Path) -> bytes:
    try:
        salt = from_base64url(slot.salt, what="vault", limit=_SALT)
        locked = from_base64url(slot.locked, what="vault", limit=_KEY + 16)
        key = _derived(passphrase, salt, slot.cost)
        return ChaCha20Poly1305(key).decrypt(_NONCE, locked, _CONTEXT + slot.owner.encode("ascii"))
    except InvalidTag as error:
        raise WrongPassphrase from error
    except (BadText, ValueError) as error:
        raise VaultDamaged(path=path) from error


def _derived(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=cost, r=_BLOCK, p=_LANES).derive(passphrase.encode("utf-8"))


def _read(path: Path) -> VaultFile:
    try:
        return VaultFile.from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, Problem) as error:
        raise VaultDamaged(path=path) from error


def _write(path: Path, stored: VaultFile) -> None:
    """Write aside, flush, rename: a power cut leaves the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(stored.to_json(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
