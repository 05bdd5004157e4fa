"""This node itself: its two private keys and what it tells others about itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from jemput.node.exchange.errors import NoParent
from jemput.node.exchange.models import Parent
from jemput.packet.introductions import (
    Identity,
    Introduction,
    Kind,
    SignedIntroduction,
    node_id_of,
    sign_introduction,
)
from jemput.packet.keys import SealingKey, SealingPublicKey, SigningKey
from jemput.packet.vault import Vault


@dataclass(frozen=True)
class Me:
    """A node with its private keys."""

    identity: Identity
    signing: SigningKey
    sealing: SealingKey
    older: tuple[SealingKey, ...] = ()
    """Sealing keys it had before: what was sealed to them can still be opened."""

    def opener(self, recipients: Collection[str]) -> SealingKey:
        """The key of ours among those recipients (key ids); the present one where none is."""
        return next((key for key in (self.sealing, *self.older) if key.key_id in recipients), self.sealing)

    @property
    def sealing_ids(self) -> frozenset[str]:
        """The names of all its sealing keys."""
        return frozenset(key.key_id for key in (self.sealing, *self.older))

    @property
    def node_id(self) -> str:
        """The name under which others know this node."""
        return self.identity.node_id

    def introduce(self, identity: Identity, *, at: datetime) -> SignedIntroduction:
        """Vouch for an identity; for our own, this is how we introduce ourselves."""
        return sign_introduction(Introduction(1, identity, self.node_id, at), key=self.signing)


@dataclass(frozen=True)
class Readers:
    """To whom a kit seals: the facts to both, the biometrics to the center alone."""

    office: SealingPublicKey
    center: SealingPublicKey


def me() -> Me:
    """This node; its keys come from its vault, or are made at the first call and kept in `keys_dir`."""
    node = settings.JEMPUT
    return _load(node.keys_dir, node.vault, node.program, node.node_name, _stamp(node.keys_dir))


def make_me(kind: Kind, name: str, signing: SigningKey, sealing: SealingKey) -> Me:
    """A node from its keys; its id follows from them."""
    node_id = node_id_of(kind, signing.public)
    return Me(Identity(node_id, kind, name, signing.public.text, sealing.public.text), signing, sealing)


def parent() -> Parent:
    """The node above us; raises NoParent before it was ever reached."""
    found = Parent.objects.first()
    if found is None:
        raise NoParent
    return found


def readers() -> Readers:
    """Whom this kit seals to; raises NoParent until office and center are both known."""
    above = parent()
    if not above.center_sealing_key:
        raise NoParent
    return Readers(above.office_key, above.center_key)


def older_file(keys_dir: Path, key: SealingKey) -> Path:
    """Where a sealing key is kept after its rotation."""
    return keys_dir / f"sealing-{key.key_id}.key"


def _stamp(keys_dir: Path) -> int:
    """Changes when the sealing key does: other processes of the program then load it anew."""
    try:
        return (keys_dir / "sealing.key").stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _load(keys_dir: Path, vault: Vault | None, program: str, name: str, _stamp: int) -> Me:
    if vault is not None:
        signing, sealing = SigningKey(vault.secret("signing")), SealingKey(vault.secret("sealing"))
        return make_me(Kind(program), name, signing, sealing)
    signing = SigningKey.load_or_create(keys_dir / "signing.key")
    sealing = SealingKey.load_or_create(keys_dir / "sealing.key")
    files = sorted(keys_dir.glob("sealing-*.key"), key=lambda file: file.stat().st_mtime, reverse=True)
    older = (SealingKey.load_or_create(file) for file in files)
    mine = make_me(Kind(program), name, signing, sealing)
    return replace(mine, older=tuple(key for key in older if key != sealing))
